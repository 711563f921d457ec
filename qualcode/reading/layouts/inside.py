"""Finds what may be labels inside lines: `…так. В.Путин: Да`, `… (Смех.) THE WITNESS: Yes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import ANSWERING, ASKING, LETTERS
from qualcode.reading.labels import (
    clean_label,
    is_header_key,
    is_numbered,
    looks_like_label,
    looks_like_long_label,
)
from qualcode.reading.layouts.marks import Page
from qualcode.reading.times import LONG_CLOCK, MARKED, clock

PARTICLE = r"(?:фон|ван|де|дер|да|ди|ла|бин|von|van|der|den|de|da|di|la|le|du|bin|al|el)"
SURNAME = rf"(?:{PARTICLE}\s)*(?:[DOdoДОдо]['’])?[A-ZА-ЯЁ][\w’'-]+"
INITIALS = rf"[A-ZА-ЯЁ]\.(?:\s?-?[A-ZА-ЯЁ]\.){{0,2}}\s?{SURNAME}"
BEHIND = r"[A-ZА-ЯЁ][\w’'-]+\s[A-ZА-ЯЁ]\.\s?[A-ZА-ЯЁ]\."  # Котяков А.О.
# А.Котяков (как переведено), И [00:01:10]
SAID = rf"(?P<said>\s?(?:\([^()]{{1,50}}\)|{MARKED}))?"
INITIALS_LAST = re.compile(rf"(?<![\w.’'-])(?P<label>{INITIALS}|{BEHIND}){SAID}$")
TITLED = r"(?:(?:MR|MRS|MS|DR|PROF|HON|SEN|REP|Mr|Mrs|Ms|Dr|Prof)\.\s)?"
WORD = r"[A-ZА-ЯЁ][\w’'-]*"
NEXT = rf"(?:{WORD}|№?\s?\d{{1,3}}|{PARTICLE}|из зала|с места|the|of|from)"
NAME_LAST = re.compile(rf"(?<!\S)(?:BY\s)?(?P<label>{TITLED}{WORD}(?:\s{NEXT}){{0,4}}\.?){SAID}$")
ROLE_LAST = re.compile(rf"(?<!\S)(?P<label>[а-яёa-z]{{3,20}}\.?(?:\s\d{{1,2}})?){SAID}$")
TIME_BEFORE = re.compile(rf"(?<!\S)(?:{MARKED}|{LONG_CLOCK})\s*[-–—]?\s*$")
# И.Кобзев Кобзев Игорь Иванович губернатор Иркутской области : a card that a page shows
CARD_LAST = re.compile(
    r"(?<![\w.])(?P<label>(?:[A-ZА-ЯЁ]\.\s?){1,2}(?P<surname>[A-ZА-ЯЁ][\w-]+))"
    r"\s(?P=surname)\s[^:.?!]{3,200}$"
)
COLON = re.compile(r"\s?[:：](?=\s|$|[A-ZА-ЯЁ«\"(\[…–—])\s*")
ENDED = re.compile(r"[.?!…»\"”)\]>*][\s*]*$")
WINDOW, CARD = 110, 300  # characters looked at before a colon
# Q. State your name. A. Ivan.
LETTER = re.compile(
    r"(?<!\S)(?P<label>[QAВО]|Вопрос|Ответ|Question|Answer)\.\s+(?=[A-ZА-ЯЁ\"«(\[…])"
)
# the first word of a post before a name: Министр труда А.Котяков
POSTS = re.compile(
    r"(?:заместител|зам|вице|первый|министр|губернатор|председател|директор|глав|ведущ|корреспондент|"
    r"журналист|президент|премьер|депутат|ректор|начальник|руководител|врач|доктор|профессор|академик|"
    r"сенатор|посол|секретар|координатор|специалист|социолог|психолог|эксперт|мэр|генерал|уполномоч|"
    r"minister|president|governor|chair|director|senator|secretary|professor|doctor|judge|deputy|"
    r"vice|prime|representative|commissioner|ambassador|officer|moderator|reporter)",
    re.IGNORECASE,
)
ALONE = frozenset({"asked", "voice", "role", "declared"})  # kinds of a single word
LONGEST_POST = 10  # words


@dataclass(frozen=True, slots=True)
class Inside:
    """A place that may begin a turn."""

    line: int
    start: int  # of the label and what belongs to it
    stop: int  # where speech begins
    label: str
    kind: str  # initials, role, voice, letter, capitals, name; by which it is believed
    firm: bool  # a sentence has ended before it
    capital: bool  # speech begins as a sentence does
    beside: int = 0  # words beside the name: a post, `как переведено`
    time: str = ""

    @property
    def good(self) -> bool:
        """Tell whether it stands as a label does."""
        return self.firm and self.capital


def find_inside(page: Page, lines: Iterator[int] | None = None) -> Iterator[Inside]:
    """Find labels before colons, wherever they stand in a line."""
    kinds: dict[str, str] = {}  # of the labels met so far
    for number in page.written() if lines is None else lines:
        if not page.lines[number].heading:
            text = page.lines[number].text
            for colon in COLON.finditer(text):
                if found := _before(number, text, colon, page, kinds):
                    yield found


def find_letters(page: Page) -> Iterator[Inside]:
    """Find `Q.` and `A.` where a sentence has ended before them."""
    for number in page.written():
        text = page.lines[number].text
        for found in LETTER.finditer(text):
            if not found.start() or ENDED.search(text, max(0, found.start() - 6), found.start()):
                start, stop = found.span()
                yield Inside(number, start, stop, found["label"], "letter", True, True)


def _before(
    number: int, text: str, colon: re.Match[str], page: Page, kinds: dict[str, str]
) -> Inside | None:
    """Look at what stands before a colon."""
    name = _name(text, colon, page, kinds)
    if name is None:
        return None
    start, beside = name.start, name.beside
    firm = _is_firm(text, start)
    if not firm and (post := _post(text, start)) is not None:
        beside += len(text[post:start].split())
        start, firm = post, True
    time = name.time
    if before := TIME_BEFORE.search(text, max(0, start - 30), start):
        start, time, firm = before.start(), clock(before.group()), True
    after = text[colon.end() : colon.end() + 1]
    quoted = name.kind in ("initials", "name") and after in '«“"' and not firm
    capital = not after.islower() and not quoted
    return Inside(number, start, colon.end(), name.label, name.kind, firm, capital, beside, time)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name or a role at the end of some text, and what belongs to it."""

    start: int
    label: str
    kind: str
    beside: int = 0
    time: str = ""


