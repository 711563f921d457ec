"""The pieces of a dash dialogue: what may be a turn, and what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.phrase import Phrase
from qualcode.reading.layouts.alternation import Piece, look_of
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.places import place_of
from qualcode.reading.set_off import is_remark, is_rule

# "— text", "– text", "- text"; a hyphen right before a word or a number is none
DASH = re.compile(r"\s*(?:[–—―−]\s*|-\s+)(?=[^\s\d–—―−-]|\d+[^\d\s]*\s)")
# …тренажер. - Андрей, а есть вообще…? - several turns in one paragraph
DASH_INSIDE = re.compile(r"(?<=[.?!…)\]])\s*(?:[–—―−]\s*|-\s+)(?=[(\[]|[«“\"…]{0,2}[A-ZА-ЯЁ])")
# …зачем нужна? -⏎Старики … in wrapped text
DASH_LAST = re.compile(r"(?<=[.?!…)\]])\s*[–—―−-]\s*$")
# — Не знаю, — сказал он. — Пойдём. The words of the author, and who speaks goes on
AUTHOR = re.compile(
    r"[,?!…»”\"]\s*[–—―−-]\s+(?:\w+\s+){0,3}?"
    r"(?:сказал|говор|спросил|спраш|ответ|отвеч|подума|дума|добав|крич|крикн|шеп|повтор|возраз|"
    r"заме[тч]|продолж|воскл|улыб|засме|вздох|said|asked|replied|answered)"
)
# Она говорит: - Вы кто? - Я из собеса. Talk that is told inside an answer
TOLD = re.compile(r":\s*[–—―−-]\s+[«“\"]?[A-ZА-ЯЁ]|:\s*[«“\"]")
TELLING = re.compile(
    r"\b(?:говор\w{1,4}|сказал\w?|спрашива\w{1,4}|спросил\w?|звон\w{1,4}|позвонил\w?|кричит|кричу|"
    r"отвеча\w{1,3}|ответил\w?|пиш\w{1,3}|написал\w?|says?|said|asks?|asked)\b[^.?!…]{0,12}[.?!…)\]]*\s*$",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.?!…][»”\"')\]]*\s*$")
OPENS, INSIDE, PLAIN = "opens", "inside", "plain"
# what a change of voice costs there, and what it costs that the voice goes on (nats)
COSTS = {OPENS: (0.0, 4.0), INSIDE: (0.5, 1.0), PLAIN: (6.0, 0.0)}
REPLY = (0.0, 2.0)  # a dash between a question and what is none
UNMARKED = (3.0, 0.0)  # a question on a paragraph of its own, whose dash may have been forgotten
BLOCKED = (4.0, 0.0)  # a dash that told talk or an author's words explain


@dataclass(frozen=True, slots=True)
class DashPiece:
    """A stretch between two places where a turn may begin."""

    kind: str  # what stands before it: OPENS a dash at a line's beginning, INSIDE, PLAIN no dash
    line: int
    start: int
    stop: int
    words: str  # the first ones
    seen: Piece

    @classmethod
    def of(
        cls, kind: str, line: int, start: int, stop: int, words: str, before: str = ""
    ) -> DashPiece:
        """Look at the words of a piece, and at those of the same turn before it."""
        look, costs = look_of(words), COSTS[kind]
        if kind == INSIDE and _explained(before):
            costs = BLOCKED
        elif kind == INSIDE and look[0] != look_of(before[-200:])[0]:
            costs = REPLY
        elif kind == PLAIN and look[0]:
            costs = UNMARKED
        return cls(kind, line, start, stop, words[:60], Piece(look, *costs))

    def mark(self, label: str) -> Mark:
        """Give the place where the turn begins."""
        return Mark(self.line, self.start, self.stop, label, unnamed=True)

    def place(self) -> Phrase:
        """Say where it stands."""
        return place_of(self.line, self.words)


def find_pieces(page: Page, found: tuple[int, ...]) -> tuple[DashPiece, ...]:
    """Cut the lines from the first dash on into pieces; `found` are the lines that open turns."""
    opening = frozenset(found)
    starts = list(_starts(page, opening, found[0]))
    return tuple(_pieces(page, starts))


Start = tuple[str, int, int, int]


def _starts(page: Page, opening: frozenset[int], first: int) -> Iterator[Start]:
    ended = True
    for number in range(first, len(page.lines)):
        text = page.lines[number].text
        if not text.strip() or page.lines[number].heading:
            continue
        stop = 0
        dash = DASH.match(text)
        if number in opening and dash:
            stop = dash.end()
            yield OPENS, number, 0, stop
        elif dash and ended and text[dash.end() : dash.end() + 1].isupper():
            stop = dash.end()
            yield INSIDE, number, 0, stop
        elif page.opens_paragraph(number) and ended and _may_speak(text):
            yield PLAIN, number, 0, 0
        for found in DASH_INSIDE.finditer(text, stop):
            if found.start() > stop:
                yield INSIDE, number, found.start(), found.end()
        if (last := DASH_LAST.search(text, max(stop, len(text) - 5))) and _goes_on(page, number):
            yield INSIDE, number, last.start(), len(text)
        ended = bool(ENDED.search(text[-20:]))


def _goes_on(page: Page, number: int) -> bool:
    """Tell whether the next line goes on with a capital in the same paragraph."""
    below = page.lines[number + 1].text.lstrip() if number + 1 < len(page.lines) else ""
    return page.spaced and below[:1].isupper()


def _may_speak(text: str) -> bool:
    return bool(ENDED.search(text[-20:])) and not is_remark(text) and not is_rule(text)


def _pieces(page: Page, starts: list[Start]) -> Iterator[DashPiece]:
    before = ""  # of the same turn, as far as it is told by dashes at line beginnings
    end: Start = ("", len(page.lines), 0, 0)
    for (kind, line, start, stop), following in zip(starts, [*starts[1:], end], strict=True):
        words = _words(page, line, stop, following)
        before = "" if kind == OPENS else before
        yield DashPiece.of(kind, line, start, stop, words, before)
        before = f"{before} {words}"[-600:]


def _words(page: Page, line: int, stop: int, following: Start) -> str:
    _, last, end, _ = following
    if line == last:
        return page.lines[line].text[stop:end].strip()
    parts = [page.lines[line].text[stop:], *(page.lines[n].text for n in range(line + 1, last))]
    if last < len(page.lines):
        parts.append(page.lines[last].text[:end])
    return " ".join(part.strip() for part in parts if part.strip())


def _explained(before: str) -> bool:
    """Tell whether the dash may stand for talk that is told, or for an author's words."""
    sentence = before[max(before.rfind(sign, 0, -2) for sign in ".?!…") + 1 :]
    return bool(AUTHOR.search(before[-160:]) or TOLD.search(before) or TELLING.search(sentence))
