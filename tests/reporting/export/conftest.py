"""Lets the tests of exports use the runs of the tests of reports and of analysis."""

import sys
from pathlib import Path

_TESTS = Path(__file__).parents[2]
sys.path[:0] = [str(_TESTS / "analysis"), str(_TESTS / "reporting")]
