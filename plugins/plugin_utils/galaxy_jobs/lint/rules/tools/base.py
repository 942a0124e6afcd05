# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What rules about resource groups share."""

from __future__ import annotations

from ....job_conf.model import JobConf
from ....text import Value


def group_references(conf: JobConf) -> list[Value]:
    """Return the names of the default resource group and of the groups that tools use."""
    references = (conf.default_resource_group, *(tool.resources for tool in conf.tools))
    return [group for group in references if group is not None and group.data is not None]
