"""Runs constructed from marked talk: `we {efficiency.saving:save money}`, `{code!:…}` negated,
`{code@:…}` reported, `{~conflict:instead of}` the cue of a relation. A turn is a segment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.language.words import find_words
from qualcode.model.codebook import (
    Code,
    Codebook,
    Indicator,
    Phrase,
    Pole,
    Relation,
    RespondentType,
    Tension,
    Text,
)
from qualcode.model.coding import Hit, Suppressed
from qualcode.model.respondent import Respondent
from qualcode.model.transcript import Segment, Source, Transcript, Turn
from qualcode.respondents.table import EMPTY_TABLE, Table
from qualcode.runs import tables
from qualcode.runs.read import Run
from qualcode.runs.rows import (
    coding_rows,
    hit_rows,
    segment_rows,
    suppressed_rows,
    tension_rows,
    turn_rows,
)
from qualcode.tagging.codings import make_codings
from qualcode.tagging.tensions import Cue, meet_poles

_MARK = re.compile(r"\{(?P<what>[^:{}!@]+)(?P<flag>[!@]?):(?P<words>[^{}]*)\}")

SOURCE = """codebook: {id: small}
codes:
- id: efficiency.saving
  indicators: {en: ["save money"]}
- id: efficiency.targets
  indicators: {en: ["target"]}
- id: humanization.care
  indicators: {en: ["care"]}
