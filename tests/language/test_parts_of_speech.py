import pytest

from qualcode.language import language_module
from qualcode.language.parts_of_speech import contradicts, possible_parts

CASES = [
    # word, base the indicator found it by, what a model says, whether that rules it out
    ("ru", "берет", "брать", "VERB", False),
    ("ru", "берет", "брать", "AUX", False),
    ("ru", "берет", "брать", "NOUN", True),
    ("ru", "берет", "берет", "NOUN", False),
    ("ru", "берет", "берет", "VERB", True),
    ("ru", "берет", "берет", "X", False),
    ("ru", "берет", "берет", "", False),
    ("ru", "берет", "берет", "PART", False),
    ("ru", "стали", "стать", "AUX", False),
    ("ru", "стали", "стать", "NOUN", True),
    ("ru", "стали", "стать", "PROPN", True),
    ("ru", "стоит", "стоить", "NOUN", False),
    ("ru", "стоит", "стоить", "VERB", False),
    ("ru", "течь", "течь", "NOUN", False),
    ("ru", "течь", "течь", "VERB", False),
    ("ru", "печь", "печь", "VERB", False),
    ("ru", "дорогой", "дорогой", "NOUN", True),
    ("ru", "дорогой", "дорога", "ADJ", True),
    ("ru", "дорогой", "дорога", "DET", False),
    ("ru", "больной", "больной", "NOUN", False),
    ("ru", "проверяющие", "проверять", "NOUN", False),
    ("ru", "проверяющие", "проверять", "ADJ", False),
    ("ru", "данные", "дать", "ADJ", False),
    ("ru", "данные", "дать", "NOUN", True),
    ("ru", "эффективно", "эффективный", "ADV", False),
    ("ru", "эффективно", "эффективно", "ADJ", False),
    ("ru", "мой", "мыть", "DET", False),
    ("ru", "мой", "мой", "VERB", True),
    ("ru", "надо", "надо", "NOUN", False),
    ("ru", "берет-то", "берет", "VERB", True),
    ("ru", "ухода", "уход", "VERB", False),
    ("ru", "зюзюкали", "зюзюкать", "NOUN", False),
    ("en", "saving", "save", "VERB", False),
    ("en", "saving", "save", "ADJ", False),
    ("en", "saving", "save", "NOUN", False),
    ("en", "cutting", "cut", "NOUN", True),
    ("en", "cutting", "cut", "VERB", False),
    ("en", "cutting", "cutting", "VERB", False),
    ("en", "children", "child", "VERB", False),
    ("de", "arbeiten", "arbeit", "VERB", False),
    ("", "saving", "saving", "VERB", False),
]


@pytest.mark.parametrize(("language", "word", "base", "found", "ruled_out"), CASES)
def test_a_model_is_believed_where_the_dictionary_has_another_reading(
    language: str, word: str, base: str, found: str, ruled_out: bool
) -> None:
    assert contradicts(found, possible_parts(language, word, frozenset({base}))) is ruled_out


@pytest.mark.parametrize(("language", "word"), sorted({(case[0], case[1]) for case in CASES}))
@pytest.mark.parametrize("found", ["NOUN", "PROPN", "VERB", "ADJ", "ADV", "X", ""])
def test_a_word_found_by_all_its_readings_is_never_ruled_out(
    language: str, word: str, found: str
) -> None:
    bases = language_module(language).readings(word)
    possible = possible_parts(language, word, bases)
    rare = {"стали": {"NOUN", "PROPN"}}.get(word, set())  # `сталь` is too rare to be a reading
    assert contradicts(found, possible) is (found in rare)
