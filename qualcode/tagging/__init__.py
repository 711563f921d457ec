"""Segments + codebook → hits, codings, tensions: the heart of qualcode."""

from qualcode.tagging.listed import TooSlowError
from qualcode.tagging.tagger import Tagged, Tagger
from qualcode.tagging.tensions import meet_poles

__all__ = ["Tagged", "Tagger", "TooSlowError", "meet_poles"]
