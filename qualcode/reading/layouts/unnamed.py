"""Captions in which nobody is named: turns are cut by pauses and length, and that is said."""

from __future__ import annotations

from qualcode.model.phrase import Phrase, phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.pauses import Cuts, cut_talk

NOBODY = "?"


def unnamed(page: Page, notes: tuple[Note, ...]) -> Layout:
    """Cut captions into turns of one unknown voice; `notes` are what other layouts had to say."""
    cuts = cut_talk(page.lines)
    marks = tuple(
        Mark(number, 0, 0, NOBODY, page.lines[number].time, unnamed=True) for number in cuts.lines
    )
    if page.declared.all_others_respondents:
        told = Note(phrase("speakers.all_respondents", n=len(marks)))
    else:
        told = Note(phrase("speakers.nobody", n=len(marks)), warning=True)
    return Layout("pauses", marks, 0.0, _grounds(cuts), (told, *notes))


def _grounds(cuts: Cuts) -> Phrase:
    where = "sentences" if cuts.punctuated else "anywhere"
    length = phrase(f"grounds.length_{where}", words=cuts.longest)
    if not cuts.pause:
        return length
    if not cuts.usual:
        return phrase("grounds.pauses", pause=cuts.pause, length=length)
    return phrase("grounds.long_pauses", pause=cuts.pause, usual=cuts.usual, length=length)
