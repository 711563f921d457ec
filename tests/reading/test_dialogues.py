"""Dialogues in which a dash opens a turn and nobody is named."""

from __future__ import annotations

import random
import re
import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from turn_cases import Case, cases, check

from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.layouts import alternation
from qualcode.reading.layouts.alternation import Piece, follow, look_of
from qualcode.reading.wording import put


@pytest.mark.parametrize("case", cases("turns/dialogues"), ids=lambda case: case.name)
def test_case(tmp_path: Path, case: Case) -> None:
    check(case, case.read(tmp_path))


def read(text: str) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8", newline="")
        return read_transcript(path, "a.txt")


QUESTIONS = [
    "Давно вы здесь работаете?",
    "А до этого где вы были?",
    "Что изменилось за это время?",
    "И часто к вам приходят?",
    "Как вы к этому относитесь?",
    "Кто вам помогает?",
]
ANSWERS = [
    "Двадцать лет, сначала медсестрой, потом старшей.",
    "В районной больнице, там закрыли отделение, и я ушла.",
    "Бумаг стало больше, а людей меньше. Вот и всё, пожалуй.",
    "Каждый день человек по десять, и все со своей бедой.",
    "Спокойно. Раньше переживала, теперь привыкла, куда деваться.",
    "Никто, всё сама.",
]


def talk(pairs: int, seed: int) -> list[str]:
    chosen = random.Random(seed)
    return [
        words for _ in range(pairs) for words in (chosen.choice(QUESTIONS), chosen.choice(ANSWERS))
    ]


