"""What people have decided about how files are read: labels, roles, encodings, withdrawals."""

from qualcode.guidance.checks import check_readings, find_contradictions
from qualcode.guidance.guidance import NO_GUIDANCE, Guidance
from qualcode.guidance.parsing import load_readings, parse_readings
from qualcode.guidance.readings import NO_READINGS, Confirmed, Readings
from qualcode.guidance.withdrawn import NOTHING_WITHDRAWN, Withdrawn

__all__ = [
    "NOTHING_WITHDRAWN",
    "NO_GUIDANCE",
    "NO_READINGS",
    "Confirmed",
    "Guidance",
    "Readings",
    "Withdrawn",
    "check_readings",
    "find_contradictions",
    "load_readings",
    "parse_readings",
]
