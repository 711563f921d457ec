"""The weights a model begins at, before anybody has coded: of rules and codebook alone.

Learned from 34 synthetic interviews (17 Russian, 17 English; 1,227 segments, 29 codes: 35,583
pairs; one simulated coder) with the sample's codebook. None of them is among the sample's ten, or
among the nine others of `docs/suggest.md`. `python -m benchmarks.start` fits them anew to other
coded interviews, and prints these lines.
"""

from __future__ import annotations

import numpy as np

from qualcode.learning.fixed import FIXED

# feature: mean and spread of it among all pairs, and what a spread more adds to the log odds
_WEIGHTS = {
    "hits": (0.0943, 0.2851, 0.5714),
    "hits squared": (0.0902, 0.3585, 0.1249),
    "coded": (0.0287, 0.1669, 0.2926),
    "hits before": (0.0935, 0.2842, 0.3797),
    "hits behind": (0.0932, 0.2840, 0.1777),
    "hits of others": (1.0242, 0.6013, -0.5411),
    "suppressed": (0.0015, 0.0357, -0.0629),
    "words": (1.3611, 1.0403, -0.0138),
    "words squared": (2.9348, 2.9579, 0.4277),
    "hits x words": (0.2526, 0.8431, -0.2215),
    "beginnings": (1.4381, 1.0486, 0.2466),
    "words asked": (0.5466, 1.0067, 0.2247),
    "words before": (1.3402, 1.0476, 0.1489),
    "examples": (0.0474, 0.0781, -0.1048),
    "likest example": (0.0345, 0.0517, 0.0599),
    "near miss": (0.0161, 0.0411, 0.0192),
    "definition": (0.0178, 0.0545, 0.0643),
    "definition asked": (0.0198, 0.1055, 0.2252),
    "book": (0.0265, 0.0358, 0.1466),
    "length": (3.5224, 0.6734, 0.4158),
}
MEANS, SCALES, WEIGHTS = np.array([_WEIGHTS[name] for name in FIXED]).T
INTERCEPT = -4.4232
