"""What tests the sizes of groups allow, in words."""

from __future__ import annotations

from math import isnan

from qualcode.analysis.comparing.design import SHOWN, count_arrangements, find_comparable, least_p
from qualcode.analysis.comparing.permutation import LIMIT
from qualcode.analysis.comparing.scopes import Scope
from qualcode.analysis.comparing.testing import MOST_WRITTEN
from qualcode.analysis.results import Choices

__all__ = ["say_reach"]


def say_reach(scope: Scope, chosen: Choices) -> str:
    """Say how many arrangements there are and how small a p can be."""
    design = scope.design
    if not scope.people:
        return "nobody."
    if len(design.order) < 2:
        return "there are no two groups of two respondents or more; no test is shown."
    compared = find_comparable(design)
    if len(compared.groups) < 2:
        return "no stratum has respondents of two groups; no test is shown."
    sizes = [sum(group) for group in zip(*compared.sizes, strict=True)]
    by_name = dict(zip(compared.groups, sizes, strict=True))
    listed = _join([str(by_name[id]) for id in design.order if id in by_name])
    least, arrangements = least_p(design), count_arrangements(design)
    if least > SHOWN:
        return (
            f"{listed} respondents: no arrangement can give a p below {least:.3f};"
            " no test is shown."
        )
    if arrangements <= LIMIT:
        looked = f"{arrangements:,} arrangements, all looked at"
    else:
        known = f"{arrangements:,}" if arrangements <= MOST_WRITTEN else "countless"
        looked = f"{known} arrangements, {chosen.draws:,} drawn (seed {chosen.seed})"
        least = max(least, 1 / (chosen.draws + 1))
    return f"{listed} respondents, {looked}. The smallest p that can be reached is {_say(least)}."


def _say(p: float) -> str:
    return f"{p:.1g}" if p < 0.001 and not isnan(p) else f"{p:.3f}"


def _join(parts: list[str]) -> str:
    if len(parts) > 8:
        return f"{', '.join(parts[:8])} … ({len(parts)} groups)"
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
