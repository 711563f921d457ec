"""Proposals in a terminal: what to paste, where, what it would gain and cost, and quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode.learning.indicators.choosing import Counted
from qualcode.learning.indicators.places import Place
from qualcode.learning.indicators.proposals import Asked, Proposal, Proposals, Sighting, Verdict
from qualcode.terminal import fit, wrap
from qualcode.yaml_tree.problems import CONTROL

_QUOTES: dict[Verdict, int] = {"right": 2, "wrong": 2, "unclear": 1}  # of one proposal
_FEW_QUOTES = 6  # so few are shown all
_BEFORE = 40  # characters of talk before the first word found


def render_text(found: Proposals, codebook: str = "", width: int = 100) -> str:
    """Render all proposals; `codebook` is the file in which they are to be pasted."""
    file = codebook or found.codebook
    lines = [*_head(found, width)]
    for asked in found.asked:
        if asked.proposals:
            lines += ["", *_code(asked, file, width)]
    lines += ["", *_honesty(found, width), *_silent(found, width)]
    return "\n".join(lines)


def _head(found: Proposals, width: int) -> Iterator[str]:
    coders = ", ".join(found.coders)
    what = f"Indicators that would find what people coded ({coders}: {_count(found.units, 'unit')} "
    what += f"in {_count(found.interviews, 'interview')}) and the rules do not find."
    yield wrap(what, width, others="")
    if found.proposals:
        more = (
            "Gain: units with the code that no rule finds now. Cost: units without it. Aside: the"
        )
        more += " same in interviews that it was not chosen from. Expected right: the share of its"
        more += " finds, on interviews like these. Read the quotes before you paste."
        if len({one.place for one in found.proposals}) > 1:
            more += " Paste the last lines first: so the numbers of the others hold."
        yield wrap(more, width, others="")


def _code(asked: Asked, file: str, width: int) -> Iterator[str]:
    known = f"{asked.coded} units have it, the rules find {asked.found}"
    yield f"{asked.code} ({asked.language}): {known}"
    place = asked.proposals[0].place
    sure = [one for one in asked.proposals if not one.is_guess]
    guesses = [one for one in asked.proposals if one.is_guess]
    yield f"  {tell_place(place, file, asked.language)}"
    for some, title in ((sure, ""), (guesses, "  guesses, of which too little is known:")):
        if not some:
            continue
        if title:
            yield title
        yield ""
        yield from lay_out(some, place)
        yield ""
        for one in some:
            yield from _proposal(one, width)


def lay_out(proposals: Sequence[Proposal], place: Place | None) -> Sequence[str]:
    """Lay out the lines to paste, indented as they must stand."""
    items = [one.item for one in proposals]
    return place.lay_out(items) if place else [f"- {item}" for item in items]


def tell_place(place: Place | None, file: str, language: str) -> str:
    """Say where the lines go."""
    if place is None:
        return f"into the list `{language}:` under its `indicators:` in {file}"
    if place.column:
        return f"into the brackets in line {place.line} of {file}, right behind `[`"
    return f"below line {place.line} of {file} (`{place.above}`)"


def _proposal(one: Proposal, width: int) -> Iterator[str]:
    figures = [f"gain {one.new.right}", f"cost {one.new.wrong}"]
    if one.unclear:
        figures.append(f"unclear {one.unclear}")
    figures.append(_count(one.interviews, "interview"))
    figures += [f"aside {tell_aside(one.aside)}", f"expected right {one.expected:.0%}"]
    if one.told:
        figures.append("a word of its definition")
    yield wrap(f"{one.text}: {'; '.join(figures)}", width, "    ", "      ")
    shown: Counter[Verdict] = Counter()
    few = len(one.sightings) <= _FEW_QUOTES
    for sighting in one.sightings:
        shown[sighting.verdict] += 1
        if few or shown[sighting.verdict] <= _QUOTES[sighting.verdict]:
            yield f"      {fit(tell_sighting(sighting), width - 6)}"


def tell_aside(aside: Counted) -> str:
    """Write what was found in interviews kept aside: `+2 -1`."""
    return f"+{aside.right} -{aside.wrong}"


def tell_sighting(one: Sighting) -> str:
    """Put a unit into one line: where it stands, and the words found among those round them."""
    return f"{one.verdict:<7} {one.transcript} {one.segment}: {cut_out(one)}"


def cut_out(one: Sighting) -> str:
    """Return the talk from a little before the first word found, the words in brackets."""
    first = one.spans[0][0]
    low = max(0, first - _BEFORE)
    while 0 < low < first and not one.text[low - 1].isspace():
        low += 1
    text, last = "", low
    for start, stop in one.spans:
        text += f"{one.text[last:start]}[{one.text[start:stop]}]"
        last = stop
    begins = "… " if low else ""
    return CONTROL.sub("\ufffd", begins + " ".join((text + one.text[last:]).split()))


def _honesty(found: Proposals, width: int) -> Iterator[str]:
    """Say what to expect of them on other interviews."""
    if found.pasted:
        now, then = found.pasted.now, found.pasted.then
        number = len(found.proposals)
        what = "With it pasted" if number == 1 else f"With all {number} pasted"
        guesses = ", guesses too" if any(one.is_guess for one in found.proposals) else ""
        yield wrap(
            f"{what}{guesses}: the codebook would find {then.right} of {found.pasted.coded} codes"
            f" rightly (now {now.right}) and {then.wrong} wrongly (now {now.wrong}).",
            width,
            others="",
        )
    kept, sure = sum_aside(found)
    if sum(kept):
        yield wrap(
            "On other interviews expect less. Chosen in the same way without one interview after"
            f" the other, indicators found {kept.right} more codes rightly and {kept.wrong} wrongly"
            f" in the interviews kept aside; without guesses {sure.right} and {sure.wrong}.",
            width,
            others="",
        )


def sum_aside(found: Proposals) -> tuple[Counted, Counted]:
    """Add up what was found in interviews kept aside: by all, by all but guesses."""
    kept = [asked.kept_aside for asked in found.asked]
    sure = [asked.kept_aside_sure for asked in found.asked]
    return _sum(kept), _sum(sure)


def _sum(counted: Sequence[Counted]) -> Counted:
    return Counted(sum(one.right for one in counted), sum(one.wrong for one in counted))


def _silent(found: Proposals, width: int) -> Iterator[str]:
    """Say of how many codes nothing is proposed, and why that may be."""
    if not any(one.coded for one in found.asked):
        yield wrap("They agree on no code in any of them: there is nothing to propose.", width)
        return
    silent = [one for one in found.asked if not one.proposals and one.found < one.coded]
    if not silent:
        if not found.proposals:
            yield wrap("The rules find them all: there is nothing to propose.", width)
        return
    if rare := [one for one in silent if one.rare]:
        yield wrap(
            "Too few units to tell from chance: these words stand in several of those that the"
            " rules miss, and in no other. Look at them with `qualcode concordance`, or code more"
            " interviews.",
            width,
            others="",
        )
        for one in rare:
            words = ", ".join(f"{few.text} ({few.units})" for few in one.rare)
            yield wrap(f"{one.code} ({one.language}): {words}", width, "  ", "    ")
    if mute := [one for one in silent if not one.rare]:
        yield wrap(_say_mute(mute, found.least), width, others="")


def _say_mute(mute: Sequence[Asked], least: int) -> str:
    missed = sum(one.coded - one.found for one in mute)
    cure = "Code more interviews" + (", or try --min-gain 1" if least > 1 else "")
    what = "no word of theirs is in several of them"
    if least == 1:
        what = "too little speaks for any word of theirs"
    return (
        f"For {_count(len(mute), 'list')} of indicators nothing is proposed. The rules miss"
        f" {_count(missed, 'unit')} there, and {what}, or it stands in units without the code as"
        f" well. {cure}."
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
