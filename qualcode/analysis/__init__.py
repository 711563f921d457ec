"""The tables of a run → DataFrames and the numbers of a comparison, respondents being the unit."""

from qualcode.analysis.codes import compare_codes
from qualcode.analysis.comparing.proportions import wilson_interval
from qualcode.analysis.evidence import count_evidence
from qualcode.analysis.frames import Frames, make_frames
from qualcode.analysis.groups import assign_groups, place_codings
from qualcode.analysis.sample import describe_sample
from qualcode.analysis.scores import place_scores
from qualcode.analysis.surveys import Beside, join_surveys
from qualcode.analysis.tensions import (
    balance_poles,
    count_meetings,
    count_relations,
    find_advocacy,
    locate_meetings,
    relations_of,
    tell_poles,
)

__all__ = [
    "Beside",
    "Frames",
    "assign_groups",
    "balance_poles",
    "compare_codes",
    "count_evidence",
    "count_meetings",
    "count_relations",
    "describe_sample",
    "find_advocacy",
    "join_surveys",
    "locate_meetings",
    "make_frames",
    "place_codings",
    "place_scores",
    "relations_of",
    "tell_poles",
    "wilson_interval",
]
