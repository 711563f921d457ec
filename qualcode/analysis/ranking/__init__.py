"""Figures of surveys, and numbers of respondents, ranked against codes.

figures.py       what is correlated with what
ranks.py         the numbers: stratified rank correlation, its limits and p
correlations.py  the table
"""

from qualcode.analysis.ranking.correlations import CORRELATIONS, correlate_figures
from qualcode.analysis.ranking.figures import ATTRIBUTE, NAMED, SURVEY
from qualcode.analysis.ranking.ranks import FEWEST_UNITS

__all__ = [
    "ATTRIBUTE",
    "CORRELATIONS",
    "FEWEST_UNITS",
    "NAMED",
    "SURVEY",
    "correlate_figures",
]
