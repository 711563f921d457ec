from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadingError
from qualcode.guidance import Readings, parse_readings
from qualcode.guidance.lines import MOST_LABELS, offered_repairs, quote_key
from qualcode.guidance.merging import Merged, merge_readings
from qualcode.guidance.sights import SeenLabel, Sight
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Role
from qualcode.yaml_tree.source import is_clean

PLACE = Path("/s/reading.yaml")
FILES = {"a.txt": Path("/s/a.txt"), "b.txt": Path("/s/b.txt")}
WHY = phrase("role.nothing")


def seen(label: str, role: Role = "respondent", proposed: bool = False, id: str = "") -> SeenLabel:
    return SeenLabel(label, role, proposed, 2, 1, WHY, id)


def sight(path: str, *labels: SeenLabel | str, encoding: str = "", sure: bool = True) -> Sight:
    made = tuple(seen(one) if isinstance(one, str) else one for one in labels)
    return Sight(path, path, (phrase("header.lines", n=3),), made, (), encoding, sure)


def merge(text: str | None, *sights: Sight, language: str = "en") -> Merged:
    before = None if text is None else parse_readings(text, str(PLACE), PLACE.parent)
    return merge_readings(before, sights, FILES, PLACE, language)


def labels(readings: Readings, id: str) -> dict[str, str | None]:
    one = readings.find(id)
    return {said.label: said.role for said in one.labels} if one else {}


def test_a_new_file_says_what_may_be_written_and_why() -> None:
    made = merge(
        None,
        sight(
            "a.txt",
            seen("И", "interviewer", proposed=True),
            seen("— 2", id="P7"),
            encoding="koi8-r",
        ),
        sight("b.txt", seen("?", "unknown"), encoding="ibm866", sure=False),
    )
    head, _, body = made.text.partition("files:\n")
    assert all(line.startswith("#") or not line for line in head.split("\n"))
    assert body == (
        "  a.txt:\n"
        "    # The first 3 lines are header and nobody's speech.\n"
        "    encoding: koi8-r\n"
        "    speakers:\n"
        "      И: interviewer?    # 2 turns; 1 word; no grounds for any role\n"
        '      "— 2": respondent  # 2 turns; 1 word; P7 in the respondents table\n'
        "  b.txt:\n"
        "    # The first 3 lines are header and nobody's speech.\n"
        "    encoding: ibm866?\n"
        "    speakers:\n"
        '      "?": unknown?  # 2 turns; 1 word; no grounds for any role\n'
    )
    first, second = made.readings.transcripts
    assert (first.encoding, second.encoding) == ("koi8-r", "")
    assert first.proposals == (("И", "interviewer"),)
    assert "роль" in merge(None, sight("a.txt", "И"), language="ru").text


OLD = """\
# ours
files:
  a.txt:   # looked at by Anna
      speakers:
         И:   interviewer
         "Р" : {role: respondent,
                respondent: P7}
         # who is М?

  # the rest later
"""


def test_what_people_wrote_stays_byte_for_byte() -> None:
    made = merge(OLD, sight("a.txt", "И.", "Р", "М"), sight("b.txt", "Я"))
    added = [line for line in made.text.split("\n") if line not in OLD.split("\n")]
    assert added == [
        "         М: respondent  # new; 2 turns; 1 word; no grounds for any role",
        "  b.txt:",
        "    # new",
        "    # The first 3 lines are header and nobody's speech.",
        "    speakers:",
        "      Я: respondent  # 2 turns; 1 word; no grounds for any role",
    ]
    assert "".join(line for line in made.text.splitlines(True) if line[:-1] not in added) == OLD
    assert labels(made.readings, "a.txt") == {
        "И": "interviewer",
        "Р": "respondent",
        "М": "respondent",
    }
    assert (made.files, made.labels) == (1, 1)
    again = merge(made.text, sight("a.txt", "И.", "Р", "М"), sight("b.txt", "Я"))
    assert (again.text, again.files, again.labels) == (made.text, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "files:\n  a.txt:\n    speakers:\n      И: other\n",
        "files:\r\n  a.txt:\r\n    speakers:\r\n      И: other",
        "\ufefffiles:\n  a.txt:\n    speakers:\n",
        "files:\n  a.txt:\n    encoding: koi8-r\n",
        "files:\n  a.txt:\n",
        "files:\n  a.txt:\n    speakers:\n    encoding: koi8-r\n",
        "files:",
        "# files:\n",
        "",
        "files:\n  b.txt:\n    encoding: koi8-r\n# end",
    ],
)
def test_wherever_there_is_room(text: str) -> None:
    made = merge(text, sight("a.txt", "Р", "М"))
    assert {"Р", "М"} <= labels(made.readings, "a.txt").keys()
    assert merge(made.text, sight("a.txt", "Р", "М")).text == made.text
    left = iter(made.text)
    assert all(sign in left for sign in text)  # in this order, every one
    assert ("\r\n" in text) == ("\r\n" in made.text)
    before = parse_readings(text, "r").transcripts
    kept = {one.transcript: one.encoding for one in made.readings.transcripts}
    assert all(kept[one.transcript] == one.encoding for one in before)


