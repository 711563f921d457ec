"""Where groups differ most: rates with limits, and tests where a test can be shown."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.comparing.design import least_p
from qualcode.analysis.comparing.scopes import TOGETHER, Scope
from qualcode.analysis.comparing.testing import APART, DESIGN, FEW, NO_VARIATION, ONE_GROUP
from qualcode.reporting.figures import Axis, Dot, Figure, Row, draw_dots
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import Group, Panel, rows_of
from qualcode.reporting.views.places import Places, Side, code_anchor, pole_anchor, tension_anchor
from qualcode.reporting.views.shares import LEAST_FOR_COLOUR, Share, make_share

MOST_ROWS = 15  # codes of a table, and poles
MOST_GROUPS = 6  # beside each other; the largest ones
KINDS = ("code", "pole")
HUNDRED = 100  # shares of segments are told as so many of a hundred
WHOLE = (ONE_GROUP, APART, DESIGN)  # reasons that hold for all codes at once
_DOUBTS = ("turns", "uncertain")  # what errors of the tagger could do, the worst first

Key = tuple[str, str, str, str]  # kind, item, part, language


@dataclass(frozen=True, slots=True)
class Rate:
    """One group's cell: how many mention it, and how much."""

    mentioning: Share
    mean: str
    limits: str  # empty for fewer than three respondents


