# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""All rules, in the order of their codes.

Written by hand: Ansible ships to a host the modules that it sees imported. A test holds it true.
"""

from __future__ import annotations

from ..rule import Rule
from .gj001_unused_suppression import UnusedSuppression
from .gj002_not_checked import NotChecked
from .gj101_not_parsed import NotParsed
from .gj102_macro_file_missing import MacroFileMissing
from .gj103_duplicate_key import DuplicateKey
from .gj104_wrong_form import WrongForm
from .gj105_unreadable_value import UnreadableValue
from .gj106_no_default_destination import NoDefaultDestination
from .gj107_tool_not_named import ToolNotNamed
from .gj108_unknown_handler_assignment import UnknownHandlerAssignment
from .gj109_unknown_metrics import UnknownMetrics
from .gj110_no_load import NoLoad
from .gj111_wrong_form_for_jobs import WrongFormForJobs
from .gj112_not_a_list import NotAList
from .gj113_resubmit_not_a_list import ResubmitNotAList
from .gj120_unread_name import UnreadName
from .gj121_dropped_element import DroppedElement
from .gj122_defined_twice import DefinedTwice
from .gj123_beside_params import BesideParams
from .gj201_tool_destinations_not_parsed import ToolDestinationsNotParsed
from .gj202_tool_destinations_wrong_form import ToolDestinationsWrongForm
from .gj203_no_verbose import NoVerbose
from .gj204_no_default_for_tools import NoDefaultForTools
from .gj205_unreadable_number import UnreadableNumber
from .gj206_rule_without_destination import RuleWithoutDestination
from .gj207_tool_destinations_duplicate_key import ToolDestinationsDuplicateKey
from .gj208_tool_destinations_unread_name import ToolDestinationsUnreadName
from .gj209_dropped_rule import DroppedRule
from .gj301_resource_params_not_parsed import ResourceParamsNotParsed
from .gj302_param_without_name import ParamWithoutName
from .gj303_unread_element import UnreadElement
from .gj304_resource_param_defined_twice import ResourceParamDefinedTwice

RULES: tuple[Rule, ...] = (
    UnusedSuppression(),
    NotChecked(),
    NotParsed(),
    MacroFileMissing(),
    DuplicateKey(),
    WrongForm(),
    UnreadableValue(),
    NoDefaultDestination(),
    ToolNotNamed(),
    UnknownHandlerAssignment(),
    UnknownMetrics(),
    NoLoad(),
    WrongFormForJobs(),
    NotAList(),
    ResubmitNotAList(),
    UnreadName(),
    DroppedElement(),
    DefinedTwice(),
    BesideParams(),
    ToolDestinationsNotParsed(),
    ToolDestinationsWrongForm(),
    NoVerbose(),
    NoDefaultForTools(),
    UnreadableNumber(),
    RuleWithoutDestination(),
    ToolDestinationsDuplicateKey(),
    ToolDestinationsUnreadName(),
    DroppedRule(),
    ResourceParamsNotParsed(),
    ParamWithoutName(),
    UnreadElement(),
    ResourceParamDefinedTwice(),
)
