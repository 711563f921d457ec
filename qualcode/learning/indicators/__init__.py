"""What people coded and the rules did not find → indicators to paste into the codebook.

ground.py     what people say and what the rules find, unit by unit
talk.py       a run → its transcripts, as a Tagger needs them
heard.py      their words in base form
candidates.py words, rows, gaps and pairs that might become indicators
measuring.py  where each is found: by the Tagger, all in one pass
told.py       what the codebook says of these words; expecting.py: how often they will be right
choosing.py   which are worth a line, and how the same choice does on interviews kept aside
places.py     where in the YAML they go
propose.py    all of it; proposals.py: what comes out; as_text.py, as_file.py: for people
"""

from qualcode.learning.indicators.proposals import Proposal, Proposals
from qualcode.learning.indicators.propose import LEAST, propose_indicators

__all__ = ["LEAST", "Proposal", "Proposals", "propose_indicators"]
