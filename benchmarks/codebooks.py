"""Codebooks made of phrases, ten to a code."""

from __future__ import annotations

import json
from collections.abc import Sequence

PHRASES_IN_CODE = 10
_BESIDES = """\
  brief: Made up.
  definition: Made up.
  use_when: Always.
  do_not_use_when: Never.
  speakers: [respondent, interviewer]
"""


def render_codebook(phrases: Sequence[str], language: str, fuzzy: bool = False) -> str:
    """Render the YAML of a codebook that looks for every phrase in all talk."""
    lines = [
        "codebook:",
        "  id: made_up",
        "  title: {any: Made up}",
        "  version: 1.0.0",
        f"  languages: [{language}]",
        "codes:",
    ]
    for first in range(0, len(phrases), PHRASES_IN_CODE):
        some, number = phrases[first : first + PHRASES_IN_CODE], first // PHRASES_IN_CODE + 1
        lines += [f"- id: code_{number}", f"  name: {{any: Code {number}}}", _BESIDES.rstrip()]
        lines += ["  indicators:", f"    {language}:"]
        quoted = (json.dumps(phrase, ensure_ascii=False) for phrase in some)
        lines += [f"    - {{fuzzy: {one}}}" if fuzzy else f"    - {one}" for one in quoted]
    return "\n".join(lines) + "\n"
