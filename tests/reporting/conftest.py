"""Lets the tests of reports use the constructed runs of the tests of analysis."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))
