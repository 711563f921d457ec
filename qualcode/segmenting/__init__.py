"""Transcript → segments: sentence ⊂ segment ⊂ turn ⊂ answer ⊂ interview."""

from qualcode.segmenting.segments import segment_transcript

__all__ = ["segment_transcript"]
