"""Tells what a page, a program or an office has put into a text: links, page numbers, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line
from qualcode.reading.places import place_of, placed

MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
DATE = re.compile(
    rf"\d{{1,2}}\s(?:{MONTHS})\s\d{{4}}(?:\sгода)?(?:,?\s\d{{1,2}}:\d{{2}})?|\d{{1,2}}\.\d{{2}}\.\d{{4}}"
)
# Смотрите также Встреча с начальником … 19 апреля 2025 года: a link between turns
LINK = re.compile(
    r"(?:Смотрите|Читайте|Слушайте)\s+также\b|Материалы по теме\b|По теме:|Подробнее:|Фото:|Видео:|"
    r"(?:See|Read|Watch)\s+also\b|Related(?: articles?)?:|Read more:|Photo:"
)
LINKED = re.compile(r"\s*:?\s*[«“\"\dA-ZА-ЯЁ]|\s*:?\s*https?://")
LONGEST_LINK = 45  # words
SENTENCE_END = re.compile(r"[.?!…»”\")>\]]\s+")
RULE_AT_END = re.compile(r"(?:\s[*_=~#•]){2,}\s*$|\s[*_=~#•–—-]{3,}\s*$")
# what a site writes below a text, one after the other
BELOW = re.compile(
    r"(?<!\S)(?:Темы|Лица|География|Статус материала|Опубликован[оа]?(?: в разделах)?|"
    r"Дата публикации|Ссылка на материал|Текстовая версия|Источник|Теги|Рубрик[аи]|Автор|"
    r"Поделиться|Подписаться|Комментарии|Просмотр(?:ов|ы)|Версия для печати|Share|Tags|Topics|"
    r"Source|Published|Related|Read more|Comments|Subscribe|Print this page|Copyright|"
    r"All rights reserved|©)(?!\w)|(?<!\S)(?:https?://\S+|"
    r"(?:www\.)?[\w-]+\.(?:ru|com|org|net|рф|gov|edu|uk|de|kz|by)(?:/\S*)?)(?!\S)"
)
LONGEST_BELOW = 1500  # characters


def furniture(text: str, start: int, stop: int, last: bool) -> list[tuple[int, int]]:
    """Find what a page has put into one line of a turn, in order; `last` says that none follows."""
    end = below(text, start, stop) if last else stop
    found = list(links(text, start, end))
    kept = found[-1][0] if found and found[-1][1] == end else end
    if (rule := rule_at_end(text, start, kept)) < kept:
        found.append((rule, kept))
    if end < stop:
        found.append((end, stop))
    return sorted(found)


def closes_page(lines: list[str]) -> bool:
    """Tell whether the last lines of a file are what a site writes below a text."""
    told = [line for line in lines if line.strip()]
    if not BELOW.match(told[0].lstrip()) or any(map(_ends_sentence, told)):
        return False
    return sum(bool(BELOW.match(line.lstrip())) for line in told) >= 2


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "?", "!", "…")) and len(text.split()) > 3


def links(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Find links to other pages inside speech, up to the date that closes them or to `stop`.

    One that is followed by speech without a date between cannot be told from it, and stays.
    """
    for found in LINK.finditer(text, start, stop):
        if found.start() > start and not SENTENCE_END.match(text, *_before(text, found.start())):
            continue
        if not LINKED.match(text, found.end(), stop):
            continue
        date = DATE.search(text, found.end(), min(stop, found.end() + 400))
        if date and not SENTENCE_END.search(text, found.end(), date.start()):
            yield found.start(), date.end()
            continue
        if SENTENCE_END.search(text, found.end(), stop):
            continue
        if len(text[found.start() : stop].split()) <= LONGEST_LINK:
            yield found.start(), stop


def _before(text: str, place: int) -> tuple[int, int]:
    begin = place
    while begin and text[begin - 1].isspace():
        begin -= 1
    return max(0, begin - 1), place


def below(text: str, start: int, stop: int) -> int:
    """Find where what a site writes below a text begins; `stop` where there is none.

    Two things of that kind at least must follow each other, and no sentence may end among them.
    """
    begin = max(start, stop - LONGEST_BELOW)
    found = [match.start() for match in BELOW.finditer(text, begin, stop)]
    for place in found[:-1]:
        opens = place == start or SENTENCE_END.match(text, *_before(text, place))
        if opens and not re.search(r"[?!…]\s|[а-яёa-z]{3}\.\s", text[place:stop]):
            return place
    return stop


def rule_at_end(text: str, start: int, stop: int) -> int:
    """Find where a rule `* * *` behind the last sentence begins; `stop` where there is none."""
    found = RULE_AT_END.search(text, max(start, stop - 80), stop)
    return (
        found.start()
        if found and _has_letters(text[max(start, stop - 80) : found.start()])
        else stop
    )


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


