"""What people have decided about codings: who, how often, when, with which codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.coding import MACHINE
from qualcode.model.decision import CONSENSUS
from qualcode.reporting.changes import Changes, find_changes
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.people import show_person
from qualcode.runs.read import Record

# Columns of the table, and the actions that each counts; the first ones as far as they count.
_IN_CODINGS = ("accepted", "rejected", "changed", "added", "related")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept",),
    "rejected": ("reject",),
    "changed": ("recode", "border"),
    "added": ("add",),
    "related": ("relate",),
    "read": ("seen",),
    "notes": ("note", "flag", "draft"),
}
_LOOKING = frozenset(action for column in (*_IN_CODINGS, "read") for action in _COLUMNS[column])
# What did not come to pass, in the order in which it is told.
_OPEN = ("measured", "disputed", "overruled", "orphan", "draft", "gone")
# What becomes of a decision on a coding where its coder's blind decisions change codings.
_CHANGING = frozenset({"applied", "disputed", "overruled"})
HASH = 12  # characters of a codebook's SHA-256


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What one coder has decided."""

    coder: str
    counts: tuple[str, ...]  # of each column
    blind: str
    without: str  # what did not come to pass, and why
    period: str
    codebooks: str


@dataclass(frozen=True, slots=True)
class DecidedView:
    """The decisions behind a report."""

    sentences: tuple[str, ...]  # what they made of the codings
    columns: tuple[str, ...]
    rows: tuple[DecidedRow, ...]


def view_decided(material: Material) -> DecidedView | None:
    """Show what people have decided; None where nobody has."""
    decisions = material.run.tables["decisions"]
    if not decisions:
        return None
    messages = material.labels.messages
    changes = find_changes(material.run)
    return DecidedView(
        sentences=tuple(say_decided(material)),
        columns=tuple(messages.text(f"decided.{column}") for column in _COLUMNS),
        rows=tuple(
            _row(material, coder, [one for one in decisions if one["coder"] == coder], changes)
            for coder in sorted({str(one["coder"]) for one in decisions})
        ),
    )


def _row(material: Material, coder: str, own: Sequence[Record], changes: Changes) -> DecidedRow:
    messages = material.labels.messages
    outcomes = Counter(str(one["outcome"]) for one in own)
    days = sorted(str(one["time"])[:10] for one in own if one["time"])
    books = dict.fromkeys(str(one["codebook"]) for one in own if one["codebook"])
    blind = sum(one["blind"] == "yes" for one in own)
    return DecidedRow(
        show_person(coder, messages),
        tuple(messages.number(_count(own, column, changes)) for column in _COLUMNS),
        messages.number(blind),
        ", ".join(
            messages.text(f"outcome.{outcome}", n=messages.number(outcomes[outcome]))
            for outcome in _OPEN
            if outcomes[outcome]
        ),
        " – ".join(dict.fromkeys((days[0], days[-1]))) if days else "",
        ", ".join(_name_book(material, sha256) for sha256 in books),
    )


def _count(own: Iterable[Record], column: str, changes: Changes) -> int:
    """Count what a column holds: about codings what counts there, else all that was not blind."""
    mine = (one for one in own if _column_of(one, changes) == column)
    if column in _IN_CODINGS:
        return sum(one["outcome"] == "applied" for one in mine)
    return sum(one["blind"] != "yes" for one in mine)


def _column_of(one: Record, changes: Changes) -> str:
    """Return the column of a decision; to say that a coding is denied is to change it."""
    if one["decision"] in changes.decisions:
        return "changed"
    return next((name for name, actions in _COLUMNS.items() if one["action"] in actions), "")


def _name_book(material: Material, sha256: str) -> str:
    """Name a codebook by its hash; say which is that of the run."""
    if sha256 in {book.sha256 for book in material.run.codebooks}:
        return material.labels.messages.text("decided.this_codebook")
    return f"{sha256[:HASH]}…"


