"""A run → the tables of a paper: who was interviewed, who speaks of what, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode.analysis.results import Results
from qualcode.reporting.excerpts import Excerpt
from qualcode.reporting.export.book import title_of
from qualcode.reporting.export.cells import MOST_GROUPS, name_code, write_decimal, write_share
from qualcode.reporting.export.differences import (
    say_lacking,
    tabulate_differences,
    tabulate_tests,
)
from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.word import Article, Label, PaperTable
from qualcode.reporting.panels import Group, Panel, rows_of
from qualcode.reporting.views.joint import Cell as JointCell
from qualcode.reporting.views.joint import Voice, view_joint
from qualcode.reporting.views.paragraph import write_paragraph
from qualcode.reporting.views.places import find_places
from qualcode.runs.manifest import package_versions

WHAT = "Word file"
MOST_PAIRS = 20  # of codes that stand together
MOST_WORDS = 80  # of a quote

Row = Mapping[str, Any]


def render_docx(gathered: Gathered) -> bytes:
    """Render the method and the tables as the bytes of a DOCX file.

    The same run gives the same bytes.
    """
    words = gathered.words
    label = Label(
        words.text("caption.before"), words.text("caption.counter"), words.text("caption.after")
    )
    article = Article(words.language, label)
    title = title_of(gathered)
    article.title(title)
    article.text(" ".join(write_paragraph(gathered.material)))
    if lacking := say_lacking(gathered):
        article.text(lacking)
    for table in list_paper_tables(gathered):
        article.table(table)
    codebook = gathered.run.codebook
    article.note(
        words.text(
            "paper.made",
            qualcode=package_versions()["qualcode"],
            codebook=codebook.id,
            version=codebook.version,
            hash=codebook.sha256,
        )
    )
    return article.pack(title)


def list_paper_tables(gathered: Gathered) -> Iterator[PaperTable]:
    """Yield the tables that have any rows, in the order of a paper."""
    tables = (
        *(_sample(gathered), *_codes(gathered), *_balance(gathered)),
        *(tabulate_tests(gathered), tabulate_differences(gathered)),
        *(*_pairs(gathered), *_joint(gathered)),
    )
    for table in tables:
        if table.rows:
            yield table


def _sample(gathered: Gathered) -> PaperTable:
    words, messages = gathered.words, gathered.labels.messages
    rows = tuple(
        (
            *(row["respondent"], gathered.labels.type(row["type"])),
            *gathered.attributes_of(row["respondent"]),
            ", ".join(map(gathered.labels.language, row["languages"].split())),
            *(messages.number(row[name]) for name in ("transcripts", "words", "codings")),
        )
        for row in rows_of(gathered.results["sample"])
    )
    head = (
        *(words.text("column.respondent"), words.text("column.type")),
        *map(gathered.attribute, gathered.attributes),
        *(words.text(f"paper.{key}") for key in ("languages", "interviews", "words", "codings")),
    )
    numbers = frozenset(range(len(head) - 3, len(head)))
    notes = (messages.count("n.respondents", len(rows)) + ".", words.text("paper.sample.note"))
    return PaperTable(words.text("paper.sample"), head, rows, notes, numbers)


def _chunks(panel: Panel) -> Iterator[tuple[Group, ...]]:
    for start in range(0, len(panel.groups), MOST_GROUPS):
        yield panel.groups[start : start + MOST_GROUPS]


def _codes(gathered: Gathered) -> Iterator[PaperTable]:
    words = gathered.words
    for panel in gathered.material.panels:
        counts = {
            (row["code"], row["branch"], row["group"]): row
            for row in rows_of(gathered.results["codes"])
            if row["language"] == panel.language
        }
        lines = list(dict.fromkeys((code, branch) for code, branch, _ in counts))
        said = [line for line in lines if any(_told(counts, line, one) for one in panel.groups)]
        silent = len({code for code, _ in lines} - {code for code, _ in said})
        notes = [_unit(gathered, panel), words.text("paper.codes.note")]
        if silent:
            notes.append(words.count("paper.codes.silent", silent))
        for groups in _chunks(panel):
            rows = tuple(
                (
                    name_code(gathered, *line),
                    *(write_share(gathered, counts[*line, one.id]) for one in groups),
                )
                for line in said
            )
            head = (words.text("column.code"), *(_size(one) for one in groups))
            yield PaperTable(
                words.text("paper.codes", language=panel.label),
                head,
                rows,
                (*notes, words.text("preface.purposive")),
                frozenset(range(1, len(head))),
            )


def _told(counts: Mapping[Any, Row], line: tuple[str, bool], group: Group) -> bool:
    return bool(counts[*line, group.id]["present"])


def _size(group: Group) -> str:
    return f"{group.label} (n\u00a0=\u00a0{len(group.respondents)})"


def _unit(gathered: Gathered, panel: Panel) -> str:
    return gathered.words.text("paper.unit", n=panel.respondents)


def _balance(gathered: Gathered) -> Iterator[PaperTable]:
    words, labels = gathered.words, gathered.labels
    head = tuple(
        words.text(f"paper.{key}")
        for key in ("tension", "group", "first", "second", "both", "neither", "meet")
    )
    poles = _by_place(gathered.results, "poles")
    relations = _by_place(gathered.results, "relations")
    for panel in gathered.material.panels:
        rows = []
        for tension in gathered.run.codebook.tensions:
            name = f"{labels.pole(tension.poles[0])} ↔ {labels.pole(tension.poles[1])}"
            for group in panel.groups:
                key = tension.id, panel.language, group.id
                (row,) = poles[key]
                shares = (
                    write_share(gathered, row, one) for one in ("first", "second", "both", "silent")
                )
                met = _relate(gathered, relations[key], tension.levels[0])
                rows.append((name, group.label, *shares, met))
                name = ""
        yield PaperTable(
            words.text("paper.balance", language=panel.label),
            head,
            tuple(rows),
            (
                _unit(gathered, panel),
                words.text("paper.balance.note"),
                words.text("preface.purposive"),
            ),
            frozenset({2, 3, 4, 5}),
        )


def _by_place(results: Results, table: str) -> dict[tuple[str, str, str], list[Row]]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows_of(results[table]):
        found.setdefault((row["tension"], row["language"], row["group"]), []).append(row)
    return found


def _relate(gathered: Gathered, rows: Sequence[Row], level: str) -> str:
    """Say how many respondents let the poles meet in which way, in the narrowest unit."""
    return "; ".join(
        f"{gathered.labels.relation(row['relation'])}: {row['holders']}"
        for row in rows
        if row["holders"] and row["level"] == level
    )


def _pairs(gathered: Gathered) -> Iterator[PaperTable]:
    """Yield the pairs of codes that stand together most, each language by itself."""
    words, labels = gathered.words, gathered.labels
    keys = ("first_code", "second_code", "together", "expected", "holders", "jaccard")
    head = tuple(words.text(f"paper.{key}") for key in keys)
    for panel in gathered.material.panels:
        found = [
            row
            for row in rows_of(gathered.results["cooccurrence"])
            if row["together"] and row["language"] == panel.language and row["both"]
        ]
        found.sort(key=lambda row: (-row["both"], -row["holders"], row["first"], row["second"]))
        rows = tuple(
            (
                *(labels.code(row["first"]), labels.code(row["second"]), str(row["both"])),
                write_decimal(gathered, row["expected"], 1),
                gathered.labels.messages.text(
                    "share", count=row["holders"], total=row["respondents"]
                ),
                write_decimal(gathered, row["jaccard"]),
            )
            for row in found[:MOST_PAIRS]
        )
        notes = [words.text("paper.pairs.note")]
        if len(found) > MOST_PAIRS:
            notes.append(words.text("paper.pairs.capped", shown=MOST_PAIRS, found=len(found)))
        yield PaperTable(
            words.text("paper.pairs", language=panel.label),
            head,
            rows,
            (*notes, words.text("preface.purposive")),
            frozenset(range(2, len(head))),
        )


def _joint(gathered: Gathered) -> Iterator[PaperTable]:
    """Yield the joint display of every tension that anybody speaks of."""
    words = gathered.words
    head = tuple(words.text(f"paper.{key}") for key in ("group", "stance", "typical", "deviant"))
    languages = {panel.heading: panel.label for panel in gathered.material.panels}
    for joint in view_joint(gathered.material, find_places(gathered.material)):
        for panel in joint.panels:
            if not any(cell.typical for cell in panel.cells):
                continue
            rows = tuple(_joint_row(gathered, cell) for cell in panel.cells)
            poles = " ↔ ".join(joint.poles)
            caption = words.text(
                "paper.joint",
                tension=joint.name,
                poles=poles,
                language=languages[panel.label],
            )
            notes = (words.text("paper.joint.note"), words.text("preface.purposive"))
            yield PaperTable(caption, head, rows, notes)


def _joint_row(gathered: Gathered, cell: JointCell) -> tuple[str, ...]:
    messages = gathered.labels.messages
    typical = "\n".join(_voice(gathered, one) for one in cell.typical)
    deviant = _voice(gathered, cell.deviant) if cell.deviant else cell.remark
    if cell.typical and not cell.prevails:
        typical = f"{messages.text('joint.example')}: {typical}"
    return (f"{cell.group} ({cell.respondents})", cell.summary, typical, deviant)


def _voice(gathered: Gathered, voice: Voice) -> str:
    words = gathered.words
    quote = words.text("quoted", text=_quote(voice.excerpt))
    return f"{quote} ({voice.speaker.respondent}; {voice.position})"


def _quote(excerpt: Excerpt) -> str:
    said = "".join(fragment.text for fragment in excerpt.fragments).split()
    return " ".join(said[:MOST_WORDS]) + (" […]" if len(said) > MOST_WORDS else "")
