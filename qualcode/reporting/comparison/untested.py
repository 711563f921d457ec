"""Which groups are counted and not tested, and where the test of all languages has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis.comparing.design import find_comparable
from qualcode.analysis.comparing.scopes import FEWEST, TOGETHER, Scope, count_compared
from qualcode.analysis.results import Choices
from qualcode.reporting.comparison.wording import say_group

_MOST_NAMED = 4  # groups


def say_untested(scopes: Sequence[Scope], shown: Scope, chosen: Choices) -> Iterator[str]:
    """Say which groups of what is printed are too small, or have nobody to be compared with."""
    sizes = {id: size for id, size in shown.sizes().items() if id}
    alone = [id for id, size in sizes.items() if size < FEWEST]
    together = next(one for one in scopes if one.language == TOGETHER)
    if shown is together:
        yield from _say_alone(alone)
        for scope in scopes:
            if scope is not together and len(scopes) > 2:
                yield from _say_entering(scope, together)
    else:
        entering = {id for id in alone if _enters(id, shown, together)}
        yield from _say_alone([id for id in alone if id not in entering])
        yield from _say_entering(shown, together)
    yield from _say_apart(shown, chosen)


def _say_alone(groups: Sequence[str]) -> Iterator[str]:
    if groups:
        are = (
            "has one respondent and is" if len(groups) == 1 else "have one respondent each and are"
        )
        yield f"{_name(groups)} {are} counted, not tested."


def _say_entering(scope: Scope, together: Scope) -> Iterator[str]:
    """Say whose only respondent in a language is compared with the others of that language."""
    sizes = scope.sizes()
    found = [id for id in sizes if id and sizes[id] < FEWEST and _enters(id, scope, together)]
    if found:
        have = (
            "has one respondent, who enters"
            if len(found) == 1
            else "have one respondent each, who enter"
        )
        yield (
            f"In {scope.language} {_name(found)} {have} the tests of all languages"
            f" and {'has' if len(found) == 1 else 'have'} none of {scope.language} alone."
        )


def _enters(group: str, scope: Scope, together: Scope) -> bool:
    """Tell whether one of the group's respondents in a language is tested over all languages."""
    design = together.design
    compared = {design.respondents[row] for row in find_comparable(design).rows}
    return any(one.id in compared for one in scope.people if one.group == group)


def _say_apart(shown: Scope, chosen: Choices) -> Iterator[str]:
    """Say which groups have nobody, or one respondent only, with others in the same stratum."""
    everybody = shown.of_some_size()
    compared, tested = count_compared(everybody), count_compared(shown.design)
    if not any(compared.values()):
        return
    inside = "stratum" if chosen.strata else "language"
    apart = [id for id, size in compared.items() if not size]
    if apart:
        yield f"No {inside} has another group beside {_name(apart)}: not compared."
    single = [id for id, size in compared.items() if size and not tested.get(id)]
    if single:
        yield (
            f"Of {_name(single)} fewer than two respondents share a {inside} with another group"
            " that is tested: not compared."
        )


def _name(groups: Sequence[str]) -> str:
    if len(groups) > _MOST_NAMED:
        return f"{len(groups)} groups"
    return ", ".join(map(say_group, groups))
