"""A concordance for the terminal: the words found below each other, as much round them as fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from string import ascii_uppercase

from qualcode.inspecting.concordance.lines import Concordance, Line
from qualcode.inspecting.concordance.wording import name_group, say_marks, say_summary
from qualcode.inspecting.quoting import Fragment, Quote, shorten_quote, show_quote
from qualcode.terminal import columns, fit, fit_end, pad, pad_left, render_table

LEAST_WIDTH = 60  # narrower, no context is left
_WIDE = 80  # narrower, lines of transcripts are not named
_LEAST_LEFT = 8  # columns of talk before the words found
_KEY_NEIGHBOURS = 2  # words kept between words found far apart

Paint = Callable[[str], str]


def render_text(
    found: Concordance, width: int = 100, most: int | None = None, paint: Paint | None = None
) -> str:
    """Render a concordance; `most`: lines shown, all if None; `paint` colours marked words."""
    blocks = [f"{found.expression}\n{say_summary(found)}"]
    letters = _letters(found)
    if found.counts:
        blocks.append(_table(found, letters))
    lines = found.lines if most is None else found.lines[:most]
    if lines:
        blocks.append("\n".join(_render(lines, letters, max(width, LEAST_WIDTH), paint)))
    if len(lines) < len(found.lines):
        more = len(found.lines) - len(lines)
        blocks.append(f"{more} more: --max {len(found.lines)}, or --out FILE.html")
    if not found.lines:
        blocks.append("Nothing was found. `qualcode terms WORD` shows what the talk has instead.")
    return "\n\n".join(blocks)


def _letters(found: Concordance) -> dict[str, str]:
    """Give each group a letter, so that lines keep their room for talk."""
    groups = list(dict.fromkeys(one.group for one in found.counts))
    return {
        group: ascii_uppercase[place] if place < len(ascii_uppercase) else str(place)
        for place, group in enumerate(groups)
    }


def _table(found: Concordance, letters: dict[str, str]) -> str:
    header = ["", "whose talk", "language", "words", "hits", "per 1,000", "segments", "respondents"]
    rows = [
        [
            letters[one.group], name_group(one.group), one.language or "unknown", str(one.words),
            str(one.hits), f"{one.rate:.2f}", str(one.segments),
            f"{one.respondents} of {one.speaking}",
        ]
        for one in found.counts
    ]  # fmt: skip
    return render_table(header, rows, text=3)


def _render(
    lines: Sequence[Line], letters: dict[str, str], width: int, paint: Paint | None
) -> Iterator[str]:
    """Yield the lines: place, line, whose, marks; then the talk, cut to the width."""
    heads: list[tuple[str, ...]] = [_head(one, letters) for one in lines]
    marks = [say_marks(one) for one in lines]
    if width < _WIDE:  # the segment says where it is
        heads = [(head[0], fit(head[2], 12)) for head in heads]
    widths = [max(columns(head[at]) for head in heads) for at in range(len(heads[0]))]
    marked = max(map(columns, marks))
    lead = sum(widths) + 2 * len(widths) + (marked + 2 if marked else 0)
    room = max(width - lead, LEAST_WIDTH // 2)
    keys = [_short_key(one, room) for one in lines]
    longest = max(columns(show_quote(key)) for key in keys)
    half = max(min(room * 2 // 5, room - longest), _LEAST_LEFT)
    for line, head, mark, key in zip(lines, heads, marks, keys, strict=True):
        cells = [pad(cell, size) for cell, size in zip(head, widths, strict=True)]
        if marked:
            cells.append(pad(mark, marked))
        yield "  ".join((*cells, _talk(line, key, room, half, paint))).rstrip()


def _head(line: Line, letters: dict[str, str]) -> tuple[str, str, str]:
    who = line.respondent or line.speaker
    group = line.type if line.role == "respondent" else line.role
    place = f"{line.transcript}:s{line.segment}"
    return fit_end(place, 24), f"line {line.line}", fit(f"{who} {letters.get(group, '')}", 20)


def _short_key(line: Line, room: int) -> Quote:
    """Return the words found; of words far apart the first and the last."""
    key = shorten_quote(line.key, _KEY_NEIGHBOURS)
    if columns(show_quote(key)) > room * 3 // 5 and len(key) > 2:
        return key[0], Fragment(" … "), key[-1]
    return key


def _talk(line: Line, key: Quote, room: int, half: int, paint: Paint | None) -> str:
    """Return the talk with the words found from column `half` on."""
    left = pad_left(fit_end(line.left.lstrip(), half), half)
    rest = room - half - columns(show_quote(key))
    return left + show_quote(key, paint) + (fit(line.right.rstrip(), rest) if rest > 1 else "")
