"""Marks on hits by the words around them."""

import pytest
from constructed_codebook import Find

BORDERS = """\
No, there is competition.|competition|0
Нет - контроль есть.|контроль|0
Контроля нет. Помогает внимание.|контроль|1
Контроля нет, помогает внимание.|контроль|1
экономии нет⏎⏎контроль есть|контроль|0
экономии нет,контроль есть|контроль|0
There is no saving—control matters here.|control|0
Нет какого-то такого-то контроля.|контроль|1
Нет — контроль есть.|контроль|0
У нас нет ⏎контроля.|контроль|1"""


@pytest.mark.parametrize("row", BORDERS.split("\n"))
def test_where_negation_ends(find: Find, row: str) -> None:
    text, term, negated = row.replace("⏎", "\n").split("|")
    hits = find(text, {"any": [term]}).tagged.hits
    (hit,) = (hit for hit in hits if hit.code == "c")
    assert hit.polarity == ("negated" if negated == "1" else "affirmed")
    assert bool(hit.cue) == (negated == "1")


def test_a_cue_inside_the_hit_does_not_negate_it(find: Find) -> None:
    (hit,) = find("Мы работаем не за деньги.", ["не за деньги"]).tagged.hits
    assert hit.polarity == "affirmed"


@pytest.mark.parametrize(
    ("setting", "polarities", "suppressed"),
    [("mark", ["negated"], []), ("ignore", ["affirmed"], []), ("exclude", [], ["negated"])],
)
def test_settings_of_negation(
    find: Find, setting: str, polarities: list[str], suppressed: list[str]
) -> None:
    tagged = find("Нет контроля.", ["контроль"], negation=setting).tagged
    assert [hit.polarity for hit in tagged.hits] == polarities
    assert [one.reason for one in tagged.suppressed] == suppressed


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("У нас экономия.", "own"),
        ("Нам говорят: экономия прежде всего.", "reported"),
        ("Мне сказали, что будет экономия.", "reported"),
        ("Я говорил, что будет экономия.", "own"),
        ("По словам министра, это экономия.", "reported"),
        ("«Нужна экономия во всём», — и ушёл.", "reported"),
        ("Эта их «экономия».", "own"),
        ("Нам говорят: терпите. А у нас экономия.", "own"),
        ("Так считают. Важно, что экономия есть.", "own"),
        ("Ну так они сказали, что… Экономия у нас есть.", "own"),
        ("Закон «О контрактной системе. У нас экономия.", "own"),
        ("Решаю я. Говорят, что будет экономия.", "reported"),
    ],
)
def test_voice(find: Find, text: str, voice: str) -> None:
    (hit,) = find(text, ["экономия"]).tagged.hits
    assert hit.voice == voice


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("У нас экономия.", "fact"),
        ("Хотелось бы больше экономии.", "wish"),
        ("Раньше была экономия.", "past"),
        ("Где экономия?", "question"),
        ("We would like more saving.", "wish"),
        ("There used to be saving.", "past"),
    ],
)
def test_modality(find: Find, text: str, modality: str) -> None:
    (hit,) = find(text, {"ru": ["экономия"], "en": ["saving"]}).tagged.hits
    assert hit.modality == modality


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("У нас экономия.", ""),
        ("Нам говорят, что нужна экономия.", "говорят, что"),
        ("Нам сказали прямо, чтобы была экономия.", "сказали прямо, чтобы"),
        ("Директор говорит: экономия!", "говорит:"),
        ("По словам министра, это экономия.", "По словам"),
        ("Все твердят «нам надо больше экономии» и молчат.", "«нам надо …»"),
        ("Лозунг «Только строгая экономия» висит.", "«Только строгая экономия»"),
        ("Говорят, что надо, а я считаю, что экономия вредна.", ""),
        ("I said: 'we need more saving'.", ""),
        ("He said: 'we need more saving'.", "'we need …'"),
        ("They told us that saving comes first.", "told us that"),
    ],
)
def test_the_words_that_show_the_voice(find: Find, text: str, cue: str) -> None:
    (hit,) = find(text, {"ru": ["экономия"], "en": ["saving"]}).tagged.hits
    assert hit.voice_cue == cue


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("У нас экономия.", ""),
        ("Хотелось бы, чтобы была экономия.", "Хотелось бы, чтобы"),
        ("Экономия нам нужна.", "нужна"),
        ("Лет десять назад была экономия.", "Лет десять назад"),
        ("Где экономия?", "?"),
        ("There used to be saving.", "used to"),
    ],
)
def test_the_words_that_show_the_modality(find: Find, text: str, cue: str) -> None:
    (hit,) = find(text, {"ru": ["экономия"], "en": ["saving"]}).tagged.hits
    assert hit.modality_cue == cue


def test_a_turn_without_a_full_stop_ends_all_the_same(find: Find) -> None:
    (hit,) = find("Раньше была экономия, а сейчас нет", ["экономия"]).tagged.hits
    assert (hit.polarity, hit.cue) == ("negated", "а сейчас нет")


def test_a_quotation_may_hold_several_sentences(find: Find) -> None:
    text = "Она пишет: «Так жить нельзя. Нужна экономия. Спасибо.» А экономия у нас есть."
    assert [hit.voice for hit in find(text, ["экономия"]).tagged.hits] == ["reported", "own"]


def test_an_aside_is_none_where_a_clause_ends_beside_it(find: Find) -> None:
    text = "Денег нет, ну экономия есть."
    (hit,) = find(text, ["экономия"]).tagged.hits
    assert hit.polarity == "affirmed"
