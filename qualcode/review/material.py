"""A run as the review page reads it: what is asked of the codebook, and each transcript as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from qualcode.model.codebook import Code, Codebook, Example, Pole, Tension, Text
from qualcode.model.coding import MACHINE, Span
from qualcode.runs.cells import parse_spans
from qualcode.runs.read import Record, Run
from qualcode.yaml_tree.source import split_lines

Json = dict[str, Any]
Rows = Sequence[Record]
Place = tuple[str, int]  # transcript and number of a segment in it

_OF_SEGMENTS = ("turn", "answer", "start", "stop", "role", "respondent", "language", "question")
_MARKS = ("polarity", "voice", "modality")
_OF_CODINGS = ("code", "segment", "unit", "start", "stop", "respondent", "score", *_MARKS)
_OF_TENSIONS = ("tension", "level", "relation", "respondent", "start", "stop")


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one transcript as far as somebody said it, offsets as in the whole of it."""

    id: str
    text: str  # what stands between turns (labels, times) is line ends
    sha256: str  # of the transcript's text
    turns: tuple[Span, ...]  # in order
    answers: tuple[Span, ...]  # those of respondents alone

    def quote(self, start: int, stop: int) -> str:
        """Return what stands from `start` to `stop`."""
        return self.text[start:stop]

    def in_one_turn(self, start: int, stop: int) -> bool:
        """Tell whether the stretch lies in one turn."""
        return any(first <= start < stop <= last for first, last in self.turns)


class Material:
    """Everything of a run that the page may ask for, in the page's language."""

    def __init__(self, run: Run, language: str, suggested: Iterable[Json] = ()) -> None:
        """`suggested`: suggestions as the page has them, each with its `transcript`."""
        self.run = run
        self.language = language
        self.ids = tuple(str(one["transcript"]) for one in run.manifest["transcripts"])
        self._tables = {name: _by_transcript(rows) for name, rows in run.tables.items()}
        self._suggested: defaultdict[str, list[Json]] = defaultdict(list)
        for one in suggested:
            kept = {key: value for key, value in one.items() if key != "transcript"}
            self._suggested[str(one["transcript"])].append(kept)

    def rows(self, table: str, transcript: str) -> Rows:
        """Return the rows of a transcript; none where the run has no such table."""
        return self._tables.get(table, {}).get(transcript, ())

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """The texts by the transcripts' ids."""
        hashes = {
            str(one["transcript"]): str(one["text_sha256"])
            for one in self.run.manifest["transcripts"]
        }
        return {id: self._passage(id, hashes[id]) for id in self.ids}

    def _passage(self, id: str, sha256: str) -> Passage:
        turns = self.rows("turns", id)
        text = ""
        for turn in turns:
            text += "\n" * (int(turn["start"]) - len(text)) + str(turn["text"])
        spans = [(int(turn["start"]), int(turn["stop"])) for turn in turns]
        answers = (
            span for span, turn in zip(spans, turns, strict=True) if turn["role"] == "respondent"
        )
        return Passage(id, text, sha256, tuple(spans), tuple(answers))

    def head(self) -> Json:
        """Return what the page knows from the beginning: the codebook, and which transcripts."""
        study = self.run.manifest.get("study") or {}
        book = self.run.codebook
        return {
            "language": self.language,
            "study": {"title": study.get(f"title_{self.language}") or study.get("title") or ""},
            "codebook": describe_codebook(book, self.language),
            "questions": {one.id: self._said(one.text) for one in book.guide},
            "types": {one.id: self._said(one.name) or one.id for one in book.respondent_types},
            "transcripts": [self._entry(id) for id in self.ids],
        }

    def _said(self, text: Text) -> str:
        return text.in_language(self.language)

    def _entry(self, id: str) -> Json:
        own = [row for row in self.rows("segments", id) if row["role"] == "respondent"]
        languages = [str(row["language"]) for row in own]
        return {
            "id": id,
            "respondents": list(dict.fromkeys(str(row["respondent"]) for row in own)),
            "types": list(dict.fromkeys(str(row["type"]) for row in own if row["type"])),
            "language": max(dict.fromkeys(languages), key=languages.count, default=""),
            "segments": len(own),
        }

    def spoken(self, id: str) -> Json:
        """Return a transcript as it was said: nothing that anybody found in it."""
        passage = self.passages[id]
        types = {str(row["respondent"]): str(row["type"]) for row in self.rows("segments", id)}
        return {
            "id": id,
            "text_sha256": passage.sha256,
            "text": passage.text,
            "turns": [
                {
                    "number": turn["turn"],
                    "speaker": turn["voice"] or turn["speaker"],
                    "role": turn["role"],
                    "respondent": turn["respondent"],
                    "type": types.get(str(turn["respondent"]), ""),
                    "start": turn["start"],
                    "stop": turn["stop"],
                    "time": turn["time"],
                }
                for turn in self.rows("turns", id)
            ],
            "segments": [
                {"number": row["segment"], **{key: row[key] for key in _OF_SEGMENTS}}
                for row in self.rows("segments", id)
            ],
        }

    def found(self, id: str) -> Json:
        """Return what the machine found in a transcript, and what it suggests."""
        return {
            "codings": list(self._codings(id)),
            "tensions": [
                {
                    **{key: row[key] for key in _OF_TENSIONS},
                    "cue_spans": [list(span) for span in parse_spans(str(row["cue_spans"]))],
                }
                for row in self.rows("tensions", id)
            ],
            "suggestions": self._suggested.get(id, []),
        }

    def _codings(self, id: str) -> Iterator[Json]:
        """Yield the machine's codings as it found them, those that people have overruled too.

        What people decided is laid over them by the page, from the log it belongs to.
        """
        for row in self.coded_by(id, lambda coder: coder == MACHINE):
            hits = self._hits_of(row)
            yield self.describe(row) | {"evidence": [self._evidence(hit) for hit in hits]}

    def describe(self, coding: Record) -> Json:
        """Return a coding as the page has it, without what it rests on."""
        return {**{key: coding[key] for key in _OF_CODINGS}, "evidence": []}

    def coded_by(self, id: str, is_meant: Callable[[str], bool]) -> Rows:
        """Return the codings of a transcript by the coders meant, those since overruled too."""
        rows = (*self.rows("codings", id), *self.rows("overruled", id))
        made = [row for row in rows if is_meant(str(row["coder"]))]
        return sorted(made, key=lambda row: (row["start"], row["stop"], row["code"]))

    def segments_with(self, coding: Record) -> frozenset[int]:
        """Return the segments in which a coding of the machine has its words, else its first."""
        made = coding["coder"] == MACHINE
        own = {int(hit["segment"]) for hit in self._hits_of(coding)} if made else set()
        return frozenset(own or {int(coding["segment"])})

    def _hits_of(self, coding: Record) -> Rows:
        hits = self._hits.get((str(coding["transcript"]), str(coding["code"])), ())
        return [hit for hit in hits if _lies_in(hit, coding)]

    @cached_property
    def _hits(self) -> Mapping[tuple[str, str], Rows]:
        """The hits by transcript and code."""
        hits: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        for hit in self.run.tables.get("hits", ()):
            hits[str(hit["transcript"]), str(hit["code"])].append(hit)
        return dict(hits)

    def _evidence(self, hit: Record) -> Json:
        line = int(hit["line"])
        source = self._lines[line - 1].strip() if 0 < line <= len(self._lines) else ""
        return {
            "spans": [list(span) for span in parse_spans(str(hit["spans"]))],
            "words": hit["words"],
            "line": line,
            "source": source,
            **{key: hit[key] for key in _MARKS},
            "cue": hit["cue"],
        }

    @cached_property
    def _lines(self) -> Sequence[str]:
        return split_lines(self.run.codebook.source)


