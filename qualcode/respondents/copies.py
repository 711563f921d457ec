"""The same interview under several names: one person's talk would count as that of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.errors import Problem
from qualcode.model.transcript import Transcript
from qualcode.respondents.paths import split_interview
from qualcode.respondents.unread import shorten

_CURE = "keep one of them, or two people are counted where one has spoken"


def tell_copies(transcripts: Iterable[Transcript]) -> Iterator[Problem]:
    """Yield one problem for each set of transcripts of the same bytes, or of the same text.

    Interviews that share one file are no copies of each other for that.
    """
    texts: dict[str, dict[str, None]] = {}  # digest of the text → ids
    files: dict[str, dict[str, None]] = {}  # digest of the bytes → files
    for one in transcripts:
        source = one.source
        if source.text_sha256:
            texts.setdefault(source.text_sha256, {})[one.id] = None
        if source.sha256:
            files.setdefault(source.sha256, {})[split_interview(one.id)[0]] = None
    alike = [tuple(ids) for ids in texts.values() if len(ids) > 1]
    told = {split_interview(id)[0] for ids in alike for id in ids}
    for ids in alike:
        yield _copies(ids, "has the same text, letter for letter, as")
    for names in map(tuple, files.values()):
        if len(names) > 1 and not told.issuperset(names):
            yield _copies(names, "is the same file, byte for byte, as")


def _copies(names: tuple[str, ...], how: str) -> Problem:
    return Problem(names[0], f"{how} {shorten(names[1:])}", cure=_CURE)
