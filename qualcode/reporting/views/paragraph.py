"""The paragraph for the paper: who was heard, how it was coded and compared, with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.analysis.comparing.permutation import LIMIT
from qualcode.analysis.errors import EVERYTHING
from qualcode.codebook.branches import codes_in_use
from qualcode.model.codebook import Codebook
from qualcode.reporting.material import Material, list_given
from qualcode.reporting.panels import rows_of
from qualcode.reporting.people import list_people
from qualcode.reporting.views.agreement import FEWEST, say_agreement
from qualcode.reporting.views.decided import say_decided
from qualcode.reporting.views.procedure import Procedure, find_procedure, write_least_p

TAKEN_AWAY = ("masked", "outranked", "excluded", "negated", "vetoed")


def write_paragraph(material: Material) -> tuple[str, ...]:
    """Write the sentences of the paragraph, in the language of the report."""
    return (
        *_sample(material),
        *_coding(material),
        *_evidence(material),
        *_agreement(material),
        *_comparison(material),
    )


def _sample(material: Material) -> Iterator[str]:
    messages = material.labels.messages
    nobody = messages.text("paragraph.nobody")
    people = {
        person
        for panel in material.panels
        for group in panel.groups
        for person in group.respondents
    }
    said = [one for one in material.segments.values() if one["respondent"]]
    groups = Counter[str]()
    for row in rows_of(material.voices[material.voices["main"]]):
        groups[row["group"]] += 1
    named = [
        f"{material.labels.group(group)} {messages.number(groups[group])}"
        for group in material.results.groups
        if groups[group]
    ]
    yield messages.text(
        "paragraph.sample",
        respondents=messages.count("n.respondents", len(people)),
        interviews=messages.count("n.interviews", len({one["transcript"] for one in said})),
        words=messages.count("n.words", sum(int(one["words"]) for one in said)),
        grouping=material.labels.grouping,
        groups=", ".join(named) or nobody,
        languages=", ".join(panel.label for panel in material.panels)
        or messages.text("paragraph.nobody"),
    )


def _coding(material: Material) -> Iterator[str]:
    messages = material.labels.messages
    for codebook in material.run.codebooks:
        yield _describe_codebook(material, codebook)
    people = list_people(material.run)
    if people and not material.run.tables["decisions"]:
        yield messages.text("paragraph.people", coders=", ".join(people))
    yield from say_decided(material)


def _describe_codebook(material: Material, codebook: Codebook) -> str:
    messages = material.labels.messages
    known = codes_in_use(codebook, list_given(material))
    indicators = sum(len(code.indicators) for code in known)
    units = {code.unit for code in known} or {"segment"}
    codes = messages.count("n.codes", len(known))
    if by_people := sum(not code.indicators for code in known):
        codes = f"{codes} {messages.text('paragraph.coding.by_people', n=by_people)}"
    return messages.text(
        "paragraph.coding",
        program=str(material.run.manifest.get("versions", {}).get("qualcode", "")),
        title=material.labels.of(codebook.title) or codebook.id,
        version=codebook.version or "–",
        hash=codebook.sha256[:12],
        codes=codes,
        indicators=messages.count("n.indicators", indicators),
        tensions=messages.count("n.tensions", len(codebook.tensions)),
        units=", ".join(messages.text(f"paragraph.unit.{unit}") for unit in sorted(units)),
    )


def _evidence(material: Material) -> Iterator[str]:
    messages = material.labels.messages
    found = material.run.tables["hits"]
    overruled = len(found) - len(material.frames.hits)
    taken = Counter(str(one["reason"]) for one in material.run.tables["suppressed"])
    reasons = [
        messages.text(f"paragraph.taken.{reason}", n=taken[reason])
        for reason in TAKEN_AWAY
        if taken[reason]
    ]
    yield messages.text(
        "paragraph.evidence",
        hits=messages.count("n.hits", len(found)),
        negated=sum(one["polarity"] == "negated" for one in found),
        reported=sum(one["voice"] == "reported" for one in found),
    )
    if overruled:
        yield messages.text("paragraph.overruled", n=overruled)
    if reasons:
        total = messages.count("n.hits", sum(taken.values()))
        yield messages.text("paragraph.taken", total=total, reasons=", ".join(reasons))


def _agreement(material: Material) -> Iterator[str]:
    messages = material.labels.messages
    among = tuple(say_agreement(material))
    yield from among
    coders = material.results.given.choices.coders
    if among and not coders:
        return
    if not coders:
        yield messages.text("paragraph.no_agreement")
        return
    rows = [row for row in rows_of(material.results["errors"]) if row["kind"] == EVERYTHING]
    gold, found, both = (sum(int(row[name]) for row in rows) for name in ("gold", "found", "both"))
    if gold and found:
        enough = min(gold, found) >= FEWEST
        yield messages.text(
            "paragraph.agreement" if enough else "paragraph.agreement_few",
            coders=", ".join(coder.name for coder in coders),
            gold=gold,
            found=found,
            both=both,
            precision=messages.number(both / found, 2),
            recall=messages.number(both / gold, 2),
            fewest=FEWEST,
        )


def _comparison(material: Material) -> Iterator[str]:
    messages = material.labels.messages
    given = material.results.given.choices
    procedure = find_procedure(material)
    yield messages.text("paragraph.unit", grouping=material.labels.grouping)
    if together := material.results.interviewed_together:
        names = "; ".join(", ".join(ids) for ids in together)
        yield messages.text("paragraph.interviewed", names=names)
    if len(material.results.groups) < 2:
        yield messages.text("paragraph.one_group")
    else:
        measure = messages.text(f"paragraph.measure.{given.measure}")
        yield messages.text("paragraph.compared", measure=measure)
        yield from _tests(material, procedure)
    if procedure.limits:
        yield messages.text("paragraph.limits", resamples=messages.number(given.resamples))
    if procedure.wilson:
        yield messages.text("paragraph.wilson")
    chosen = "purposive" if procedure.limits or procedure.wilson else "purposive_plain"
    yield messages.text(f"method.{chosen}")


def _tests(material: Material, procedure: Procedure) -> Iterator[str]:
    """Say how chance was judged, or that these groups are too few for it."""
    messages, given = material.labels.messages, material.results.given.choices
    if why := procedure.out_of_reach:
        least = write_least_p(material, procedure.least_p)
        yield messages.text(f"paragraph.{why}", least=least)
        return
    arrangements = messages.text(
        f"paragraph.arrangements.{procedure.arrangements}",
        limit=messages.number(LIMIT),
        draws=messages.number(given.draws),
        seed=str(given.seed),
    )
    strata = ", ".join((messages.text("paragraph.language"), *given.strata))
    yield messages.text("paragraph.tests", strata=strata, arrangements=arrangements)
    if procedure.pooled:
        yield messages.text("paragraph.pooled")
    if procedure.tested:
        yield messages.text("paragraph.family")
    if procedure.pairs:
        yield messages.text("paragraph.pairs")
