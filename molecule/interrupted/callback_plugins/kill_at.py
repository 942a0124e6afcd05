# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills ansible-playbook when it comes to a task, as a power cut would."""

from __future__ import annotations

DOCUMENTATION = r"""
name: kill_at
type: aggregate
short_description: Kills ansible-playbook at a task
description: For tests. The task is named by the environment variable E(KILL_AT).
"""

import os
import signal
import typing as t

from ansible.plugins.callback import CallbackBase


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "kill_at"
    CALLBACK_NEEDS_ENABLED = True

    def v2_playbook_on_task_start(self, task: t.Any, is_conditional: bool) -> None:
        """End the process, with no chance to clean up, before the task runs."""
        if task.name == os.environ.get("KILL_AT"):
            os.kill(os.getpid(), signal.SIGKILL)

    def v2_playbook_on_handler_task_start(self, task: t.Any) -> None:
        """Treat a handler as a task."""
        self.v2_playbook_on_task_start(task, False)
