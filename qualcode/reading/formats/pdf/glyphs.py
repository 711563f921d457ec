"""Takes the signs off the pages of a PDF file with PDFium; this runs in a process of its own.

PDFium (in pypdfium2: Apache-2.0 or BSD-3-Clause, wheels for all usual machines) reads PDF in
Chrome: it stands most damage, knows place, font and colour of every sign, and is many times as
fast as readers in Python. But it is C++: what hangs or crashes it must not take a whole run along.
The module needs nothing else of qualcode, so that the process is there at once.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Any

MOST_PAGES = 1000
MOST_SIGNS = 5_000_000  # of a file
MOST_OBJECTS = 20_000  # of a page, looked through for ruled lines and pictures
MEMORY = 2 * 1024**3  # bytes
PASSWORD = 4  # PDFium's number for it
BOLD = re.compile(r"bold|black|heavy|demi|полужир", re.IGNORECASE)
SLANTED = re.compile(r"italic|oblique|slanted|курсив|-it$", re.IGNORECASE)
FORCED_BOLD, SLANTED_FLAG = 1 << 18, 1 << 6
FILL_AND_STROKE = 2  # letters drawn twice to look bold
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
THIN = 3.0  # points of a ruled line drawn as a box
SHORTEST = 6.0  # points of a ruled line
LETTERS_PER_BLANK = 30  # with fewer blanks than one in so many, gaps alone part words
NARROW, WIDE = 0.14, 0.3  # gaps between words, in sizes, without and with blanks in the file
LIGATURES = dict(enumerate("ff fi fl ffi ffl st st".split(), 0xFB00))
LOST = "\ufffd"
# what the fonts Symbol and Wingdings show at places without a meaning of their own
SYMBOLS = {0xF0B7: "•", 0xF02D: "-", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF020: " "}


class Blank(IntEnum):
    """What parts a word from the one written before it in the file."""

    NOTHING = 0  # a gap alone, or another font
    BLANK = 1  # a blank is written there
    INVISIBLE = 2  # a blank without width


Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(slots=True)
class Look:
    """What the signs of one text object share."""

    size: float
    style: int  # 1 bold, 2 slanted
    color: int
    turned: int | None  # quarters of a circle; None for any other angle


@dataclass(slots=True)
class Glyph:
    """One sign, at its place on the page as it is drawn."""

    text: str
    left: float
    right: float
    base: float
    look: Look


def main() -> None:
    """Read a file from standard input; write one line of JSON per page."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    for record in read_pages(data):
        sys.stdout.write(json.dumps(record) + "\n")
        sys.stdout.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def read_pages(data: bytes) -> Iterator[dict[str, Any]]:
    """Give a record per page, and one at the end; an error is a record with its name."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == PASSWORD
        yield {"error": "locked" if locked else "damaged"}
        return
    with file:
        count = len(file)
        if count > MOST_PAGES:
            yield {"error": "pages", "count": count}
            return
        signs = 0
        for number in range(count):
            record = _page(file, number)
            signs += record["letters"]
            if signs > MOST_SIGNS:
                yield {"error": "signs"}
                return
            yield record
    yield {"end": count}


def _page(file: Any, number: int) -> dict[str, Any]:
    import pypdfium2

    try:
        page = file[number]
        signs = page.get_textpage()
    except pypdfium2.PdfiumError:
        return {"number": number + 1, "lost": True, "letters": 0}
    shown = page.get_cropbox()
    glyphs, nameless = _glyphs(signs, shown)
    written = [glyph.look.turned for glyph in glyphs if not glyph.text.isspace()]
    turns = Counter(turned for turned in written if turned is not None)
    turned = turns.most_common(1)[0][0] if turns else 0
    rules, pictures = _drawn(page, turned)
    return {
        "number": number + 1,
        "words": list(_words([glyph for glyph in glyphs if glyph.look.turned == turned])),
        "rules": rules,
        "pictures": pictures,
        "width": shown[2] - shown[0] if turned in {0, 2} else shown[3] - shown[1],
        "letters": len(written),
        "nameless": nameless,
        "sideways": len(written) - turns[turned],
    }


def _glyphs(signs: Any, shown: Box) -> tuple[list[Glyph], int]:
    """Give the signs that lie on the page, and count those without a meaning.

    Some programs write the whole text on every page and show a part of it.
    """
    from pypdfium2 import raw

    found: list[Glyph] = []
    nameless = 0
    look_of = _looks(signs)
    look, held = Look(0, 0, 0, None), 0
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(signs.count_chars()):
        if raw.FPDFText_IsGenerated(signs, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(signs, index, x, y)
        if not (shown[0] <= x.value <= shown[2] and shown[1] <= y.value <= shown[3]):
            continue
        text = _letter(signs, index)
        nameless += text == LOST
        drawn = raw.FPDFText_GetTextObject(signs, index)
        address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if not address or address != held:
            look, held = look_of(index, drawn), address
        raw.FPDFText_GetLooseCharBox(signs, index, box)
        left, _, right, _ = _turn(look.turned or 0, box.left, box.bottom, box.right, box.top)
        base = _turn(look.turned or 0, x.value, y.value, x.value, y.value)[1]
        found.append(Glyph(text, left, right, base, look))
    return found, nameless


def _letter(signs: Any, index: int) -> str:
    from pypdfium2 import raw

    if raw.FPDFText_IsHyphen(signs, index) == 1:
        return "-"  # at the end of a line
    code = raw.FPDFText_GetUnicode(signs, index)
    if known := LIGATURES.get(code) or SYMBOLS.get(code):
        return known
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    if private or (code < 32 and chr(code) not in "\t\n\r") or code == 0xFFFE:
        return LOST
    return LOST if raw.FPDFText_HasUnicodeMapError(signs, index) == 1 else chr(code)


def _turn(quarters: int, left: float, bottom: float, right: float, top: float) -> Box:
    """Turn a box so that its text runs to the right and lines follow each other downwards."""
    if quarters == 1:
        return bottom, left, top, right
    if quarters == 2:
        return -right, bottom, -left, top
    if quarters == 3:
        return -top, -right, -bottom, -left
    return left, -top, right, -bottom


def _looks(signs: Any) -> Callable[[int, Any], Look]:
    """Make the function that gives the look of a sign in a text object."""
    from pypdfium2 import raw

    styles: dict[int, int] = {}
    matrix = raw.FS_MATRIX()
    parts = tuple(ctypes.c_uint() for _ in range(4))

    def look(index: int, drawn: Any) -> Look:
        raw.FPDFText_GetMatrix(signs, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(signs, index) * scale
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        turned = round(angle) % 4 if abs(angle - round(angle)) < 0.03 else None
        color = 0
        if raw.FPDFText_GetFillColor(signs, index, *parts):
            color = parts[0].value << 16 | parts[1].value << 8 | parts[2].value
        font = raw.FPDFTextObj_GetFont(drawn)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in styles:
            styles[address] = _style(font) if address else 0
        style = styles[address]
        if raw.FPDFTextObj_GetTextRenderMode(drawn) == FILL_AND_STROKE:
            style |= 1
        if abs(matrix.c) > 0.1 * scale and turned == 0:
            style |= 2  # letters made slanted
        return Look(size, style, color, turned)

    return look


def _style(font: Any) -> int:
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, 256)
    written = name.value.decode("utf-8", "replace")
    flags = max(0, raw.FPDFFont_GetFlags(font))
    bold = bool(BOLD.search(written)) or bool(flags & FORCED_BOLD)
    return bold | (bool(SLANTED.search(written)) or bool(flags & SLANTED_FLAG)) << 1


def _words(glyphs: list[Glyph]) -> Iterator[list[Any]]:
    """Put signs together that follow each other without a gap and look alike."""
    blanks = sum(glyph.text.isspace() for glyph in glyphs)
    gap = WIDE if blanks * LETTERS_PER_BLANK > len(glyphs) else NARROW
    held: list[Glyph] = []
    blank = Blank.BLANK
    for glyph in glyphs:
        if glyph.text.isspace() or glyph.text in INVISIBLE:
            if held:
                yield _word(held, blank)
                held, blank = [], Blank.NOTHING
            kind = Blank.BLANK if glyph.text.isspace() else Blank.INVISIBLE
            blank = kind if blank != Blank.BLANK else blank
            continue
        if held and not _follows(held[-1], glyph, gap):
            yield _word(held, blank)
            held, blank = [], Blank.NOTHING
        held.append(glyph)
    if held:
        yield _word(held, blank)


def _follows(before: Glyph, glyph: Glyph, gap: float) -> bool:
    if before.look is not glyph.look and (before.look.style, before.look.color) != (
        glyph.look.style,
        glyph.look.color,
    ):
        return False
    size = max(before.look.size, glyph.look.size, 1.0)
    apart = glyph.left - before.right
    return abs(glyph.base - before.base) < 0.2 * size and -0.6 * size < apart < gap * size


def _word(glyphs: list[Glyph], blank: Blank) -> list[Any]:
    first = glyphs[0]
    return [
        "".join(glyph.text for glyph in glyphs),
        round(min(glyph.left for glyph in glyphs), 2),
        round(max(glyph.right for glyph in glyphs), 2),
        round(first.base, 2),
        round(first.look.size, 2),
        first.look.style,
        first.look.color,
        int(blank),
    ]


def _drawn(page: Any, turned: int) -> tuple[list[list[float]], int]:
    """Give the ruled lines of a page, and count its pictures."""
    from pypdfium2 import raw

    rules: list[list[float]] = []
    pictures = 0
    for drawn in _objects(page):
        kind = raw.FPDFPageObj_GetType(drawn)
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind == raw.FPDF_PAGEOBJ_PATH and len(rules) < MOST_OBJECTS:
            rules += [[round(at, 1) for at in _turn(turned, *line)] for line in _ruled(drawn)]
    return rules, pictures


def _objects(page: Any) -> Iterator[Any]:
    from pypdfium2 import raw

    for number in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, number)
        yield drawn
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_FORM:
            for inner in range(min(raw.FPDFFormObj_CountObjects(drawn), MOST_OBJECTS)):
                part = raw.FPDFFormObj_GetObject(drawn, inner)
                if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_IMAGE:
                    yield part


def _ruled(path: Any) -> Iterator[Box]:
    """Give the level and upright lines of a path; a thin filled box is a line, too."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value:
        sides = tuple(ctypes.c_float() for _ in range(4))
        if fill.value and raw.FPDFPageObj_GetBounds(path, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if min(right - left, top - bottom) <= THIN:
                yield from _long(left, bottom, right, top)
        return
    points = list(_points(path))
    for before, (x, y, opens) in pairwise(points):
        if not opens:
            left, right = sorted((before[0], x))
            bottom, top = sorted((before[1], y))
            if min(right - left, top - bottom) <= 1:
                yield from _long(left, bottom, right, top)


def _long(left: float, bottom: float, right: float, top: float) -> Iterator[Box]:
    if max(right - left, top - bottom) >= SHORTEST:
        yield left, bottom, right, top


def _points(path: Any) -> Iterator[tuple[float, float, bool]]:
    """Give the corners of a path on the page, and whether one opens a new line."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = 0.0, 0.0
    for number in range(min(raw.FPDFPath_CountSegments(path), MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        opens = kind == raw.FPDF_SEGMENT_MOVETO
        start = place if opens else start
        yield *place, opens or kind == raw.FPDF_SEGMENT_BEZIERTO
        if raw.FPDFPathSegment_GetClose(segment):
            yield *start, False


if __name__ == "__main__":
    main()
