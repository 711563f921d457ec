"""Labels are believed by evidence over the whole file: prose with colons never makes speakers."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.wording import put

PROSE = {
    "ru": """Дом стоял на самой горе, и зимой к нему было не подъехать.
Мы возили воду на санках, а дрова пилили сами.
Отец работал на станции, мать вела дом и огород.
Потом станцию закрыли, и люди стали уезжать.
Сначала уехали молодые, за ними учитель и фельдшер.
Школа простояла пустой три года, потом её разобрали.
Мать говорила, что надо ждать, и мы ждали.
Однажды весной приехали люди из области и долго ходили по улице.
Они обещали дорогу, автобус и магазин.
Дорогу начали осенью, но денег хватило до моста.
Автобус ходил два раза в неделю, пока не сломался.
Магазин открыли в старом клубе, хлеб привозили по средам.
Люди приходили за час и стояли у крыльца.
Зимой хлеба не было совсем, и мы пекли сами.
Тогда отец решил, что пора, и продал корову.
Корову было жалко больше, чем дом.
Весной мы уехали, а дом остался.
Теперь там живёт один старик, который никого не ждёт.
Летом мы приезжаем к нему, привозим чай и лекарства.
Старик рад, но разговор у нас не выходит.""".split("\n"),
    "en": """The house stood on the hill, and in winter nobody could reach it.
We brought water on a sledge and cut the wood ourselves.
Father worked at the station, mother kept the house.
Then the station was closed and people began to leave.
Young people left first, the teacher and the nurse after them.
School was empty for three years, then it was taken down.
Mother said that we should wait, and we waited.
One spring some people came from town and walked about for hours.
They promised a road, a bus and a shop.
Work on the road began in autumn, but the money ended at the bridge.
The bus came twice a week until it broke down.
People came an hour early and stood at the door.
In winter there was no bread at all, and we made our own.
So father decided that it was time and sold the cow.
Nobody was sorry for the house, but all of us were for the cow.
In spring we left and the house stayed.
Now one old man lives there, who waits for nobody.
In summer we come and bring him tea.
He is glad, but there is not much to talk about.""".split("\n"),
}
LANGUAGES = st.sampled_from(sorted(PROSE))


def read(text: str) -> Transcript:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8")
        return read_transcript(path, path.name)


def with_colon(sentence: str, words: int) -> str:
    """Put a colon after the first words: `Потом: станцию закрыли …`."""
    parts = sentence.split(" ")
    return " ".join([*parts[: words - 1], parts[words - 1].rstrip(",.") + ":", *parts[words:]])


@st.composite
def prose(draw: st.DrawFn) -> list[str]:
    """Give paragraphs of prose, many of them with a colon after their first words."""
    sentences = PROSE[draw(LANGUAGES)]
    picked = draw(st.lists(st.sampled_from(sentences), min_size=8, max_size=60))
    colons = draw(st.lists(st.integers(0, 3), min_size=len(picked), max_size=len(picked)))
    pairs = zip(picked, colons, strict=True)
    return [with_colon(sentence, words) if words else sentence for sentence, words in pairs]


@settings(max_examples=80, deadline=None)
@given(prose(), st.sampled_from(["\n", "\n\n"]))
def test_prose_with_colons_has_no_speakers(paragraphs: list[str], between: str) -> None:
    assert {s.label for s in read(between.join(paragraphs)).speakers} == {"?"}


@settings(max_examples=80, deadline=None)
@given(prose(), st.sampled_from(["\n", "\n\n"]), st.integers(1, 4))
def test_prose_inside_answers_has_no_speakers(
    paragraphs: list[str], between: str, size: int
) -> None:
    talk = []
    for place in range(0, len(paragraphs), size):
        talk += ["И: А что было потом?", "Р: Сейчас скажу.", *paragraphs[place : place + size]]
    transcript = read(between.join(talk))
    assert {speaker.label for speaker in transcript.speakers} == {"И", "Р"}
    assert len(transcript.turns) == 2 * len(range(0, len(paragraphs), size))


NAMES = ["Анна", "Борис", "Мария Петрова", "П. Сомов", "Ведущий", "Ж3", "О'Нил", "Dr. Kim", "stark"]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True),
    st.integers(0, 2**32),
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from(
        ["{}: {}", "{}:\n{}", "{}:\t{}", "**{}:** {}", "[00:01:02] {}: {}", "{} [0:12]: {}"]
    ),
)
def test_names_that_talk_in_turn_are_speakers(
    names: list[str], seed: int, between: str, form: str
) -> None:
    chance = random.Random(seed)
    order = names * 2
    while len(order) < 40:
        order.append(chance.choice([name for name in names if name != order[-1]]))
    said = [(name, chance.choice(PROSE["ru"])) for name in order]
    transcript = read(between.join(form.format(*turn) for turn in said))
    turns = [(t.speaker, transcript.text[t.start : t.stop]) for t in transcript.turns]
    assert turns == said


@pytest.mark.parametrize("language", ["en", "ru"])
def test_grounds_say_why(language: str) -> None:
    transcript = read("Анна: Как?\n\nБорис: Так.\n\nИ вот ещё что.\n\n" * 5)
    note = next(note for note in transcript.notes if note.phrase.id == "layout.found")
    told = put(note.phrase, language)
    expected = {
        "en": "“Анна” (5×), “Борис” (5×); 10 of 15 paragraphs begin so, and another label follows "
        "9 times of 9",
        "ru": "«Анна» (5×), «Борис» (5×); так начинаются абзацы: 10 из 15; за меткой следует "
        "другая: в 9 случаях из 9",
    }
    assert expected[language] in told
