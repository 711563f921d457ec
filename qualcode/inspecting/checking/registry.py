"""The checks in their order; a new one is a module and its line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qualcode.inspecting.checking.bars import check_bars
from qualcode.inspecting.checking.examples import check_examples
from qualcode.inspecting.checking.field import check_field
from qualcode.inspecting.checking.finding import SEVERITIES, Finding, findings_of
from qualcode.inspecting.checking.homographs import check_homographs
from qualcode.inspecting.checking.letters import check_letters
from qualcode.inspecting.checking.masks import check_masks
from qualcode.inspecting.checking.material import Material
from qualcode.inspecting.checking.missing import check_missing
from qualcode.inspecting.checking.never import check_never
from qualcode.inspecting.checking.noise import check_noise
from qualcode.inspecting.checking.redundant import check_redundant
from qualcode.inspecting.checking.repeated import check_repeated
from qualcode.inspecting.checking.replaced import check_replaced
from qualcode.inspecting.checking.spelling import check_spelling

Family = Callable[[Material], Iterable[Finding]]

FAMILIES: tuple[Family, ...] = (
    check_examples,
    check_never,
    check_field,
    check_redundant,
    check_repeated,
    check_masks,
    check_letters,
    check_bars,
    check_homographs,
    check_spelling,
    check_missing,
    check_replaced,
    check_noise,
)


def check_codebook(material: Material) -> tuple[Finding, ...]:
    """Run every check; return what was found, errors first, each kind by line."""
    found = dict.fromkeys(finding for family in FAMILIES for finding in family(material))
    slow = findings_of(material.slow.values(), "too-slow")
    return sort_findings(found | dict.fromkeys(slow))


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings: errors, warnings, notes; each by line."""
    return tuple(
        sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.line, one.column))
    )
