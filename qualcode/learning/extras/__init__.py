"""What can be asked beside the rules and what was learned, when people say so: off by default.

extra.py      the interface: passages and codes in, an opinion out
embeddings.py how like passages are to what the codebook says, by a model on this computer
endpoint.py   a language model behind a local server, which must quote the words it relies on
asking.py     what it is asked, and what of its answer holds
key.py        the key that a server may want
connection.py where it may be asked, and for how long
answers.py    what it has answered, so that the same is never asked again
blending.py   suggestions that rest on what was learned and on extras
"""

from qualcode.learning.extras.embeddings import Embeddings, load_embeddings
from qualcode.learning.extras.endpoint import Endpoint, make_endpoint
from qualcode.learning.extras.extra import Extra, Opinion, Passage

__all__ = [
    "Embeddings",
    "Endpoint",
    "Extra",
    "Opinion",
    "Passage",
    "load_embeddings",
    "make_endpoint",
]
