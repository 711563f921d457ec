"""Method: what was counted and how, what was left out, and the codebook itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import count_evidence
from qualcode.analysis.results import ANALYSES
from qualcode.model.codebook import Codebook, Text
from qualcode.reading.wording import say
from qualcode.reporting.material import Material
from qualcode.reporting.messages import load_messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.coreq import Coreq, view_coreq
from qualcode.reporting.views.paragraph import write_paragraph
from qualcode.reporting.views.places import Places, code_anchor, definition_anchor

EXAMPLES = 3  # of each reason
REASONS = ("masked", "outranked", "excluded", "negated")


@dataclass(frozen=True, slots=True)
class Definition:
    """One code as the codebook has it."""

    anchor: str
    id: str
    name: str
    branch: bool
    brief: str
    definition: str
    use_when: str
    do_not_use_when: str
    theory: str
    indicators: str
    line: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The hits of one code, those kept and those taken away."""

    name: str
    href: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suppression:
    """A hit that did not count."""

    words: str
    code: str
    transcript: str
    by: str
    by_line: int


@dataclass(frozen=True, slots=True)
class SuppressedKind:
    """One reason for which hits did not count."""

    label: str
    explanation: str
    number: str
    examples: tuple[Suppression, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker was taken for."""

    label: str
    role: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How one transcript was read."""

    transcript: str
    how: str
    speakers: tuple[Role, ...]
    notes: tuple[str, ...]  # in English


@dataclass(frozen=True, slots=True)
class Computed:
    """One table of results behind the report, and what a row of it is."""

    name: str
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class Method:
    """The last part of the report."""

    paragraph: tuple[str, ...]  # sentences
    coreq: Coreq
    computed: tuple[Computed, ...]
    facts: tuple[tuple[str, str], ...]
    evidence_columns: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    suppressed: tuple[SuppressedKind, ...]
    readings: tuple[Reading, ...]
    definitions: tuple[Definition, ...]
    relations: tuple[tuple[str, str], ...]  # name, definition
    left_out: str  # words in languages a respondent hardly speaks
    citation: str


def view_method(
    material: Material, places: Places, coreq: Sequence[tuple[int, Text]] = ()
) -> Method:
    """Make the last part of the report; `coreq`: what the authors say of its items."""
    labels = material.labels
    found = {key[0] for key in places.cells}
    order = {code.id: number for number, code in enumerate(material.codebook.codes)}

    def place(row: Mapping[str, Any]) -> tuple[int, str]:
        return order.get(row["code"], len(order)), row["code"]

    return Method(
        paragraph=write_paragraph(material),
        coreq=view_coreq(material, places, dict(coreq)),
        computed=tuple(_computed(labels.messages.language)),
        facts=tuple(_facts(material)),
        evidence_columns=tuple(labels.messages.text(f"evidence.{key}") for key in _COUNTED),
        evidence=tuple(
            EvidenceRow(
                labels.code(row["code"]),
                f"#{code_anchor(row['code'])}" if row["code"] in found else "",
                tuple(labels.messages.number(row[key]) for key in _COUNTED),
            )
            for row in sorted(rows_of(count_evidence(material.frames)), key=place)
        ),
        suppressed=tuple(_suppressed(material)),
        readings=tuple(_readings(material)),
        definitions=tuple(_definitions(material)),
        relations=tuple(
            (labels.relation(relation.id), labels.of(relation.definition))
            for relation in material.codebook.relations
        ),
        left_out=_left_out(material),
        citation=_citation(material),
    )


_COUNTED = (
    "hits", "negated", "reported", "wish", "past", "question",
    "masked", "outranked", "excluded", "negated_away",
)  # fmt: skip


def _computed(language: str) -> Iterator[Computed]:
    """Yield the tables of results; in other languages than English they are told as in exports."""
    told = load_messages(language, "qualcode.reporting.export").texts
    for description in (one.description for one in ANALYSES):
        about = told.get(f"table.{description.name}.about", description.about)
        yield Computed(description.name, str(about), description.source)


def _facts(material: Material) -> Iterator[tuple[str, str]]:
    messages, codebook = material.labels.messages, material.codebook
    manifest, books = material.run.manifest, material.run.codebooks
    settings = manifest.get("settings", {})
    versions = manifest.get("versions", {})
    facts = [
        ("codebook", "; ".join(_name_book(material, book) for book in books)),
        ("codebook_hash", "; ".join(book.sha256 for book in books)),
        ("authors", ", ".join(codebook.authors)),
        ("licence", codebook.licence),
        ("program", f"qualcode {versions.get('qualcode', '')}"),
        (
            "packages",
            ", ".join(f"{name} {versions[name]}" for name in versions if name != "qualcode"),
        ),
        ("language", settings.get("language", "")),
        ("interviewers", ", ".join(map(str, settings.get("interviewers", ())))),
        ("table", manifest.get("inputs", {}).get("respondents.csv", "")),
        ("compared_by", material.labels.grouping),
    ]
    for key, value in facts:
        if value:
            yield messages.text(f"fact.{key}"), str(value)


def _suppressed(material: Material) -> Iterator[SuppressedKind]:
    labels, messages = material.labels, material.labels.messages
    for reason in REASONS:
        taken = [one for one in material.run.tables["suppressed"] if one["reason"] == reason]
        yield SuppressedKind(
            messages.text(f"reason.{reason}"),
            messages.text(f"reason.{reason}.means"),
            messages.count("n.hits", len(taken)),
            tuple(
                Suppression(
                    str(one["words"]),
                    labels.code(str(one["code"])),
                    str(one["transcript"]),
                    str(one["by"]),
                    int(one["by_line"]),
                )
                for one in _spread(taken)
            ),
        )


def _spread(taken: list[Any]) -> list[Any]:
    """Choose examples of different codes, the first of each."""
    firsts = {one["code"]: one for one in reversed(taken)}
    chosen = [one for one in taken if firsts[one["code"]] is one]
    return chosen[:EXAMPLES]


def _readings(material: Material) -> Iterator[Reading]:
    for one in material.run.manifest.get("transcripts", ()):
        how = [str(one.get(key, "")) for key in ("format", "encoding", "layout")]
        yield Reading(
            str(one.get("transcript", "")),
            ", ".join(part for part in how if part),
            tuple(
                Role(
                    str(speaker.get("speaker", "")),
                    material.labels.mark("role", str(speaker.get("role", ""))),
                    say(speaker["grounds"], material.labels.messages.language),
                )
                for speaker in one.get("speakers", ())
            ),
            tuple(
                say(note["note"], material.labels.messages.language)
                for note in one.get("notes", ())
            ),
        )


def _definitions(material: Material) -> Iterator[Definition]:
    labels = material.labels
    codes = material.codebook.codes
    for code in codes:
        counts = [
            labels.messages.text(
                "definition.indicators",
                language=labels.language("" if language == "any" else language),
                count=sum(one.language == language for one in code.indicators),
            )
            if language != "any"
            else labels.messages.text(
                "definition.any", count=sum(one.language == "any" for one in code.indicators)
            )
            for language in dict.fromkeys(one.language for one in code.indicators)
        ]
        yield Definition(
            anchor=definition_anchor(code.id),
            id=code.id,
            name=labels.code(code.id),
            branch=any(other.id.startswith(f"{code.id}.") for other in codes),
            brief=labels.of(code.brief),
            definition=labels.of(code.definition),
            use_when=labels.of(code.use_when),
            do_not_use_when=labels.of(code.do_not_use_when),
            theory=labels.of(code.theory),
            indicators="; ".join(counts),
            line=code.line,
        )


def _name_book(material: Material, codebook: Codebook) -> str:
    title = material.labels.of(codebook.title) or codebook.id
    return f"{title}, {codebook.version}" if codebook.version else title


def _left_out(material: Material) -> str:
    voices = rows_of(material.voices[~material.voices["counted"]])
    words = sum(voice["words"] for voice in voices)
    return material.labels.messages.count("method.left_out", words) if words else ""


def _citation(material: Material) -> str:
    codebook = material.codebook
    title = material.labels.of(codebook.title) or codebook.id
    authors = ", ".join(codebook.authors)
    return material.labels.messages.text(
        "method.citation",
        authors=f"{authors}. " if authors else "",
        title=title,
        version=codebook.version or "–",
        hash=codebook.sha256[:12],
        program=str(material.run.manifest.get("versions", {}).get("qualcode", "")),
    )
