"""One line of a log: a decision as JSON, and what may be wrong with it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import get_args

from qualcode.model.coding import Modality, Polarity, Voice
from qualcode.model.decision import ABOUT, ACTIONS, DRAFT, Action, Decision

FORMAT = 1
KIND = "decisions"

_DEFAULTS = {
    field.name: None if field.default is MISSING else field.default for field in fields(Decision)
}
_MUST = tuple(name for name, default in _DEFAULTS.items() if default is None)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "action": ACTIONS,
    "about": ABOUT,
    "origin": ("", "suggestion"),
    "polarity": ("", *get_args(Polarity)),
    "voice": ("", *get_args(Voice)),
    "modality": ("", *get_args(Modality)),
}
_STRETCH = ("transcript", "stop")
# What an action says nothing without.
_NEEDS: Mapping[Action, tuple[str, ...]] = {
    "accept": (*_STRETCH, "code"),
    "reject": (*_STRETCH, "code"),
    "add": (*_STRETCH, "code"),
    "recode": (*_STRETCH, "code", "to"),
    "border": (*_STRETCH, "code", "to_stop"),
    "relate": (*_STRETCH, "tension", "relation"),
    "seen": _STRETCH,
    "flag": (),
    "note": ("text",),
    "draft": ("code", "name"),
    "undo": ("supersedes",),
}
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # what no table can hold


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a log: whose it is, and of which study."""

    coder: str
    study: str = ""  # its title when the log was begun
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a line says, and what is wrong with it; with no `line` it cannot be used."""

    line: Decision | Head | None
    faults: tuple[str, ...] = ()


def render_head(head: Head) -> str:
    """Return the first line of a log, without its end."""
    said = {"qualcode": KIND, "format": head.format, "coder": head.coder, "study": head.study}
    return json.dumps(said, ensure_ascii=False)


def render_line(decision: Decision) -> str:
    """Return a decision as a line of a log, without its end; what is empty is left out."""
    said = {name: getattr(decision, name) for name in _DEFAULTS}
    kept = {name: value for name, value in said.items() if value != _DEFAULTS[name]}
    return _clean(json.dumps(kept, ensure_ascii=False))


def parse_line(source: str) -> Parsed:
    """Read a line of a log."""
    try:
        said = json.loads(source)
    except (ValueError, RecursionError):
        return Parsed(None, ("is no JSON",))
    if not isinstance(said, dict):
        return Parsed(None, ("is no JSON object",))
    return _parse_head(said) if "qualcode" in said else parse_decision(said)


def _parse_head(said: Mapping[str, object]) -> Parsed:
    coder, study, form = (said.get(key, "") for key in ("coder", "study", "format"))
    if said["qualcode"] != KIND or not isinstance(coder, str) or not coder:
        return Parsed(None, ("is no head of decisions",))
    known = isinstance(form, int) and not isinstance(form, bool)
    head = Head(
        _clean(coder),
        _clean(study) if isinstance(study, str) else "",
        form if isinstance(form, int) and known else 0,
    )
    if head.format == FORMAT:
        return Parsed(head)
    told = f"is of format {form!r}, and this qualcode knows {FORMAT}: install a newer one"
    return Parsed(head, (told,))


def parse_decision(said: Mapping[str, object]) -> Parsed:
    """Read the fields of a decision: strings, numbers and yes or no, as `Decision` has them.

    A field that nobody knows, and a time that is none, are told and do no harm; whatever else is
    wrong makes the line no decision. Signs that no table can hold become U+FFFD.
    """
    unknown = [f"has a field that is not known: {name!r}" for name in said if name not in _DEFAULTS]
    known = {name: _read(name, said[name]) for name in _DEFAULTS if name in said}
    faults = [*_missing(said), *_wrong(said, known)]
    if faults:
        return Parsed(None, (*faults, *unknown))
    decision = Decision(**known)  # type: ignore[arg-type]  # `_read` has seen to the types
    faults = list(_unsaid(decision))
    if faults:
        return Parsed(None, (*faults, *unknown))
    if read_time(decision.time) is None:
        unknown.append(f"has a time that is none: {decision.time!r}")
    return Parsed(decision, tuple(unknown))


def _read(name: str, value: object) -> object:
    """Return the value a field may have; None for what it may not."""
    kind: type = str if name in _MUST else type(_DEFAULTS[name])
    if kind is str:
        text = _clean(value) if isinstance(value, str) else None
        return text if text in _CHOICES.get(name, (text,)) else None
    if kind is bool:
        return value if isinstance(value, bool) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if kind is int:
        return value if isinstance(value, int) and 0 <= value < 2**53 else None
    return float(value) if 0 < value < math.inf else None


def _missing(said: Mapping[str, object]) -> Iterator[str]:
    for name in _MUST:
        if not said.get(name):
            yield f"has no `{name}`"


def _wrong(said: Mapping[str, object], known: Mapping[str, object]) -> Iterator[str]:
    for name, value in known.items():
        if value is None and said[name]:
            yield f"has something else than it can have in `{name}`: {str(said[name])[:40]!r}"
        elif value is None and name not in _MUST:
            yield f"has nothing in `{name}` that can be read"


def _unsaid(decision: Decision) -> Iterator[str]:
    """Tell what the action needs and the line does not say."""
    for name in _NEEDS[decision.action]:
        if not getattr(decision, name):
            yield f"is a decision to {decision.action}, and has no `{name}`"
    if decision.stop and decision.start >= decision.stop:
        yield "ends before it begins: `start` is not less than `stop`"
    if decision.to_stop and decision.to_start >= decision.to_stop:
        yield "ends before it begins: `to_start` is not less than `to_stop`"
    if decision.action == "draft" and not decision.code.startswith(DRAFT):
        yield f"is a draft, and its `code` does not begin with {DRAFT}"
    if decision.supersedes == decision.id:
        yield "takes its own place: `supersedes` is its `id`"


def read_time(said: str) -> datetime | None:
    """Return the time of a line, where it is one with its zone."""
    try:
        time = datetime.fromisoformat(said)
    except ValueError:
        return None
    return time if time.tzinfo else None


def _clean(text: str) -> str:
    return _NO_TEXT.sub("\ufffd", text)