def narrow(run: Run, transcripts: Collection[str]) -> Run:
    """Return the run as if it had been made of these transcripts alone."""
    described = [one for one in run.manifest["transcripts"] if one["transcript"] in transcripts]
    tables = {
        name: tuple(row for row in rows if row["transcript"] in transcripts)
        for name, rows in run.tables.items()
    }
    return replace(run, manifest={**run.manifest, "transcripts": described}, tables=tables)


def _by_transcript(rows: Iterable[Record]) -> Mapping[str, Rows]:
    held: defaultdict[str, list[Record]] = defaultdict(list)
    for row in rows:
        held[str(row["transcript"])].append(row)
    return dict(held)


def _lies_in(hit: Record, coding: Record) -> bool:
    return int(coding["start"]) <= int(hit["start"]) < int(coding["stop"])


def describe_codebook(book: Codebook, language: str) -> Json:
    """Return what the page shows of a codebook, its texts in `language` where it has them."""
    relations = {one.id: one for one in book.relations}

    def tension(one: Tension) -> Json:
        return {
            "id": one.id,
            "name": one.name.in_language(language) or one.id,
            "definition": one.definition.in_language(language),
            "poles": [_pole(pole, book, language) for pole in one.poles],
            "levels": list(one.levels),
            "relations": [
                {
                    "id": id,
                    "name": relations[id].name.in_language(language) or id,
                    "definition": relations[id].definition.in_language(language),
                }
                for id in one.relations
                if id in relations
            ],
        }

    return {
        "sha256": book.sha256,
        "codes": [_code(code, language) for code in book.codes],
        "tensions": [tension(one) for one in book.tensions],
    }


def _pole(pole: Pole, book: Codebook, language: str) -> Json:
    names = {code.id: code.name.in_language(language) or code.id for code in book.codes}
    return {
        "id": pole.id,
        "name": " + ".join(names.get(id, id) for id in pole.written),
        "codes": [code.id for code in book.codes if code.id in pole.codes],
    }


def _code(code: Code, language: str) -> Json:
    texts = ("brief", "definition", "use_when", "do_not_use_when")
    return {
        "id": code.id,
        "name": code.name.in_language(language) or code.id,
        "names": dict(code.name.by_language),
        **{key: getattr(code, key).in_language(language) for key in texts},
        "examples": _sentences((*code.examples, *code.edge_examples), language),
        "near_misses": _sentences(code.near_misses, language),
        "status": code.status,
        "color": code.color,
    }


def _sentences(examples: Sequence[Example], language: str) -> list[str]:
    """Return examples, those in the page's language first."""
    ordered = sorted(examples, key=lambda one: one.language != language)
    return [one.text for one in ordered]
