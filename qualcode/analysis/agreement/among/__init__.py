"""How far people agree among themselves.

said.py          what coders say of the same units: codes, tensions, how the poles meet
sets.py          all codes of a unit as a set
borders.py       stretches with borders of their own → what uα and gamma are made of
measuring.py     the figures of some of the units, with limits
dividing.py      all talk, each language, each respondent type
beside.py        the machine against people in these units
disagreements.py who disagrees about what
in_run.py        the agreement of those whose blind decisions a run carries
results.py       what is said of the agreement; agree.py makes it, tables.py lays it out as rows
"""

from qualcode.analysis.agreement.among.agree import agree
from qualcode.analysis.agreement.among.disagreements import find_disagreements
from qualcode.analysis.agreement.among.in_run import agree_in_run
from qualcode.analysis.agreement.among.results import Agreement, Choices, Disagreement

__all__ = ["Agreement", "Choices", "Disagreement", "agree", "agree_in_run", "find_disagreements"]
