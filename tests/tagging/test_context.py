"""Marks on hits by the words around them."""

import pytest
from constructed_codebook import Find

NEGATION = """\
У нас нет контроля со стороны министерства.|контроль|1
Контроля нет, и слава богу.|контроль|1
Нас не контролируют.|контролировать|1
Не только экономия, но и качество.|экономия|0
Без экономии не обойтись.|экономия|0
Нельзя не говорить об эффективности.|эффективность|0
Мы не против конкуренции.|конкуренция|0
Это не внимание, а формальность.|внимание|1
Это не формальность, а внимание.|внимание|0
Нет, контроль есть всегда.|контроль|0
Да нет, инициатива приветствуется.|инициатива|0
Никакой самостоятельности у директора.|самостоятельность|1
Ни инициативы, ни поддержки.|поддержка|1
Отсутствие обратной связи мешает.|обратная связь|1
Вряд ли это экономия.|экономия|1
Денег не хватает, но качество держим.|качество|0
Я не знаю, какая там эффективность.|эффективность|0
Качество не страдает.|качество|0
Не сказал бы, что стало больше контроля.|контроль|1
Конкуренции как таковой не существует.|конкуренция|1
There is no competition here.|competition|1
We don't feel any control.|control|1
It is not only about saving, but also dignity.|dignity|0
Competition does not exist.|competition|1
Without autonomy there is no quality.|quality|1
Not that I am against competition.|competition|0
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


@pytest.mark.parametrize("row", NEGATION.split("\n"))
def test_negation(find: Find, row: str) -> None:
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
