"""Ukrainian, German, Tatar and French: turns told, inflected words found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from codebooks_of_others import make_codebook
from hypothesis import given
from hypothesis import strategies as st

from qualcode.files import find_transcripts
from qualcode.language import describe_language, language_module
from qualcode.language.detect import (
    NOTHING,
    Evidence,
    detect_language,
    tell_language,
    weigh_language,
)
from qualcode.language.other import other_language
from qualcode.language.stop_words import stop_words
from qualcode.language.words import find_words
from qualcode.model.transcript import Transcript
from qualcode.pipeline import Coded, code_text, code_transcript, read_corpus
from qualcode.respondents import EMPTY_TABLE
from qualcode.tagging import Tagger

INTERVIEWS = Path(__file__).parent / "interviews"
SAMPLE = Path(__file__).parents[2] / "transcripts_sample" / "npm_tensions"
MANY = ("ru", "en", "uk", "de", "tt", "be", "bg", "kk", "fr", "pl", "nl")


def read(name: str) -> Transcript:
    return read_corpus(find_transcripts([INTERVIEWS / f"{name}.txt"])).transcripts[0]


def code(name: str, *languages: str) -> Coded:
    return code_transcript(read(name), Tagger(make_codebook(*languages)), EMPTY_TABLE)


def weigh(text: str, *languages: str) -> Evidence:
    return weigh_language((word.text for word in find_words(text)), languages)


@pytest.mark.parametrize(
    ("name", "language"), [("ukrainian", "uk"), ("german", "de"), ("tatar", "tt")]
)
@pytest.mark.parametrize("beside", [(), MANY])
def test_an_interview_is_in_its_language(name: str, language: str, beside: tuple[str, ...]) -> None:
    turns = [
        weigh(read(name).text[turn.start : turn.stop], language, *beside)
        for turn in read(name).turns
    ]
    assert len(turns) >= 12
    whole = sum(turns, start=NOTHING)
    assert {tell_language(turn, whole) for turn in turns} == {language}


def test_two_languages_of_one_script_stand_apart() -> None:
    coded = code("russian_and_ukrainian", "ru", "uk")
    by_speaker = {
        speaker: {
            segment.language
            for segment in coded.segments
            for turn in coded.transcript.turns
            if turn.number == segment.turn and turn.speaker == speaker
        }
        for speaker in ("Марія", "Ольга")
    }
    assert by_speaker == {"Марія": {"uk"}, "Ольга": {"ru"}}
    found = [(hit.code, hit.words) for hit in coded.tagged.hits]
    assert found == [
        ("saving", "економією"),
        ("saving", "працівників скоротили"),
        ("saving", "Экономия"),
        ("care", "турбота"),
        ("care", "людину"),
        ("care", "Забота"),
    ]


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        (
            "ukrainian",
            "uk",
            "економію економимо працівників_скоротили Люди турбота турботи людину перевірки"
            " перевірка контроль здоров'я людей людиною економія турботі",
        ),
        (
            "german",
            "de",
            "sparen Kürzungen Stellen_gestrichen gespart Menschen begleitet Fürsorge kontrolliert"
            " Kontrollen",
        ),
        (
            "tatar",
            "tt",
            "кешеләр акча_җитми экономия Кешеләр кайгыртучанлык Тикшерүләр тикшерү"
            " кешеләр кешеләргә Кайгыртучанлыкны",
        ),
    ],
)
def test_words_are_found_as_far_as_they_are_known(name: str, language: str, words: str) -> None:
    expected = [word.replace("_", " ") for word in words.split()]
    assert [hit.words for hit in code(name, language).tagged.hits] == expected


def test_elisions_open_in_texts_as_in_codebooks() -> None:
    said = "Il y a un manque d’argent à l’école, on fait l'économie de tout."
    coded = code_text(said, Tagger(make_codebook("fr")), "fr")
    assert [hit.words for hit in coded.tagged.hits] == ["manque d’argent", "l’école", "l'économie"]


@pytest.mark.parametrize(
    ("language", "word", "opened"),
    [
        ("fr", "l'école", "école"),
        ("fr", "qu'il", "il"),
        ("fr", "aujourd'hui", "aujourd'hui"),
        ("fr", "quelqu'un", "quelqu'un"),
        ("fr", "prud'hommes", "prud'hommes"),
        ("it", "nell'istituto", "istituto"),
        ("it", "po'", "po'"),
        ("ca", "d'aquí", "aquí"),
        ("de", "geht's", "geht"),
        ("uk", "здоров'я", "здоров'я"),
        ("tt", "don't", "don't"),
        ("be", "аб'ект", "аб'ект"),
        ("ja", "a'b", "a'b"),
        ("zz", "l'école", "l'école"),
    ],
)
def test_contractions_open_where_spacy_opens_them(language: str, word: str, opened: str) -> None:
    assert language_module(language).open_contraction(word) == (opened,)


@pytest.mark.parametrize(
    ("language", "word", "bases"),
    [
        ("uk", "закладів", {"заклад"}),
        ("uk", "об'єктів", {"об'єкт"}),
        ("de", "häusern", {"haus"}),
        ("de", "würde", {"würde"}),
        ("de", "wird", {"werden"}),
        ("de", "arbeiten", {"arbeiten", "arbeit"}),
        ("no", "skolene", {"skole"}),
        ("hr", "kuće", {"kuća"}),
        ("tt", "кешеләр", {"кешеләр"}),
        ("zz", "кешеләр", {"кешеләр"}),
    ],
)
def test_base_forms(language: str, word: str, bases: set[str]) -> None:
    module = language_module(language)
    assert module.readings(word) == bases
    assert module.forms_of(bases) == bases
    assert module.narrow(bases)(word)


@pytest.mark.parametrize(
    ("language", "known", "unknown"), [("uk", "заклад", "закладд"), ("tt", "", "кеше")]
)
def test_known_words(language: str, known: str, unknown: str) -> None:
    module = language_module(language)
    assert not known or module.is_known(known)
    assert not module.is_known(unknown)


@given(st.text(max_size=12), st.sampled_from(["de", "fr", "tt", "zz", "uk", "it"]))
def test_any_word_is_a_word(text: str, language: str) -> None:
    for word in find_words(text):
        module = language_module(language)
        (opened,) = module.open_contraction(word.text)
        assert opened in word.text
        assert all(module.readings(opened))


def test_a_language_is_one_object() -> None:
    assert language_module("uk") is language_module("uk") is other_language("uk")
    assert language_module("") is not language_module("uk")


@pytest.mark.parametrize(
    ("text", "languages", "language"),
    [
        ("Das ist eine sehr schwierige Frage gewesen.", ("de",), "de"),
        ("We do not know what to do with it at all.", ("de",), "en"),
        ("Мы не знаем, что с этим делать, и всё тут.", ("uk",), "ru"),
        ("Ми не знаємо, що з цим робити, і все тут.", ("uk",), "uk"),
        ("Безгә һәр көнне акча турында сөйлиләр.", ("tt",), "tt"),
        ("Мы не знаем, что с этим делать, и всё тут.", ("tt", "be"), "ru"),
        ("Нам кажуць пра эканомію, бо ўсё трэба лічыць дзеля справаздачы.", ("be",), "be"),
        ("Δεν ξέρουμε τι να κάνουμε με αυτό εδώ και τώρα.", ("el",), "el"),
        ("Δεν ξέρουμε τι να κάνουμε με αυτό εδώ και τώρα.", ("de",), ""),
        ("Wir haben darüber", ("de",), ""),
    ],
)
def test_talk_is_told_among_the_codebooks_languages(
    text: str, languages: tuple[str, ...], language: str
) -> None:
    assert detect_language(weigh(text, *languages)) == language


@pytest.mark.parametrize(
    ("turn", "transcript", "language"),
    [
        ("Ні, не всі.", "Мы не знаем, что с этим делать, и всё тут.", "uk"),
        ("Да, это так.", "Ми не знаємо, що з цим робити, і все тут.", "ru"),
        ("KPI", "Ми не знаємо, що з цим робити, і все тут.", "uk"),
        ("Так.", "Мы не знаем, что с этим делать, и всё тут.", "ru"),
        ("Так.", "Ми не знаємо, що з цим робити, і все тут.", "uk"),
        ("Ні.", "We do not know what to do with it at all.", "uk"),
        ("економія", "економія", "uk"),
        ("экономия", "экономия", "ru"),
        ("saving", "saving", "en"),
        ("442", "442", ""),
    ],
)
def test_a_short_turn_takes_the_likeliest(turn: str, transcript: str, language: str) -> None:
    own = weigh(turn, "uk")
    whole = own if turn == transcript else own + weigh(transcript, "uk")
    assert tell_language(own, whole) == language


def test_russian_and_english_talk_stays_what_it_is() -> None:
    """Further languages in a codebook change nothing for the sample interviews."""
    for transcript in read_corpus(find_transcripts([SAMPLE])).transcripts:
        told = []
        for languages in ((), MANY):
            turns = [
                weigh(transcript.text[turn.start : turn.stop], *languages)
                for turn in transcript.turns
            ]
            whole = sum(turns, start=NOTHING)
            told.append([tell_language(turn, whole) for turn in turns])
        assert told[0] == told[1], transcript.id


@pytest.mark.parametrize(
    ("language", "word"), [("de", "nicht"), ("uk", "який"), ("tt", "белән"), ("fr", "l'")]
)
def test_stop_words(language: str, word: str) -> None:
    assert word in stop_words(language)


@pytest.mark.parametrize("language", ["zz", "", "any", "kk"])
def test_stop_words_nobody_lists(language: str) -> None:
    assert stop_words(language) == frozenset()


def test_a_language_is_described() -> None:
    assert "in any form" in describe_language("uk")
    assert "only as written" in describe_language("tt")
    assert "commonest words" in describe_language("tt")
    assert "letters" in describe_language("zz")
    assert "negation" in describe_language("ru")


def test_spacy_stays_out_of_russian_and_english() -> None:
    """Its import takes over a second."""
    script = (
        "import sys\n"
        "from qualcode.language import describe_language, language_module\n"
        "from qualcode.language.detect import detect_language, weigh_language\n"
        "from qualcode.language.stop_words import stop_words\n"
        "for code in ('ru', 'en', '', 'any'):\n"
        "    language_module(code).readings('word')\n"
        "    stop_words(code)\n"
        "assert detect_language(weigh_language('и в не на что'.split(), ('ru', 'en'))) == 'ru'\n"
        "assert 'spacy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
