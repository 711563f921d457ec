"""The tagger's errors by group of respondents, and what they could do to a comparison.

units.py       what people and machine say of the units that people coded
measured.py    precision, recall and the corrected share of every group
correction.py  the numbers: ratios, their limits, corrected shares and differences
pairs.py       the difference of two groups with the errors corrected
limited.py     a figure with its limits as columns
"""

from qualcode.analysis.errors.measured import ERRORS, EVERYTHING, measure_errors
from qualcode.analysis.errors.pairs import ERROR_PAIRS, compare_corrected

__all__ = ["ERRORS", "ERROR_PAIRS", "EVERYTHING", "compare_corrected", "measure_errors"]