"""


def text(en: str, ru: str = "") -> Text:
    return Text((("en", en), ("ru", ru or f"рус-{en}")))


def make_code(id: str, line: int = 0, name: str = "") -> Code:
    label = name or id.rpartition(".")[2].capitalize()
    indicators = (
        (Indicator(f"i-{id}", id, "en", f"words of {id}", Phrase((), ()), line),) if line else ()
    )
    return Code(
        id=id,
        line=line or 1,
        name=text(label),
        brief=text(f"{label} in brief."),
        definition=text(f"What {label} means."),
        use_when=text("Used when said."),
        do_not_use_when=text("Not used when not said."),
        indicators=indicators,
    )


CODES = (
    make_code("efficiency"),
    make_code("efficiency.saving", 4),
    make_code("efficiency.targets", 6),
    make_code("humanization"),
    make_code("humanization.care", 8),
)
TENSION = Tension(
    id="efficiency_vs_humanization",
    name=text("Efficiency or humanization"),
    definition=text("Money against the person."),
    poles=(
        Pole(("efficiency",), frozenset({"efficiency.saving", "efficiency.targets"})),
        Pole(("humanization",), frozenset({"humanization.care"})),
    ),
    levels=("segment", "answer", "interview"),
    relations=("conflict", "compromise"),
    line=9,
)
RELATIONS = tuple(
    Relation(id, text(id.capitalize()), text(f"What {id} is."), (), 10)
    for id in ("conflict", "compromise")
)
TYPES = (
    RespondentType("admin", text("Administrator", "Администратор")),
    RespondentType("ngo", text("NGO manager", "Руководитель НКО")),
)
CODEBOOK = Codebook(
    id="small",
    title=text("Small codebook", "Малая книга кодов"),
    version="1.2.0",
    languages=("en", "ru"),
    codes=CODES,
    tensions=(TENSION,),
    relations=RELATIONS,
    respondent_types=TYPES,
    guide=(),
    file="codebook.yaml",
    sha256="c0ffee" * 10 + "0000",
    source=SOURCE,
)


@dataclass(frozen=True, slots=True)
class Said:
    respondent: str  # empty for the interviewer
    talk: str  # marked
    language: str = "en"
    answer: int = 1


Interviews = dict[str, Sequence[Said]]


def make_table(types: dict[str, str], **attributes: dict[str, str]) -> Table:
    """Make a respondents table from respondent → type and attribute → respondent → value."""
    people = tuple(
        Respondent(id, type, tuple((name, values[id]) for name, values in attributes.items()))
        for id, type in types.items()
    )
    return replace(
        EMPTY_TABLE, file="respondents.csv", respondents=people, attributes=tuple(attributes)
    )


def make_run(
    interviews: Interviews,
    table: Table = EMPTY_TABLE,
    codebook: Codebook = CODEBOOK,
    **manifest: Any,
) -> Run:
    """Make the run that tagging such interviews would give."""
    rows: dict[str, list[tables.Row]] = {schema.name: [] for schema in tables.SCHEMAS}
    described = []
    for id, talk in interviews.items():
        _add(rows, id, talk, table, codebook)
        described.append({"transcript": id, "speakers": [], "notes": [], "format": "txt"})
    records = {
        schema.name: tuple(dict(zip(schema.header, row, strict=True)) for row in rows[schema.name])
        for schema in tables.SCHEMAS
    }
    whole = {
        "format": 3,
        "versions": {"qualcode": "0.1.0"},
        "settings": {"language": "auto", "interviewers": []},
        "inputs": {"codebook.yaml": codebook.sha256},
        "transcripts": described,
        "counts": {name: len(found) for name, found in records.items()},
        "problems": [],
        "files": {},
    }
    return Run({**whole, **manifest}, records, codebook, table)


def _add(
    rows: dict[str, list[tables.Row]],
    id: str,
    talk: Sequence[Said],
    table: Table,
    codebook: Codebook,
) -> None:
    written, turns, segments, hits, cues = "", [], [], [], []
    spoken_for = frozenset(tension.id for tension in codebook.tensions)
    for number, said in enumerate(talk, 1):
        start = len(written)
        role = "respondent" if said.respondent else "interviewer"
        plain, marks = _read(said.talk, start)
        written += plain
        stop = len(written)
        speaker = "R" if said.respondent else "I"
        turns.append(Turn(number, speaker, role, said.respondent, start, stop, ""))
        count = len(find_words(plain))
        answer = said.answer if said.respondent else 0
        sentences = ((start, stop),)
        segments.append(
            Segment(
                id,
                number,
                number,
                answer,
                role,
                said.respondent,
                said.language,
                start,
                stop,
                count,
                sentences,
            )
        )
        for what, flag, span, words in marks:
            if what.startswith("~"):
                cues.append(Cue(what[1:], spoken_for, (start, stop), (span,), words))
            else:
                hits.append(_hit(id, number, what, flag, span, words, codebook))
        written += "\n"
    transcript = Transcript(
        id, written, tuple(turns), (), Source(id, "00", "txt", "utf-8", "labels")
    )
    known = {code.id: code for code in codebook.codes}
    codings = make_codings(hits, known, segments, table.types)
    tensions = meet_poles(codebook.tensions, codings, segments, cues)
    rows["turns"] += turn_rows(transcript)
    rows["segments"] += segment_rows(transcript, segments, table.types)
    rows["codings"] += coding_rows(transcript, codings)
    rows["hits"] += hit_rows(hits)
    rows["tensions"] += tension_rows(tensions)
    rows["suppressed"] += suppressed_rows(
        Suppressed(hit, "masked", "a mask", 5) for hit in hits[:1]
    )


def _read(marked: str, start: int) -> tuple[str, list[tuple[str, str, tuple[int, int], str]]]:
    """Return the talk without its marks, and (what, flag, span, words) of each mark."""
    plain, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        plain += marked[last : match.start()]
        at = start + len(plain)
        plain += match["words"]
        marks.append((match["what"], match["flag"], (at, start + len(plain)), match["words"]))
        last = match.end()
    return plain + marked[last:], marks


def _hit(
    transcript: str,
    segment: int,
    code: str,
    flag: str,
    span: tuple[int, int],
    words: str,
    codebook: Codebook,
) -> Hit:
    indicator = codebook.code(code).indicators[0]
    return Hit(
        transcript,
        segment,
        code,
        indicator.id,
        indicator.line,
        (span,),
        words,
        1.0,
        polarity="negated" if flag == "!" else "affirmed",
        cue="never" if flag == "!" else "",
        voice="reported" if flag == "@" else "own",
    )


def respondents_of(interviews: Iterable[Sequence[Said]]) -> list[str]:
    """List who speaks, in order."""
    return list(dict.fromkeys(said.respondent for talk in interviews for said in talk))
