# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Rules about destinations whose jobs a Slurm cluster can never start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....batch.slurm_request import is_request_param
from ....job_conf.model import Destination
from ....text import Place
from ....words import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import text_of
from ..batch.base import part


class SlurmRule(Rule):
    """A rule that reports the obstacles of its name."""

    effect = "job"
    needs = ("job_conf", "slurm_conf")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the requests that cannot be fulfilled."""
        for destination, obstacle in context.obstacles:
            if obstacle.kind == self.name:
                hint = did_you_mean(obstacle.subject, obstacle.known)
                place = place_of_word(destination, obstacle.subject)
                yield self.finding(place, f"{obstacle.message}{hint}")


def place_of_word(destination: Destination, word: str) -> Place:
    """Return where a word is requested: its option or parameter, or the destination's id."""
    params = [param for name, param in destination.params.items() if is_request_param(name)]
    option = re.compile(rf"\S*(?<![\w.]){re.escape(word)}(?!\w)\S*")
    for param in params if word else ():
        found = option.search(text_of(param) or "")
        if found is not None:
            return part(param.value, *found.span()).place
    return params[0].value.place if params else destination.id.place
