"""What people have decided about how files are read: labels, roles, encodings, withdrawals."""

from qualcode.guidance.checks import check_readings, find_contradictions
from qualcode.guidance.guidance import NO_GUIDANCE, Guidance
from qualcode.guidance.loading import load_guidance
from qualcode.guidance.parsing import load_readings, parse_readings
from qualcode.guidance.readings import NO_READINGS, Confirmed, Readings
from qualcode.guidance.taking_out import is_cut, take_out, tell_unmet, tell_withdrawn
from qualcode.guidance.withdrawn import NOTHING_WITHDRAWN, Withdrawn
from qualcode.guidance.withdrawn_entries import check_withdrawn, find_misspelt, read_withdrawn

__all__ = [
    "NOTHING_WITHDRAWN",
    "NO_GUIDANCE",
    "NO_READINGS",
    "Confirmed",
    "Guidance",
    "Readings",
    "Withdrawn",
    "check_readings",
    "check_withdrawn",
    "find_contradictions",
    "find_misspelt",
    "is_cut",
    "load_guidance",
    "load_readings",
    "parse_readings",
    "read_withdrawn",
    "take_out",
    "tell_unmet",
    "tell_withdrawn",
]
