"""Proposals as files: YAML to paste from, a table with all quotes, JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from qualcode.learning.indicators.as_text import (
    cut_out,
    lay_out,
    sum_aside,
    tell_aside,
    tell_place,
)
from qualcode.learning.indicators.proposals import Asked, Proposal, Proposals

COLUMNS = (
    "code",
    "language",
    "indicator",
    "line",
    "gain",
    "cost",
    "unclear",
    "interviews",
    "aside_right",
    "aside_wrong",
    "expected",
    "in_definition",
    "guess",
    "verdict",
    "transcript",
    "segment",
    "respondent",
    "words",
    "text",
)


def render_yaml(found: Proposals, codebook: str = "") -> str:
    """Render what is to be pasted as YAML of a codebook, figures in comments, no word of talk."""
    file = codebook or found.codebook
    lines = [
        f"# {len(found.proposals)} indicators proposed for {file} from what was coded by",
        f"# {', '.join(found.coders)}: {found.units} units in {found.interviews} interviews.",
        "# gain: units with the code that no rule finds now; cost: units without it;",
        "# aside: the same in interviews that the indicator was not chosen from; expected right:",
        "# the share of its finds, on interviews like these. Guesses stand in comments. Read the",
        "# quotes of `qualcode suggest --indicators` first, and paste the last lines first: so the",
        "# numbers of the others hold.",
    ]
    for asked in found.asked:
        if asked.proposals:
            lines += ["", *_block(asked, file)]
    return "\n".join(lines) + "\n"


def _block(asked: Asked, file: str) -> Iterator[str]:
    yield f"# {asked.code}: {asked.coded} units have it, the rules find {asked.found}"
    place = asked.proposals[0].place
    yield f"# {tell_place(place, file, asked.language)}"
    sure = [one for one in asked.proposals if not one.is_guess]
    guesses = [one for one in asked.proposals if one.is_guess]
    for one in asked.proposals:
        guess = " (a guess)" if one.is_guess else ""
        yield f"# {one.text}: {_figures(one)}{guess}"
    yield from lay_out(sure, place) if sure else ()
    yield from (f"# {line}" for line in (lay_out(guesses, place) if guesses else ()))


def _figures(one: Proposal) -> str:
    figures = f"gain {one.new.right}, cost {one.new.wrong}, aside {tell_aside(one.aside)}"
    return f"{figures}, expected right {one.expected:.0%}"


def render_csv(found: Proposals) -> str:
    """Render a table with a row for each unit that a proposal would find."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found.proposals:
        figures = (
            one.code,
            one.language,
            one.item,
            one.place.line if one.place else "",
            one.new.right,
            one.new.wrong,
            one.unclear,
            one.interviews,
            *one.aside,
            f"{one.expected:.2f}",
            "yes" if one.told else "no",
            "yes" if one.is_guess else "no",
        )
        for seen in one.sightings:
            place = (seen.verdict, seen.transcript, seen.segment, seen.respondent)
            writer.writerow((*figures, *place, seen.words, cut_out(seen)))
    return text.getvalue()


def describe(found: Proposals, codebook: str = "") -> dict[str, Any]:
    """Return everything as plain values for JSON."""
    kept, sure = sum_aside(found)
    return {
        "codebook": codebook or found.codebook,
        "coders": list(found.coders),
        "units": found.units,
        "interviews": found.interviews,
        "folds": found.folds,
        "min_gain": found.least,
        "aside": kept._asdict(),
        "aside_sure": sure._asdict(),
        "pasted": _describe_pasted(found),
        "codes": [_describe_asked(one) for one in found.asked],
    }


def _describe_pasted(found: Proposals) -> dict[str, Any] | None:
    pasted = found.pasted
    if pasted is None:
        return None
    now, then = pasted.now._asdict(), pasted.then._asdict()
    return {"coded": pasted.coded, "now": now, "then": then}


def _describe_asked(asked: Asked) -> dict[str, Any]:
    return {
        "code": asked.code,
        "language": asked.language,
        "coded": asked.coded,
        "found": asked.found,
        "proposals": [_describe_proposal(one) for one in asked.proposals],
        "rare": [asdict(one) for one in asked.rare],
    }


def _describe_proposal(one: Proposal) -> dict[str, Any]:
    return {
        "indicator": one.item,
        "paste": list(lay_out([one], one.place)),
        "line": one.place.line if one.place else None,
        "gain": one.new.right,
        "cost": one.new.wrong,
        "unclear": one.unclear,
        "interviews": one.interviews,
        "right": one.every.right,
        "wrong": one.every.wrong,
        "aside": one.aside._asdict(),
        "chosen_in_folds": one.chosen,
        "expected": round(one.expected, 3),
        "in_definition": one.told,
        "guess": one.is_guess,
        "chance": one.chance,
        "sightings": [asdict(seen) for seen in one.sightings],
    }
