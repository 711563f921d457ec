"""A comparison in a terminal: who is compared, then the items that differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.analysis.comparing.design import SHOWN
from qualcode.analysis.comparing.measures import FIRST, SECOND
from qualcode.analysis.comparing.pairs import are_too_many
from qualcode.analysis.comparing.scopes import TOGETHER, Scope
from qualcode.analysis.results import Choices, Results
from qualcode.reporting.comparison.arrangements import say_reach
from qualcode.reporting.comparison.items import Ranked, rank_items
from qualcode.reporting.comparison.layout import break_name, render_stacked
from qualcode.reporting.comparison.unmentioned import render_unmentioned
from qualcode.reporting.comparison.untested import say_untested
from qualcode.reporting.comparison.wording import (
    NOTHING,
    say_difference,
    say_group,
    say_p,
    say_rate,
)
from qualcode.terminal import fit, render_table, wrap

WIDTH = 100
MOST = 12  # items of a kind
MOST_GROUPS = 3  # that have columns of their own
PARTS = (FIRST, SECOND)
VERDICTS = ("holds", "uncertain", "turns", "unknown")  # as in the table error_pairs
_UNBROKEN = 10_000  # columns
_MOST_NAMED = 30  # items in a list
_MOST_INTERVIEWS = 4  # of several respondents that are named
_NOTHING = 1e-9  # a difference below it comes of adding fractions
_RANKED = 3  # respondents: what fewer mention is named, not ranked

PURPOSIVE = (
    "Respondents who were chosen are no random sample: limits and p say what chance alone can do"
    " among respondents like these, and nothing of how many in the population think so."
)
MEASURES = {
    "share_segments": "share of a respondent's segments (of the units in which poles can meet)",
    "per_1000_words": "codings for 1,000 words of a respondent",
    "mention": "whether a respondent mentions it at all",
}
KINDS = {
    "branch": "Branches (a code and all below it)",
    "code": "Codes",
    "pole": "Poles of several codes; both poles of a tension in the same segment",
    "tension": "Tensions: both poles meet",
}


def render_text(results: Results, language: str | None = None, width: int = WIDTH) -> str:
    """Return what `qualcode compare` prints; of one language, or of all together."""
    chosen = results.given.choices
    scopes = results.scopes
    shown = next((one for one in scopes if one.language == (language or TOGETHER)), None)
    blocks = ["\n".join(_say_choices(chosen, width)), _prose(PURPOSIVE, width)]
    if shown is None or not shown.people:
        blocks.append("No respondent is known here: there is nobody to compare.")
        return "\n\n".join(blocks)
    blocks.append(_render_groups(results, scopes))
    blocks.append("\n".join(_say_scopes(results, shown, width)))
    ranked = [one for one in rank_items(results, shown.language) if _is_printed(one, results)]
    if not ranked:
        blocks.append("The codebook looks for no code and no tension chosen.")
    for kind, level in dict.fromkeys((one.kind, one.level) for one in ranked):
        items = [one for one in ranked if (one.kind, one.level) == (kind, level)]
        blocks.append(_render_kind(items, shown, chosen, width))
    if unmentioned := render_unmentioned(results, shown.language, width):
        blocks.append(unmentioned)
    blocks.append("\n".join(_explain(results, shown, ranked, width)))
    return "\n\n".join(blocks)


def _is_printed(one: Ranked, results: Results) -> bool:
    """Tell whether an item is printed: not relations, nor poles that stand in another list.

    A pole may be a code or branch; both poles in a segment are the tension, where it looks there.
    """
    if one.kind == "pole":
        tension = next(own for own in results.given.codebook.tensions if own.id == one.item)
        if one.part not in PARTS:
            return "segment" not in tension.levels
        return len(tension.poles[PARTS.index(one.part)].written) > 1
    return one.kind in KINDS


def introduce(results: Results) -> Iterator[str]:
    """Yield what a reader of any table must know: what is compared, and what tests allow."""
    yield " ".join(_say_choices(results.given.choices, _UNBROKEN))
    yield PURPOSIVE
    for scope in results.scopes:
        yield f"{_name_scope(scope)}: {say_reach(scope, results.given.choices)}"


def _name_scope(scope: Scope) -> str:
    if scope.language == TOGETHER:
        return "All languages, each respondent compared inside the language of most words"
    return scope.language


def _say_choices(chosen: Choices, width: int) -> Iterator[str]:
    by = " × ".join(chosen.by)
    yield _prose(f"Respondents compared by {by}. Measure: {MEASURES[chosen.measure]}.", width)
    if chosen.strata:
        yield _prose(f"Compared inside each {' × '.join(chosen.strata)} only.", width)


def _render_groups(results: Results, scopes: Sequence[Scope]) -> str:
    """Say how many respondents each group has, in each language."""
    languages = [scope for scope in scopes if scope.language != TOGETHER]
    together = [scope for scope in scopes if scope.language == TOGETHER]
    header = ["group", *(scope.language for scope in languages), "respondents"]
    sizes = [scope.sizes() for scope in (*languages, *together)]
    rows = [
        [fit(say_group(group), 60), *(str(one.get(group, 0)) for one in sizes)]
        for group in results.groups
    ]
    return render_table(header, rows)


def _say_scopes(results: Results, shown: Scope, width: int) -> Iterator[str]:
    """Say what tests the design allows in every language, and what is printed below."""
    chosen = results.given.choices
    languages = [scope for scope in results.scopes if scope.language != TOGETHER]
    alone = len(languages) == 1
    for scope in results.scopes:
        if alone and scope.language == TOGETHER:
            continue
        yield _prose(f"{_name_scope(scope)}: {say_reach(scope, results.given.choices)}", width)
    if not alone:
        others = ", ".join(f"--language {one.language}" for one in languages)
        what = "all languages" if shown.language == TOGETHER else shown.language
        yield _prose(
            f"Below: {what}. {others} print{'s' * (len(languages) == 1)} one alone.", width
        )
    yield from (_prose(line, width) for line in say_untested(results.scopes, shown, chosen))
    if "" in shown.sizes():
        nameless = f"{shown.sizes()['']} whose group is not known"
        yield _prose(f"Counted, not tested: {nameless}.", width)
    for ids in _among(results.interviewed_together, shown)[:_MOST_INTERVIEWS]:
        named = f"{', '.join(ids[:-1])} and {ids[-1]}"
        yield _prose(f"{named} were interviewed together; tests count them as {len(ids)}.", width)


def _among(interviews: Sequence[Sequence[str]], scope: Scope) -> list[list[str]]:
    """Return who of a scope was interviewed together, the largest interview first."""
    present = {one.id for one in scope.people}
    found = [[id for id in ids if id in present] for ids in interviews]
    return sorted((ids for ids in found if len(ids) > 1), key=len, reverse=True)


def _render_kind(items: Sequence[Ranked], scope: Scope, chosen: Choices, width: int) -> str:
    """Return the items of one kind, the largest difference first."""
    kind, level = items[0].kind, items[0].level
    lines = [KINDS[kind] + (f" in the same {level}" if level else "")]
    ranked = [one for one in items if one.mentioning >= _RANKED]
    if any(one.pair for one in ranked[:MOST]) and _is_stratified(scope):
        inside = "strata" if chosen.strata else "languages"
        lines.append(f"Differences are taken inside {inside}: not those of the figures printed.")
    lines.append("")
    if ranked:
        lines.append(_render_items(ranked[:MOST], scope, chosen, width))
    if len(ranked) > MOST:
        left = len(ranked) - MOST
        lines.append(f"{left} with smaller differences: `--table summary`, `--table tests`.")
    for count, words in ((2, "Two respondents only"), (1, "One respondent only"), (0, "Nobody")):
        few = [_name(one) for one in items if one.mentioning == count]
        if few:
            more = f" and {len(few) - _MOST_NAMED} more" if len(few) > _MOST_NAMED else ""
            lines.append(_prose(f"{words}: {', '.join(few[:_MOST_NAMED])}{more}.", width))
    return "\n".join(lines)


def _name(one: Ranked) -> str:
    return f"{one.item}: {one.part}" if one.part in PARTS else one.item


def _render_items(items: Sequence[Ranked], scope: Scope, chosen: Choices, width: int) -> str:
    groups = list(scope.sizes())
    wide = len(groups) <= MOST_GROUPS
    heads = [("", "")]
    heads += [break_name(say_group(id)) for id in groups] if wide else [("", "respondents")]
    if any(one.shown for one in items):
        heads += [("", "p"), ("", "least p"), ("over all", "items")]
    rows = [_cells_of(one, groups if wide else (), len(heads), chosen) for one in items]
    lines = render_stacked(heads, rows, width)
    told = lines[: -len(items)]
    for line, one in zip(lines[-len(items) :], items, strict=True):
        told.append(line)
        told += [f"  {fit(found, width - 2)}" for found in _say_below(one, wide, chosen)]
    return "\n".join(told)


def _cells_of(one: Ranked, groups: Sequence[str], heads: int, chosen: Choices) -> list[str]:
    cells = [_name(one)]
    cells += [_say_cell(one, group, chosen) for group in groups]
    if not groups:
        cells.append(f"{one.mentioning} of {one.respondents}")
    if len(cells) < heads:
        cells += [say_p(one.p), say_p(one.least_p), say_p(one.p_family)]
    return cells


def _say_cell(one: Ranked, group: str, chosen: Choices) -> str:
    found = one.groups.get(group)
    if found is None:
        return NOTHING
    count = f"{found.mentioning} of {found.respondents}"
    if chosen.measure == "mention":
        return count
    return f"{count} {say_rate(found.mean, chosen.measure):>5}"


def _say_below(one: Ranked, wide: bool, chosen: Choices) -> Iterator[str]:
    """Yield what stands below an item: its largest difference, and who it is of."""
    pair = one.pair
    if pair is None or pair.difference < _NOTHING:  # the largest: no two groups differ
        return
    pair_names = f"{say_group(pair.first)} − {say_group(pair.second)}"
    text = f"{pair_names}: {say_difference(pair, chosen.measure)}"
    if not wide:
        first, second = one.groups[pair.first], one.groups[pair.second]
        text += (
            f"; {first.mentioning} of {first.respondents},"
            f" {second.mentioning} of {second.respondents}"
        )
    names = zip(pair.compared, (pair.first, pair.second), strict=True)
    if any(compared < one.groups[id].respondents for compared, id in names):
        text += f"; rests on {pair.compared[0]} and {pair.compared[1]} respondents"
    yield text


def _explain(results: Results, shown: Scope, ranked: Sequence[Ranked], width: int) -> Iterator[str]:
    """Yield what the columns mean, as far as there are any."""
    chosen = results.given.choices
    rates = "" if chosen.measure == "mention" else ", and the mean of their rates"
    yield _prose(
        f"5 of 8: respondents who mention it{rates}. Sorted by the largest difference.", width
    )
    if any(one.pair for one in ranked):
        yield _prose(_explain_difference(chosen, shown), width)
    if any(one.shown for one in ranked):
        yield _prose(
            "p: do the groups differ at all? Groups permuted over respondents. least p: the"
            " smallest that these figures can give. over all items: p with all items of the list"
            " looked at together (max-T); this is the one to report. No p is shown where it cannot"
            f" fall to {SHOWN}.",
            width,
        )
    if chosen.coders:
        yield _prose(_say_errors(results, shown.language), width)
    if are_too_many(results.compared_items, len(shown.design.order)):
        yield _prose(
            "Pairs of groups are too many to compare each: choose --codes, or fewer groups.", width
        )
    yield _prose(
        "A difference is a reason to read the quotes (`qualcode report`), not a finding by itself.",
        width,
    )


def _say_errors(results: Results, language: str) -> str:
    """Say how many differences the machine's errors leave standing."""
    pairs = results["error_pairs"]
    if language != TOGETHER:
        pairs = pairs[pairs["language"] == language]
    counts = pairs["verdict"].value_counts()
    told = ", ".join(f"{verdict} {counts[verdict]}" for verdict in VERDICTS if verdict in counts)
    return (
        "With the machine's errors corrected, of the differences inside a language:"
        f" {told or 'none'}. Which: `--table error_pairs`; errors in each group: `--table errors`."
    )


def _explain_difference(chosen: Choices, shown: Scope) -> str:
    text = (
        "The second line: the shares of the two groups that differ most, with 95 % limits"
        " (Newcombe; none for groups of fewer than four)."
    )
    if chosen.measure == "mention" and not _is_stratified(shown):
        return text
    text = (
        "The second line: the two groups that differ most, with 95 % limits (bootstrap over"
        f" respondents, {chosen.resamples:,} resamples; none for groups too small to have any)."
    )
    if _is_stratified(shown):
        text += (
            f" Compared inside {'strata' if chosen.strata else 'languages'}, weighted by n1·n2/n;"
            " rests on: those with somebody of the other group to be compared with."
        )
    return text


def _is_stratified(scope: Scope) -> bool:
    """Tell whether differences are not those of the figures of whole groups."""
    return len(set(scope.design.strata)) > 1


def _prose(text: str, width: int) -> str:
    return wrap(text, width, others="")
