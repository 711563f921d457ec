"""Rows of hits and suppressed hits → findings: who took them away, what came of them."""

from __future__ import annotations

from math import fsum

from qualcode.inspecting.explaining.contractions import show_whole
from qualcode.inspecting.explaining.excerpts import cut_excerpt
from qualcode.inspecting.explaining.explanation import Context, Finding, Suppression, Verdict
from qualcode.inspecting.explaining.material import Material
from qualcode.inspecting.explaining.words import find_filled
from qualcode.language import KNOWN_LANGUAGES
from qualcode.model.coding import MACHINE
from qualcode.runs.cells import parse_spans
from qualcode.runs.read import Record

TAKEN = ("rejected", "replaced")  # codings that people have taken away


def make_finding(material: Material, row: Record) -> Finding:
    """Explain one hit or suppressed hit."""
    code, indicator = material.code(row), material.indicator(row)
    return Finding(
        code=code.id,
        name=code.name.in_language("en"),
        start=int(row["start"]),
        stop=int(row["stop"]),
        words=str(row["words"]),
        excerpt=cut_excerpt(material, parse_spans(str(row["spans"]))),
        found=find_filled(material, row),
        indicator=material.line(indicator.text, int(row["line"])),
        weight=float(row["score"]),
        context=_context(material, row, indicator.negation),
        verdict=_judge(material, row),
        suppression=_suppression(material, row) if "reason" in row else None,
    )


def _context(material: Material, row: Record, negation: str) -> Context:
    language = str(material.segments[int(row["segment"])]["language"])
    near = int(row["start"])
    return Context(
        polarity=str(row["polarity"]),
        cue=show_whole(material, str(row["cue"]), near),
        voice=str(row["voice"]),
        voice_cue=show_whole(material, str(row["voice_cue"]), near),
        modality=str(row["modality"]),
        modality_cue=show_whole(material, str(row["modality_cue"]), near),
        negation=negation,
        language=language,
        marked=language in KNOWN_LANGUAGES,
    )


def _judge(material: Material, row: Record) -> Verdict:
    """Say what came of the hits of this code in the unit of this one."""
    code = material.code(row)
    unit = _unit(material, row)
    hits = [one for one in material.hits if one["code"] == code.id]
    weights = {
        str(one["indicator"]): float(one["score"]) for one in hits if _unit(material, one) == unit
    }
    segment = material.segments[int(row["segment"])]
    coding = next(
        (
            one
            for one in (*material.codings, *material.overruled)
            if (one["code"], one["coder"]) == (code.id, MACHINE)
            and one["respondent"] == segment["respondent"]
            and int(one["start"]) <= int(segment["start"]) < int(one["stop"])
        ),
        None,
    )
    given = coding is not None and coding["status"] not in TAKEN
    return Verdict(
        unit=str(unit[0]),
        score=float(coding["score"]) if coding else round(fsum(weights.values()), 9),
        needed=code.min_score,
        given=given,
        present=given and coding is not None and coding["polarity"] != "negated",
        status=str(coding["status"]) if coding else "",
        people=tuple(filter(None, str(coding["decided_by"]).split("; "))) if coding else (),
    )


def _unit(material: Material, row: Record) -> tuple[str, int | str]:
    """Return the unit of a hit as codings are made in it: its kind, and its number or whose."""
    kind = material.code(row).unit
    segment = material.segments[int(row["segment"])]
    if kind == "interview":
        return kind, str(segment["respondent"])
    if kind == "answer" and not segment["answer"]:
        return "turn", int(segment["turn"])
    return kind, int(segment[kind])


def _suppression(material: Material, row: Record) -> Suppression:
    reason, by, number = str(row["reason"]), str(row["by"]), int(row["by_line"])
    names_line = number and reason in ("masked", "outranked")
    return Suppression(
        reason=reason,
        by=show_whole(material, by, int(row["start"])) if reason == "excluded" else by,
        line=material.line(by, number) if names_line else None,
        advantage=_advantage(material, row) if reason == "outranked" else "",
    )


def _advantage(material: Material, row: Record) -> str:
    """Return what the hit that has won has more of; empty where that cannot be told."""
    own = parse_spans(str(row["spans"]))
    winners = (
        one
        for one in (*material.hits, *material.suppressed)
        if (one["code"], one["line"]) == (row["code"], row["by_line"])
        and material.indicator(one).text == row["by"]
    )
    for winner in winners:
        spans = parse_spans(str(winner["spans"]))
        if any(low < stop and start < high for low, high in spans for start, stop in own):
            if len(spans) > len(own):
                return "longer"
            return "weightier" if float(winner["score"]) > float(row["score"]) else ""
    return ""
