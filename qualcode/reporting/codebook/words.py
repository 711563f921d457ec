"""The words of the document's own, by language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from qualcode.reporting.messages import Messages
from qualcode.study import REPORT_LANGUAGES


@cache
def load_words(language: str) -> Messages:
    """Load the catalogue of `language`; English where there is none."""
    name = language if language in REPORT_LANGUAGES else "en"
    source = files("qualcode.reporting.codebook").joinpath("messages", f"{name}.yaml")
    return Messages(name, yaml.safe_load(source.read_text(encoding="utf-8")))
