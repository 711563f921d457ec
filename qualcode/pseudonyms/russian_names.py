"""Russian names of people: which words with capitals belong together, and who may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from qualcode.language.russian import analyzer
from qualcode.language.words import WORD, fold
from qualcode.pseudonyms.capitals import Capital
from qualcode.pseudonyms.kinds import PERSON
from qualcode.pseudonyms.mentions import SILENT, Doubt, Mention, Person
from qualcode.pseudonyms.russian_words import ANY, Reading, RussianWord, look_up

Found = tuple[Mention | Doubt, int]  # with the number of words that it takes

# S surname, G given name, P patronymic, I initial; the longest that fits is taken.
ORDERS = ("SGP", "GPS", "GSP", "SII", "IIS", "SG", "GS", "GP", "SI", "IS", "GPG")
_TITLE = re.compile(
    r"(?:директор\w*|завед\w+|начальни\w+|глав[аыеу]|руководител\w+|председател\w+|главврач\w*"
    r"|врач\w*|доктор\w*|учител\w+|воспитател\w+|специалист\w*|соцработни\w+|господин\w*"
    r"|госпож\w+|товарищ\w*|т[её]т[яиею]\w?|дяд[яиею]\w?|баб[ауе]\w?|дед\w?|губернатор\w*|мэр\w*"
    r"|министр\w*|депутат\w*|фамили\w+|зовут|звали|по имени|некто|некий|некая|г-н\w?|г-ж\w)"
    r"\s+$",
    re.IGNORECASE,
)
# Of these, what stands before institutions too: начальник Генштаба.
_POST = re.compile(
    r"(?:директор|завед|начальни|глав|руководител|председател|губернатор|мэр|министр)\w*\s+$",
    re.IGNORECASE,
)
# Behind these a surname in -а is a man's, in -у too: у Петрова, к Петрову.
_GENITIVE = re.compile(
    r"\b(?:у|от|до|из|без|для|против|после|кроме|около|вместо|возле|насч[её]т)\s+$", re.IGNORECASE
)
_DATIVE = re.compile(r"\b(?:к|ко|благодаря|согласно|вопреки|навстречу)\s+$", re.IGNORECASE)
_MOST_READINGS = 8


def is_russian(capital: Capital) -> bool:
    """Tell whether a word is written in Russian letters."""
    return "а" <= capital.word[0] <= "я"


def runs_of(text: str, capitals: Sequence[Capital]) -> Iterator[list[Capital]]:
    """Yield the words that stand beside each other, with nothing but blanks between them."""
    run: list[Capital] = []
    for capital in capitals:
        if run and not _beside(text, run[-1], capital):
            yield run
            run = []
        run.append(capital)
    if run:
        yield run


def _beside(text: str, one: Capital, other: Capital) -> bool:
    between = text[one.stop : other.start]
    return not between.strip(" \t\u00a0") and bool(between or one.initial) and len(between) <= 3


def find_person(text: str, run: Sequence[Capital], place: int) -> Found | None:
    """Find a name that begins with the word at `place` of a run; None where there is none."""
    for order in ORDERS:
        words = run[place : place + len(order)]
        if len(words) == len(order) and (people := _fit(order, words)):
            people = _women_first(text, words[0].start, people)
            grounds = "initials" if "I" in order else "full_name"
            span = words[0].start, words[-1].stop
            return Mention(*span, PERSON, "", grounds, people), len(order)
    return find_single(text, run[place])


def _women_first(text: str, start: int, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Put women first where a name may be a man's too, but behind `у` and `к` men."""
    before = text[max(0, start - 12) : start]
    if _GENITIVE.search(before) or _DATIVE.search(before):
        return people
    return tuple(sorted(people, key=lambda one: one.gender != "f"))


def _fit(order: str, words: Sequence[Capital], nominative: bool = False) -> tuple[Person, ...]:
    """Return who may be meant when each word is what `order` says; nobody when it cannot be."""
    slots = []
    sure = False
    for number, (part, capital) in enumerate(zip(order, words, strict=True)):
        if (part == "I") != capital.initial:
            return ()
        if part == "I":
            slots.append([(part, Reading(f"{capital.word[0]}.", ANY, ANY))])
            continue
        readings = _as_part(part, capital, number, order)
        if nominative:
            readings = tuple(one for one in readings if one.case in ("nomn", ANY))
        if not readings:
            return ()
        sure = sure or part in "GP" or "I" in order
        slots.append([(part, one) for one in readings[:_MOST_READINGS]])
    agreeing = [row for row in product(*slots) if _agree([one for _, one in row])]
    return tuple(dict.fromkeys(_person(row) for row in agreeing)) if sure else ()


def _as_part(part: str, capital: Capital, number: int, order: str) -> tuple[Reading, ...]:
    word = look_up(capital.word)
    if len(capital.written) > 1 and capital.written.isupper() and not word.is_person:
        return ()
    if word.seldom and capital.opens:
        return ()  # Из Невельского …
    if part == "G":
        return word.given
    if part == "P":
        return word.patronymic
    if "I" in order:
        return word.surname or _as_written(capital, word, number)
    if word.surname and (word.known or number or not capital.opens or word.likeness):
        return word.surname
    return _as_written(capital, word, number) if number else ()


def _as_written(capital: Capital, word: RussianWord, number: int) -> tuple[Reading, ...]:
    """Take a word behind a first name for a surname, whatever else it may be."""
    if word.place or word.organisation or (word.ordinary and capital.opens and not number):
        return ()
    if word.given or word.patronymic:
        return ()
    if word.known and word.adjective:
        return word.adjective  # Андрей Белый; it must agree
    return (Reading(capital.word, ANY, ANY),)


