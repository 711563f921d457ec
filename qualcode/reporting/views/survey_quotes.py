"""Words beside a figure: what most of a unit say of the matter, and one who says otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reporting.excerpts import Excerpt, make_excerpt, spans_of
from qualcode.reporting.material import Material
from qualcode.reporting.placing import Coded
from qualcode.reporting.quotes import Speaker, name_speaker
from qualcode.reporting.views.joint import LEAST_FOR_TYPICAL, TYPICAL, find_majority, quotability
from qualcode.reporting.views.places import Places

_AFFIRMED, _DENIED = "present", "denied"


@dataclass(frozen=True, slots=True)
class Example:
    """One respondent's words."""

    kind: str  # typical, example (where nothing prevails) or deviant
    says: str  # that it is so, or that it is not, and how many of the unit do
    speaker: Speaker
    excerpt: Excerpt
    href: str


def choose_examples(
    material: Material, places: Places, codings: Sequence[Coded], respondents: int
) -> tuple[Example, ...]:
    """Choose up to two respondents who do as most do, and one who does otherwise.

    Whoever has a present coding affirms the matter; who has denied ones alone denies it.
    """
    said: dict[str, list[Coded]] = defaultdict(list)
    for coded in codings:
        said[str(coded.record["respondent"])].append(coded)
    stances = {
        person: _AFFIRMED if any(not one.negated for one in own) else _DENIED
        for person, own in said.items()
    }
    counts = Counter(stances.values())
    usual = find_majority(counts)
    best = {
        person: min(
            (one for one in own if one.negated == (stances[person] == _DENIED)), key=quotability
        )
        for person, own in said.items()
    }
    ranked = sorted(best, key=lambda person: (*quotability(best[person]), person))
    alike = [person for person in ranked if not usual or stances[person] == usual][:TYPICAL]
    others = [person for person in ranked if usual and stances[person] != usual][:1]
    messages = material.labels.messages

    def example(person: str, kind: str) -> Example:
        coded, stance = best[person], stances[person]
        share = messages.text("share", count=counts[stance], total=respondents)
        return Example(
            kind,
            messages.text(f"survey.{stance}_by", share=share),
            name_speaker(material, coded),
            make_excerpt(material, coded.record, spans_of(coded.hits, "evidence")),
            places.of_coding(coded),
        )

    kind = "typical" if counts[usual] >= LEAST_FOR_TYPICAL else "example"
    return (
        *(example(person, kind) for person in alike),
        *(example(person, "deviant") for person in others),
    )
