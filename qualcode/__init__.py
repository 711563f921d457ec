"""Code semi-structured interviews by a codebook of value tensions and compare respondent types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualcode.api import agree, compare, load_codebook, read_transcripts, suggest, tag

__all__ = ["agree", "compare", "load_codebook", "read_transcripts", "suggest", "tag"]


def __getattr__(name: str) -> Any:
    """Import the public functions at their first use: pandas takes longer than `--help` may."""
    if name in __all__:
        from qualcode import api

        return getattr(api, name)
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
