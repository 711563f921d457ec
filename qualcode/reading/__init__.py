"""Reads transcript files of many makes and layouts into `Transcript`."""

from __future__ import annotations

from qualcode.language.labels import same_label
from qualcode.reading.declared import Declared
from qualcode.reading.formats import SELDOM, SUFFIXES
from qualcode.reading.formats.tables import is_broken_workbook, is_transcript_table
from qualcode.reading.read import Interviews, read_interviews, read_transcript

__all__ = [
    "SELDOM",
    "SUFFIXES",
    "Declared",
    "Interviews",
    "is_broken_workbook",
    "is_transcript_table",
    "read_interviews",
    "read_transcript",
    "same_label",
]