def say_decided(material: Material) -> Iterator[str]:
    """Say who has looked at codings, what was settled, and what became of the codings."""
    run, messages = material.run, material.labels.messages
    decisions = run.tables["decisions"]
    if not decisions:
        return
    yield from _say_who(material)
    codings, overruled = run.tables["codings"], run.tables["overruled"]
    found = [one for one in (*codings, *overruled) if one["coder"] == MACHINE]
    status = Counter(str(one["status"]) for one in found)
    yield messages.text(
        "paragraph.decided",
        found=messages.count("n.codings", len(found)),
        accepted=messages.number(status["accepted"]),
        rejected=messages.number(status["rejected"]),
        replaced=messages.number(status["replaced"]),
    )
    changes = find_changes(run)
    people = [one for one in codings if one["coder"] != MACHINE]
    if people:
        changed = sum(map(changes.is_changed, people))
        kept = sum(one["status"] == "accepted" and not changes.is_changed(one) for one in people)
        yield messages.text(
            "paragraph.own",
            codings=messages.count("n.codings", len(people)),
            changed=messages.number(changed),
            added=messages.number(len(people) - changed - kept),
            kept=messages.number(kept),
        )
    disputed = sum(one["status"] == "disputed" for one in codings)
    if disputed:
        yield messages.text("paragraph.disputed", codings=messages.count("n.codings", disputed))
    placeless = sum(one["outcome"] == "orphan" for one in decisions)
    if placeless:
        yield messages.text("paragraph.placeless", n=messages.number(placeless))
    yield from _say_blind(decisions, messages)
    books = {str(one["codebook"]) for one in decisions if one["codebook"]}
    others = books - {book.sha256 for book in run.codebooks}
    if others:
        hashes = ", ".join(f"{sha256[:HASH]}…" for sha256 in sorted(others))
        yield messages.text("paragraph.other_codebooks", hashes=hashes)


def _say_blind(decisions: Iterable[Record], messages: Messages) -> Iterator[str]:
    """Say whose blind decisions only measure, and whose change codings.

    A memo or a draft changes none, whoever writes it; it is what becomes of the others that tells.
    """
    blind: dict[str, list[Record]] = {}
    for one in decisions:
        if one["blind"] == "yes":
            blind.setdefault(str(one["coder"]), []).append(one)
    told: dict[str, list[str]] = {"measured": [], "counted": []}
    for coder in sorted(blind):
        counted = any(one["outcome"] in _CHANGING for one in blind[coder])
        told["counted" if counted else "measured"].append(coder)
    for key, coders in told.items():
        if coders:
            names = ", ".join(show_person(name, messages) for name in coders)
            number = sum(len(blind[coder]) for coder in coders)
            yield messages.text(f"paragraph.blind.{key}", n=messages.number(number), coders=names)


def _say_who(material: Material) -> Iterator[str]:
    """Say who has seen codings and how much they have read, and how much was settled together.

    Who has only coded blind has looked through nothing.
    """
    messages = material.labels.messages
    seeing = [one for one in material.run.tables["decisions"] if one["blind"] != "yes"]
    seeing = [one for one in seeing if one["action"] in _LOOKING]
    all_spoken = sum(bool(one["respondent"]) for one in material.segments.values())
    people = sorted({str(one["coder"]) for one in seeing} - {CONSENSUS})
    if people:
        yield messages.text(
            "paragraph.looked",
            coders=", ".join(people),
            read=messages.number(_count_read(one for one in seeing if one["coder"] != CONSENSUS)),
            total=messages.number(all_spoken),
        )
    together = [one for one in seeing if one["coder"] == CONSENSUS]
    if together:
        places = {(one["transcript"], one["segment"]) for one in together if one["segment"]}
        segments = messages.count("n.segments", len(places))
        yield messages.text("paragraph.settled", segments=segments)


def _count_read(decisions: Iterable[Record]) -> int:
    """Count the segments that somebody has marked as read."""
    read = (one for one in decisions if one["action"] == "seen" and one["segment"])
    return len({(one["transcript"], one["segment"]) for one in read})
