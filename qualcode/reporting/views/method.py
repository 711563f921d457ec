"""Method: what was counted and how, what was left out, and the codebook itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.results import ANALYSES
from qualcode.model.codebook import Codebook, Text
from qualcode.reporting.material import Material
from qualcode.reporting.messages import load_messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.coreq import Coreq, view_coreq
from qualcode.reporting.views.decided import DecidedView, view_decided
from qualcode.reporting.views.definitions import Definition, list_definitions
from qualcode.reporting.views.evidence import (
    EvidenceRow,
    SuppressedKind,
    list_evidence,
    list_suppressed,
    name_columns,
)
from qualcode.reporting.views.paragraph import write_paragraph
from qualcode.reporting.views.places import Places
from qualcode.reporting.views.procedure import find_procedure, write_least_p
from qualcode.reporting.views.readings import Reading, list_readings

_TABLES = "qualcode.reporting.export"  # its messages tell the tables of results


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
    counted: tuple[str, ...]  # sentences: what was counted, and what was tested
    coreq: Coreq
    decided: DecidedView | None
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
    return Method(
        paragraph=write_paragraph(material),
        counted=tuple(_say_counted(material)),
        coreq=view_coreq(material, places, dict(coreq)),
        decided=view_decided(material),
        computed=tuple(_computed(labels.messages.language)),
        facts=tuple(_facts(material)),
        evidence_columns=name_columns(material),
        evidence=tuple(list_evidence(material, places)),
        suppressed=tuple(list_suppressed(material)),
        readings=tuple(list_readings(material)),
        definitions=tuple(list_definitions(material)),
        relations=tuple(
            (labels.relation(relation.id), labels.of(relation.definition))
            for relation in material.codebook.relations
        ),
        left_out=_left_out(material),
        citation=_citation(material),
    )


def _say_counted(material: Material) -> Iterator[str]:
    messages = material.labels.messages
    procedure = find_procedure(material)
    keys = {
        "unit": True,
        "present": True,
        "languages": True,
        "pooled": procedure.pooled,
        "poles": bool(material.codebook.tensions),
        "levels": bool(material.codebook.tensions),
        "shares": True,
        "wilson": procedure.wilson,
        "tests": not procedure.out_of_reach,
        "family": procedure.tested,
        procedure.out_of_reach: len(material.results.groups) > 1,
        "purposive": procedure.limits or procedure.wilson,
        "purposive_plain": not (procedure.limits or procedure.wilson),
        "automatic": True,
    }
    least = write_least_p(material, procedure.least_p)
    for key, holds in keys.items():
        if key and holds:
            yield messages.text(f"method.{key}", least=least)


def _computed(language: str) -> Iterator[Computed]:
    """Yield the tables of results; in other languages than English they are told as in exports."""
    told, own = load_messages(language, _TABLES).texts, load_messages(language).texts
    for description in (one.description for one in ANALYSES):
        about = told.get(f"table.{description.name}.about", description.about)
        source = own.get(f"source.{description.name}", description.source)
        yield Computed(description.name, str(about), str(source))


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