def test_what_stands_in_brackets_is_left_to_people() -> None:
    text = "files:\n  a.txt: {speakers: {И: other}}\n"
    made = merge(text, sight("a.txt", "Р"), sight("b.txt", "Я"))
    assert made.text.startswith(text)
    assert [str(problem) for problem in made.left] == [
        "/s/reading.yaml:2: `a.txt` stands in brackets, so nothing was added: `Р`; write it line by"
        " line, and run `qualcode read --confirm` again"
    ]
    with pytest.raises(ReadingError, match="stands in brackets"):
        merge("files: {}\n", sight("b.txt", "Я"))


def test_interviews_of_a_file_add_only_what_is_not_said_of_the_whole() -> None:
    text = "files:\n  a.txt:\n    speakers:\n      И: interviewer\n"
    first = Sight("a.txt#1", "a.txt#1", (), (seen("И"),))
    second = Sight("a.txt#2", "a.txt#2", (), (seen("И"), seen("М1")))
    made = merge(text, first, second)
    assert made.text.removeprefix(text).split("\n")[0] == "  a.txt#2:"
    assert labels(made.readings, "a.txt#1") == {"И": "interviewer"}
    assert labels(made.readings, "a.txt#2") == {"М1": "respondent", "И": "interviewer"}


def test_ten_thousand_speakers_are_not_all_written() -> None:
    made = merge(None, sight("a.txt", *(f"Х{n}" for n in range(MOST_LABELS + 9)), "Ы" * 300))
    assert len(made.readings.transcripts[0].labels) == MOST_LABELS
    assert "… and 9 more" in made.text or "9" in made.text.strip().rpartition("\n")[2]


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(KEYS.filter(is_clean))
def test_any_label_and_path_can_be_a_key(text: str) -> None:
    (one,) = parse_readings(f"files:\n  {quote_key(text)}:\n", "r").transcripts
    assert one.transcript == normalize("NFC", text)


WORDS = st.lists(
    st.sampled_from(["И", "Р", "Р.", "Anna", "— 1", "Важно", "no", "12", "a: b", "#x", "Х\\"]),
    unique=True,
    max_size=6,
)


@given(WORDS, WORDS, WORDS)
def test_merging_never_takes_away(first: list[str], second: list[str], other: list[str]) -> None:
    one = merge(None, sight("a.txt", *first))
    two = merge(one.text, sight("a.txt", *second), sight("b.txt", *other))
    left = iter(two.text)
    assert all(sign in left for sign in one.text)
    said = labels(two.readings, "a.txt")
    assert list(labels(one.readings, "a.txt")) == list(said)[: len(labels(one.readings, "a.txt"))]
    again = merge(two.text, sight("a.txt", *second), sight("b.txt", *other))
    assert again.text == two.text


def test_a_value_that_goes_on_below_is_not_cut(tmp_path: Path) -> None:
    text = "files:\n  a.txt:\n    speakers:\n      Р: {role: other\n\n         }\n  b.txt:\n"
    made = merge(text, sight("a.txt", "Р", "М"), sight("b.txt", "Я"))
    assert labels(made.readings, "a.txt") == {"Р": "other", "М": "respondent"}
    assert labels(made.readings, "b.txt") == {"Я": "respondent"}
    far = text.replace("\n\n", "\n" * 20)
    with pytest.raises(ReadingError):
        merge(far, sight("a.txt", "Р", "М"))


def test_comments_of_the_last_entry_stay_with_it() -> None:
    before = "files:\n  a.txt:\n    speakers:\n      И: interviewer\n    # mine\n    # repair: x\n"
    after = merge(before, sight("a.txt", "И"), sight("b.txt", "Р")).text
    assert after.startswith(before)
    assert after[len(before) :].startswith("  b.txt:")


def test_a_repair_is_offered_and_can_be_taken() -> None:
    told = phrase("confirm.repair", garbled="Р˜:", repaired="И:")
    offer = Sight("a.txt", "a.txt", (), (seen("И"),), repair="windows-1251", repaired=told)
    made = merge(None, offer)
    assert "    # repair: windows-1251  # ! letters look garbled" in made.text
    assert [repair for _, repair in offered_repairs(made.text)] == ["windows-1251"]
    taken = made.text.replace("# repair", "repair")
    assert merge(taken).readings.transcripts[0].repair == "windows-1251"
    assert not list(offered_repairs(taken))
