"""Random texts and codebooks that share a few words, so that one finds something in the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from plain_matcher import Item
from plain_text import Turn

TYPES = {"A": "ngo", "B": "public"}  # of respondents
Code = dict[str, Any]

# Said / misspelt / sought, the last also as parts of words and with wildcards.
RUSSIAN = """
стали стал стать / сстали сталии / стать сталь стал* стал?
стоит стояли / стоитт стоияли / стоить стоять ст*т
деньги денег деньги-то / деньгии денги / деньги =денег ден* деньги|нко
контроль контроля-то контролировать / контролъ кантроль / контроль контролировать контр* *троль
отчёт отчёты отчету / отчеть отчотам / отчет отчёты =отчёт от*ы отч?т
забота за́бота заботиться Заботы / заббота зобота / забота заботиться забо* забота|стать
по-моему по моему / по-моиму помоему / по-моему моему по по-* мой|по
кто-то кто то / кто-тоо / кто-то кто то =кто-то кто* то|кто
НКО НКО-исполнителя исполнителя / нкоо исполнитиля / НКО исполнитель НКО-* =нко-исполнителя
442-ФЗ ФЗ 4,5 442 / 44-ФЗ / 442-ФЗ ФЗ =4,5 44* 442 фз|442
не ну и / нее / не ну не|ну
на минут минута / минутт минот / минута на мин* =минут
эффективность ЭФФЕКТИВНЫЙ эффективно / эфективность эффективнный / эффективный эффективность эффект*
сто стандарты стандарт-класс / стандрат стандардты / стандарт класс стандарт-* стандарт-класс
"""
ENGLISH = """
cut cutting Cuts / cutt cuting / cut =cutting cut* cutting cut|not
costs cost costing / cosst kosts / cost costs =cost cost* c?st
don't don’t do not / dont / don't do not =don't don* do|not
can't cannot can / canot / cannot can't can not can* =not
it's it let's us / itss / it let's us =it's it|us is
person-centred person centred / persn-centred persoon / person-centred person centred person-*
staff staff-led / staf stafff / staff led staff* st?ff =staff
children's children child / childern childern's / child children children's child*
saving savings saved / savngs saveing / save saving savings sav* =saving
reports reporting report / repporting reprots / report =reporting report* reporting|save
re-using well-being being / re-usng beeing / re-using use be well *-*ing well-being re
KPI 2021 KPIs / kpii / KPI 2021 kpi* 202? =2021
the and money / monney monie / the and money the|and
"""
FAMILIES = {
    language: [
        tuple(part.split() for part in line.split(" / ")) for line in lines.split("\n") if line
    ]
    for language, lines in (("ru", RUSSIAN), ("en", ENGLISH))
}
FILLER = {"ru": "слово", "en": "word"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The few words of one example, so that its indicators meet its text."""

    language: str
    said: tuple[str, ...]
    misspelt: tuple[str, ...]
    sought: tuple[str, ...]


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    """Draw the words of one example."""
    language = draw(st.sampled_from(["ru", "ru", "en"]))
    families = st.lists(
        st.sampled_from(range(len(FAMILIES[language]))), min_size=1, max_size=2, unique=True
    )
    chosen = [FAMILIES[language][number] for number in draw(families)]
    said, misspelt, sought = (
        tuple(word for family in chosen for word in family[part]) for part in range(3)
    )
    return Vocabulary(language, said, misspelt, sought)


BETWEEN = (
    *([" "] * 20),
    *(", ", " — ", "; ", ". ", "! ", "? ", "... ", "… ", " «", "» ", ": ", ", "),
    *(" [нрзб] ", " (смеётся) ", " (и это всё он сказал вслух) ", ' "', " [шум. Стоит] "),
)
ENDS = (".", ".", "!", "?", "…", "...", "?!", ".»")


@st.composite
def sentences(draw: st.DrawFn, words_of: Vocabulary, wrong: bool = False) -> str:
    """Draw a sentence whose end is plain to see."""
    other = FILLER[words_of.language]
    pool = [*words_of.said, *words_of.said, *words_of.misspelt * wrong, other]
    words = draw(st.lists(st.sampled_from(pool), min_size=2, max_size=8))
    if draw(st.integers(0, 14)) == 0:  # long enough for several segments
        place = draw(st.integers(0, len(words)))
        words[place:place] = [other] * draw(st.integers(20, 70))
    if len(words[0]) == 1:
        words[0] = other  # `И.` would be an initial
    text = words[0][0].upper() + words[0][1:]
    for word in words[1:]:
        between = " " if word == other else draw(st.sampled_from(BETWEEN))
        if between in (". ", "! ", "? ", "... ", "… ") and not word[0].islower():
            between = ", "  # a capital or a digit would begin a sentence
        text += between + word
    return text + draw(st.sampled_from(ENDS))


@st.composite
def talks(draw: st.DrawFn, words: Vocabulary, wrong: bool = False) -> tuple[Turn, ...]:
    """Draw turns of two respondents, an interviewer and a third person."""
    voices = draw(st.lists(st.sampled_from("AAAABBIUO"), min_size=1, max_size=5))
    turns = []
    for voice in voices:
        said = tuple(draw(st.lists(sentences(words, wrong), min_size=1, max_size=4)))
        if voice == "U":
            turns.append(Turn("I", "interviewer", ("Угу.",)))
        elif voice == "I":
            turns.append(Turn("I", "interviewer", (*said, "Контроль cost?")))
        else:
            role = "other" if voice == "O" else "respondent"
            turns.append(Turn(voice, role, said, TYPES.get(voice, "")))
    return tuple(turns)


