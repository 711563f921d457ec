"""The weights a model begins at: of rules and codebook alone, and beside what is learned.

Learned from 34 synthetic interviews (17 Russian, 17 English; 1,227 segments, 29 codes; one
simulated coder) with the sample's codebook: whole, and with three tenths, a tenth and a twentieth
of its indicators; the weights beside what is learned from 4 to 16 of these interviews at a time.
None of them is among the sample's ten, or among the nine others of `docs/suggest.md`.
`python -m benchmarks.start` fits them anew to other coded interviews, and prints these lines.
"""

from __future__ import annotations

import numpy as np

from qualcode.learning.fixed import FIXED
from qualcode.learning.taught import LEARNED

# feature: mean and spread of it among all pairs, and what a spread more adds to the log odds while
# nobody has coded, and where there is something to learn from
_WEIGHTS = {
    "hits": (0.0469, 0.2043, 0.3089, 0.3551),
    "hits squared": (0.0439, 0.2466, 0.1503, 0.1798),
    "coded": (0.0143, 0.1187, 0.2026, 0.1975),
    "hits before": (0.0266, 0.1588, 0.1555, 0.1525),
    "hits behind": (0.0145, 0.1129, 0.1317, 0.1255),
    "hits answer before": (0.0199, 0.1317, 0.1152, 0.1066),
    "hits answer behind": (0.0319, 0.1720, 0.0358, 0.0176),
    "hits of others": (0.5436, 0.6106, -0.7625, -0.7553),
    "suppressed": (0.0008, 0.0252, -0.0353, -0.0480),
    "words": (0.4300, 0.5475, 0.0717, 0.0733),
    "words squared": (0.4847, 0.8689, 0.2467, 0.2636),
    "hits x words": (0.0709, 0.3617, -0.2045, -0.2448),
    "beginnings": (0.4608, 0.5659, 0.1113, 0.0900),
    "words asked": (0.1773, 0.4617, 0.1762, 0.1794),
    "words before": (0.2170, 0.4471, 0.2491, 0.2033),
    "words answer before": (0.2072, 0.4343, 0.1361, 0.1125),
    "told": (0.1610, 0.3855, 0.0257, -0.0072),
    "told beginnings": (0.1951, 0.4227, 0.1296, 0.1220),
    "told beginnings, thin": (0.0534, 0.1594, 0.0563, 0.0741),
    "examples": (0.0474, 0.0781, -0.0386, -0.1223),
    "likest example": (0.0345, 0.0517, 0.1117, 0.0975),
    "near miss": (0.0161, 0.0411, 0.0768, 0.0837),
    "definition": (0.0178, 0.0545, -0.0498, -0.0402),
    "definition asked": (0.0198, 0.1055, 0.2793, 0.2543),
    "book": (0.0004, 0.0354, 0.1208, 0.1683),
    "book, thin": (-0.0001, 0.0125, 0.2842, 0.2802),
    "length": (3.5224, 0.6734, 0.5550, 0.5730),
}
# … of what was learned; means and spreads are those of the interviews it is learned from
_LEARNED = {
    "own": 0.1499,
    "asked": 0.1100,
    "before": 0.0131,
    "nearest": 0.1056,
    "likest": 0.0475,
    "common": 0.0344,
    "of type": 0.1108,
    "of question": 0.0549,
    "hits x own": -0.0654,
    "words x own": -0.0484,
}
INTERCEPT, INTERCEPT_LEARNED = -4.0517, -4.1387
SHARE = 0.0440  # of all pairs that are right: the intercepts belong to it
EACH = 1.28  # codes of a segment
MEANS, SCALES, WEIGHTS, WEIGHTS_LEARNED = np.array([_WEIGHTS[name] for name in FIXED]).T
OF_LEARNED = np.array([_LEARNED[name] for name in LEARNED])
