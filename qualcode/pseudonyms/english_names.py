"""English names of people and places: titles, first names, prepositions, capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from qualcode.pseudonyms.capitals import Capital
from qualcode.pseudonyms.english_words import (
    GIVEN,
    NOBODY,
    ORDINARY_GIVEN,
    ROLES,
    TITLES,
    countries,
    is_slavic_surname,
)
from qualcode.pseudonyms.kinds import PERSON, PLACE
from qualcode.pseudonyms.latin import is_russian_name, read_latin
from qualcode.pseudonyms.mentions import Doubt, Mention, Person

Found = tuple[Mention | Doubt, int]

_TITLE = re.compile(r"(?<!\w)([A-Za-z]{2,10})\.?\s+$")
_CALLED = re.compile(
    r"(?:my name is|my name's|name is|name was|called|named|known as|i am|i'm|this is"
    r"|surname is|surname)\s+$",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"(?<!\w)(?:in|near|around|outside|across|throughout|from|to|at|towards|via|leave|left"
    r"|visit|visited)\s+$",
    re.IGNORECASE,
)
_DOUBLE = re.compile(r"[-‐‑'’ʼ]|^Mac")  # Smith-Jones, O'Brien, MacDonald; but no DiceMix
_GEOGRAPHY = frozenset(
    """county city town village island river lake valley bay beach borough district region province
    hills forest park moor green bridge""".split()
)


def is_english(capital: Capital) -> bool:
    """Tell whether a word is written in Latin letters."""
    return capital.word[0].isascii() or "à" <= capital.word[0] <= "ÿ"


def is_name_like(capital: Capital, lower: Collection[str]) -> bool:
    """Tell whether a word could be a name: nobody writes it small, and it is no day or country."""
    word = capital.word
    if word in NOBODY or word in countries() or len(word) < 2:
        return False
    camel = any(map(str.isupper, capital.written[3:])) and not _DOUBLE.search(capital.written)
    return not capital.written.isupper() and not camel and word not in lower


def find_person(
    text: str, run: Sequence[Capital], place: int, lower: Collection[str]
) -> Found | None:
    """Find a person whose name begins with the word at `place` of a run.

    `lower`: words that are written small somewhere in the talk.
    """
    capital = run[place]
    before = text[max(0, capital.start - 16) : capital.start]
    word = capital.word
    if word in TITLES and place + 1 < len(run):
        return None  # the name behind it is met next
    title = _TITLE.search(before)
    titled = bool(title and title.group(1).casefold() in TITLES and title.group(1)[0].isupper())
    called = bool(_CALLED.search(before)) and not capital.opens
    given = word in GIVEN or (word in ORDINARY_GIVEN and not capital.opens)
    given = given or (is_russian_name(word) and is_name_like(capital, lower))
    following = list(_following(run, place, lower))
    span = capital.start, (following[-1] if following else capital).stop
    size = 1 + len(following)
    if capital.initial:
        # J. Smith, J. R. Smith
        initials = [one for one in (capital, *following) if one.initial]
        if not following or following[-1].initial:
            return None
        person = Person(following[-1].word, f"{word[0]}.", _second_initial(initials))
        return Mention(*span, PERSON, "", "initials", (person,)), size
    if following and is_slavic_surname(following[-1].word) and is_name_like(capital, lower):
        return Mention(*span, PERSON, "", "full_name", _people(capital, following, True)), size
    if titled and (is_name_like(capital, ()) or given):
        return Mention(*span, PERSON, "", "title", _people(capital, following, given)), size
    if given and following:
        return Mention(*span, PERSON, "", "full_name", _people(capital, following, True)), size
    if given or (called and is_name_like(capital, lower)):
        grounds = "first_name" if given else "called"
        return Mention(*span, PERSON, "", grounds, (Person(given=word),)), 1
    into = bool(_INTO.search(before)) and bool(read_latin(word).place)
    if is_slavic_surname(word) and is_name_like(capital, lower) and not into:
        return Mention(*capital_span(capital), PERSON, "", "surname", (Person(surname=word),)), 1
    if word in ORDINARY_GIVEN and capital.opens:
        return Doubt(*capital_span(capital), PERSON, "", "ordinary_word", (Person(given=word),)), 1
    return None


def capital_span(capital: Capital) -> tuple[int, int]:
    """Return where a word stands."""
    return capital.start, capital.stop


def _following(run: Sequence[Capital], place: int, lower: Collection[str]) -> Iterator[Capital]:
    """Yield what goes on with a name: initials, and a surname or two."""
    surnames = 0
    for capital in run[place + 1 : place + 5]:
        if capital.initial and not surnames:
            yield capital
        elif surnames and capital.word in GIVEN:
            return
        elif surnames < 2 and is_name_like(capital, lower if surnames else ()):
            surnames += 1
            yield capital
        else:
            return


def _second_initial(initials: Sequence[Capital]) -> str:
    return f"{initials[1].word[0]}." if len(initials) > 1 else ""


def _people(capital: Capital, following: Sequence[Capital], given: bool) -> tuple[Person, ...]:
    surnames = [one for one in following if not one.initial]
    initials = [one for one in following if one.initial]
    middle = f"{initials[0].word[0]}." if initials else ""
    if not given and not surnames:
        return (Person(surname=capital.word),)
    surname = surnames[-1].word if surnames else ""
    return (Person(surname, capital.word, middle),)


def find_place(
    text: str, run: Sequence[Capital], place: int, lower: Collection[str]
) -> Found | None:
    """Find a place: behind a preposition, or with `County`, `River` beside it."""
    capital = run[place]
    if capital.initial or not is_name_like(capital, lower) or capital.word in GIVEN:
        return None
    words = [capital]
    for other in run[place + 1 : place + 4]:
        if other.initial or other.word in NOBODY - _COMPASS or other.written.isupper():
            break
        words.append(other)
    beside = len(words) > 1 and words[-1].word in _GEOGRAPHY
    into = bool(_INTO.search(text[max(0, capital.start - 12) : capital.start]))
    if not (beside or into) or (capital.opens and not beside):
        return None
    key = "place " + " ".join(one.word for one in words)
    grounds = "place_word" if beside else "preposition"
    return Mention(capital.start, words[-1].stop, PLACE, key, grounds), len(words)


_COMPASS = frozenset("north south east west".split())


def label_people(capitals: Sequence[Capital], lower: Collection[str]) -> tuple[Person, ...]:
    """Return who a label names; nobody where its words are a role."""
    words = [one for one in capitals if one.word not in TITLES]
    if not words or any(one.word in ROLES and not one.initial for one in words):
        return ()
    if all(one.initial for one in words):
        letters = [f"{one.word[0]}." for one in words]
        return (Person(given=letters[0], patronymic=letters[1]),) if len(words) == 2 else ()
    full = [one for one in words if not one.initial]
    first = full[0]
    if len(full) > 1:
        return (Person(full[-1].word, first.word),)
    initials = [one for one in words if one.initial]
    if first.word in GIVEN | ORDINARY_GIVEN or is_slavic_surname(first.word) or initials:
        return _labelled(first, initials)
    is_name = len(first.written) > 2 and not first.written.isupper() and first.word not in lower
    return (Person(given=first.word),) if is_name and first.word not in NOBODY else ()


def _labelled(word: Capital, initials: Sequence[Capital]) -> tuple[Person, ...]:
    """Read `Dinara S.` and `S. Kuznetsova`: an initial behind a name is that of the surname."""
    if not initials:
        surname = is_slavic_surname(word.word) and word.word not in GIVEN
        return (Person(surname=word.word) if surname else Person(given=word.word),)
    letter = f"{initials[0].word[0]}."
    if initials[0].start < word.start:
        return (Person(word.word, letter),)
    return (Person(letter, word.word),)
