"""How changes and reasons are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qualcode.inspecting.comparing.comparison import (
    Change,
    CodingChange,
    Field,
    Outcome,
    Reason,
    Tally,
    write_value,
)
from qualcode.inspecting.counting import count

SIGNS = {"added": "+", "removed": "-"}  # all else changed: ~
BECAME = {
    "gained": "+",
    "lost": "-",
    "changed": "~",
    "denied gained": "+ denied",
    "denied lost": "- denied",
}
# What is told below the code, tension or relation it belongs to.
NAMED_BELOW = ("indicator", "mask", "example", "edge example", "near miss", "cue")
_LONGEST = 60


def say_people(outcome: Outcome) -> str:
    """Say that people's decisions are left aside, and what they say of what is gained."""
    if not outcome.decided:
        return ""
    told = "These are codings of the rules: what people have decided stays as it is."
    gained = outcome.total("gained")
    if not gained:
        return told
    given, gone = (outcome.count_people(by) for by in ("given", "taken away"))
    return f"{told} Of {gained} gained, people have given {given} already and taken away {gone}."


def say_lines(old: int, new: int) -> str:
    """Say where something stands: `line 12 → 14`, `line 12` of the one codebook it is in."""
    if old and new:
        return f"line {old} → {new}"
    return f"line {old or new}" if old or new else ""


def say_where(old: int, new: int) -> str:
    """Say in which codebook something stands alone: `line 14 of NEW`."""
    if old and new:
        return say_lines(old, new)
    said = say_lines(old, new)
    return f"{said} of {'NEW' if new else 'OLD'}" if said else ""


def say_reason(reason: Reason) -> str:
    """Say a reason on one line: `indicator added: ru урезать, line 14 of NEW`."""
    return f"{reason.code}, {reason.kind}: {say_cause(reason)}"


def say_cause(reason: Reason) -> str:
    """Say what a reason points to: `ru урезать (line 14 of NEW)`."""
    where = say_where(reason.old_line, reason.new_line)
    text = f"{reason.language} {reason.text}".strip()
    if reason.kind == "outranked":
        text = f"now another takes the words: {text}" if reason.new_line else f"freed from {text}"
    return f"{text} ({where})" if where else text


def say_field(field: Field, longest: int = _LONGEST) -> str:
    """Say what a text or setting was and is; long ones are cut where they begin to differ."""
    if not field.old or not field.new:
        kind = "added" if field.new else "taken out"
        return f"{field.name} {kind}: {_cut(field.old or field.new, 0, longest)}"
    start = _first_difference(field.old, field.new) if len(field.old + field.new) > longest else 0
    old, new = (_cut(text, start, longest) for text in (field.old, field.new))
    return f"{field.name}: {old} → {new}"


def _first_difference(old: str, new: str) -> int:
    """Return where the word begins in which two texts first differ."""
    pairs = enumerate(zip(old, new, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))
    return old.rfind(" ", 0, at) + 1


def _cut(text: str, start: int, longest: int) -> str:
    text = " ".join(text[start:].split())
    cut = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return f"…{cut}" if start else cut


def say_change(change: Change) -> str:
    """Say one change on one line, without its owner where that stands above."""
    where = say_lines(change.old_line, change.new_line)
    lead = SIGNS.get(change.kind, "~")
    if change.section not in NAMED_BELOW:
        said = _say_thing(change)
    else:
        name = change.section
        said = f"{name} {change.language} {change.text}"
        if change.kind == "moved":
            said += f", moved from {change.old_owner}"
    said = f"{lead} {said}" + (f" ({where})" if where else "")
    if change.section in ("indicator", "cue") and change.fields:
        said += ": " + "; ".join(map(say_field, change.fields))
    return said


def _say_thing(change: Change) -> str:
    if change.kind in ("renamed", "moved"):
        return f"{change.section} {change.new_id}, {change.kind} from {change.old_id}"
    if change.kind == "merged":
        return f"code {change.old_id} became part of {change.new_id}"
    return f"{change.section} {change.owner}" if change.owner else change.section


def say_states(one: CodingChange) -> str:
    """Say what differs in a coding that both codebooks make; empty for all others."""
    if one.old is None or one.new is None:
        return ""
    told = []
    for name in ("polarity", "voice", "modality", "score"):
        old, new = getattr(one.old, name), getattr(one.new, name)
        if old != new:
            told.append(f"{name} {write_value(old)} → {write_value(new)}")
    return ", ".join(told)


def say_numbers(tally: Tally, minus: str = "-") -> str:
    """Say how many codings a reason has gained, lost and otherwise changed: `+3 -1 ~2`."""
    gained, lost = tally.count("gained"), tally.count("lost")
    others = len(tally.codings) - gained - lost
    return f"+{gained} {minus}{lost}" + f" ~{others}" * bool(others)


def sum_up(changes: Iterable[Change]) -> str:
    """Count the changes by what was changed: `2 indicators added, 1 code changed`."""
    counts = Counter((one.section, one.kind) for one in changes)
    told = []
    for (section, kind), number in counts.items():
        if section == "codebook":
            told.append("what it says of itself changed")
        else:
            told.append(f"{count(number, section)} {kind}")
    return ", ".join(told) or "no difference"
