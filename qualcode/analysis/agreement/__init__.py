"""How far coders agree: people with each other, and the machine with people.

coders.py       their tables, with all that is wrong in them
places.py       stretches of one coder → words of one transcript
fitting.py      the same for all coders and all transcripts of a run
units.py        several coders → the same units, who saw and who coded which
coefficients.py kappa, alpha, AC1, F1 … from counts: pure functions
intervals.py    bootstrap over respondents
figures.py      the coefficients of two coders for many codes, and totals
spans.py        stretches whose borders differ
gold.py         what is right where several coders say it
machine.py      hits of a run → the units they lie in
case.py         all that is said of the units, side by side
panels.py       the figures of one language
mistakes.py     what was found rightly and wrongly, and what was missed
blank.py        an empty table to code in
results.py      what an evaluation says; evaluation.py makes it, tables.py lays it out as rows
"""

from qualcode.analysis.agreement.blank import Blank, make_blank
from qualcode.analysis.agreement.coders import Coder, load_coders, parse_coders
from qualcode.analysis.agreement.evaluation import evaluate
from qualcode.analysis.agreement.results import Choices, Evaluation
from qualcode.analysis.agreement.units import UNITS, UnitChoice

__all__ = [
    "UNITS",
    "Blank",
    "Choices",
    "Coder",
    "Evaluation",
    "UnitChoice",
    "evaluate",
    "load_coders",
    "make_blank",
    "parse_coders",
]
