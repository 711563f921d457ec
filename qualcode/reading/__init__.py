"""Reads transcript files of many makes and layouts into `Transcript`."""

from __future__ import annotations

from qualcode.language.labels import same_label
from qualcode.reading.declared import Declared
from qualcode.reading.formats import SUFFIXES
from qualcode.reading.read import Interviews, read_interviews, read_transcript

__all__ = ["SUFFIXES", "Declared", "Interviews", "read_interviews", "read_transcript", "same_label"]