# - 12 -, Страница 3 из 10, Page 3
PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s?(?P<dashes>\d{1,4})\s?[-–—]|"
    r"(?:страница|стр\.?|с\.|page|p\.|pg\.?)\s?(?P<named>\d{1,4})(?:\s?(?:из|of|/)\s?\d{1,4})?|"
    r"(?P<of>\d{1,4})\s?(?:/|из|of)\s?\d{1,4})\s*\.?\s*$",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"\s*\W?(?:"
    r"(?:расшифрован[оа]|расшифровка|транскрибирован[оа]|распознан[оа]|стенограмма|транскрипт|"
    r"субтитры)\b.{0,40}?"
    r"(?:сервис\w*|программ\w+|с помощью|при помощи|https?://|www\.|\w\.(?:ru|ai|com|io)\b)"
    r"|(?:transcribed|transcript|transcription|generated|created|recorded|subtitles|captions)\b.{0,40}?"
    r"\b(?:by|with|using|from|provided by)\b.{0,40}?(?:https?://|\w\.(?:ai|com|io|org|net|ru)\b|"
    r"otter|zoom|whisper|trint|rev\b|descript|sonix|amara|teams)"
    r"|субтитры (?:сделал|создавал|подогнал)\w*\b|редактор субтитров\b"
    r")",
    re.IGNORECASE,
)
LINK_LINE = re.compile(rf"\s*(?:(?:{LINK.pattern})(?:{LINKED.pattern}).*|<?https?://\S+>?)\s*$")
ADVERTISEMENT = re.compile(
    r"\W*(?:реклама|рекламная пауза|на правах рекламы|advertisement|sponsored message|ad break)"
    r"\W*$",
    re.IGNORECASE,
)
CAPTIONS = ("Фото:", "Видео:", "Photo:")  # on a line of its own somebody may say so
LONGEST_STAMP = 16  # words
FEWEST = 3  # times that a running line comes, each time beside the number of a page


def without_furniture(document: Document) -> Document:
    """Empty the lines that are page numbers, running lines, stamps, links; say how many.

    The lines stay, blank, so that the others keep their numbers.
    """
    lines = document.lines
    numbers = _page_numbers(lines)
    running = _running(lines, numbers)
    kinds: dict[int, str] = dict.fromkeys(numbers, "furniture.pages")
    kinds |= dict.fromkeys(running, "furniture.running")
    for number, line in enumerate(lines):
        if number not in kinds and (kind := _kind(line.text)):
            kinds[number] = kind
    if not kinds:
        return document
    emptied = tuple(
        replace(line, text="", bold=0, italic=False) if number in kinds else line
        for number, line in enumerate(lines)
    )
    return replace(document, lines=emptied, notes=(*document.notes, *_notes(kinds, lines)))


def _kind(text: str) -> str:
    if not text.strip() or len(text.split()) > LONGEST_LINK:
        return ""
    if STAMP.match(text) and len(text.split()) <= LONGEST_STAMP:
        return "furniture.stamps"
    if ADVERTISEMENT.match(text):
        return "furniture.advertisements"
    if not LINK_LINE.match(text) or text.lstrip().startswith(CAPTIONS):
        return ""
    said = "://" not in text and text.rstrip().endswith((".", "?", "!", "…"))
    return "" if said else "furniture.links"


def _page_numbers(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """Find the numbers of pages: told so (`Страница 3 из 10`), or counting on."""
    found = [(n, m) for n, line in enumerate(lines) if (m := _page_number(line))]
    values = [int(next(filter(None, m.groups()))) for _, m in found]
    counting = [b == a + 1 for a, b in pairwise(values)]
    return tuple(
        n
        for place, (n, m) in enumerate(found)
        if m["dashes"]
        or (m["named"] and re.search(r"из|of|/", m.group(), re.IGNORECASE))
        # Page 3: somebody may say so, once
        or any(counting[max(0, place - 1) : place + 1])
    )


def _page_number(line: Line) -> re.Match[str] | None:
    return PAGE_NUMBER.match(line.text) if len(line.text) < 60 else None


def _running(lines: tuple[Line, ...], numbers: tuple[int, ...]) -> frozenset[int]:
    """Find lines that come again at every page, right above or below its number."""
    beside = [n for number in numbers for n in _beside(lines, number)]
    texts = Counter(_plain(lines[n].text) for n in beside)
    everywhere = Counter(_plain(line.text) for line in lines)
    running = {
        text
        for text, count in texts.items()
        if count >= FEWEST
        and len(text) > 3
        and not text.endswith((".", "?", "!", "…"))
        and count * 5 >= everywhere[text] * 4
    }
    return frozenset(n for n, line in enumerate(lines) if _plain(line.text) in running)


def _beside(lines: tuple[Line, ...], number: int) -> Iterator[int]:
    for step in (-1, 1):
        place = number + step
        while 0 <= place < len(lines) and not lines[place].text.strip():
            place += step
        if 0 <= place < len(lines):
            yield place


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _notes(kinds: dict[int, str], lines: tuple[Line, ...]) -> Iterator[Note]:
    for kind in sorted(set(kinds.values())):
        found = sorted(number for number, other in kinds.items() if other == kind)
        words = sum(len(lines[number].text.split()) for number in found)
        where = [place_of(number, lines[number].text) for number in found]
        yield Note(placed(kind, where, words=words))
