"""Made-up decisions about a made-up study: two coders who have read the same segments blind.

They agree with the rules, and with each other, about as often as people do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from qualcode.decisions import name_log, render_line
from qualcode.decisions.lines import Head, render_head
from qualcode.model.decision import Action, Decision
from qualcode.runs.read import Record, Run

CODERS = ("ANNA", "BORIS")
TAKEN = 0.8  # of the codes that the rules have found, by each coder
OWN = 0.3  # segments with a code that the rules have not found; both coders see it
SEEN = 0.9  # … by each of them
TIME = "2026-01-01T10:00:00.000Z"


def write_decisions(folder: Path, run: Run, lines: int, seed: int) -> dict[str, int]:
    """Write a log for each coder, of so many lines together; return the lines of each.

    The same seed, the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for coder in CODERS:
        wanted = lines // len(CODERS)
        made = decide(run, coder, seed)
        told = [render_line(next(made)) for _ in range(wanted)]
        head = render_head(Head(coder, "Made-up study"))
        name_log(folder, coder).write_text("\n".join([head, *told]) + "\n", encoding="utf-8")
        written[coder] = len(told)
    return written


def decide(run: Run, coder: str, seed: int) -> Iterator[Decision]:
    """Yield the decisions of one coder, segment by segment, in an order that all coders share."""
    shared, own = Random(f"{seed} shared"), Random(f"{seed} {coder}")
    hashes = {one["transcript"]: one["text_sha256"] for one in run.manifest["transcripts"]}
    found = _codes_found(run)
    codes = [code.id for code in run.codebook.codes if code.sought]
    segments = [one for one in run.tables["segments"] if one["role"] == "respondent"]
    shared.shuffle(segments)
    for segment in segments:
        place = str(segment["transcript"]), int(segment["segment"])
        given = [code for code in found.get(place, ()) if own.random() < TAKEN]
        missed = shared.choice(codes) if shared.random() < OWN else ""
        if missed and missed not in given and own.random() < SEEN:
            given.append(missed)
        for code in given:
            yield _decision(own, coder, "add", segment, hashes, code)
        yield _decision(own, coder, "seen", segment, hashes)


def _codes_found(run: Run) -> Mapping[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in run.tables["codings"]:
        if one["polarity"] != "negated":
            found[str(one["transcript"]), int(one["segment"])].append(str(one["code"]))
    return found


def _decision(
    random: Random,
    coder: str,
    action: Action,
    segment: Record,
    hashes: Mapping[str, str],
    code: str = "",
) -> Decision:
    transcript = str(segment["transcript"])
    return Decision(
        id=str(UUID(int=random.getrandbits(128), version=4)),
        time=TIME,
        coder=coder,
        action=action,
        transcript=transcript,
        text_sha256=hashes[transcript],
        start=int(segment["start"]),
        stop=int(segment["stop"]),
        quote=str(segment["text"]),
        code=code,
        blind=True,
    )


def as_posted(decision: Decision) -> dict[str, Any]:
    """Return a decision as the page sends it."""
    told = ("id", "action", "transcript", "text_sha256", "start", "stop", "quote", "code")
    return {name: getattr(decision, name) for name in told}
