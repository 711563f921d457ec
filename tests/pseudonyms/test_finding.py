"""What is found in talks in which every name is marked, and what is left as it was."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from gold import Talk, load_talks
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Source, Speaker, Transcript, Turn
from qualcode.pseudonyms.corpus import Pseudonymised, pseudonymise
from qualcode.pseudonyms.edits import apply_edits
from qualcode.pseudonyms.names_list import Entry

# What the talks hold beside what is marked, and why it is taken for a name all the same.
EXTRA = {"ru": 4, "en": 0}  # Москва, Мария and Татьяны as kinds of people, Лев Толстой


def transcript(*said: tuple[str, str], id: str = "a.txt") -> Transcript:
    """Make a transcript of labels and what they say, one turn on a line."""
    text, turns = "", []
    for number, (label, words) in enumerate(said, 1):
        start = len(text) + len(label) + 2
        turns.append(Turn(number, label, "respondent", "", start, start + len(words), ""))
        text += f"{label}: {words}\n"
    labels = dict.fromkeys(label for label, _ in said)
    speakers = tuple(Speaker(label, "respondent", None) for label in labels)  # type: ignore[arg-type]
    return Transcript(id, text, tuple(turns), speakers, Source(id, "", "txt", "", "labels"))


def replaced(words: str, *entries: Entry, label: str = "Р") -> str:
    """Return what becomes of words that somebody says."""
    language = "en" if label == "R" else "ru"
    whole = pseudonymise([transcript((label, words))], entries, language=language)
    return new_text(whole).removeprefix(f"{label}: ").rstrip("\n")


def new_text(whole: Pseudonymised, number: int = 0) -> str:
    one = whole.transcripts[number]
    return apply_edits(one.transcript.text, one.edits)


@pytest.fixture(scope="module", params=["ru", "en"])
def measured(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Talk], Pseudonymised]:
    talks = load_talks(request.param)
    folder = tmp_path_factory.mktemp("talks")
    return request.param, talks, pseudonymise([talk.read(folder) for talk in talks])


def test_everything_marked_is_found_and_little_else(
    measured: tuple[str, list[Talk], Pseudonymised],
) -> None:
    language, talks, whole = measured
    found: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for talk, one in zip(talks, whole.transcripts, strict=True):
        assert one.transcript.text.rstrip() == talk.text.rstrip()
        for mark in talk.marked:
            marked[mark.kind] += 1
            over = [e for e in one.edits if e.start < mark.stop and mark.start < e.stop]
            whole_of_it = over and over[0].start <= mark.start and mark.stop <= over[-1].stop
            met[mark.kind] += bool(whole_of_it and over[0].entity.kind == mark.kind)
        found.update(edit.entity.kind for edit in one.edits)
    recall = {kind: met[kind] / marked[kind] for kind in marked}
    assert recall == dict.fromkeys(marked, 1.0)
    assert found.total() - met.total() <= EXTRA[language]


def test_the_same_person_has_one_number_and_no_two_share_one(
    measured: tuple[str, list[Talk], Pseudonymised],
) -> None:
    _, talks, whole = measured
    numbers: dict[str, set[tuple[str, int]]] = {}
    for talk, one in zip(talks, whole.transcripts, strict=True):
        for mark in talk.marked:
            for edit in one.edits:
                if edit.start < mark.stop and mark.start < edit.stop:
                    place = edit.entity.kind, edit.entity.number
                    numbers.setdefault(mark.number, set()).add(place)
    assert {mark for mark, places in numbers.items() if len(places) > 1} == set()
    owners = Counter(place for places in numbers.values() for place in places)
    assert {place for place, count in owners.items() if count > 1} == set()


def test_text_outside_of_what_is_replaced_stays(
    measured: tuple[str, list[Talk], Pseudonymised],
) -> None:
    _, _, whole = measured
    for one in whole.transcripts:
        text, new, place = one.transcript.text, apply_edits(one.transcript.text, one.edits), 0
        done = 0
        for edit in one.edits:
            between = text[done : edit.start]
            assert new[place : place + len(between)] == between
            place += len(between)
            assert new[place : place + len(edit.text)] == edit.text
            place += len(edit.text)
            done = edit.stop
        assert new[place:] == text[done:]


def test_what_is_replaced_once_is_not_replaced_again(
    measured: tuple[str, list[Talk], Pseudonymised], tmp_path: Path
) -> None:
    _, talks, whole = measured
    again = [
        Talk(talk.name, new_text(whole, number), ()).read(tmp_path)
        for number, talk in enumerate(talks)
    ]
    assert [one.edits for one in pseudonymise(again).transcripts] == [()] * len(again)


@given(st.text(alphabet="АБвгеёнор ИвановаМарияВера.,:«»()[]—\n@123-AbcSmith", max_size=120))
def test_any_text_is_read_and_nothing_overlaps(words: str) -> None:
    whole = pseudonymise([transcript(("Р", words.replace("\n", " ") or "да"))])
    edits = whole.transcripts[0].edits
    assert all(one.stop <= other.start for one, other in pairwise(edits))


# In Russian one person is met in many forms.
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Была Мария Петрова. У Петровой болел сын.", "Была [Имя-1]. У [Имя-1] болел сын."),
        ("С Марией Ивановной Петровой и М. И. Петрова", "С [Имя-1] и [Имя-1]"),
        ("Петрова М. И. звонила, Мария Ивановна, да", "[Имя-1] звонила, [Имя-1], да"),
        ("Пришёл Петров, а у него жена Петрова Анна.", "Пришёл [Имя-2], а у него жена [Имя-1]."),
        ("Маша и Мария Лебедева, две подруги", "[Имя-2] и [Имя-1], две подруги"),
        ("Вера нужна всем.", "Вера нужна всем."),
        ("Мы ждали Веру. Вера пришла.", "Мы ждали [Имя-1]. [Имя-1] пришла."),
        ("Живёт во Владимире, а Владимир дома.", "Живёт во [Место-1], а [Имя-1] дома."),
        ("Из Твери в Тверь, потом Россия.", "Из [Место-1] в [Место-1], потом Россия."),
        ("директор Коваль сказал", "директор [Имя-1] сказал"),
        ("Тверской области", "[Место-1]"),
        ("Тверская обл. и Тверской области", "[Место-1] и [Место-1]"),
        ("ООО «Ромашка» и фирма «Ромашка»", "[Организация-1] и [Организация-1]"),
        ("школа № 12 и в школе №12", "[Организация-1] и в [Организация-1]"),
        ("Начальник Генштаба молчит.", "Начальник Генштаба молчит."),
        ("Приехал Московский театр.", "Приехал Московский театр."),
        ("программа «Доступная среда»", "программа «Доступная среда»"),
        ("по улице Мира, дом 5", "по [Адрес-1]"),
        ("Зовут её Гульшат Ринатьевна, а муж Рустемович.", "Зовут её [Имя-1], а муж [Имя-2]."),
        ("К Хрюнделёву ходили. Хрюнделёв молчал.", "К [Имя-1] ходили. [Имя-1] молчал."),
        ("Наш депутат Бойко пропал. Бойко такой.", "Наш депутат [Имя-1] пропал. [Имя-1] такой."),
        ("Был в Великих Луках и Нижнем Новгороде.", "Был в [Место-1] и [Место-2]."),
    ],
)
def test_russian(words: str, expected: str) -> None:
    assert replaced(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I met John Smith. Smith's car is old.", "I met [Name-1]. [Name-1]'s car is old."),
        ("I met Dr Smith and John.", "I met Dr [Name-1] and [Name-2]."),
        ("Will you come? I saw Will there.", "[Name-1] you come? I saw [Name-1] there."),
        ("Rose is a colour.", "Rose is a colour."),
        ("In March we moved to Leeds.", "In March we moved to [Place-1]."),
        ("The Council met on Monday.", "The Council met on Monday."),
        ("She works at Riverside School.", "She works at [Organisation-1]."),
        ("We all speak English in Russia.", "We all speak English in Russia."),
        ("It was the University of Zalesk.", "It was the [Organisation-1]."),
        ("He lives in Derby County.", "He lives in [Place-1]."),
        (
            "We moved to Maly Yar. Well, Maly Yar is far.",
            "We moved to [Place-1]. Well, [Place-1] is far.",
        ),
    ],
)
def test_english(words: str, expected: str) -> None:
    assert replaced(words, label="R") == expected


def test_a_placeholder_is_in_the_language_of_the_turn() -> None:
    talk = transcript(
        ("И", "Расскажите нам, пожалуйста, как вы работали тогда с Ольгой."),
        ("Р", "I worked with Ольга for years, and it was good for all of us there."),
    )
    text = new_text(pseudonymise([talk]))
    assert "[Имя-1]" in text
    assert "[Name-1]" in text


def test_labels_that_are_names_are_replaced_as_in_the_talk() -> None:
    talk = transcript(
        ("Иванова Анна", "Здравствуйте, Пётр Ильич."),
        ("Седов П.И.", "Добрый день, Анна."),
        ("Интервьюер", "Спасибо."),
        ("Эксперт", "И вам."),
    )
    whole = pseudonymise([talk])
    assert whole.transcripts[0].labels == {"Иванова Анна": "Имя-1", "Седов П.И.": "Имя-2"}
    assert new_text(whole).startswith(
        "Имя-1: Здравствуйте, [Имя-2].\nИмя-2: Добрый день, [Имя-1].\nИнтервьюер: Спасибо."
    )
    assert [one.name for one in whole.suspects] == ["Эксперт"]


def test_initials_alone_mean_somebody_else_in_every_talk() -> None:
    talks = [transcript(("А.В.", "Да."), id=id) for id in ("a.txt", "b.txt")]
    labels = [one.labels for one in pseudonymise(talks).transcripts]
    assert labels == [{"А.В.": "Имя-1"}, {"А.В.": "Имя-2"}]


def test_first_names_are_the_same_person_only_in_one_talk() -> None:
    talks = [
        transcript(("Р", "Мария Седова пришла. Марии плохо."), id="a.txt"),
        transcript(("Р", "Мы ждём Марию. Седова тоже ждёт."), id="b.txt"),
    ]
    whole = pseudonymise(talks)
    assert new_text(whole, 0) == "Р: [Имя-1] пришла. [Имя-1] плохо.\n"
    assert new_text(whole, 1) == "Р: Мы ждём [Имя-2]. [Имя-1] тоже ждёт.\n"


def test_numbers_begin_behind_those_that_stand_in_the_text() -> None:
    assert replaced("Тут [Имя-7], а там Ольга.") == "Тут [Имя-7], а там [Имя-8]."


def test_what_may_have_been_missed_is_told() -> None:
    whole = pseudonymise(
        [
            transcript(
                ("Р", "Приехал Хрюндель, с договором 44556677. Вологодские дома, из Вологды."),
                ("Р", "У нас вологодские порядки, и глава района всё знает. РЦПК закрыли."),
                ("Р", "Лежит лагерь «Огонёк» у реки. Роман скучный."),
            )
        ]
    )
    assert {(one.name, one.reason) for one in whole.suspects} == {
        ("Хрюндель", "unknown_word"),
        ("44556677", "digits"),
        ("вологодские", "derived"),
        ("глава района", "post"),
        ("РЦПК", "abbreviation"),
        ("«Огонёк»", "quoted"),
        ("Роман", "ordinary_word"),
    }