@dataclass(frozen=True, slots=True)
class Test:
    """What a permutation says; empty texts where no test is shown."""

    p: str
    least: str
    adjusted: str  # over all codes, or over all pairs of groups
    why: str  # no test is shown: why


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups in one code."""

    groups: str
    respondents: str
    difference: str
    limits: str
    delta: str
    test: Test


@dataclass(frozen=True, slots=True)
class Difference:
    """One code, or one pole."""

    name: str
    above: str  # the tension of a pole
    id: str
    href: str
    rates: tuple[Rate | None, ...]  # of each group; None without talk to have a rate of
    pairs: tuple[Pair, ...]  # the widest first
    test: Test
    doubt: str  # what the tagger's errors could do to a difference


@dataclass(frozen=True, slots=True)
class Table:
    """The codes, or the poles, of one language or of all together."""

    heading: str
    caption: str
    figure: Figure | None  # all languages together have none
    groups: tuple[Group, ...]
    rows: tuple[Difference, ...]
    tested: bool  # whether any row has a test
    over_all: str  # what the third p is over
    order: str  # by what its rows are ordered
    left_out: str  # how many rows are not shown

    @property
    def pair(self) -> str:
        """The two groups that are compared, first − second."""
        return next((pair.groups for row in self.rows for pair in row.pairs), "")

    @property
    def paired(self) -> bool:
        """Whether two groups are compared, so that one difference says it all."""
        return any(row.pairs for row in self.rows) and not self.many

    @property
    def many(self) -> bool:
        """Whether more than two groups are compared, so that a code has several pairs."""
        return any(len(row.pairs) > 1 for row in self.rows)

    @property
    def pairs_tested(self) -> bool:
        """Whether any two of several groups have a test."""
        return any(pair.test.p for row in self.rows for pair in row.pairs)


@dataclass(frozen=True, slots=True)
class PanelDifferences:
    """One language, or all together."""

    heading: str
    untested: str  # why no test can be shown at all; empty where one can
    groups_left_out: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The whole view."""

    unit: str  # what a rate is
    panels: tuple[PanelDifferences, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of the tables of results, by item and language."""

    summary: Mapping[Key, Mapping[str, dict[str, Any]]]  # then by group
    tests: Mapping[Key, dict[str, Any]]
    pairs: Mapping[Key, Sequence[dict[str, Any]]]
    doubts: Mapping[Key, str]


def view_differences(material: Material, places: Places) -> Differences:
    """Compare the groups of every language, then of all languages together."""
    messages = material.labels.messages
    unit = messages.text(f"differences.unit.{material.results.given.choices.measure}")
    if not material.panels:
        return Differences(unit, ())
    found = _find(material)
    panels = [_panel(material, places, found, panel) for panel in material.panels]
    if len(panels) > 1:
        panels.append(_together(material, places, found))
    return Differences(unit, tuple(panels))


def _find(material: Material) -> _Found:
    results = material.results
    summary: dict[Key, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows_of(results["summary"]):
        summary[_key(row)][row["group"]] = row
    pairs: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(results["pairs"]):
        pairs[_key(row)].append(row)
    doubts: dict[Key, str] = {}
    if results.given.choices.coders:
        verdicts = defaultdict(set)
        for row in rows_of(results["error_pairs"]):
            verdicts[_key(row)].add(row["verdict"])
        doubts = {
            key: next((one for one in _DOUBTS if one in seen), "") for key, seen in verdicts.items()
        }
    tests = {_key(row): row for row in rows_of(results["tests"])}
    return _Found(summary, tests, pairs, doubts)


def _key(row: Mapping[str, Any]) -> Key:
    return row["kind"], row["item"], row["part"], row["language"]


def _panel(material: Material, places: Places, found: _Found, panel: Panel) -> PanelDifferences:
    messages = material.labels.messages
    groups = _largest(panel.groups)
    tables = [
        table
        for kind in KINDS
        if (table := _table(material, places, found, kind, panel.language, groups))
    ]
    count = messages.count("n.respondents", panel.respondents)
    return PanelDifferences(
        messages.text("panel", language=panel.heading, respondents=count),
        _untested(material, found, panel.language),
        _left_out(messages, "differences.groups_left_out", len(panel.groups) - len(groups)),
        tuple(tables),
    )


def _together(material: Material, places: Places, found: _Found) -> PanelDifferences:
    messages = material.labels.messages
    tables = [
        table for kind in KINDS if (table := _table(material, places, found, kind, TOGETHER, ()))
    ]
    return PanelDifferences(
        messages.text("differences.together"),
        _untested(material, found, TOGETHER),
        "",
        tuple(tables),
    )


def _largest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups with most respondents, in the order of the report."""
    by_size = sorted(groups, key=lambda group: -len(group.respondents))
    kept = {group.id for group in by_size[:MOST_GROUPS]}
    return tuple(group for group in groups if group.id in kept)


def _left_out(messages: Messages, key: str, number: int) -> str:
    return messages.count(key, number) if number > 0 else ""


def _untested(material: Material, found: _Found, language: str) -> str:
    """Say why no code of a language can be tested; empty where one can."""
    whys = {
        row["why"] for key, row in found.tests.items() if key[3] == language and key[0] in KINDS
    }
    whole = next((why for why in WHOLE if why in whys), "")
    if not whole or "" in whys:
        return ""
    messages = material.labels.messages
    if whole != DESIGN:
        return messages.text(f"differences.untested.{whole}")
    scope = next(one for one in material.results.scopes if one.language == language)
    return messages.text(
        "differences.untested.design",
        sizes=_sizes(material, scope),
        least=messages.number(least_p(scope.design), 3),
    )


def _sizes(material: Material, scope: Scope) -> str:
    """Return how many respondents each tested group has, in words."""
    design = scope.design
    return ", ".join(
        f"{material.labels.group(group)}: {design.groups.count(group)}" for group in design.order
    )


def _table(
    material: Material,
    places: Places,
    found: _Found,
    kind: str,
    language: str,
    groups: Sequence[Group],
) -> Table | None:
    """Make the table of one kind; None where nobody mentions anything of it."""
    messages = material.labels.messages
    keys = [
        key
        for key, rows in found.summary.items()
        if key[0] == kind
        and key[3] == language
        and key[2] != "both"
        and any(row["mentioning"] for row in rows.values())
        and not _is_one_code(material, key)
    ]
    if not keys:
        return None
    order, ranked = _rank(found, keys)
    shown = ranked[:MOST_ROWS]
    rows = tuple(_difference(material, places, found, key, groups) for key in shown)
    tested = any(row.test.p for row in rows)
    heading = messages.text(f"differences.{kind}")
    return Table(
        heading=heading,
        caption=_caption(messages, language, tested),
        figure=_draw(material, found, shown, rows, groups, heading) if language else None,
        groups=tuple(groups),
        rows=rows,
        tested=tested,
        over_all=messages.text(f"differences.family.{kind}"),
        order=messages.text(f"differences.order.{order}"),
        left_out=_left_out(messages, f"differences.left_out.{kind}", len(ranked) - len(shown)),
    )


def _caption(messages: Messages, language: str, tested: bool) -> str:
    """Say what the columns are."""
    names = ["rates"] * bool(language) + ["test" if language else "test.together"] * tested
    return " ".join(messages.text(f"differences.caption.{name}") for name in names)


def _is_one_code(material: Material, key: Key) -> bool:
    """Tell whether a pole is a single code, which stands among the codes."""
    kind, item, part, _ = key
    if kind != "pole":
        return False
    tension = next(one for one in material.codebook.tensions if one.id == item)
    return len(tension.poles[part == "second"].codes) == 1


def _rank(found: _Found, keys: Sequence[Key]) -> tuple[str, list[Key]]:
    """Order items by p, then by the widest difference; say by what they could be ordered."""

    def rank(key: Key) -> tuple[float, float]:
        p = found.tests[key]["p"]
        return (2.0 if math.isnan(p) else p, -_width(found.summary[key].values()))

    ranks = {key: rank(key) for key in keys}
    by_p = any(p <= 1 for p, _ in ranks.values())
    by_width = any(width for _, width in ranks.values())
    order = "p" if by_p else "width" if by_width else "codebook"
    return order, sorted(keys, key=ranks.__getitem__)


def _width(rows: Iterable[Mapping[str, Any]]) -> float:
    """Return how far the groups of three respondents or more are apart; 0 without two of them."""
    means = [row["mean"] for row in rows if row["respondents"] >= LEAST_FOR_COLOUR]
    return max(means) - min(means) if len(means) > 1 else 0.0


def _difference(
    material: Material, places: Places, found: _Found, key: Key, groups: Sequence[Group]
) -> Difference:
    kind, item, part, language = key
    labels = material.labels
    summary = found.summary[key]
    compared = {group.id for group in groups}
    pairs = sorted(
        (
            row
            for row in found.pairs.get(key, ())
            if not language or {row["first"], row["second"]} <= compared
        ),
        key=lambda row: -_size(row["difference"]),
    )
    doubt = found.doubts.get(key, "")
    name, above, href = labels.code(item), "", f"#{code_anchor(item)}"
    if kind == "pole":
        tension = next(one for one in material.codebook.tensions if one.id == item)
        name = labels.pole(tension.poles[part == "second"])
        above, href = labels.tension(tension), f"#{tension_anchor(item)}"
    return Difference(
        name=name,
        above=above,
        id=item,
        href=href,
        rates=tuple(
            _rate(material, summary.get(group.id), _place(places, key, group.id))
            for group in groups
        ),
        pairs=tuple(_pair(material, row) for row in pairs),
        test=_test(labels.messages, found.tests[key], "p_family"),
        doubt=labels.messages.text(f"differences.errors.{doubt}") if doubt else "",
    )


def _size(number: float) -> float:
    return -1.0 if math.isnan(number) else abs(number)


def _place(places: Places, key: Key, group: str) -> str:
    kind, item, part, language = key
    if kind == "pole":
        side: Side = "second" if part == "second" else "first"
        return f"#{pole_anchor(item, language, group, side)}"
    return places.of_cell((item, language, group, False))


def _rate(material: Material, row: Mapping[str, Any] | None, href: str) -> Rate | None:
    if row is None:
        return None
    messages = material.labels.messages
    measure = row["measure"]
    return Rate(
        make_share(messages, row["mentioning"], row["respondents"], href),
        "" if measure == "mention" else _write(messages, measure, row["mean"]),
        "" if measure == "mention" else _limits(messages, measure, row),
    )


def _pair(material: Material, row: Mapping[str, Any]) -> Pair:
    labels, measure = material.labels, row["measure"]
    messages = labels.messages
    there = not math.isnan(row["difference"])
    return Pair(
        groups=messages.text(
            "differences.pair", first=labels.group(row["first"]), second=labels.group(row["second"])
        ),
        respondents=messages.text(
            "differences.sizes", first=row["respondents_first"], second=row["respondents_second"]
        ),
        difference=_write(messages, measure, row["difference"], signed=True) if there else "–",
        limits=_limits(messages, measure, row),
        delta=_sign(messages.number(row["delta"], 2), row["delta"]),
        test=_test(messages, row, "p_holm"),
    )


def _test(messages: Messages, row: Mapping[str, Any], adjusted: str) -> Test:
    if not row["shown"]:
        why = row["why"]
        told = messages.text(f"differences.why.{why}") if why in (FEW, NO_VARIATION, DESIGN) else ""
        return Test("", "", "", told)
    p, least, over_all = (_write_p(messages, row[name]) for name in ("p", "least_p", adjusted))
    return Test(p, least, over_all, "")


def _write_p(messages: Messages, p: float) -> str:
    if p < 0.0005:
        return messages.text("differences.below", p=messages.number(0.001, 3))
    return messages.number(p, 3)


def _write(messages: Messages, measure: str, number: float, signed: bool = False) -> str:
    """Write a rate as it is told: so many of a hundred segments, so many for 1,000 words."""
    places = 2 if measure == "mention" else 1
    told = number * HUNDRED if measure == "share_segments" else number
    written = messages.number(told, places)
    return _sign(written, told) if signed else written.replace("-", "−")


def _sign(written: str, number: float) -> str:
    return f"+{written}" if number > 0 else written.replace("-", "−")


def _limits(messages: Messages, measure: str, row: Mapping[str, Any]) -> str:
    if math.isnan(row["low"]) or math.isnan(row["high"]):
        return ""
    return messages.text(
        "differences.limits",
        low=_write(messages, measure, row["low"]),
        high=_write(messages, measure, row["high"]),
    )


def _draw(
    material: Material,
    found: _Found,
    keys: Sequence[Key],
    rows: Sequence[Difference],
    groups: Sequence[Group],
    heading: str,
) -> Figure:
    """Draw what the table says: a dot for each group, with its limits."""
    messages = material.labels.messages
    measure = material.results.given.choices.measure
    kind, _, _, language = keys[0]
    drawn = tuple(
        Row(
            f"{row.above}: {row.name}" if row.above else row.name,
            tuple(_dots(material, found.summary[key], row, groups)),
        )
        for key, row in zip(keys, rows, strict=True)
    )
    names = tuple(f"{group.label} (n = {len(group.respondents)})" for group in groups)
    return draw_dots(
        id=f"differences-{language}-{kind}s",
        title=messages.text(
            "differences.figure", heading=heading, language=material.labels.language(language)
        ),
        description=messages.text("differences.figure.says"),
        rows=drawn,
        groups=names,
        axis=Axis(messages.text(f"differences.axis.{measure}"), low=0),
        language=messages.language,
    )


def _dots(
    material: Material,
    summary: Mapping[str, Mapping[str, Any]],
    row: Difference,
    groups: Sequence[Group],
) -> Iterator[Dot]:
    scale = HUNDRED if material.results.given.choices.measure == "share_segments" else 1
    for group, rate in zip(groups, row.rates, strict=True):
        if rate is None:
            yield Dot(None)
            continue
        found, share = summary[group.id], rate.mentioning
        mean, low, high = (found[name] * scale for name in ("mean", "low", "high"))
        said = (group.label, share.text, f"{rate.mean} {rate.limits}".strip())
        yield Dot(
            mean,
            None if math.isnan(low) else low,
            None if math.isnan(high) else high,
            ", ".join(filter(None, said)),
            share.href,
        )
