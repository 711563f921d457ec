"""What is replaced in one transcript: where, by what, and how often it was met."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.doubted import CONTEXTS, context_of
from qualcode.pseudonyms.mentions import Finds, Mention
from qualcode.pseudonyms.register import Entity
from qualcode.pseudonyms.resolving import Labelled


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch that is replaced."""

    start: int
    stop: int
    entity: Entity
    language: str
    label: bool = False  # in a label there are no brackets

    @property
    def text(self) -> str:
        """What stands there afterwards."""
        written = self.entity.bracketed(self.language)
        return written.strip("[]") if self.label else written


@dataclass(frozen=True, slots=True)
class Replaced:
    """One transcript and all that is replaced in it."""

    transcript: Transcript
    language: str
    edits: tuple[Edit, ...]  # in order; none overlaps another
    labels: Mapping[str, str]  # label → the new one


def put_together(
    transcript: Transcript,
    found: Finds,
    placed: Iterable[tuple[Mention, Entity]],
    labelled: Labelled,
) -> Replaced:
    """Put together what is replaced in one transcript, and count it."""
    edits = []
    for mention, entity in sorted(placed, key=lambda one: one[0].start):
        language = _language_at(found, mention.start)
        edits.append(Edit(mention.start, mention.stop, entity, language, mention.label))
        _count(entity, mention, transcript)
    labels = {}
    for label in found.labels:
        own = [
            Edit(one.start, one.stop, labelled[transcript.id, one], found.language, label=True)
            for one in label.finds
            if isinstance(one, Mention)
        ]
        if own:
            labels[label.label] = apply_edits(label.label, own)
            _count_label(own, edits, label.label)
    return Replaced(transcript, found.language, tuple(edits), labels)


def _count_label(own: Iterable[Edit], edits: Sequence[Edit], label: str) -> None:
    """Count a label that stands in no text: captions name speakers beside it."""
    for edit in own:
        if not any(one.label and one.entity is edit.entity for one in edits):
            edit.entity.forms[label[edit.start : edit.stop]] += 1
            edit.entity.grounds["label"] += 1


def _language_at(found: Finds, place: int) -> str:
    turn = bisect_right(found.languages, place, key=lambda one: one[0]) - 1
    if turn >= 0 and found.languages[turn][0] <= place < found.languages[turn][1]:
        return found.languages[turn][2] or found.language
    return found.language


def _count(entity: Entity, mention: Mention, transcript: Transcript) -> None:
    written = " ".join(transcript.text[mention.start : mention.stop].split())
    entity.name = entity.name or written
    entity.forms[written] += 1
    entity.grounds[mention.grounds] += 1
    entity.transcripts.add(transcript.id)
    if len(entity.contexts) < CONTEXTS:
        entity.contexts.append(
            context_of(transcript.text, mention.start, mention.stop, transcript.id)
        )


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all that is replaced; what stands between is as it was."""
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.text]
        done = edit.stop
    return "".join((*parts, text[done:]))
