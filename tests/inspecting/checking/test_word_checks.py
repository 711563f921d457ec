import pytest
from sound_codebook import SOUND, check_source

from qualcode.codebook.fuzzy import parse_fuzzy
from qualcode.codebook.grammar import parse_phrase
from qualcode.inspecting.checking.covering import phrase_covers
from qualcode.inspecting.checking.words import can_meet, covers
from qualcode.model.codebook import Word


def word(text: str) -> Word:
    phrase = parse_fuzzy(text[1:]) if text.startswith("~") else parse_phrase(text)
    return phrase.slots[0].words[0]


@pytest.mark.parametrize(
    ("one", "other", "language", "covered"),
    [
        ("контракт", "контракты", "ru", True),
        ("контракт", "=контрактом", "ru", True),
        ("=контракт", "контракт", "ru", False),
        ("=контракт", "=контракт", "ru", True),
        ("контракт*", "контракт", "ru", True),
        ("контракт*", "контрактн*", "ru", True),
        ("контрактн*", "контракт*", "ru", False),
        ("контракт?", "контракт", "ru", False),
        ("контракт*", "~контракт", "ru", False),
        ("контракт", "контракт*", "ru", False),
        ("~контракт", "контракт", "ru", True),
        ("контракт", "~контракт", "ru", False),
        ("начало", "начать", "ru", True),  # a form of both
        ("начать", "начало", "ru", False),
        ("plan*", "planning", "en", True),
        ("buy*", "buy", "en", False),  # bought
        ("plan*", "plan", "de", False),  # Pläne
        ("plan*", "=plan", "de", True),
        ("plan", "plan", "de", True),
    ],
)
def test_which_word_is_found_wherever_another_is(
    one: str, other: str, language: str, covered: bool
) -> None:
    assert covers(word(one), word(other), language) is covered


@pytest.mark.parametrize(
    ("one", "other", "language", "meet"),
    [
        ("банка", "банк", "ru", True),  # банки
        ("контракт", "договор", "ru", False),
        ("контракт*", "контрактный", "ru", True),
        ("контракт", "контракт*", "ru", True),
        ("договор*", "контракт", "ru", False),
        ("конт*", "контракт*", "ru", True),
        ("конт*", "дог*", "ru", False),
        ("~контракт", "договор", "ru", True),  # in doubt
        ("=контракта", "контракт", "ru", True),
        ("=контракта", "=контракту", "ru", False),
        ("plän*", "plan", "de", True),  # in doubt
        ("=kinder", "kind", "de", True),
    ],
)
def test_which_words_can_be_one(one: str, other: str, language: str, meet: bool) -> None:
    assert can_meet(word(one), word(other), language) is meet
    assert can_meet(word(other), word(one), language) is meet


@pytest.mark.parametrize(
    ("one", "other", "covered"),
    [
        ("контракт", "эффективный контракт", True),
        ("эффективный контракт", "контракт", False),
        ("эффективный ... контракт", "эффективный новый контракт", True),
        ("эффективный контракт", "эффективный новый контракт", False),
        ("эффективный контракт", "эффективный ... контракт", False),
        ("эффективный ... контракт", "эффективный ... контракт года", True),
        ("эффективный ... контракт", "эффективный ... новый контракт", False),  # four words
        ("a b", "a c a b", True),
        ("контракт|договор", "новый договор", True),
        ("контракт", "контракт|договор", False),
    ],
)
def test_which_phrase_is_found_wherever_another_is(one: str, other: str, covered: bool) -> None:
    assert phrase_covers(parse_phrase(one), parse_phrase(other), "ru") is covered


@pytest.mark.parametrize(
    ("mask", "item", "idle"),
    [
        ("=экономию время", "экономия", False),
        ("эконом* время", "экономия", False),
        ("время", "=экономия", True),
        ("=экономию", "=экономия", True),
        ("время", "{regex: 'врем'}", False),
        ("время", "{all: [экономия, {code: care}]}", False),
        ("время", "{fuzzy: экономия}", False),
        ("время", "врем*", False),
        ("погода", "{term: экономия, not: [погода]}", True),  # masks hide nothing from `not`
    ],
)
def test_masks_that_hide_nothing(mask: str, item: str, idle: bool) -> None:
    source = SOUND.replace('    - "экономия"\n', f"    - {item}\n", 1)
    source = source.replace('    - "сокращение ставка|штат"\n', "", 1)
    source = source.replace('    - {near: ["урезать", "смета"], within: 4}\n', "", 1)
    source = source.replace('"экономия время"', f'"{mask}"', 1)
    told = [one for one in check_source(source) if one.check == "idle-mask"]
    assert len(told) == idle


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("КРТ", "is written in Cyrillic letters, and looks like «kpt»"),
        ("тор", "looks like «top»"),
        ("проект", ""),  # plainly Russian, in an English list: that is the writer's affair
        ("KPI", ""),
    ],
)
def test_cyrillic_words_in_english_lists(item: str, told: str) -> None:
    source = SOUND.replace('    - "save money"\n', f'    - "save money"\n    - "{item}"\n')
    found = [one.message for one in check_source(source) if one.check == "look-alike"]
    assert bool(found) is bool(told)
    assert all(told in message for message in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Oтчёт", "the Latin `O`"),
        ("βremя", ""),
        ("отчёτ", ""),
        ("οтчёт", "the Greek `ο`"),
        ("3абота", "a digit"),
        ("PRщик", ""),
        ("KPI-показатель", ""),
        ("3D-модель", ""),
        ("СО2", ""),
    ],
)
def test_letters_of_other_alphabets_in_definitions(text: str, told: str) -> None:
    source = SOUND.replace("Думать о людях.", f"Думать {text} и люди.")
    found = [one.message for one in check_source(source) if one.check == "look-alike"]
    assert bool(found) is bool(told)
    assert all(told in message for message in found)


def test_letters_stand_at_their_line_in_a_block_of_text() -> None:
    block = ">-\n      Думать о\n      людях и oтчёте."
    source = SOUND.replace("{ru: Думать о людях., en: Thinking of people.}", block)
    (finding,) = check_source(source)
    assert source.split("\n")[finding.line - 1] == "      людях и oтчёте."
