"""Related words for the terminal: a table for each way of being related."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.inspecting.quoting import shorten_quote, show_quote
from qualcode.inspecting.terms.terms import Section, Term, Terms
from qualcode.inspecting.terms.wording import (
    HOW,
    TITLES,
    say_covers,
    say_forms,
    say_score,
    say_silence,
    say_summary,
)
from qualcode.terminal import columns, fit, pad, pad_left, wrap

_INDENT = "  "
_LEAST_CONTEXT = 45  # columns beside the table; with fewer it goes below


def render_text(found: Terms, width: int = 100) -> str:
    """Render related words for a terminal of `width` columns."""
    blocks = [say_summary(found)]
    if found.codebook:
        blocks[0] += f"\nFound by {found.codebook}: code and line of what finds it, - for nothing"
    shown = [one for one in found.sections if one.terms]
    blocks += ["\n".join(_section(one, found.codebook, width)) for one in shown]
    if silent := [one for one in found.sections if not one.terms]:
        blocks.append(wrap(say_silence(silent), width, "", _INDENT))
    return "\n\n".join(blocks)


def _section(section: Section, codebook: str, width: int) -> Iterator[str]:
    yield f"{TITLES[section.kind]}: {HOW[section.kind]}"
    rows = [
        [
            one.word,
            str(one.count),
            str(one.respondents),
            say_score(section, one),
            say_covers(one, codebook),
            "" if section.kind in ("forms", "spelling") else say_forms(one),
        ]
        for one in section.terms
    ]
    if rows:
        header = ["word", "times", "by", "near", "found by", "forms"]
        shown = [at for at in range(len(header)) if at < 3 or any(row[at] for row in rows)]
        widths = [max(columns(row[at]) for row in (header, *rows)) for at in shown]
        room = width - len(_INDENT) - sum(widths) - 2 * len(widths)
        for row, term in zip((header, *rows), (None, *section.terms), strict=True):
            cells = [
                pad_left(row[at], size) if at in (1, 2) else pad(row[at], size)
                for at, size in zip(shown, widths, strict=True)
            ]
            context = _context(term)
            line = _INDENT + "  ".join(cells)
            if room >= _LEAST_CONTEXT:
                yield fit(f"{line}  {context}", width).rstrip()
            else:
                yield fit(line, width).rstrip()
                if context:
                    yield fit(4 * _INDENT + context, width)
    if section.found > len(section.terms):
        yield f"{_INDENT}… and {section.found - len(section.terms)} more: --max {section.found}"


def _context(term: Term | None) -> str:
    if term is None:
        return ""
    quote = show_quote(shorten_quote(term.context.quote, 3)).strip()
    return f"{term.context.transcript}:s{term.context.segment} {quote}"
