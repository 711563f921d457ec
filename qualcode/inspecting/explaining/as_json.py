"""An explanation as JSON: the fields of `explanation.py` under their names."""

from __future__ import annotations

import json
from dataclasses import asdict

from qualcode.inspecting.explaining.explanation import Explanation


def render_json(explanation: Explanation) -> str:
    """Render an explanation as one JSON object."""
    return json.dumps(asdict(explanation), ensure_ascii=False, indent=1)
