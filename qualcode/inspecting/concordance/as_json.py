"""A concordance as JSON: the fields of `lines.py` under their names."""

from __future__ import annotations

import json
from dataclasses import asdict

from qualcode.inspecting.concordance.lines import Concordance


def render_json(found: Concordance, most: int | None = None) -> str:
    """Render a concordance as one JSON object; `most`: lines in it, all if None."""
    told = asdict(found)
    told["lines"] = told["lines"][:most]
    told["hits"] = len(found.lines)
    told["counts"] = [asdict(one) | {"rate": round(one.rate, 4)} for one in found.counts]
    told["left_out"] = dict(found.left_out)
    return json.dumps(told, ensure_ascii=False, indent=1)
