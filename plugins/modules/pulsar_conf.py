#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: pulsar_conf
short_description: Composes and writes Pulsar's configuration
version_added: 0.1.0
description:
  - Checks the options of Pulsar 0.16.0, which itself passes over those it does not know, and writes
    C(app.yml).
  - Secrets are written to C(pulsar.env) beside it, which only root can read, and are part of no
    result and no diff.
  - Runs on the controller; the host needs nothing.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  directory:
    description: Where to write. Without it the options are checked and nothing is written.
    type: path
  group:
    description: The group that may read C(app.yml).
    type: str
    default: pulsar
  modes:
    description: How Galaxy reaches Pulsar.
    type: list
    elements: str
    choices: [rest, amqp]
    default: [rest]
  host:
    description: The address that Pulsar, or a web server before it, listens on.
    type: str
    default: 127.0.0.1
  tls:
    description: Whether it is served with TLS.
    type: bool
    default: false
  config:
    description: Options of C(app.yml).
    type: dict
    default: {}
  site_config:
    description: Options of C(app.yml) that come before those of O(config).
    type: dict
    default: {}
  manager_defaults:
    description: Options of managers that do not have them, by the type of the manager.
    type: dict
    default: {}
  private_token:
    description:
      - The token that Galaxy shows. A number is refused, since Pulsar would refuse every call.
    type: raw
  message_queue_url:
    description: The URL of the message queue, with its password.
    type: str
attributes:
  check_mode:
    support: full
    description: Says what would be written.
  diff_mode:
    support: full
    description: Shows the difference of C(app.yml), and of no secret.
"""

EXAMPLES = r"""
- name: Serve Galaxy's jobs through Slurm
  galaxyhpc.cluster.pulsar_conf:
    directory: /srv/pulsar/config
    private_token: "{{ pulsar_private_token }}"
    config:
      staging_directory: /srv/pulsar/jobs/staging
      managers:
        _default_: {type: queued_cli, job_plugin: Slurm}
"""

RETURN = r"""
managers:
  description: The type of each manager by its name.
  type: dict
  returned: success
calls_slurm:
  description: Whether a manager calls Slurm's commands.
  type: bool
  returned: success
staging_directories:
  description: The directories of jobs, that of all managers and those of their own.
  type: list
  elements: str
  returned: success
app:
  description:
    - What C(app.yml) says. What may be a secret by its name, such as the password of a shell, is
      replaced by C(***).
  type: dict
  returned: success
cautions:
  description: What works otherwise than one would think.
  type: list
  elements: str
  returned: success
"""
