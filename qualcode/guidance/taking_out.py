"""A transcript without what is withdrawn of it; nothing of that stays, in no note and no label."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from qualcode.errors import Problem, StudyError
from qualcode.guidance.withdrawn import Passage, Withdrawn
from qualcode.language.words import Token, find_words
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note, Speaker, Transcript, Turn

CUT, NOT_FOUND = "withdrawn.some", "withdrawn.not_found"
GAP = "[…]"  # a remark: never taken for words, never bridged
ENDS = ' \t\n.,;:!?…»”")'
Span = tuple[int, int]


def take_out(
    transcript: Transcript, withdrawn: Withdrawn, made: Callable[[], bool] = lambda: False
) -> Transcript | None:
    """Return the transcript without what is withdrawn; None where no respondent is left.

    StudyError where a passage is not found: what was to be withdrawn would be published. Not so
    where `made` says that the text was made by `qualcode pseudonymise`, which may have taken it
    out already: there it is a warning. Offsets count characters of the new text.
    """
    if withdrawn.holds(transcript.id):
        return None
    gone = {one.number for one in transcript.turns if one.respondent in withdrawn.respondents}
    left = [turn for turn in transcript.turns if turn.number not in gone]
    if gone and not any(turn.respondent for turn in left):
        return None
    passages = withdrawn.passages_of(transcript.id)
    spans, missing = _find_all(passages, transcript, withdrawn.file)
    if missing and not made():
        raise StudyError(missing)
    kept = transcript
    if gone or spans:
        cut = _only_turns(transcript, left, spans) if gone else _cut(transcript, spans)
        kept = _rehashed(_silent(cut, bool(gone), len(passages) - len(missing)))
    if missing:
        note = Note(phrase(NOT_FOUND, n=len(missing)), warning=True)
        kept = replace(kept, notes=(*kept.notes, note))
    return kept


def _find_all(
    passages: Sequence[Passage], transcript: Transcript, file: str
) -> tuple[list[Span], list[Problem]]:
    """Find the places of all passages, joined, and what is wrong with those that have none."""
    words = find_words(transcript.text) if passages else ()
    spans: list[Span] = []
    problems: list[Problem] = []
    for one in passages:
        found = list(_find(one, words))
        spans += found
        if not found:
            which = "words from the first to the last" if one.last else "words"
            message = f"these {which} are not found in {transcript.id}, so nothing was made"
            cure = "write them as the transcript has them"
            problems.append(Problem(file, message, one.line, cure=cure))
    return _join(spans), problems


def _find(passage: Passage, words: Sequence[Token]) -> Iterator[Span]:
    """Yield every place of a passage: case, blanks and punctuation between words are no matter."""
    ends = list(_places(passage.last, words)) if passage.last else []
    stops = [stop for _, stop in ends]
    for start, stop in _places(passage.first, words):
        if not passage.last:
            yield start, stop
        elif (at := bisect_left(stops, stop)) < len(stops):
            yield start, stops[at]


def _places(text: str, words: Sequence[Token]) -> Iterator[Span]:
    wanted = [word.text for word in find_words(text)]
    for at in range(len(words) - len(wanted) + 1 if wanted else 0):
        if all(words[at + n].text == one for n, one in enumerate(wanted)):
            yield words[at].start, words[at + len(wanted) - 1].stop


def _join(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return joined


def _cut(transcript: Transcript, spans: Sequence[Span]) -> Transcript:
    """Put a gap in the place of each span; turns that lie wholly inside are gone."""
    text, place = "", 0
    for start, stop in spans:
        text += transcript.text[place:start] + GAP
        place = stop
    text += transcript.text[place:]
    turns = [
        replace(turn, start=_said(_moved(turn.start, spans), text), stop=_moved(turn.stop, spans))
        for turn in transcript.turns
        if not any(start <= turn.start and turn.stop <= stop for start, stop in spans)
    ]
    whole = (turn for turn in turns if turn.start < turn.stop)
    return replace(transcript, text=text, turns=_numbered(whole))


def _said(place: int, text: str) -> int:
    """Pass over what ends the sentence that was taken out."""
    if text[:place].endswith(GAP):
        while place < len(text) and text[place] in ENDS:
            place += 1
    return place


def _moved(place: int, spans: Sequence[Span]) -> int:
    """Return where a place stands after the cut; what was taken out of is behind its gap."""
    moved = place
    for start, stop in spans:
        if stop <= place:
            moved -= stop - start - len(GAP)
        elif start < place:
            moved -= place - start - len(GAP)
    return moved


def _only_turns(transcript: Transcript, turns: Sequence[Turn], spans: Sequence[Span]) -> Transcript:
    """Write the text anew, of turns alone: what stands between them may name who withdrew."""
    text = ""
    written: list[Turn] = []
    before = 0
    for turn in turns:
        if text:
            text += f"\n{GAP}\n" if turn.number != before + 1 else "\n"
        before = turn.number
        inside = [
            (max(start, turn.start) - turn.start, min(stop, turn.stop) - turn.start)
            for start, stop in spans
            if start < turn.stop and turn.start < stop
        ]
        said = transcript.text[turn.start : turn.stop]
        for start, stop in reversed(inside):
            said = said[:start] + GAP + said[stop:]
        if said != GAP:
            written.append(replace(turn, start=len(text), stop=len(text) + len(said)))
        text += said
    return replace(transcript, text=text, turns=_numbered(written))


def _numbered(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    return tuple(replace(turn, number=number) for number, turn in enumerate(turns, 1))


def _silent(transcript: Transcript, someone: bool, passages: int) -> Transcript:
    """Leave out notes, grounds and speakers in which what is withdrawn may be named."""
    heard = {turn.name for turn in transcript.turns}
    speakers = tuple(
        Speaker(one.label, one.role, phrase("role.untold"), one.proposed, one.voice)
        for one in transcript.speakers
        if one.name in heard
    )
    note = Note(phrase(CUT, people=int(someone), passages=passages))
    return replace(transcript, speakers=speakers, notes=(note,))


def _rehashed(transcript: Transcript) -> Transcript:
    """Give the text that is left its own hash: offsets that people write down count in it."""
    digest = hashlib.sha256(transcript.text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(transcript, source=replace(transcript.source, text_sha256=digest))


def is_cut(transcript: Transcript) -> bool:
    """Tell whether something was taken out of a transcript."""
    return any(note.phrase.id == CUT for note in transcript.notes)


def tell_unmet(withdrawn: Withdrawn) -> tuple[Problem, ...]:
    """Name the lines of the study that withdraw what is not there: perhaps it is deleted."""
    message = "withdraws a file that is not among the transcripts"
    cure = "check its name; where it is deleted, all is well"
    return tuple(Problem(withdrawn.file, message, line, cure=cure) for line in withdrawn.unmet)


def tell_withdrawn(withdrawn: Withdrawn, interviews: int, cut: int) -> tuple[Problem, ...]:
    """Say how much is not there, so that nobody takes the rest for all: counts, no names."""
    told = [
        f"{count} {one if count == 1 else several}"
        for count, one, several in (
            (interviews, "interview is withdrawn", "interviews are withdrawn"),
            (cut, "interview was cut", "interviews were cut"),
        )
        if count
    ]
    return (Problem(withdrawn.file, ", ".join(told)),) if told else ()
