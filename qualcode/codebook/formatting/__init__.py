"""A codebook in its canonical layout: the same text for the same content, comments kept."""

from qualcode.codebook.formatting.canonical import format_codebook

__all__ = ["format_codebook"]
