# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Base of the rules that check each resource parameter by itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from ....resource_params.model import ResourceParam
from ...context import Context
from ...finding import Finding
from ...resources import visible_params
from ...rule import Rule


class ResourceParamRule(Rule):
    """A lint rule about one resource parameter that tools show."""

    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings in the parameters that tools show."""
        for param in visible_params(context):
            yield from self.check_param(param)

    @abstractmethod
    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield the findings in a parameter."""
