"""Suggestions on the disk: the folder `qualcode suggest` writes, and the review page reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from qualcode.errors import Problem, RunError
from qualcode.learning.suggestion import Place, Reason, Suggestion
from qualcode.runs.former import MANIFEST, find_changed
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import recover, replace_folder
from qualcode.runs.read import Record, Run

KIND = "suggestions"  # of the folder, as its listing says
FOLDER = "suggestions"  # its name where none is given
TABLE = "suggestions.csv"
JUDGED = "judged.csv"  # the transcripts that were looked at, with the hashes of their texts


_AGAIN = "make them again: `qualcode suggest`"
COLUMNS = (
    "transcript",
    "segment",
    "respondent",
    "type",
    "language",
    "start",
    "stop",
    "rank",
    "code",
    "score",
    "found",
    "seen",
    "why",
    "text",
    "reasons",
)

_FIELDS = tuple(field.name for field in fields(Reason))

Cells = Sequence[str | int | float]


def write_suggestions(
    out: Path,
    run: Run,
    suggestions: Iterable[Suggestion],
    tables: Mapping[str, tuple[Cells, Iterable[Cells]]],
) -> None:
    """Write the folder whole or not at all: the suggestions and other tables by their file names.

    RefusedError when `out` holds anything but unchanged suggestions made before.
    """
    segments = segments_of(run)
    with replace_folder(out, KIND) as folder:
        _write(folder / TABLE, COLUMNS, (_row(one, segments) for one in suggestions))
        for name, (header, rows) in tables.items():
            _write(folder / name, header, rows)
        _write(folder / JUDGED, ("transcript", "text_sha256"), _hashes_of(run).items())
        write_listing(folder, KIND)


def load_suggestions(folder: Path, run: Run) -> tuple[Suggestion, ...]:
    """Load the suggestions that still fit the run; none where there is no such folder.

    What was suggested for segments that are gone, or say something else now, and codes that the
    codebook has no more, are left out. RunError when the files are not as they were written.
    """
    recover(folder)
    if not folder.exists():
        return ()
    _check(folder)
    segments = segments_of(run)
    codes = {code.id for code in run.codebook.codes}
    source = (folder / TABLE).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(source, newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise RunError(Problem(str(folder / TABLE), "has other columns", 1, cure=_AGAIN))
    read = ((_parse(row), row["text"]) for row in rows)
    return tuple(
        one for one, text in read if one.code in codes and _is_as_it_was(one, text, segments)
    )


def load_judged(folder: Path, run: Run) -> frozenset[str] | None:
    """Return the transcripts of the run that were looked at in the form that they have in it.

    None where the folder does not tell: it was written before this was kept.
    """
    path = folder / JUDGED
    if not path.exists():
        return None
    now = _hashes_of(run)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["transcript"], row["text_sha256"]) for row in csv.DictReader(file)]
    return frozenset(transcript for transcript, hash in rows if now.get(transcript) == hash)


def _hashes_of(run: Run) -> dict[str, str]:
    return {str(one["transcript"]): str(one["text_sha256"]) for one in run.manifest["transcripts"]}


def segments_of(run: Run) -> dict[Place, Record]:
    """Map the places of respondents' segments to their rows."""
    return {
        (str(one["transcript"]), int(one["segment"])): one
        for one in run.tables["segments"]
        if one["role"] == "respondent"
    }


def _is_as_it_was(one: Suggestion, text: str, segments: Mapping[Place, Record]) -> bool:
    now = segments.get((one.transcript, one.segment))
    return now is not None and (now["start"], now["stop"], now["text"]) == (
        one.start,
        one.stop,
        text,
    )


def _check(folder: Path) -> None:
    """Refuse a folder that holds anything else, or what was changed afterwards."""
    try:
        listing: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if listing["kind"] != KIND:
            raise RunError(Problem(str(folder), "holds no suggestions", cure="name another folder"))
        files = {TABLE: listing["files"][TABLE], **listing["files"]}
        changed = find_changed(folder, files)
    except (OSError, ValueError, KeyError, TypeError):
        message = "holds no suggestions of qualcode that are whole"
        raise RunError(Problem(str(folder), message, cure=_AGAIN)) from None
    if changed:
        listed = ", ".join(changed)
        raise RunError(Problem(str(folder), f"{listed} was changed afterwards", cure=_AGAIN))


def _row(one: Suggestion, segments: Mapping[Place, Record]) -> Cells:
    segment = segments[one.transcript, one.segment]
    return (
        one.transcript,
        one.segment,
        str(segment["respondent"]),
        str(segment["type"]),
        str(segment["language"]),
        one.start,
        one.stop,
        one.rank,
        one.code,
        f"{one.score:.4f}",
        "yes" if one.found else "no",
        "yes" if one.seen else "no",
        " | ".join(map(describe_reason, one.reasons)),
        str(segment["text"]),
        _render(one.reasons),
    )


def _render(reasons: Iterable[Reason]) -> str:
    told = [{name: getattr(reason, name) for name in _FIELDS} for reason in reasons]
    return json.dumps(told, ensure_ascii=False)


def describe_reason(reason: Reason) -> str:
    """Put a reason into one line."""
    if reason.kind == "like":
        return f"like: {reason.transcript} {reason.segment} “{reason.text}”"
    if reason.where:
        return f"{reason.kind} in the segment {reason.where} ({reason.segment}): {reason.text}"
    where = f"{reason.transcript} {reason.segment} " if reason.transcript else ""
    return f"{reason.kind}: {where}{reason.text}"


def _parse(row: Mapping[str, str]) -> Suggestion:
    return Suggestion(
        row["transcript"],
        int(row["segment"]),
        int(row["start"]),
        int(row["stop"]),
        row["code"],
        float(row["score"]),
        int(row["rank"]),
        tuple(Reason(**reason) for reason in json.loads(row["reasons"])),
        row["found"] == "yes",
        row["seen"] == "yes",
    )


def _write(path: Path, header: Cells, rows: Iterable[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
