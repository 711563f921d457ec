"""YAML that comes with qualcode, word lists and messages: read fast, as nobody else writes it."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from typing import Any


def read_shipped(file: Traversable) -> dict[str, Any]:
    """Return what a file of our own holds; it is read by the C loader where there is one."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), loader)  # noqa: S506 - safe
    return read
