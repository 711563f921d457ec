"""The findings and tables as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.tables import Tables


def render_json(codebook: str, findings: Sequence[Finding], tables: Tables | None) -> str:
    """Render all as JSON; without tables where the codebook cannot be used."""
    return json.dumps(
        {
            "codebook": codebook,
            "findings": [
                {
                    "severity": one.severity,
                    "line": one.line,
                    "column": one.column,
                    "code": one.code,
                    "message": one.message,
                    "cure": one.cure,
                    "check": one.check,
                }
                for one in findings
            ],
            "tables": {name: list(rows) for name, rows in tables.items()} if tables else {},
        },
        ensure_ascii=False,
        indent=1,
    )
