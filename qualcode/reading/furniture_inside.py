"""Finds what a page or an office has put into lines of turns: links, what a site adds, rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