def _name(text: str, colon: re.Match[str], page: Page, kinds: dict[str, str]) -> _Name | None:
    stop = colon.start()
    if declared := _declared(text, stop, page):
        return _Name(stop - len(declared), declared, "declared")
    begin = max(0, stop - WINDOW)
    if colon.group()[0].isspace() and (card := CARD_LAST.search(text, max(0, stop - CARD), stop)):
        return _Name(card.start(), card["label"], "initials", len(card.group().split()) - 1)
    found = INITIALS_LAST.search(text, begin, stop) or NAME_LAST.search(text, begin, stop)
    found = found or ROLE_LAST.search(text, begin, stop)
    if found is None:
        return None
    label, start = clean_label(found["label"]), found.start("label")
    if label not in kinds:
        kinds[label] = "initials" if found.re is INITIALS_LAST else _kind(label, page)
    kind, last = kinds[label], label.split()[-1]
    if kind in ("", "name") and last != label and (alone := _kind(last, page)) in ALONE:
        # 16:45 Москва Вопрос: the title of a page goes before
        label, kind, start = last, alone, found.end("label") - len(last)
    if not kind or (found.re is ROLE_LAST and kind != "role"):
        return None
    if text[max(0, start - 3) : start] == "BY ":
        start -= 3  # BY MR. SMITH
    said = found["said"] or ""
    time = clock(said)
    return _Name(start, label, kind, 0 if time else len(said.split()), time)


def _declared(text: str, stop: int, page: Page) -> str:
    """Find a label that people have named, however long it is; `(З.: да)` is an aside."""
    for label in (*page.declared.interviewers, *page.declared.respondents):
        start = stop - len(label)
        if label and start >= 0 and text[start:stop].casefold() == label.casefold():
            return text[start:stop] if not text[max(0, start - 1) : start].strip() else ""
    return ""


def _kind(label: str, page: Page) -> str:
    """Say by what kind of evidence a label can be believed; nothing where it cannot be one."""
    folded = fold_label(label)
    if page.declared.named(label):
        return "declared"
    if folded in LETTERS:
        return "letter"
    if folded in ASKING | ANSWERING:
        return "asked"
    if plain_role(label) or is_numbered(label):
        return "role"
    if not looks_like_label(label) and not (looks_like_long_label(label) and label.isupper()):
        return ""
    if is_header_key(label):
        return ""
    if label.isupper() and len(folded) >= 3:
        return "capitals"
    return "voice" if folded.split(" ")[0] in VOICES else "name"


# words that name a voice in minutes: nobody's name, and seldom said before a colon
VOICES = frozenset(
    """реплика реплики голос голоса ведущий ведущая корреспондент журналист председатель
    председательствующий переводчик из хор все host narrator audience reporter speaker presenter
    operator announcer caller""".split()
)


def _is_firm(text: str, start: int) -> bool:
    return not text[max(0, start - 60) : start].strip() or bool(
        ENDED.search(text, max(0, start - 8), start)
    )


def _post(text: str, start: int) -> int | None:
    """Find where the words before a name begin, if they are a post and no more."""
    begin = max(0, start - WINDOW)
    ends = [m.end() for m in re.finditer(r"[.?!…»\"”)\]]\s+", text[begin:start])]
    place = begin + ends[-1] if ends else begin if not begin else -1
    if place < 0 or len(text[place:start].split()) > LONGEST_POST:
        return None
    words = text[place:start]
    return place if words[:1].isupper() and POSTS.match(words) and ":" not in words else None
