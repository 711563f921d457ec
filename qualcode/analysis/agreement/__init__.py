"""How far coders agree: people with each other, and the machine with people.

coders.py       their tables, with all that is wrong in them
naming.py       ids or names of codes in a cell of theirs
decided.py      the decisions of people on a run → coders, as the tables make them
places.py       stretches of one coder → words of one transcript
fitting.py      the same for all coders and all transcripts of a run
lacking.py      codes that a coder did not have when they read
units.py        several coders → the same units, who saw and who coded which
coefficients.py kappa, alpha, AC1, F1 … of two coders, from counts: pure functions
several.py      the same of any number of coders, who may have left units out
metrics.py      how far two values, or two sets of codes, are apart
unitizing.py    uα of stretches whose borders the coders set themselves
aligning.py     which stretches of several coders are meant as one; gamma.py: how far they are alike
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
among/          people among themselves, the machine beside them
"""

from qualcode.analysis.agreement.among import Agreement, agree, find_disagreements
from qualcode.analysis.agreement.blank import Blank, make_blank
from qualcode.analysis.agreement.coders import Coder, load_coders, parse_coders
from qualcode.analysis.agreement.decided import as_coders, gather_coders
from qualcode.analysis.agreement.evaluation import evaluate
from qualcode.analysis.agreement.results import Choices, Evaluation
from qualcode.analysis.agreement.units import FINER_UNITS, UNITS, FinerChoice, UnitChoice

__all__ = [
    "FINER_UNITS",
    "UNITS",
    "Agreement",
    "Blank",
    "Choices",
    "Coder",
    "Evaluation",
    "FinerChoice",
    "UnitChoice",
    "agree",
    "as_coders",
    "evaluate",
    "find_disagreements",
    "gather_coders",
    "load_coders",
    "make_blank",
    "parse_coders",
]
