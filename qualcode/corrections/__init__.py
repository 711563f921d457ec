"""The table of guide questions people have corrected → what each turn of the interviewer asks."""

from qualcode.corrections.fit import (
    Fitted,
    Unfit,
    check_corrections,
    fit_corrections,
    narrow_corrections,
)
from qualcode.corrections.table import (
    NO_CORRECTIONS,
    Correction,
    Corrections,
    check_questions,
    load_corrections,
    parse_corrections,
)

__all__ = [
    "NO_CORRECTIONS",
    "Correction",
    "Corrections",
    "Fitted",
    "Unfit",
    "check_corrections",
    "check_questions",
    "fit_corrections",
    "load_corrections",
    "narrow_corrections",
    "parse_corrections",
]
