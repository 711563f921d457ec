"""From the YAML of a codebook to a Codebook, with every problem at its line."""

from qualcode.codebook.load import load_codebook, parse_codebook

__all__ = ["load_codebook", "parse_codebook"]
