"""What was found, and what may have been missed, as a table that people fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.errors import NamesError, Problem
from qualcode.pseudonyms.corpus import Pseudonymised
from qualcode.pseudonyms.doubted import Context, Suspect
from qualcode.pseudonyms.key import guarded
from qualcode.pseudonyms.names_list import KEEP, REPLACE, Entry, parse_names
from qualcode.pseudonyms.register import Entity
from qualcode.sheet import parse_sheet, read_bytes

HEADER = (
    "kind",
    "name",
    "forms",
    "replacement",
    "status",
    "placeholder",
    "count",
    "transcripts",
    "grounds",
    "contexts",
)
SUFFIX = ".review"
DECIDED, REPLACED, DOUBTFUL, MISSED = "decided", "replaced", "doubtful", "perhaps missed"
MOST_FORMS = 12


def review_paths(key: Path) -> tuple[Path, Path]:
    """Return where table and page lie: beside the key, under its name."""
    stem = key.name.removesuffix(".csv").removesuffix(".key") or key.name
    return key.with_name(f"{stem}{SUFFIX}.csv"), key.with_name(f"{stem}{SUFFIX}.html")


def load_decisions(path: Path) -> tuple[Entry, ...]:
    """Load what people have filled in in an earlier table; nothing where there is none.

    NamesError where the file is no table of this kind, or something in it cannot be meant.
    """
    if not path.exists():
        return ()
    source = read_bytes(path, NamesError)
    first = f"its first line must be {','.join(HEADER)}"
    sheet = parse_sheet(source, str(path), NamesError, first)
    if not set(HEADER[:5]) <= set(sheet.header):
        cure = "move it away; nothing was touched"
        raise NamesError(Problem(str(path), "is no table of what was found", 1, cure=cure))
    return parse_names(source, str(path), only_decided=True)


def join_entries(listed: Sequence[Entry], decided: Sequence[Entry]) -> tuple[Entry, ...]:
    """Put decisions behind the list of the study; what stands on the list wins."""
    written = {_plain(one) for entry in listed for one in entry.written}
    others = (one for one in decided if not written & {_plain(form) for form in one.written})
    return (*listed, *others)


def _plain(written: str) -> str:
    return " ".join(written.casefold().split())


def render_table(whole: Pseudonymised, decided: Sequence[Entry]) -> bytes:
    """Render the table: decisions first, then what was replaced, then what is open."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for row in _rows(whole, decided):
        writer.writerow([guarded(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def _rows(whole: Pseudonymised, decided: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    told = {_plain(one) for entry in decided for one in entry.written}
    for entry in decided:
        said = KEEP if entry.keep else entry.replacement or REPLACE
        own = (entry.kind, entry.name, "; ".join(entry.forms), said)
        yield (*own, DECIDED, "", "", "", "", "")
    for entity in found_entities(whole):
        if _plain(entity.name) not in told:
            placeholder = entity.bracketed("")
            yield (
                entity.kind,
                entity.name,
                list_forms(entity),
                "",
                REPLACED,
                placeholder,
                str(entity.count),
                str(len(entity.transcripts)),
                ", ".join(grounds for grounds, _ in entity.grounds.most_common()),
                join_contexts(entity.contexts),
            )
    for suspect in whole.suspects:
        if _plain(suspect.name) not in told:
            yield _suspect_row(suspect)


def _suspect_row(suspect: Suspect) -> tuple[str, ...]:
    forms = "; ".join(form for form, _ in suspect.forms.most_common(MOST_FORMS))
    return (
        suspect.kind,
        suspect.name,
        forms if forms != suspect.name else "",
        "",
        DOUBTFUL if suspect.kind else MISSED,
        "",
        str(suspect.count),
        str(len(suspect.transcripts)),
        suspect.reason,
        join_contexts(suspect.contexts),
    )


def found_entities(whole: Pseudonymised) -> list[Entity]:
    """Return what was met in this corpus: by kind, in the order of the numbers."""
    from qualcode.pseudonyms.kinds import KINDS

    met = (entity for entity in whole.register.entities if entity.count)
    return sorted(met, key=lambda one: (KINDS.index(one.kind), one.number))


def list_forms(entity: Entity) -> str:
    """Return the forms in which something was met, the commonest first."""
    return "; ".join(form for form, _ in entity.forms.most_common(MOST_FORMS))


def join_contexts(contexts: Sequence[Context]) -> str:
    """Write contexts into one cell, what is meant between bars."""
    return " … ".join(
        f"{transcript}: {before} |{words}| {after}" for transcript, before, words, after in contexts
    )
