"""How far coders agree: people with each other, and the machine with people.

coders.py       their tables, with all that is wrong in them
places.py       stretches of one coder → words of one transcript
fitting.py      the same for all coders and all transcripts of a run
units.py        several coders → the same units, who saw and who coded which
coefficients.py kappa, alpha, AC1, F1 … from counts: pure functions
intervals.py    bootstrap over respondents
figures.py      the coefficients of two coders for many codes, and totals
spans.py        stretches whose borders differ
gold.py, machine.py, evaluation.py   the machine against people
"""

from qualcode.analysis.agreement.coders import Coder, load_coders, parse_coders
from qualcode.analysis.agreement.evaluation import Choices, Evaluation, evaluate
from qualcode.analysis.agreement.units import UNITS, UnitChoice

__all__ = [
    "UNITS",
    "Choices",
    "Coder",
    "Evaluation",
    "UnitChoice",
    "evaluate",
    "load_coders",
    "parse_coders",
]
