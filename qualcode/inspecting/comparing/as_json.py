"""A comparison as JSON: the fields of `comparison.py` under their names."""

from __future__ import annotations

import json
from dataclasses import asdict

from qualcode.inspecting.comparing.comparison import Comparison


def render_json(comparison: Comparison) -> str:
    """Render a comparison as one JSON object."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=1)
