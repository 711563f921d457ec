"""What people must know before they begin: that what they see is older than what there is now."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualcode.decisions.as_read import count_sighted
from qualcode.language.words import find_words
from qualcode.model.decision import Decision
from qualcode.review.material import Place
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from qualcode.learning.suggestion import Suggestion

Kind = Literal[
    "changed",  # transcripts whose files are others now than when the run was made
    "unsuggested",  # segments for which nothing is suggested, though suggestions were made
    "older",  # suggestions that rest on lines which the codebook of the run does not have there
    "sighted",  # segments to be read blind about which the coder has decided with codings in sight
]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know; the page says it in its own language."""

    kind: Kind
    count: int
    transcripts: tuple[str, ...]  # that it is about


def find_changed(run: Run, places: Mapping[str, Path]) -> tuple[str, ...]:
    """Return the transcripts of the run whose files were changed since; `places` are the files.

    Files that are gone are not told: their decisions wait for them.
    """
    from qualcode.respondents.paths import split_interview

    now: dict[str, str] = {}
    changed: list[str] = []
    for one in run.manifest["transcripts"]:
        id = str(one["transcript"])
        file = id if id in places else split_interview(id)[0]
        if file not in places:
            continue
        if file not in now:
            now[file] = _digest(places[file])
        if now[file] and now[file] != one["sha256"]:
            changed.append(id)
    return tuple(changed)


def _digest(path: Path) -> str:
    """Return the hash of a file; empty where it cannot be read."""
    from qualcode.runs.former import digest

    try:
        return digest(path)
    except OSError:
        return ""


def find_unsuggested(run: Run, suggestions: Sequence[Suggestion]) -> tuple[Place, ...]:
    """Return the segments of respondents' talk for which nothing is suggested, in their order."""
    suggested = {(one.transcript, one.segment) for one in suggestions}
    return tuple(
        place
        for row in run.tables["segments"]
        if row["role"] == "respondent" and find_words(str(row["text"]))
        if (place := (str(row["transcript"]), int(row["segment"]))) not in suggested
    )


def find_unjudged(folder: Path, run: Run, places: Iterable[Place]) -> tuple[Place, ...]:
    """Return those of `places` that came after the suggestions in `folder` were made.

    Their interviews were not looked at then, or had another text, or something was suggested for
    words that stand there no more. Where an interview is as it was, there was nothing to suggest.
    Folders of older versions tell only for which interviews something was suggested.
    """
    from qualcode.learning.folder import TABLE, load_judged, segments_of

    segments = segments_of(run)
    suggested: set[str] = set()
    changed: set[str] = set()
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            now = segments.get((row["transcript"], int(row["segment"])))
            suggested.add(row["transcript"])
            if now is None or (str(now["start"]), now["text"]) != (row["start"], row["text"]):
                changed.add(row["transcript"])
    judged = load_judged(folder, run)
    if judged is None and not suggested:
        return ()
    known = suggested if judged is None else judged
    return tuple(one for one in places if one[0] not in known or one[0] in changed)


def find_older(run: Run, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the suggestions that an indicator has grounded which finds nothing there now.

    The codebook was another when they were made, or its lines have other numbers.
    """
    found = {
        (str(hit["transcript"]), int(hit["segment"]), int(hit["line"]))
        for table in ("hits", "suppressed")
        for hit in run.tables.get(table, ())
    }

    def is_older(one: Suggestion) -> bool:
        return any(
            (
                reason.transcript or one.transcript,
                reason.segment or one.segment,
                int(reason.text.partition(":")[0]),
            )
            not in found
            for reason in one.reasons
            if reason.kind == "rule"
        )

    return tuple(filter(is_older, suggestions))


def tell_suggestions(unjudged: Sequence[Place], older: Sequence[Suggestion]) -> tuple[Notice, ...]:
    """Tell how many segments nobody could suggest for, and whether the codebook was another."""
    told = (
        Notice("unsuggested", len(unjudged), tuple(dict.fromkeys(id for id, _ in unjudged))),
        Notice("older", len(older), tuple(dict.fromkeys(one.transcript for one in older))),
    )
    return tuple(one for one in told if one.count)


def tell_changed(transcripts: Sequence[str]) -> tuple[Notice, ...]:
    """Tell which transcripts were changed since the run."""
    return (Notice("changed", len(transcripts), tuple(transcripts)),) if transcripts else ()


def tell_sighted(lines: Iterable[Decision], places: Iterable[Decision]) -> tuple[Notice, ...]:
    """Tell about how many places, to be read blind, the coder has decided seeing codings."""
    count = count_sighted(lines, places)
    return (Notice("sighted", count, ()),) if count else ()


_CURES: dict[Kind, str] = {
    "changed": "run `qualcode tag`",
    "unsuggested": "run `qualcode suggest`",
    "older": "run `qualcode suggest`",
    "sighted": "what you say of them is not blind; another --seed or coder may be",
}


def say_notice(notice: Notice) -> str:
    """Say a notice in one line of the terminal."""
    count, names = notice.count, notice.transcripts
    if notice.kind == "changed":
        many = count > 1
        what = f"{_list(names)} {'have' if many else 'has'} changed since the run"
        what += f", which shows {'them as they were' if many else 'it as it was'}"
    elif notice.kind == "unsuggested":
        of = f"{len(names)} interview{'s' * (len(names) > 1)} ({_list(names)})"
        what = f"{count} segment{'s' * (count > 1)} of {of} "
        what += f"{'have' if count > 1 else 'has'} no suggestions"
    elif notice.kind == "older":
        what = f"{count} suggestion{'s' * (count > 1)} {'were' if count > 1 else 'was'} made with"
        what += " another codebook"
    else:
        what = f"you have decided about {count} of the segments with codings in sight"
    return f"{what}: {_CURES[notice.kind]}"


_MOST_NAMED = 5


def _list(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
