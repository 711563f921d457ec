"""A full name and its initials are one person: counted together, of one role."""

from __future__ import annotations

from pathlib import Path

import pytest
from role_cases import RU_A, RU_Q

from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript
from qualcode.reading.wording import put


def read(folder: Path, text: str, declared: Declared | None = None) -> Transcript:
    path = folder / "talk.txt"
    path.write_text(text, encoding="utf-8")
    return read_transcript(path, "talk.txt", declared or Declared())


def talk(*labels: str) -> str:
    """Write an interview: the labels of who asks and who answers, one pair after the other."""
    asking, telling = labels[::2], labels[1::2]
    lines = []
    for at in range(8):
        lines.append(f"{asking[min(at, len(asking) - 1)]}: {RU_Q[at]}")
        lines.append(f"{telling[min(at, len(telling) - 1)]}: {RU_A[at]}")
    return "\n".join(lines) + "\n"


SHORTENED = talk("Ольга Викторовна Смирнова", "Иван Петрович Орлов", "О.В.", "И.П.")
SMIRNOVA, ORLOV = ("Ольга Викторовна Смирнова", "О.В."), ("Иван Петрович Орлов", "И.П.")


def roles(transcript: Transcript) -> dict[str, str]:
    return {speaker.label: speaker.role for speaker in transcript.speakers}


@pytest.mark.parametrize(
    "declared",
    [
        Declared(),
        Declared(interviewers=("О.В.",)),
        Declared(interviewers=("Ольга Викторовна Смирнова",)),
        Declared(respondents=("Иван Петрович Орлов",), interviewers=("О.В.",)),
        Declared(roles=(("И.П.", "respondent"),)),
    ],
)
def test_both_labels_get_one_role(tmp_path: Path, declared: Declared) -> None:
    transcript = read(tmp_path, SHORTENED, declared)
    assert roles(transcript) == {
        **dict.fromkeys(SMIRNOVA, "interviewer"),
        **dict.fromkeys(ORLOV, "respondent"),
    }


def test_who_asks_is_asked_once_and_the_pair_is_told(tmp_path: Path) -> None:
    transcript = read(tmp_path, SHORTENED)
    told = [put(note.phrase) for note in transcript.notes if note.kind == "roles"]
    assert len(told) == 1
    grounds = {speaker.label: put(speaker.grounds) for speaker in transcript.speakers}
    assert grounds["Ольга Викторовна Смирнова"] == "likely the same person as “О.В.”"
    assert "8 of 8 turns ask" in grounds["О.В."]


def test_the_header_may_name_either(tmp_path: Path) -> None:
    header = "Респондент: Ольга Викторовна Смирнова\nИнтервьюер: Иван Петрович Орлов\n\n"
    found = roles(read(tmp_path, header + SHORTENED))
    assert {found[label] for label in SMIRNOVA} == {"respondent"}
    assert {found[label] for label in ORLOV} == {"interviewer"}


def test_what_people_say_of_both_is_followed(tmp_path: Path) -> None:
    both = Declared(roles=(("О.В.", "interviewer"), ("Ольга Викторовна Смирнова", "other")))
    found = roles(read(tmp_path, SHORTENED, both))
    assert (found["О.В."], found["Ольга Викторовна Смирнова"]) == ("interviewer", "other")


def mistyped(rare: str, usual: str, other: str = "Рюмина") -> str:
    lines = [f"{usual}: {RU_Q[at]}\n{other}: {RU_A[at]}\n" for at in range(6)]
    return "".join(lines) + f"{rare}: {RU_Q[6]}\n{other}: {RU_A[6]}\n"


def test_a_mistyped_label_is_proposed_the_role_of_the_other(tmp_path: Path) -> None:
    text = mistyped("Интревьюер", "Интервьюер")
    transcript = read(tmp_path, text, Declared(all_others_respondents=True))
    (typo,) = [one for one in transcript.speakers if one.label == "Интревьюер"]
    assert (typo.role, typo.proposed) == ("interviewer", True)
    assert put(typo.grounds, "ru") == "вероятно, опечатка в метке «Интервьюер»"
    assert [one.proposed for one in transcript.speakers if one != typo] == [False, False]
    (note,) = [note for note in transcript.notes if note.phrase.id == "labels.typo"]
    assert note.warning
    assert "write the same role and respondent for both in reading.yaml" in put(note.phrase)


def test_a_mistyped_respondent_is_a_proposed_respondent(tmp_path: Path) -> None:
    transcript = read(tmp_path, mistyped("Рюмнина", "Рюмина", "Интервьюер"))
    found = {one.label: (one.role, one.proposed) for one in transcript.speakers}
    assert found["Рюмнина"] == ("respondent", True)
    assert found["Рюмина"] == ("respondent", False)


@pytest.mark.parametrize("proposed", [True, False])
def test_what_people_say_of_a_mistyped_label_is_followed(tmp_path: Path, proposed: bool) -> None:
    said = (("Интревьюер", "other"),)
    declared = Declared(proposals=said) if proposed else Declared(roles=said)
    transcript = read(tmp_path, mistyped("Интревьюер", "Интервьюер"), declared)
    (typo,) = [one for one in transcript.speakers if one.label == "Интревьюер"]
    assert (typo.role, typo.proposed) == ("other", proposed)


def test_a_near_label_that_tells_its_role_keeps_it(tmp_path: Path) -> None:
    transcript = read(tmp_path, mistyped("Interviewee", "Interviewer"))
    assert "labels.typo" in {note.phrase.id for note in transcript.notes}
    assert roles(transcript)["Interviewee"] == "respondent"
    assert roles(transcript)["Interviewer"] == "interviewer"


def test_a_typo_of_an_unknown_label_is_unknown(tmp_path: Path) -> None:
    tale = [line.replace("?", ".") for line in RU_A]
    lines = [f"Ольга Орлова: {tale[at]}\nРюмина: {tale[-1 - at]}\n" for at in range(4)]
    transcript = read(tmp_path, "".join(lines) + f"Рюмнина: {tale[5]}\n")
    (typo,) = [one for one in transcript.speakers if one.label == "Рюмнина"]
    assert (typo.role, typo.proposed) == ("unknown", False)


def test_blanks_between_initials_are_no_other_person(tmp_path: Path) -> None:
    transcript = read(tmp_path, mistyped("Рюмина А. Б.", "Рюмина А.Б.", "Интервьюер"))
    assert roles(transcript) == {"Рюмина А.Б.": "respondent", "Интервьюер": "interviewer"}