def voices(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.voice, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("together", [2, 3, 4])
def test_turns_of_one_paragraph_are_told_apart_wherever_they_stand(
    seed: int, together: int
) -> None:
    turns = talk(20, seed)
    place = random.Random(seed).randrange(1, len(turns) - together)
    merged = " - ".join(turns[place : place + together])
    text = "\n".join(f"— {words}" for words in (*turns[:place], merged, *turns[place + together :]))
    transcript = read(text)
    expected = [(f"— {n % 2 + 1}", words) for n, words in enumerate(turns)]
    assert voices(transcript) == expected
    (note,) = (note for note in transcript.notes if note.phrase.id == "dashes.split")
    assert dict(note.phrase.values)["n"] == together - 1
    assert f"line {place + 1} " in put(note.phrase)


@pytest.mark.parametrize("seed", range(12))
def test_an_answer_with_two_dashes_swaps_nothing_below(seed: int) -> None:
    turns = talk(20, seed)
    place = random.Random(seed).randrange(3, 17) * 2 + 1
    parts = ["Ну вот так я и живу с тех пор, и ничего.", "А потом ещё и крыша потекла, весной."]
    text = "\n".join(f"— {words}" for words in (*turns[:place], *parts, *turns[place + 1 :]))
    transcript = read(text)
    answering = {"— 2"}
    assert {
        voice for voice, words in voices(transcript) if words in {*parts, *ANSWERS}
    } == answering
    assert any(note.phrase.id == "dashes.slip" and note.warning for note in transcript.notes)


def test_nothing_is_moved_where_the_alternation_is_sound() -> None:
    for seed in range(10):
        transcript = read("\n".join(f"— {words}" for words in talk(15, seed)))
        assert [voice for voice, _ in voices(transcript)] == ["— 1", "— 2"] * 15
        assert not [note for note in transcript.notes if note.kind == "dashes"]


def test_long_answers_leave_few_dashes() -> None:
    """Every other dash asks, and many paragraphs between them have none."""
    more = "\n\n".join(["Так и живём, день за днём, год за годом."] * 6)
    for pairs in (3, 6):
        turns = [f"{w}\n\n{more}" if n % 2 else w for n, w in enumerate(talk(pairs, 5))]
        if pairs > 3:  # one answer has two dashes
            turns[3] = f"Да.\n\n— И нет.\n\n{more}"
        transcript = read("\n\n".join(f"— {words}" for words in turns))
        assert transcript.source.layout == "dashes"
        asking = {voice for voice, words in voices(transcript) if words in QUESTIONS}
        assert asking == {"— 1"}


def test_a_list_of_things_is_no_dialogue_among_paragraphs() -> None:
    text = "\n\n".join(["Нам нужно многое.", "— соль", "— спички"] + ["И ещё вот что."] * 9)
    assert read(text + "\n\n— мыло\n\n— хлеб").source.layout == "unknown"


def test_a_first_line_that_is_a_title_is_no_question() -> None:
    text = "Разговор в саду\n" + "\n".join(f"— {w}" for w in talk(6, 2)[1:])
    assert voices(read(text))[0][1] != "Разговор в саду"


def test_a_few_paragraphs_without_a_dash_are_named() -> None:
    turns = talk(15, 1)
    text = "\n\n".join(f"— {words}" for words in turns) + "\n\nИ ещё чай стоит.\n"
    (note,) = (note for note in read(text).notes if note.kind == "dashes")
    assert note.phrase.id == "dashes.plain"
    assert "И ещё чай" in put(note.phrase, "ru")


def test_where_one_voice_follows_itself_and_the_place_cannot_be_told_it_is_doubtful() -> None:
    turns = [*talk(8, 3), "Да.", "Ну.", "Да.", "Угу.", "Ну.", "Да.", "Ну.", *talk(8, 4)]
    notes = [note.phrase.id for note in read("\n".join(f"— {words}" for words in turns)).notes]
    assert "dashes.slip" in notes
    assert "dashes.doubtful" in notes


PARTS = st.lists(
    st.tuples(
        st.sampled_from(["— ", "- ", "", "\n", "\n— "]),
        st.sampled_from(
            ["слово?", "слово.", "Слово… - Слово?", "слово, - сказал он. - Слово.", ""]
        ),
        st.sampled_from([" ", "\n", "\n\n", " -\n"]),
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS)
def test_turns_follow_each_other_and_no_word_is_lost(parts: list[tuple[str, str, str]]) -> None:
    numbers = iter(range(10_000))
    text = re.sub(
        "[сС]лово", lambda m: f"{m.group()}{next(numbers)}", "".join("".join(p) for p in parts)
    )
    if not any(map(str.isalnum, text)):
        return
    transcript = read(text)
    before, heard = 0, set[str]()
    for turn in transcript.turns:
        assert before <= turn.start < turn.stop
        heard |= set(re.findall(r"лово\d+", transcript.text[turn.start : turn.stop]))
        before = turn.stop
    silent = set(re.findall(r"лово\d+", text)) - heard
    notes = " ".join(put(note.phrase) for note in transcript.notes)
    counted = sum(map(int, re.findall(r"(\d+) words", notes))) + notes.count("One word")
    assert len(silent) <= counted


@pytest.mark.parametrize(
    ("words", "look"),
    [
        ("Вы давно здесь?", (1, 0, 1)),
        ("«Давно?»", (1, 0, 0)),
        ("Ну, да.", (0, 0, 0)),
        ("слово " * 13, (0, 2, 0)),
        ("How is your " + "old " * 40 + "home?", (1, 3, 1)),
    ],
)
def test_what_a_piece_looks_like(words: str, look: tuple[int, int, int]) -> None:
    assert look_of(words) == look


def test_the_likeliest_path_is_the_best_of_all_paths() -> None:
    """The figures of Viterbi's way agree with those of every path, weighed one by one."""
    chosen = random.Random(7)
    looks = [(chosen.randrange(2), chosen.randrange(4), chosen.randrange(2)) for _ in range(9)]
    pieces = [Piece(look, chosen.random() * 4, chosen.random() * 4) for look in looks]
    found = follow(pieces)

    def best_path(of: alternation.Shares) -> tuple[tuple[bool, ...], object, object]:
        return alternation._best_path(pieces, alternation._odds(of))

    shares: alternation.Shares = alternation.USUAL
    for _ in range(alternation.ROUNDS - 1):
        shares = alternation._learn(pieces, best_path(shares)[0])
    odds = alternation._odds(shares)

    def worth(path: tuple[bool, ...]) -> float:
        total = 0.0
        for n, (piece, asks) in enumerate(zip(pieces, path, strict=True)):
            total += sum(odds[p][v] for p, v in enumerate(piece.look)) if asks else 0.0
            if n:
                total -= piece.stay if asks == path[n - 1] else piece.change
        return total

    paths = {path: worth(path) for path in product((True, False), repeat=9)}
    best = max(paths.values())
    assert paths[found.asks] == pytest.approx(best)
    for n in range(9):
        other = max(value for path, value in paths.items() if path[n] is not found.asks[n])
        assert found.voices[n] == pytest.approx(best - other)
        if n:
            change = max(value for path, value in paths.items() if path[n] != path[n - 1])
            stay = max(value for path, value in paths.items() if path[n] == path[n - 1])
            assert found.changes[n] == pytest.approx(change - stay)
