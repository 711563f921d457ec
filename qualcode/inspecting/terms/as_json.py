"""Related words as JSON: the fields of `terms.py` under their names."""

from __future__ import annotations

import json
from dataclasses import asdict

from qualcode.inspecting.terms.terms import Terms


def render_json(found: Terms) -> str:
    """Render related words as one JSON object."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1)
