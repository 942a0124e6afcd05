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
from .gj114_env_not_a_list import EnvNotAList
from .gj115_misleading_suffix import MisleadingSuffix
from .gj119_no_longer_read import NoLongerRead
from .gj120_unread_name import UnreadName
from .gj121_dropped_element import DroppedElement
from .gj122_defined_twice import DefinedTwice
from .gj123_beside_params import BesideParams
from .gj130_unknown_runner_class import UnknownRunnerClass
from .gj131_rejected_plugin_parameter import RejectedPluginParameter
from .gj132_unreadable_plugin_value import UnreadablePluginValue
from .gj133_misspelt_destination_parameter import MisspeltDestinationParameter
from .gj134_unread_destination_parameter import UnreadDestinationParameter
from .gj135_missing_destination_parameter import MissingDestinationParameter
from .gj136_unknown_destination_value import UnknownDestinationValue
from .gj137_misread_boolean import MisreadBoolean
from .gj138_workers_not_a_number import WorkersNotANumber
from .gj139_unused_runner import UnusedRunner
from .gj140_unknown_default_handler import UnknownDefaultHandler
from .gj141_unknown_handler import UnknownHandler
from .gj142_unknown_handler_runner import UnknownHandlerRunner
from .gj143_handler_tag_twice import HandlerTagTwice
from .gj144_unused_handlers import UnusedHandlers
from .gj145_cpu_not_a_number import CpuNotANumber
from .gj146_docker_with_sudo import DockerWithSudo
from .gj147_real_user_not_read import RealUserNotRead
from .gj148_sudo_in_submit_file import SudoInSubmitFile
from .gj149_impossible_aws_platform import ImpossibleAwsPlatform
from .gj150_unknown_runner import UnknownRunner
from .gj151_unknown_destination import UnknownDestination
from .gj152_unknown_resubmit_destination import UnknownResubmitDestination
from .gj153_unknown_dynamic_target import UnknownDynamicTarget
from .gj154_unused_destination import UnusedDestination
from .gj155_destination_defined_twice import DestinationDefinedTwice
from .gj156_unknown_cli_argument import UnknownCliArgument
from .gj157_id_is_a_tag import IdIsATag
from .gj158_burst_counts_a_tag import BurstCountsATag
from .gj159_malformed_instance_id import MalformedInstanceId
from .gj160_dynamic_without_rules_module import DynamicWithoutRulesModule
from .gj161_unknown_dynamic_type import UnknownDynamicType
from .gj162_missing_dynamic_parameter import MissingDynamicParameter
from .gj163_tpv_shortcut_lost import TpvShortcutLost
from .gj164_blanks_around_name import BlanksAroundName
from .gj165_guests_not_allowed import GuestsNotAllowed
from .gj170_env_without_text import EnvWithoutText
from .gj171_refused_condition import RefusedCondition
from .gj172_raw_in_quotes import RawInQuotes
from .gj180_tool_defined_twice import ToolDefinedTwice
from .gj181_tool_without_plain_entry import ToolWithoutPlainEntry
from .gj182_unknown_resource_group import UnknownResourceGroup
from .gj183_blank_in_resource_group import BlankInResourceGroup
from .gj184_unused_resource_group import UnusedResourceGroup
from .gj190_dead_limit import DeadLimit
from .gj191_limit_without_target import LimitWithoutTarget
from .gj192_unknown_limit_target import UnknownLimitTarget
from .gj193_limit_defined_twice import LimitDefinedTwice
from .gj194_zero_jobs_for_users import ZeroJobsForUsers
from .gj195_limit_not_enforced import LimitNotEnforced
from .gj201_tool_destinations_not_parsed import ToolDestinationsNotParsed
from .gj202_tool_destinations_wrong_form import ToolDestinationsWrongForm
from .gj203_no_verbose import NoVerbose
from .gj204_no_default_for_tools import NoDefaultForTools
from .gj205_unreadable_number import UnreadableNumber
from .gj206_rule_without_destination import RuleWithoutDestination
from .gj207_tool_destinations_duplicate_key import ToolDestinationsDuplicateKey
from .gj208_tool_destinations_unread_name import ToolDestinationsUnreadName
from .gj209_dropped_rule import DroppedRule
from .gj210_tool_shed_guid import ToolShedGuid
from .gj211_priorities_without_default import PrioritiesWithoutDefault
from .gj212_unknown_priority import UnknownPriority
from .gj213_no_default_priority import NoDefaultPriority
from .gj214_no_destination_for_default_priority import NoDestinationForDefaultPriority
from .gj215_fail_as_default import FailAsDefault
from .gj216_fail_without_message import FailWithoutMessage
from .gj217_destination_beside_message import DestinationBesideMessage
from .gj218_rule_matches_nothing import RuleMatchesNothing
from .gj219_swapped_bounds import SwappedBounds
from .gj220_shadowed_rule import ShadowedRule
from .gj221_overlapping_rules import OverlappingRules
from .gj222_gap_between_rules import GapBetweenRules
from .gj223_nice_value_out_of_range import NiceValueOutOfRange
from .gj224_verbose_not_boolean import VerboseNotBoolean
from .gj225_branching_arguments import BranchingArguments
from .gj301_resource_params_not_parsed import ResourceParamsNotParsed
from .gj302_param_without_name import ParamWithoutName
from .gj303_unread_element import UnreadElement
from .gj304_resource_param_defined_twice import ResourceParamDefinedTwice
from .gj305_unknown_resource_param_type import UnknownResourceParamType
from .gj306_resource_param_not_a_number import ResourceParamNotANumber
from .gj307_minimum_above_maximum import MinimumAboveMaximum
from .gj308_default_out_of_range import DefaultOutOfRange
from .gj309_select_without_options import SelectWithoutOptions
from .gj310_select_with_value import SelectWithValue
from .gj401_rules_not_parsed import RulesNotParsed
from .gj402_unknown_rule_function import UnknownRuleFunction
from .gj403_unfilled_argument import UnfilledArgument
from .gj404_argument_not_by_name import ArgumentNotByName
from .gj405_rule_returns_unknown_destination import RuleReturnsUnknownDestination
from .gj406_rule_defined_twice import RuleDefinedTwice
from .gj407_param_hides_object import ParamHidesObject
from .gj408_unused_rule_function import UnusedRuleFunction
from .gj409_rules_module_is_a_file import RulesModuleIsAFile
from .gj410_import_of_what_is_gone import ImportOfWhatIsGone
from .gj501_unknown_tool_destination import UnknownToolDestination
from .gj502_tool_destinations_in_a_circle import ToolDestinationsInACircle
from .gj503_tool_destinations_not_used import ToolDestinationsNotUsed
from .gj504_mapped_tool_without_rules import MappedToolWithoutRules
from .gj505_tool_rules_never_asked import ToolRulesNeverAsked
from .gj510_unknown_resource_param import UnknownResourceParam
from .gj511_unused_resource_param import UnusedResourceParam
from .gj520_resource_param_of_no_form import ResourceParamOfNoForm
from .gj530_unread_pulsar_option import UnreadPulsarOption
from .gj531_refused_by_pulsar import RefusedByPulsar
from .gj532_pulsar_without_destination import PulsarWithoutDestination
from .gj533_unknown_pulsar_manager import UnknownPulsarManager
from .gj534_other_pulsar_token import OtherPulsarToken
from .gj535_other_jobs_directory import OtherJobsDirectory
from .gj536_other_pulsar_queue import OtherPulsarQueue
from .gj537_no_galaxy_url import NoGalaxyUrl
from .gj538_unread_pulsar_parameter import UnreadPulsarParameter
from .gj539_no_user_for_pulsar import NoUserForPulsar
from .gj540_other_dependency_resolution import OtherDependencyResolution
from .gj550_refused_by_tpv import RefusedByTpv
from .gj601_unknown_native_option import UnknownNativeOption
from .gj602_option_of_sbatch_alone import OptionOfSbatchAlone
from .gj603_native_option_without_value import NativeOptionWithoutValue
from .gj604_not_a_native_option import NotANativeOption
from .gj605_unreadable_native_memory import UnreadableNativeMemory
from .gj606_unreadable_native_time import UnreadableNativeTime
from .gj607_unreadable_native_number import UnreadableNativeNumber
from .gj608_hours_not_minutes import HoursNotMinutes
from .gj609_swallowed_native_option import SwallowedNativeOption
from .gj610_cut_native_value import CutNativeValue
from .gj611_smaller_memory_request import SmallerMemoryRequest
from .gj612_job_over_several_nodes import JobOverSeveralNodes
from .gj613_tasks_may_spread import TasksMaySpread
from .gj614_memory_misread_by_galaxy import MemoryMisreadByGalaxy
from .gj615_unread_walltime import UnreadWalltime
from .gj616_overridden_slots import OverriddenSlots
from .gj620_two_native_specifications import TwoNativeSpecifications
from .gj621_univa_limits_not_read import UnivaLimitsNotRead
from .gj701_unknown_partition import UnknownPartition
from .gj702_no_default_partition import NoDefaultPartition
from .gj703_no_node_so_large import NoNodeSoLarge
from .gj704_no_node_with_resource import NoNodeWithResource
from .gj705_time_over_limit import TimeOverLimit
from .gj706_more_than_partition import MoreThanPartition

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
    EnvNotAList(),
    MisleadingSuffix(),
    NoLongerRead(),
    UnreadName(),
    DroppedElement(),
    DefinedTwice(),
    BesideParams(),
    UnknownRunnerClass(),
    RejectedPluginParameter(),
    UnreadablePluginValue(),
    MisspeltDestinationParameter(),
    UnreadDestinationParameter(),
    MissingDestinationParameter(),
    UnknownDestinationValue(),
    MisreadBoolean(),
    WorkersNotANumber(),
    UnusedRunner(),
    UnknownDefaultHandler(),
    UnknownHandler(),
    UnknownHandlerRunner(),
    HandlerTagTwice(),
    UnusedHandlers(),
    CpuNotANumber(),
    DockerWithSudo(),
    RealUserNotRead(),
    SudoInSubmitFile(),
    ImpossibleAwsPlatform(),
    UnknownRunner(),
    UnknownDestination(),
    UnknownResubmitDestination(),
    UnknownDynamicTarget(),
    UnusedDestination(),
    DestinationDefinedTwice(),
    UnknownCliArgument(),
    IdIsATag(),
    BurstCountsATag(),
    MalformedInstanceId(),
    DynamicWithoutRulesModule(),
    UnknownDynamicType(),
    MissingDynamicParameter(),
    TpvShortcutLost(),
    BlanksAroundName(),
    GuestsNotAllowed(),
    EnvWithoutText(),
    RefusedCondition(),
    RawInQuotes(),
    ToolDefinedTwice(),
    ToolWithoutPlainEntry(),
    UnknownResourceGroup(),
    BlankInResourceGroup(),
    UnusedResourceGroup(),
    DeadLimit(),
    LimitWithoutTarget(),
    UnknownLimitTarget(),
    LimitDefinedTwice(),
    ZeroJobsForUsers(),
    LimitNotEnforced(),
    ToolDestinationsNotParsed(),
    ToolDestinationsWrongForm(),
    NoVerbose(),
    NoDefaultForTools(),
    UnreadableNumber(),
    RuleWithoutDestination(),
    ToolDestinationsDuplicateKey(),
    ToolDestinationsUnreadName(),
    DroppedRule(),
    ToolShedGuid(),
    PrioritiesWithoutDefault(),
    UnknownPriority(),
    NoDefaultPriority(),
    NoDestinationForDefaultPriority(),
    FailAsDefault(),
    FailWithoutMessage(),
    DestinationBesideMessage(),
    RuleMatchesNothing(),
    SwappedBounds(),
    ShadowedRule(),
    OverlappingRules(),
    GapBetweenRules(),
    NiceValueOutOfRange(),
    VerboseNotBoolean(),
    BranchingArguments(),
    ResourceParamsNotParsed(),
    ParamWithoutName(),
    UnreadElement(),
    ResourceParamDefinedTwice(),
    UnknownResourceParamType(),
    ResourceParamNotANumber(),
    MinimumAboveMaximum(),
    DefaultOutOfRange(),
    SelectWithoutOptions(),
    SelectWithValue(),
    RulesNotParsed(),
    UnknownRuleFunction(),
    UnfilledArgument(),
    ArgumentNotByName(),
    RuleReturnsUnknownDestination(),
    RuleDefinedTwice(),
    ParamHidesObject(),
    UnusedRuleFunction(),
    RulesModuleIsAFile(),
    ImportOfWhatIsGone(),
    UnknownToolDestination(),
    ToolDestinationsInACircle(),
    ToolDestinationsNotUsed(),
    MappedToolWithoutRules(),
    ToolRulesNeverAsked(),
    UnknownResourceParam(),
    UnusedResourceParam(),
    ResourceParamOfNoForm(),
    UnreadPulsarOption(),
    RefusedByPulsar(),
    PulsarWithoutDestination(),
    UnknownPulsarManager(),
    OtherPulsarToken(),
    OtherJobsDirectory(),
    OtherPulsarQueue(),
    NoGalaxyUrl(),
    UnreadPulsarParameter(),
    NoUserForPulsar(),
    OtherDependencyResolution(),
    RefusedByTpv(),
    UnknownNativeOption(),
    OptionOfSbatchAlone(),
    NativeOptionWithoutValue(),
    NotANativeOption(),
    UnreadableNativeMemory(),
    UnreadableNativeTime(),
    UnreadableNativeNumber(),
    HoursNotMinutes(),
    SwallowedNativeOption(),
    CutNativeValue(),
    SmallerMemoryRequest(),
    JobOverSeveralNodes(),
    TasksMaySpread(),
    MemoryMisreadByGalaxy(),
    UnreadWalltime(),
    OverriddenSlots(),
    TwoNativeSpecifications(),
    UnivaLimitsNotRead(),
    UnknownPartition(),
    NoDefaultPartition(),
    NoNodeSoLarge(),
    NoNodeWithResource(),
    TimeOverLimit(),
    MoreThanPartition(),
)
