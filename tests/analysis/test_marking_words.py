"""Which words mark a group: published examples, and talk counted by hand."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from constructed_run import Said, make_run, make_table

from qualcode.analysis.results import analyse
from qualcode.analysis.words import count_words
from qualcode.analysis.words.lexicon import Lexicon
from qualcode.analysis.words.log_odds import find_keyness, scale_prior, weigh_log_odds


def counted(*sides: str) -> tuple[list[str], list[np.ndarray]]:
    counts = [Counter(side.split()) for side in sides]
    words = sorted(set().union(*counts))
    return words, [np.array([one[word] for word in words], dtype=np.int64) for one in counts]


def test_log_odds_with_a_flat_prior() -> None:
    """The example in the README of github.com/Wigder/fightin_words: prior .05 for each word."""
    words, (first, second) = counted(
        "the quick brown fox jumps over the lazy pig",
        "the lazy purple pig jumps over the lazier donkey",
    )
    _, z = weigh_log_odds(first, second, np.full(len(words), 0.05))
    expected = dict.fromkeys(words, 0.0)
    expected |= dict.fromkeys(("quick", "brown", "fox"), 0.6894227887)
    expected |= dict.fromkeys(("donkey", "lazier", "purple"), -0.6894227887)
    assert dict(zip(words, z, strict=True)) == pytest.approx(expected, abs=1e-10)


def test_log_odds_by_another_formula() -> None:
    """The formula of Monroe, Colaresi & Quinn 2008, written out for one word."""
    first, second = np.array([30, 970]), np.array([10, 1490])
    prior = scale_prior(first + second, 500)
    assert prior.tolist() == pytest.approx([500 * 40 / 2500, 500 * 2460 / 2500])
    log_odds, z = weigh_log_odds(first, second, prior)
    here, there = (30 + 8) / (1500 - 38), (10 + 8) / (2000 - 18)
    assert log_odds[0] == pytest.approx(np.log(here / there))
    assert z[0] == pytest.approx(np.log(here / there) / (1 / 38 + 1 / 18) ** 0.5)


def test_one_word_is_all_that_anybody_says() -> None:
    log_odds, z = weigh_log_odds(np.array([5]), np.array([3]), scale_prior(np.array([8])))
    assert log_odds.tolist() == z.tolist() == [0.0]
    frame = talk(A1="roof", A2="roof roof", A3="roof", N1="roof")
    assert frame["z"].tolist() == [0.0, 0.0]
    assert frame["count"].tolist() == [4, 1]


def test_keyness() -> None:
    """10 in 1,000 against 2 in 1,500: the two-cell formula gives 9.555648."""
    first, second = np.array([10, 990, 0]), np.array([2, 1498, 0])
    assert find_keyness(first, second)[0] == pytest.approx(9.555648, abs=1e-6)
    assert find_keyness(first, second)[2] == 0
    assert find_keyness(first * 0, second * 0).tolist() == [0, 0, 0]


def talk(**said: str) -> pd.DataFrame:
    """Return the table of what respondents A1, A2 … (admin) and N1, N2 … (ngo) say."""
    types = {id: "admin" if id[0] == "A" else "ngo" for id in said}
    interviews = {f"{id}.txt": [Said(id, text)] for id, text in said.items()}
    return analyse(make_run(interviews, make_table(types)))["words"]


def words_of(frame: pd.DataFrame, group: str) -> list[str]:
    return list(frame[frame["group"] == group]["word"])


def test_words_are_counted_by_base_form_and_respondent() -> None:
    frame = talk(
        A1="We cut budgets and the budget again", A2="A budget", A3="Budgets, budgets",
        N1="They sing", N2="They sang about budgets", N3="She sings songs",
    )  # fmt: skip
    assert words_of(frame, "admin") == ["budget"]
    row = frame[frame["group"] == "admin"].iloc[0]
    assert (row["rank"], row["written"], row["forms"]) == (1, "budgets", "budgets budget")
    assert (row["count"], row["elsewhere"]) == (5, 1)
    assert (row["respondents"], row["of"]) == (3, 3)
    assert (row["respondents_elsewhere"], row["of_elsewhere"]) == (1, 3)
    assert row["per_1000_words"] == pytest.approx(1000 * 5 / 11)
    assert row["per_1000_elsewhere"] == pytest.approx(1000 * 1 / 9)
    assert row["most_by_one"] == pytest.approx(2 / 5)
    assert row["z"] > 0
    assert words_of(frame, "ngo") == ["sing"]  # three persons; `song` is said by one


def test_a_word_of_two_persons_of_three_marks_nothing() -> None:
    frame = talk(A1="budget", A2="budget", A3="roof", N1="roof", N2="roof", N3="roof")
    assert words_of(frame, "admin") == []
    assert words_of(frame, "ngo") == ["roof"]


def test_in_a_small_group_all_must_say_it_and_nothing_is_ranked() -> None:
    frame = talk(A1="budget roof", A2="budget", N1="roof tea", N2="roof", N3="roof")
    assert words_of(frame, "admin") == ["budget"]
    assert frame[frame["group"] == "admin"]["rank"].isna().all()
    assert frame[frame["group"] == "ngo"]["rank"].tolist() == [1]


def test_names_placeholders_remarks_figures_and_function_words_are_left_out() -> None:
    said = "So Petrov said [Name-3] had a roof in Perm, 2015, NGO (laughs loudly) because"
    frame = talk(A1=said, A2=said, A3=said, N1="Nothing")
    assert sorted(words_of(frame, "admin")) == ["ngo", "roof"]
    shown = frame[frame["word"] == "ngo"].iloc[0]
    assert shown["written"] == "NGO"
    # left out of the list, not of the sums; remarks were never said
    assert shown["per_1000_words"] == pytest.approx(1000 / 12)


def test_a_capital_where_a_sentence_begins_makes_no_name() -> None:
    said = "Roofs leak. Roofs cost. «Roofs» again"
    frame = talk(A1=said, A2=said, A3=said, N1="Tea")
    assert sorted(words_of(frame, "admin")) == ["cost", "leak", "roof"]


def test_languages_stand_apart_and_one_group_has_no_other() -> None:
    run = make_run(
        {
            "a.txt": [Said("A1", "budget"), Said("A1", "смета", "ru")],
            "b.txt": [Said("N1", "roof")],
        },
        make_table({"A1": "admin", "N1": "ngo"}),
    )
    frame = analyse(run)["words"]
    assert set(frame["language"]) == {"en"}
    assert frame[["group", "word"]].to_numpy().tolist() == [["admin", "budget"], ["ngo", "roof"]]


def test_a_stray_sentence_makes_nobody_a_speaker_of_a_language() -> None:
    run = make_run(
        {
            "a.txt": [Said("A1", "roof " * 20), Said("A1", "да", "ru")],
            "b.txt": [Said("N1", "крыша", "ru")],
        },
        make_table({"A1": "admin", "N1": "ngo"}),
    )
    english, russian = analyse(run).spoken
    assert [voice.respondent for voice in english.voices] == ["A1"]
    assert [voice.respondent for voice in russian.voices] == ["N1"]
    assert russian.words == ("крыша",)


def test_nobody_speaks() -> None:
    frame = analyse(make_run({"a.txt": [Said("", "Hello?")]}))["words"]
    assert len(frame) == 0


@pytest.mark.parametrize(
    ("language", "said", "word", "base"),
    [
        ("ru", {"боли": 1, "болью": 5, "болеют": 1}, "боли", "боль"),
        ("ru", {"боли": 1, "болью": 1, "болеют": 5}, "боли", "болеть"),
        ("ru", {"уже": 1, "узкий": 9}, "уже", "уже"),  # a function word is no other word
        ("ru", {"стали": 1, "сталь": 9}, "стали", "стать"),
        ("de", {"menschen": 1}, "menschen", "mensch"),
        ("", {"roofs": 1}, "roofs", "roofs"),
    ],
)
def test_a_word_counts_under_one_base_form(
    language: str, said: dict[str, int], word: str, base: str
) -> None:
    assert Lexicon(language, said).bases_of(word) == (base,)


def test_contractions_count_as_the_words_they_are_made_of() -> None:
    lexicon = Lexicon("en", {"don't": 1})
    assert lexicon.bases_of("don't") == ("do", "not")
    assert not lexicon.has_content("do")


def test_german_nouns_are_no_names() -> None:
    run = make_run({"a.txt": [Said("A", "Wir haben Menschen gesehen", "de")]})
    (spoken,) = count_words(analyse(run).given.frames, analyse(run).given.voices)
    content = [word for word, shown in zip(spoken.words, spoken.content, strict=True) if shown]
    assert any(word.startswith("mensch") for word in content)


def test_the_order_of_the_interviews_does_not_matter() -> None:
    said = {"A1": "roof budget tea", "A2": "tea roof", "N1": "tea budget", "N2": "budget tea"}
    pd.testing.assert_frame_equal(talk(**said), talk(**dict(reversed(said.items()))))