def _agree(readings: Sequence[Reading]) -> bool:
    genders = {one.gender for one in readings} - {ANY}
    cases = {one.case for one in readings} - {ANY}
    return len(genders) <= 1 and len(cases) <= 1


def _person(row: Sequence[tuple[str, Reading]]) -> Person:
    gender = next((one.gender for _, one in row if one.gender), "")
    parts = {"S": "", "G": "", "P": ""}
    for part, reading in row:
        if part == "I":
            part = "P" if parts["G"] else "G"
        if not parts[part]:
            parts[part] = reading.base
    return Person(parts["S"], parts["G"], parts["P"], gender)


def find_single(text: str, capital: Capital) -> Found | None:
    """Take a single word for a name, or doubt it; None where nothing speaks for one."""
    word = look_up(capital.word)
    if capital.initial or len(capital.written) < 2 or not _is_written_as_name(capital, word):
        return None
    titled = bool(_TITLE.search(text, max(0, capital.start - 24), capital.start))
    people = single_people(text, capital, word)
    span = capital.start, capital.stop
    if people and (titled or (_is_sure(capital, word) and not describes(text, capital, word))):
        grounds = "title" if titled else "first_name" if word.given else "surname"
        grounds = "patronymic" if word.patronymic else grounds
        return Mention(*span, PERSON, "", grounds, people), 1
    nameless = word.place or word.organisation or capital.written.isupper()
    post = titled and bool(_POST.search(text, max(0, capital.start - 24), capital.start))
    if titled and not nameless and not (post and word.known and "nomn" not in word.noun):
        unknown = (Person(surname=base_form(capital.word)),)
        return Mention(*span, PERSON, "", "title", unknown), 1
    if people and (word.known or word.likeness):
        reason = "ordinary_word" if word.ordinary else "sentence_start"
        reason = SILENT if word.seldom and capital.opens else reason
        return Doubt(*span, PERSON, "", reason, people), 1
    return None


def _is_written_as_name(capital: Capital, word: RussianWord) -> bool:
    """Tell whether a word is written as names are: a heading in capitals may well hold one."""
    if not capital.written.isupper():
        return True
    return len(capital.written) > 3 and word.known and word.is_person and not word.ordinary


def describes(text: str, capital: Capital, word: RussianWord) -> bool:
    """Tell whether a word stands before what it describes: Московский вокзал, Римский Клуб."""
    if not word.adjective or word.given or word.patronymic:
        return False
    found = WORD.match(text, capital.stop + 1)
    if found is None or text[capital.stop : found.start()] not in (" ", "\u00a0"):
        return False
    following = look_up(fold(found.group()))
    if found.group()[0].isupper():
        return not following.is_person
    return bool({one.case for one in word.adjective} & set(following.noun))


def _is_sure(capital: Capital, word: RussianWord) -> bool:
    if word.seldom:
        return False
    if word.patronymic and word.known:
        return True
    if not word.known:
        return word.likeness and not capital.opens
    return not word.ordinary or not capital.opens


def single_people(text: str, capital: Capital, word: RussianWord) -> tuple[Person, ...]:
    """Return who may be meant by one word, the likeliest first."""
    if word.patronymic:
        rows = [("P", one) for one in word.patronymic]
    elif word.given:
        rows = [("G", one) for one in word.given]
    elif word.known or word.likeness:
        rows = [("S", one) for one in _by_preposition(text, capital, word.surname)]
    else:
        return ()
    return tuple(dict.fromkeys(_person([row]) for row in rows))


def _by_preposition(
    text: str, capital: Capital, readings: tuple[Reading, ...]
) -> tuple[Reading, ...]:
    """Put women first: `Петрова`, `Петрову`; behind `у` and `к` men."""
    before = text[max(0, capital.start - 12) : capital.start]
    wanted = {"gent"} if _GENITIVE.search(before) else {"datv"} if _DATIVE.search(before) else set()
    fitting = [one for one in readings if one.case in wanted] if wanted else []
    chosen = fitting or list(readings)
    return tuple(sorted(chosen, key=lambda one: one.gender != "f"))


def base_form(word: str) -> str:
    """Return the likeliest base form of a word that is no known name."""
    return fold(analyzer().parse(word)[0].normal_form)


def name_label(label: str, capitals: Sequence[Capital]) -> tuple[tuple[Person, ...], int]:
    """Return who a label names and how many words name them, where it is known to be a name.

    `capitals`: its words with capitals. Nobody where they are no row of names.
    """
    for order in (*ORDERS, "II", "G", "P", "S"):
        words = capitals[: len(order)]
        if len(words) == len(order) and _are_together(label, words):
            people = _fit_label(order, words)
            if people:
                return people, len(order)
    return (), 0


def _are_together(label: str, words: Sequence[Capital]) -> bool:
    return all(len(label[one.stop : other.start].strip()) == 0 for one, other in pairwise(words))


def _fit_label(order: str, words: Sequence[Capital]) -> tuple[Person, ...]:
    if order == "II":
        initials = [one.word[0] + "." for one in words]
        return (Person(given=initials[0], patronymic=initials[1]),) if _initials(words) else ()
    if len(order) > 1:
        return _fit(order, words, nominative=True)
    if words[0].initial:
        return ()
    word = look_up(words[0].word)
    readings = {"G": word.given, "P": word.patronymic, "S": word.surname}[order]
    nominative = [one for one in readings if one.case in ("nomn", ANY)]
    return tuple(dict.fromkeys(_person([(order, one)]) for one in nominative))


def _initials(words: Sequence[Capital]) -> bool:
    return all(one.initial for one in words)
