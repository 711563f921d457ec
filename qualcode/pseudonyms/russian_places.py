"""Russian names of places: towns, villages, districts, regions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qualcode.language import russian
from qualcode.language.words import fold
from qualcode.pseudonyms.capitals import Capital
from qualcode.pseudonyms.kinds import PLACE
from qualcode.pseudonyms.mentions import Doubt, Mention
from qualcode.pseudonyms.russian_names import base_form
from qualcode.pseudonyms.russian_words import RussianWord, look_up

Found = tuple[Mention | Doubt, int]

# Вологодская область, Прионежском муниципальном районе, Заречной обл.
_REGION = re.compile(
    r"(?:\s+(?:муниципальн|городск|сельск|автономн|национальн)\w{2,3})?\s+"
    r"(?P<kind>област\w{1,3}|обл\.|кра[йяюе]\w{0,2}|район\w{0,3}|р-н\w{0,2}|округ\w{0,3}"
    r"|республик\w{1,3}|сельсовет\w{0,2}|поселени\w{1,2}|волост\w{1,2}|губерни\w{1,2})(?!\w)"
)
_REGIONS = {"обл": "область", "кра": "край", "район": "район", "р-н": "район"}
_REGIONS |= {one[:5]: one for one in ("округ", "республика", "сельсовет", "поселение", "волость")}
_LIKE_REGION = re.compile(r"(?P<stem>\w{3,}[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)")
_SETTLEMENT = re.compile(
    r"(?<![\w\d])(?:город(?:[аеу]|ом)?|г\.|сел[оауе]м?|с\.|деревн[яиею]\w?|дер\.|д\."
    r"|пос[её]л(?:ок|ка|ке|ку|ком)|пос\.|п\.|станиц[аыеу]|ст\.|хутор(?:[ае])?|аул[ае]?|пгт\.?"
    r"|райцентр[ае]?|республик[аиеу])\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d\s*г\.\s*$")
_INTO = re.compile(r"\b(?:в|во|из|под|до|через|около|возле|близ|из-под)\s+$", re.IGNORECASE)
_WHERE = frozenset("loct gent datv accs".split())
_LIKE_TOWN = re.compile(
    r"\w{2,}(?:[сц]к|град|бург|поль|город)(?:а|у|ом|е)?|\w{2,}(?:[оеё]в|[иы]н)(?:о|е)"
)
# Towns of two ordinary words, in base form.
_TOWNS = frozenset(
    """великий лука, набережный челны, минеральный вода, вышний волочек, сергиев посад,
    павловский посад, новый уренгой, советский гавань, горячий ключ, красный сулин, сосновый бор,
    полярный заря, большой камень, новый ладога, старый оскол, новый оскол, красный кут,
    белый холуница, верхний пышма, нижний тагил, нижний тура, верхний тура, красный село,
    царский село, малый вишера, мариинский посад, западный двина, великий устюг""".replace(
        "\n   ", ""
    ).split(", ")
)
_CONTINENTS = (
    "россия рф ссср снг евросоюз европа азия африка америка австралия евразия запад восток арктика"
)


@cache
def countries() -> frozenset[str]:
    """Return the folded base forms of countries and continents: these tell nothing of anybody."""
    from babel import Locale

    names = Locale.parse("ru").territories.values()
    single = {fold(name) for name in names if " " not in name}
    return frozenset(single | set(_CONTINENTS.split()))


def find_place(text: str, run: Sequence[Capital], place: int) -> Found | None:
    """Find a place that begins with the word at `place` of a run; None where there is none."""
    capital = run[place]
    word = look_up(capital.word)
    if capital.initial or (capital.written.isupper() and not word.place):
        return None
    if region := _find_region(text, capital, word):
        return region
    if joined := _find_joined(run, place):
        return joined
    return _find_town(text, run, place, word)


def _find_region(text: str, capital: Capital, word: RussianWord) -> Found | None:
    """Find `Вологодская область`: an adjective with a capital, and what it is."""
    like = _LIKE_REGION.fullmatch(capital.word)
    found = _REGION.match(text, capital.stop) if word.adjective or like else None
    if not found or "\n" in found.group():
        return None
    base = word.adjective[0].base if word.adjective else f"{like['stem'] if like else ''}ий"
    kind = fold(found["kind"])
    named = next((full for short, full in _REGIONS.items() if kind.startswith(short)), kind)
    key = f"{base} {named}"
    return Mention(capital.start, found.end(), PLACE, f"place {key}", "region"), 1


def _find_joined(run: Sequence[Capital], place: int) -> Found | None:
    """Find `Нижний Новгород`, `Великие Луки`, `Старая Русса`."""
    if place + 1 >= len(run):
        return None
    one, other = run[place], run[place + 1]
    first, second = look_up(one.word), look_up(other.word)
    if not first.adjective or first.given or other.initial:
        return None
    cases = {reading.case for reading in first.adjective}
    towns = [reading.base for reading in second.place if reading.case in cases]
    pairs = (f"{first.adjective[0].base} {base}" for base in russian.readings(other.word))
    listed = [pair.partition(" ")[2] for pair in pairs if pair in _TOWNS]
    if not towns and not listed:
        return None
    key = f"place {first.adjective[0].base} {(listed or towns)[0]}"
    return Mention(one.start, other.stop, PLACE, key, "place"), 2


def _find_town(text: str, run: Sequence[Capital], place: int, word: RussianWord) -> Found | None:
    capital = run[place]
    before = text[max(0, capital.start - 16) : capital.start]
    named = bool(_SETTLEMENT.search(before)) and not _YEAR.search(before)
    into = bool(_INTO.search(before))
    span = capital.start, capital.stop
    base = word.place[0].base if word.place else base_form(capital.word)
    if base in countries() or capital.word in countries():
        return None
    key = f"place {base}"
    if named and (word.place or not word.ordinary or not capital.opens):
        return Mention(*span, PLACE, key, "settlement"), 1
    if word.place:
        return _weigh(capital, word, into, key)
    if into and not word.known and not capital.opens and _LIKE_TOWN.fullmatch(capital.word):
        return Mention(*span, PLACE, key, "like_town"), 1
    return None


def _weigh(capital: Capital, word: RussianWord, into: bool, key: str) -> Found | None:
    """Decide about a word that the dictionary has as a place, and perhaps as something else."""
    span = capital.start, capital.stop
    fits = into and any(reading.case in _WHERE for reading in word.place)
    if word.is_person and not fits:
        return None
    if fits or not word.ordinary or not capital.opens:
        return Mention(*span, PLACE, key, "place"), 1
    return None if word.seldom else (Doubt(*span, PLACE, key, "ordinary_word"), 1)
