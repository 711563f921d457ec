"""What is confirmed is what is read: over all cases of roles, and whatever files are added."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.cli.confirm import sights_of
from qualcode.files import Found, find_transcripts
from qualcode.guidance import Guidance, load_readings
from qualcode.guidance.merging import merge_readings
from qualcode.model.transcript import Transcript
from qualcode.pipeline import check_guidance, read_corpus
from qualcode.reading.wording import put
from qualcode.reporting.reading import Reading, understand
from qualcode.respondents import parse_respondents
from qualcode.segmenting import segment_transcript

TALK = "И: Как вы начинали?\nР: С нуля.\nИ: А потом?\nР: Потом стало легче.\n"
NAMED = "".join(
    f"Анна: {asked}\nБорис: Мы собирали всё по частям, долго и сами, а потом пришли люди.\n"
    for asked in ("Как начали?", "А потом?", "Кто помог?", "И как теперь?")
)
NOTED = TALK.replace("С нуля.", "С нуля.\nВажно: всё сами.\nСекретарь: Пришли двое.") * 2
# what a file may hold, each laid out in another way
TALKS = (
    TALK,
    NAMED,
    NOTED,
    "— Как вы начинали?\n— С нуля.\n— А потом?\n— Потом легче.\n— Кто помог?\n— Соседи.\n" * 2,
    "Speaker 0  0:00\nHow did you start?\n\nSpeaker 1  0:10\nFrom nothing, and slowly.\n\n" * 3,
    "I – Hi! Where from?\nC – From the north, by train, with all we had.\n" * 4,
    "Мы начинали с нуля. Потом стало легче.\n\nПришли люди.\n",
    "Модератор: Кто начнёт?\nМ1: Я.\nЖ2: И я.\nВсе: Да!\n" * 3,
    "[id1] да //\n[id2] нет //\n" * 5,
)


def put_files(folder: Path, files: dict[str, str]) -> Found:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return find_transcripts([folder])


def confirm(folder: Path, found: Found, guidance: Guidance | None = None) -> None:
    path = folder / "reading.yaml"
    guidance = guidance or Guidance()
    read = read_corpus(found, guidance).transcripts
    shown = tuple(understand(one, segment_transcript(one)) for one in read)
    sights = tuple(sights_of(Reading(shown, (), ()), found, guidance, path))
    before = load_readings(path) if path.exists() else None
    path.write_text(merge_readings(before, sights, found.places, path).text, encoding="utf-8")


def obeyed(folder: Path, found: Found) -> dict[str, Transcript]:
    guidance = Guidance(readings=load_readings(folder / "reading.yaml"))
    return {
        str(found.places[one.id.partition("#")[0]]): one
        for one in read_corpus(found, guidance).transcripts
    }


def spoken(transcript: Transcript) -> list[tuple[str, str, str]]:
    text = transcript.text
    return [(turn.name, turn.role, text[turn.start : turn.stop]) for turn in transcript.turns]


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "reading.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("text", TALKS)
def test_confirmed_as_it_is_it_is_read_as_before(tmp_path: Path, text: str) -> None:
    found = put_files(tmp_path, {"a.txt": text})
    (before,) = read_corpus(found).transcripts
    confirm(tmp_path, found)
    (after,) = obeyed(tmp_path, found).values()
    assert spoken(after) == spoken(before)
    assert after.source == before.source
    written = load_readings(tmp_path / "reading.yaml").transcripts[0]
    assert {said.label for said in written.labels} == {speaker.name for speaker in after.speakers}


def test_what_is_confirmed_is_no_proposal(tmp_path: Path) -> None:
    found = put_files(tmp_path, {"a.txt": NAMED})
    confirm(tmp_path, found)
    (waiting,) = obeyed(tmp_path, found).values()
    assert [speaker.proposed for speaker in waiting.speakers] == [True, False]
    assert "not confirmed yet" in put(waiting.speakers[0].grounds)
    edit(tmp_path, "Анна: interviewer?", "Анна: interviewer")
    (sure,) = obeyed(tmp_path, found).values()
    assert not any(speaker.proposed for speaker in sure.speakers)
    assert not any(note.warning for note in sure.notes)
    assert spoken(sure) == spoken(waiting)


def test_one_role_changed_changes_that_alone(tmp_path: Path) -> None:
    found = put_files(tmp_path, {"a.txt": NAMED, "b.txt": TALK})
    confirm(tmp_path, found)
    before = obeyed(tmp_path, found)
    edit(tmp_path, "Борис: respondent ", "Борис: other ")
    for path, after in obeyed(tmp_path, found).items():
        changed = [
            (a[0], b[1]) for a, b in zip(spoken(before[path]), spoken(after), strict=True) if a != b
        ]
        assert changed == ([("Борис", "other")] * 4 if path.endswith("a.txt") else [])


def test_words_that_are_no_label_stay_in_the_turn(tmp_path: Path) -> None:
    found = put_files(tmp_path, {"a.txt": NAMED})
    confirm(tmp_path, found)
    edit(tmp_path, "Борис: respondent ", "Борис: text ")
    (after,) = obeyed(tmp_path, found).values()
    assert [name for name, _, _ in spoken(after)] == ["Анна"] * 4
    assert spoken(after)[0][2].startswith("Как начали?\nБорис: Мы собирали")


@pytest.mark.parametrize("role", ["other", "respondent", "interviewer?"])
def test_a_label_that_was_not_taken_is_taken_where_people_name_it(
    tmp_path: Path, role: str
) -> None:
    # one is met once, in a form of its own; the other looks like prose
    text = TALK * 3 + "Секретарь приёмной — Пришли двое.\nР: Хорошо.\nважно: так и было.\n"
    found = put_files(tmp_path, {"a.txt": text})
    confirm(tmp_path, found)
    before = spoken(next(iter(obeyed(tmp_path, found).values())))
    edit(tmp_path, "      И: interviewer", f"      важно: {role}\n      И: interviewer")
    (after,) = obeyed(tmp_path, found).values()
    assert spoken(after)[-1] == ("важно", role.rstrip("?"), "так и было.")
    assert spoken(after)[:-2] == before[:-1]
    assert spoken(after)[-2][2] == "Хорошо."


def test_a_file_that_was_not_understood_is_read_by_the_labels_people_name(tmp_path: Path) -> None:
    text = "анна петровна говорит: Как?\nтот другой человек: Так и живём.\n" * 2
    found = put_files(tmp_path, {"a.txt": text})
    names = 'files:\n  a.txt:\n    speakers:\n      "анна петровна говорит": interviewer\n'
    (tmp_path / "reading.yaml").write_text(names + "      тот другой человек: respondent\n")
    (after,) = obeyed(tmp_path, found).values()
    assert [role for _, role, _ in spoken(after)] == ["interviewer", "respondent"] * 2


def test_what_is_answered_is_not_asked_again(tmp_path: Path) -> None:
    text = TALK * 3 + "Р: Так.\n\nСекретарь: Пришли двое.\n\nИ: А ещё?\nР: Всё.\n"
    found = put_files(tmp_path, {"a.txt": text})
    confirm(tmp_path, found)
    (before,) = obeyed(tmp_path, found).values()
    asked = [note.phrase.id for note in before.notes if note.warning]
    if "Секретарь" not in {speaker.name for speaker in before.speakers}:
        assert asked == ["labels.perhaps"]
        edit(tmp_path, "      И: interviewer", "      Секретарь: text\n      И: interviewer")
    else:
        edit(tmp_path, "Секретарь: other?", "Секретарь: text")
    (after,) = obeyed(tmp_path, found).values()
    assert not [note for note in after.notes if note.warning]


def test_a_confirmed_unknown_is_no_doubt(tmp_path: Path) -> None:
    found = put_files(tmp_path, {"a.txt": "Анна: Так.\nБорис: Нет.\n" * 4})
    confirm(tmp_path, found)
    text = (tmp_path / "reading.yaml").read_text(encoding="utf-8")
    assert text.count("unknown?") == 2
    (tmp_path / "reading.yaml").write_text(text.replace("unknown?", "unknown"), encoding="utf-8")
    (after,) = obeyed(tmp_path, found).values()
    assert {role for _, role, _ in spoken(after)} == {"unknown"}
    assert not any(note.kind == "roles" for note in after.notes)


def test_respondents_are_named_in_the_table_or_in_reading_yaml(tmp_path: Path) -> None:
    found = put_files(tmp_path, {"a.txt": TALK, "b.txt": TALK.replace(" ", "  ", 1)})
    confirm(tmp_path, found)
    edit(tmp_path, "\n  b.txt:", "\n  # second\n  b.txt:")
    path = tmp_path / "reading.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Р: respondent", "Р: respondent P7"), encoding="utf-8")
    table = parse_respondents("file,speaker,respondent,type\na.txt,Р,P7,ngo\n".encode(), "r.csv")
    guidance = Guidance(table, readings=load_readings(path))
    corpus = read_corpus(found, guidance)
    assert {turn.respondent for one in corpus.transcripts for turn in one.turns} == {"", "P7"}
    assert corpus.problems == ()
    unnamed = Guidance(readings=load_readings(path))
    assert {t.respondent for one in read_corpus(found, unnamed).transcripts for t in one.turns} == {
        "",
        "P7",
    }


FOLDERS = st.sampled_from(["", "north/", "south/", "north/deep/"])
NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "A.txt"])
FILES = st.dictionaries(
    st.builds("{}{}".format, FOLDERS, NAMES), st.sampled_from(TALKS), min_size=1, max_size=5
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=FILES, more=FILES)
def test_new_files_never_change_how_confirmed_ones_are_read(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, str], more: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("study")
    found = put_files(folder, first)
    confirm(folder, found)
    text = (folder / "reading.yaml").read_text(encoding="utf-8")
    (folder / "reading.yaml").write_text(
        re.sub(r"(\w+)\? ", r"\1  ", text), encoding="utf-8"
    )  # all confirmed
    before = obeyed(folder, found)
    grown = put_files(folder, {name: text for name, text in more.items() if name not in first})
    after = obeyed(folder, grown)
    for path, transcript in before.items():
        assert spoken(after[path]) == spoken(transcript)
        assert not any(speaker.proposed for speaker in after[path].speakers)
    confirm(folder, grown)  # the new ones are added, and again nothing changes
    final = obeyed(folder, grown)
    assert {path: spoken(final[path]) for path in after} == {k: spoken(v) for k, v in after.items()}


def test_a_changed_file_is_told(tmp_path: Path) -> None:
    found = put_files(tmp_path, {"a.txt": TALK})
    confirm(tmp_path, found)
    (tmp_path / "a.txt").write_text(TALK.replace("Р:", "Анна:") * 2, encoding="utf-8")
    guidance = Guidance(readings=load_readings(tmp_path / "reading.yaml")).among(found.places)
    problems = [str(one) for one in read_corpus(found, guidance).problems]
    line = next(
        n
        for n, text in enumerate((tmp_path / "reading.yaml").read_text().split("\n"), 1)
        if "Р:" in text
    )
    name = f"{tmp_path}/reading.yaml"
    assert problems == [
        f"{name}:{line - 4}: changed since it was confirmed: in a.txt speaks also `Анна`; run"
        " `qualcode read --confirm`, and see who that is",
        f"{name}:{line}: changed since it was confirmed: `Р` never speaks in a.txt;"
        " there are И, Анна",
    ]
    assert check_guidance(guidance, read_corpus(found, guidance).transcripts) == tuple(
        read_corpus(found, guidance).problems
    )


def test_near_labels_that_people_keep_are_no_doubt(tmp_path: Path) -> None:
    text = "Jon Beets: How so?\nAnna Smith: It was like that for years.\n" * 5
    text += "Job Beets: And then?\nAnna Smith: Then it was not.\n"
    found = put_files(tmp_path, {"a.txt": text})
    before = read_corpus(found).transcripts[0]
    assert "labels.typo" in {note.phrase.id for note in before.notes if note.warning}
    confirm(tmp_path, found)
    (after,) = obeyed(tmp_path, found).values()
    assert "labels.typo" in {note.phrase.id for note in after.notes}
    assert "labels.typo" not in {note.phrase.id for note in after.notes if note.warning}


def test_a_voice_of_captions_can_be_no_speaker(tmp_path: Path) -> None:
    cues = [("Anna", "How did you start?"), ("Ben", "From nothing."), ("Room 5", "Slowly.")]
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n<v {name}>{words}\n\n"
        for n, (name, words) in enumerate(cues * 2)
    )
    found = put_files(tmp_path, {"a.vtt": text})
    confirm(tmp_path, found)
    text = (tmp_path / "reading.yaml").read_text(encoding="utf-8")
    assert "Room 5: " in text
    (tmp_path / "reading.yaml").write_text(
        re.sub(r"Room 5: \S+", "Room 5: text", text), encoding="utf-8"
    )
    (after,) = obeyed(tmp_path, found).values()
    assert [name for name, _, _ in spoken(after)] == ["Anna", "Ben"] * 2
    assert "Slowly." in spoken(after)[1][2]
    assert "Room" not in put(after.notes[0].phrase)


def test_an_encoding_stands_with_the_file_of_several_interviews(tmp_path: Path) -> None:
    talk = "И: Как вы начинали?\nР: С нуля, долго.\nИ: А потом?\nР: Потом стало легче.\n"
    path = tmp_path / "talks.txt"
    path.write_bytes(f"Интервью 1\n\n{talk}\n\nИнтервью 2\n\n{talk}\n".encode("koi8-r"))
    found = find_transcripts([path])
    before = read_corpus(found).transcripts
    assert [one.id for one in before] == ["talks.txt#1", "talks.txt#2"]
    confirm(tmp_path, found)
    text = (tmp_path / "reading.yaml").read_text(encoding="utf-8").replace("koi8-r?", "koi8-r")
    (tmp_path / "reading.yaml").write_text(text, encoding="utf-8")
    whole, *_ = load_readings(tmp_path / "reading.yaml").transcripts
    assert (whole.transcript, whole.encoding, whole.labels) == ("talks.txt", "koi8-r", ())
    guidance = Guidance(readings=load_readings(tmp_path / "reading.yaml"))
    after = read_corpus(found, guidance)
    assert list(map(spoken, after.transcripts)) == list(map(spoken, before))
    assert after.problems == ()
    confirm(tmp_path, found, guidance)  # nothing more to say
    assert (tmp_path / "reading.yaml").read_text(encoding="utf-8") == text
