"""The names and roles before a colon inside a line, and by what they are believed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import ANSWERING, ASKING, IN_MINUTES, LETTERS
from qualcode.reading.labels import (
    clean_label,
    is_header_key,
    is_numbered,
    looks_like_label,
    looks_like_long_label,
)
from qualcode.reading.layouts.marks import Page
from qualcode.reading.times import MARKED, clock

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
# И.Кобзев Кобзев Игорь Иванович губернатор Иркутской области : a card that a page shows
CARD_LAST = re.compile(
    r"(?<![\w.])(?P<label>(?:[A-ZА-ЯЁ]\.\s?){1,2}(?P<surname>[A-ZА-ЯЁ][\w-]+))"
    r"\s(?P=surname)\s[^:.?!]{3,200}$"
)
WINDOW, CARD = 110, 300  # characters looked at before a colon
ALONE = frozenset({"asked", "voice", "role", "declared"})  # kinds of a single word
SHORTEST = 3  # letters of a small word that ends a label: а, не and ли before a colon do not


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a role at the end of some text, and what belongs to it."""

    start: int
    label: str
    kind: str  # initials, role, voice, asked, letter, capitals, name or declared
    beside: int = 0  # words that belong to it: a post on a card, `как переведено`
    time: str = ""


def name_before(
    text: str, colon: re.Match[str], begin: int, page: Page, kinds: dict[str, str]
) -> Name | None:
    """Find the name that ends at a colon; `begin` is where the colon before it ends.

    `kinds` are those of the labels met so far, and grow.
    """
    stop = colon.start()
    if declared := _declared(text, stop, page):
        return Name(stop - len(declared), declared, "declared")
    if _is_small(text[max(begin, stop - SHORTEST) : stop]):
        return None
    if colon.group()[0].isspace():
        card = CARD_LAST.search(text, max(begin, stop - CARD), stop)
        if card:
            return Name(card.start(), card["label"], "initials", len(card.group().split()) - 1)
    begin = max(begin, stop - WINDOW)
    for pattern in (INITIALS_LAST, NAME_LAST, ROLE_LAST):
        if found := pattern.search(text, begin, stop):
            return _told(text, found, page, kinds)
    return None


def _is_small(end: str) -> bool:
    """Tell whether the last word is small and too short to end a label: `И вот: …`, `а: …`."""
    word = end.rpartition(" ")[2]
    return len(word) < SHORTEST and word.islower() and word.isalpha()


def _told(text: str, found: re.Match[str], page: Page, kinds: dict[str, str]) -> Name | None:
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
    return Name(start, label, kind, 0 if time else len(said.split()), time)


def _declared(text: str, stop: int, page: Page) -> str:
    """Find a label that people have named, however long it is; `(З.: да)` is an aside."""
    told = page.declared
    for label in (*told.interviewers, *told.respondents, *told.labels):
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
    return "voice" if folded.split(" ")[0] in IN_MINUTES else "name"
