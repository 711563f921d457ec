"""Which transcript of a run is meant, and which place of it: `ru01`, `ru01:1234`, `ru01:s12`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from unicodedata import normalize

from qualcode.errors import Problem, RunError
from qualcode.yaml_tree.problems import did_you_mean

_PLACE = re.compile(r"(?P<segment>[sSсС])?(?P<number>[0-9]{1,12})")  # с is Cyrillic too
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Address:
    """A transcript, and a character or a segment of it; all of it when both are None."""

    transcript: str
    offset: int | None = None
    segment: int | None = None


def parse_address(
    written: str, ids: Sequence[str], unread: Mapping[str, str] | None = None
) -> Address:
    """Find the transcript and the place that people mean.

    `ids`: the transcripts of the run; `unread`: those that could not be read, with the reason.
    RunError when there is no such transcript, several are meant, or the place is none.
    """
    whole = _find(written, ids)
    if whole:
        return Address(_only(written, whole))
    name, colon, place = written.rpartition(":")
    found = _find(name, ids) if colon else ()
    if not found:
        raise _unknown(name if colon and _PLACE.fullmatch(place) else written, ids, unread or {})
    match = _PLACE.fullmatch(place)
    transcript = _only(name, found)
    if match is None:
        fault = (
            f"`{place}` is no place in it" if place.strip() else "no place stands behind the `:`"
        )
        cure = f"write a character such as {name}:1234, or a segment such as {name}:s12"
        raise RunError(Problem(name, fault, cure=cure))
    number = int(match["number"])
    return Address(transcript, segment=number) if match["segment"] else Address(transcript, number)


def _find(written: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that may be meant: the same, the end of a path, a name without suffix."""
    name = normalize("NFC", written.replace("\\", "/")).removeprefix("./")
    known = {normalize("NFC", id): id for id in ids}
    if name in known:
        return (known[name],)
    above = [id for id in known if name.endswith(f"/{id}")]  # `transcripts/ru01.txt`
    if above:
        return (known[max(above, key=len)],)
    ends = [id for id in known if f"/{id}".endswith(f"/{name}") or _bare(id).endswith(f"/{name}")]
    return tuple(known[id] for id in ends) if name else ()


def _bare(id: str) -> str:
    return f"/{PurePosixPath(id).with_suffix('')}"


def _only(written: str, found: Sequence[str]) -> str:
    if len(found) == 1:
        return found[0]
    raise RunError(
        Problem(written, f"may be {_listed(found)}", cure="write more of the one you mean")
    )


def _unknown(name: str, ids: Sequence[str], unread: Mapping[str, str]) -> RunError:
    missed = _find(name, tuple(unread))
    if missed:
        reason = f"could not be read for this run: {unread[missed[0]]}"
        return RunError(Problem(missed[0], reason))
    near = did_you_mean(name, [*ids, *(_bare(id).removeprefix("/") for id in ids)])
    return RunError(
        Problem(name, "is no transcript of this run", cure=near or f"it has {_listed(ids)}")
    )


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return (", ".join(ids[:_MOST_NAMED]) or "none") + more