def phrases(words: Vocabulary) -> st.SearchStrategy[str]:
    """Draw plain strings: forms, alternatives, exact forms, wildcards and gaps."""

    def join(places: list[str], gaps: list[bool]) -> str:
        gapped = [f"... {word}" if gap else word for word, gap in zip(places, gaps, strict=False)]
        return " ".join(gapped).removeprefix("... ")

    lists = [st.lists(st.sampled_from(words.sought), min_size=n, max_size=n) for n in (1, 1, 2, 3)]
    gaps = st.lists(st.booleans(), min_size=3, max_size=3)
    return st.one_of(st.builds(join, places, gaps) for places in lists)


WITHIN = st.sampled_from(["1", "2", "4", "9", "sentence", "segment", "turn", "answer"])


def without_nones(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}


def groups(
    parts: st.SearchStrategy[Item], absent: st.SearchStrategy[Item]
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw mappings over `parts`, some with a `not`."""
    unwanted = st.none() | st.none() | st.none() | st.lists(absent, min_size=1, max_size=2)
    keys = {"within": st.none() | WITHIN, "not": unwanted}
    order = st.sampled_from([None, "true"])
    several = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        st.fixed_dictionaries({"any": st.lists(parts, min_size=1, max_size=3), **keys}),
        st.fixed_dictionaries({"all": several, "ordered": order, **keys}),
        st.fixed_dictionaries({"near": several, "ordered": order, **keys}),
    ).map(without_nones)


def terms(words: Vocabulary, absent: st.SearchStrategy[Item]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw plain strings with a `not`."""
    return st.fixed_dictionaries(
        {
            "term": phrases(words),
            "within": st.none() | WITHIN,
            "not": st.lists(absent, min_size=1, max_size=2),
        }
    ).map(without_nones)


def items(words: Vocabulary) -> st.SearchStrategy[Item]:
    """Draw indicators of the kinds that need words only, two mappings deep."""
    plain = phrases(words)
    flat = groups(plain, plain) | terms(words, plain)
    return st.one_of(plain, flat, flat, groups(plain | flat, plain))


def fuzzy_items(words: Vocabulary) -> st.SearchStrategy[Item]:
    """Draw indicators with words that may be misspelt, at least one of four letters."""
    written = {*words.said, *words.misspelt} - {"cannot"}  # two words
    plain = sorted(word for word in written if word.isalpha())
    long = [word for word in plain if len(word) > 3] or [FILLER[words.language]]
    several = st.lists(st.sampled_from([*plain, *long]), max_size=1)
    texts = st.builds(
        lambda first, others: " ".join([first, *others]), st.sampled_from(long), several
    )
    least = st.none() | st.sampled_from(["70", "80", "88", "95"])
    one = st.fixed_dictionaries({"fuzzy": texts, "min": least}).map(without_nones)
    return one | groups(one | phrases(words), phrases(words))


REGEXES = (
    r"\w+-\w+",
    r"ст\w+|c\w+t",
    r"контрол\w*",
    r"\d+",
    r"стал\w\s+\w+",
    r"ст(али|оит)|забот",
    r"[.,;]",
    r"\bне\b.{1,12}?ег",
    r"о-м",
    r"cost|staff",
    r"n.t\b",
    r"\bp\w+-",
)


def regex_items(words: Vocabulary) -> st.SearchStrategy[Item]:
    """Draw regular expressions, alone and in groups."""
    one = st.sampled_from(REGEXES).map(lambda pattern: {"regex": pattern})
    return one | groups(one | phrases(words), one | phrases(words))


def with_types(parts: st.SearchStrategy[Item]) -> st.SearchStrategy[Item]:
    """Draw indicators that are looked for in the talk of some respondents only."""
    types = st.lists(st.sampled_from(["ngo", "public"]), min_size=1, max_size=2, unique=True)

    def join(item: Item, who: list[str]) -> Item:
        return {**({"term": item} if isinstance(item, str) else item), "who": who}

    return st.builds(join, parts, types)


def weigh(item: Item, weight: str) -> Item:
    if weight == "1":
        return item
    return {**({"term": item} if isinstance(item, str) else item), "weight": weight}


def codes(
    words: Vocabulary, parts: st.SearchStrategy[Item], id: str = "c"
) -> st.SearchStrategy[Code]:
    """Draw a code with lists of indicators, masks, and whose talk makes it."""
    weighed = st.builds(weigh, parts, st.sampled_from(["1", "1", "1", "2", "1.5"]))
    lists = st.lists(weighed, min_size=1, max_size=4)
    anywhere: st.SearchStrategy[list[Item]] = (
        st.just([]) | st.just([]) | st.lists(parts, min_size=1, max_size=1)
    )
    hiding = st.just([]) | st.just([]) | st.lists(phrases(words), max_size=2)
    speakers = st.sampled_from([*([["respondent"]] * 4), ["interviewer"], ["respondent", "other"]])

    def make(own: list[Item], any_: list[Item], hidden: list[str], roles: list[str]) -> Code:
        lists = {words.language: own, "any": any_} if any_ else {words.language: own}
        exclude = {words.language: hidden} if hidden else {}
        return {"id": id, "indicators": lists, "exclude": exclude, "speakers": roles}

    return st.builds(make, lists, anywhere, hiding, speakers)
