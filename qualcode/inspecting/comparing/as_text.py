"""A comparison as a short page for the terminal; all of it is in the JSON."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.inspecting.comparing.comparison import (
    TOTALS,
    Change,
    CodingChange,
    Comparison,
    Outcome,
    Reason,
    Tally,
    tally_reasons,
)
from qualcode.inspecting.comparing.wording import (
    BECAME,
    NAMED_BELOW,
    say_change,
    say_field,
    say_numbers,
    say_people,
    say_reason,
    say_states,
    sum_up,
)
from qualcode.inspecting.counting import count
from qualcode.inspecting.quoting import Quote, one_line, shorten_quote, show_quote
from qualcode.terminal import CUT, columns, fit, render_table, wrap

_MOST_CHANGES = 40  # lines of the codebook's changes
_MOST_REASONS = 12
_MOST_QUOTES = 2  # under each reason
_MOST_NEIGHBOURS = 6  # words kept beside those that count
_INDENT = "    "


def render_text(comparison: Comparison, width: int = 100) -> str:
    """Render a comparison for a terminal of `width` columns."""
    summary = f"{comparison.old} → {comparison.new}: {sum_up(comparison.changes)}"
    blocks = [wrap(summary, width)]
    if comparison.changes:
        blocks.append("\n".join(_changes(comparison.changes, width)))
    if comparison.outcome is not None:
        blocks += _outcome(comparison.outcome, width)
    return "\n\n".join(blocks)


def _changes(changes: tuple[Change, ...], width: int) -> Iterator[str]:
    """Yield a line for each change, under the code or tension it belongs to."""
    owner = ""
    for change in changes[:_MOST_CHANGES]:
        inner = change.section in NAMED_BELOW
        if inner and change.owner != owner:
            yield f"~ {change.owner}"
        owner = change.owner
        yield fit((_INDENT if inner else "") + one_line(say_change(change)), width)
        if not inner:
            for field in change.fields:
                yield fit(_INDENT + "~ " + one_line(say_field(field)), width)
    if len(changes) > _MOST_CHANGES:
        more = count(len(changes) - _MOST_CHANGES, "further change")
        yield f"{more}: all are in --json and --out"


def _outcome(outcome: Outcome, width: int) -> Iterator[str]:
    yield wrap(_counts(outcome), width)
    if people := say_people(outcome):
        yield wrap(people, width)
    told = [one for one in outcome.codes if one.is_changed]
    if told:
        denied = any(one.denied_old or one.denied_new for one in told)
        header = ["codings of", "old", "new", "gained", "lost", "changed"] + ["denied"] * denied
        rows = [
            [one.code, *map(str, (one.old, one.new, one.gained, one.lost, one.changed))]
            + [f"{one.denied_old} → {one.denied_new}"] * denied
            for one in told
        ]
        yield render_table(header, rows)
        tallies = tally_reasons(outcome.codings)
        yield "\n".join(_tallies(tallies, width))
    met = [one for one in outcome.tensions if one.is_changed]
    if met:
        header = ["tensions", "old", "new", "gained", "lost", "other relation"]
        rows = [
            [one.tension, *map(str, (one.old, one.new, one.gained, one.lost, one.changed))]
            for one in met
        ]
        yield render_table(header, rows)


def _counts(outcome: Outcome) -> str:
    old, new, gained, lost, changed = map(outcome.total, TOTALS)
    where = count(len(outcome.transcripts), "transcript")
    if not outcome.codings:
        return f"{count(new, 'coding')} in {where}: none is gained, lost or changed"
    return (
        f"Codings in {where}: {old} → {new}; {gained} gained, {lost} lost, {changed} changed"
        " in polarity, marks or score"
    )


def _tallies(tallies: tuple[Tally, ...], width: int) -> Iterator[str]:
    """Yield what each reason has done, with the first quotes."""
    yield "By what (a coding with several reasons stands under each):"
    for tally in tallies[:_MOST_REASONS]:
        yield fit(f"  {say_numbers(tally)}  {one_line(say_reason(tally.reason))}", width)
        for coding in tally.codings[:_MOST_QUOTES]:
            yield from _quote(coding, tally.reason, width)
        more = len(tally.codings) - _MOST_QUOTES
        if more > 0:
            yield f"{_INDENT}  … and {more} more"
    if len(tallies) > _MOST_REASONS:
        yield f"  … and {count(len(tallies) - _MOST_REASONS, 'further reason')}: --json or --out"


def _quote(coding: CodingChange, reason: Reason, width: int) -> Iterator[str]:
    """Yield a quote round the words that the reason is about, and what became of the coding."""
    states = say_states(coding)
    where = f"{coding.transcript}:s{coding.segment} {coding.respondent}".rstrip()
    people = f" ({coding.people} by people)" if coding.people else ""
    lead = f"{_INDENT}{BECAME[coding.became]} {where}{people}: "
    yield lead + _shorten(coding.quote_of(reason), width - columns(lead))
    if states:
        yield fit(f"{_INDENT}  {states}", width)


def _shorten(quote: Quote, width: int) -> str:
    """Shorten a quote to a width, fewer and fewer words beside those that count."""
    for neighbours in range(_MOST_NEIGHBOURS, 0, -1):
        text = show_quote(shorten_quote(quote, neighbours)).strip()
        if columns(text) <= width:
            return text
    return fit(text, width).removesuffix(f" {CUT}{CUT}").removesuffix(CUT) + CUT
