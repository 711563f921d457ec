"""What a study withdraws is in nothing that is made: no table, page, message or kept piece."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, RUSSIAN, STUDY, TABLE, contents, write

from qualcode.batch import Tagging
from qualcode.batch.carried import carry_inputs
from qualcode.codebook import parse_codebook
from qualcode.errors import StudyError
from qualcode.guidance import Withdrawn, take_out
from qualcode.guidance.withdrawn import Passage, means
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note, Source, Speaker, Transcript, Turn
from qualcode.respondents import parse_respondents
from qualcode.runs.manifest import Settings
from qualcode.study import load_study
from qualcode.surveys import parse_survey

# Words that stand nowhere else, one for each thing that may be withdrawn.
GONE = """\
Код интервью: Зимородок
Участник: Кукушкина

Интервьюер: Расскажите про Чижовку?
Кукушкина: Началась экономия, сказал Воробьёв. Забота о людях важна.
Интервьюер: Повторите про Снегирёво?
Кукушкина: Сокращение штата, это Соловьёв.
"""
GROUP = """\
Интервьюер: Что изменилось?
Первая: Началась экономия. Экономия мешает заботе.
Дроздова: Забота важнее, так говорил Галкин.
(Дроздова выходит, провожает Сорокин)
Интервьюер: А потом?
Первая: Потом прошло сокращение штата.
Дроздова: Нет, это неправда, сказал Грачёв.
"""
CUT = """\
Интервьюер: Что изменилось?
Респондент: Началась экономия. Это не для записи: директор Ястребов
ворует, и его зам Коршунов тоже.
Интервьюер: Коршунов?
Респондент: Да. Вернёмся к теме. Забота о людях важна.
"""
CANARIES = (
    "gone.txt Зимородок Кукушкина Чижовк Воробьёв Снегирёв Соловьёв P_gone Глухаревка".split()
    + "Дроздова Галкин Грачёв Сорокин P_left Тетеревка".split()
    + "Ястребов Коршунов".split()
)
ROWS = """\
gone.txt,Кукушкина,P_gone,ngo_provider,Глухаревка
group.txt,Первая,P_stays,public_provider,Север
group.txt,Дроздова,P_left,ngo_provider,Тетеревка
cut.txt,Респондент,P_cut,ngo_provider,Север
"""
WITHDRAWN = """\
withdrawn:
- {file: gone.txt, since: 2026-10-01, reason: "Кукушкина написала письмо"}
- respondent: P_left   # Дроздова
- file: cut.txt
  from: "это не для записи"
  to: "вернёмся  К ТЕМЕ"
interviewers: [Интервьюер]
"""
QUESTIONS = """\
transcript,turn,question,how,text
gone.txt,1,-,corrected,Расскажите про Чижовку?
cut.txt,3,-,corrected,Коршунов?
cut.txt,1,-,corrected,Что изменилось?
"""
SURVEY = """\
respondent,item,mean,n,low,high
P_gone,Trust,3,10,1,5
P_left,Trust,4,10,1,5
P_stays,Trust,4,10,1,5
"""


@pytest.fixture
def withdrawn(study: Path) -> Path:
    for name, text in (("gone", GONE), ("group", GROUP), ("cut", CUT)):
        write(study / f"transcripts/{name}.txt", text)
    write(study / "respondents.csv", TABLE + ROWS)
    write(study / "study.yaml", STUDY + "report_language: ru\n" + WITHDRAWN)
    return study


def told_in(folder: Path, done: Sequence[object]) -> list[str]:
    """Return the canaries that stand in files, or in what was printed."""
    written = b"\n".join(contents(folder).values()).decode("utf-8", "replace") if folder else ""
    printed = "\n".join(f"{one.out}\n{one.err}" for one in done)  # type: ignore[attr-defined]
    return [word for word in CANARIES if word.casefold() in f"{written}\n{printed}".casefold()]


def test_the_canaries_sing_where_nothing_is_withdrawn(cli: Cli, withdrawn: Path) -> None:
    write(withdrawn / "study.yaml", STUDY + 'interviewers: ["Интервьюер"]\n')
    done = cli("tag", "--report", "--no-cache")
    assert done.code == 0
    assert set(CANARIES) - set(told_in(withdrawn / "run", [done])) <= {"Зимородок", "Сорокин"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_withdrawn_is_in_a_run(cli: Cli, withdrawn: Path, jobs: str) -> None:
    write(withdrawn / "questions.csv", QUESTIONS)
    guide = "guide:\n- {id: changes, text: {ru: Что изменилось?}}\n"
    write(withdrawn / "codebook.yaml", CODEBOOK + guide)
    study = (withdrawn / "study.yaml").read_text(encoding="utf-8")
    write(withdrawn / "study.yaml", study + "questions: questions.csv\n")
    done = [cli("tag", "--jobs", jobs), cli("report"), cli("report", "--language", "en")]
    assert [one.code for one in done] == [0, 0, 0], done
    assert told_in(withdrawn / "run", done) == []
    assert told_in(withdrawn / ".qualcode-cache", []) == []
    assert any("1 interview is withdrawn, 2 interviews were cut" in line for line in done[0].lines)
    carried = (withdrawn / "run/corrections.csv").read_text(encoding="utf-8")
    assert "Что изменилось?" in carried
    turns = (withdrawn / "run/turns.csv").read_text(encoding="utf-8")
    assert "Потом прошло сокращение штата." in turns
    assert "Началась экономия. […]," in turns
    assert ",Забота о людях важна.," in turns
    kept = (withdrawn / "run/study.yaml").read_text(encoding="utf-8")
    assert "withdrawn" not in kept
    assert "report_language: ru" in kept
    assert "interviewers: [Интервьюер]" in kept


def test_rows_of_what_is_withdrawn_are_not_carried(study: Path) -> None:
    survey = parse_survey(SURVEY.encode(), "survey.csv")
    withdrawn = Withdrawn("study.yaml", ("gone.txt",), ("P_gone", "P_left"))
    table = parse_respondents((TABLE + ROWS).encode(), "respondents.csv")
    tagging = Tagging(
        parse_codebook(CODEBOOK, "codebook.yaml"), table, Settings(), withdrawn=withdrawn
    )
    inputs = carry_inputs(tagging, None, (survey,), {})
    assert inputs.surveys == (b"respondent,item,mean,n,low,high\nP_stays,Trust,4,10,1,5\n",)
    assert inputs.respondents.decode().splitlines() == [
        line
        for line in (TABLE + ROWS).splitlines()
        if "P_gone" not in line and "P_left" not in line
    ]


@pytest.mark.parametrize(
    "command",
    [
        ("read",),
        ("read", "--json"),
        ("read", "--page", "out/page.html", "--language", "ru"),
        ("read", "--out", "out/texts"),
        ("read", "--confirm"),
        ("concordance", "экономия", "--out", "out/lines.html"),
        ("concordance", "забота", "--who", "all"),
        ("terms", "забота"),
        ("check", "--tables"),
        ("diff", "codebook.yaml", "codebook.yaml"),
        ("read", "transcripts/gone.txt", "transcripts/cut.txt"),
    ],
)
def test_no_command_tells_what_is_withdrawn(
    cli: Cli, withdrawn: Path, command: tuple[str, ...]
) -> None:
    (withdrawn / "out").mkdir()
    done = cli(*command)
    assert done.code in (0, 1), done.err
    assert told_in(withdrawn / "out", [done]) == []
    if (withdrawn / "reading.yaml").exists():
        written = (withdrawn / "reading.yaml").read_text(encoding="utf-8")
        assert [word for word in CANARIES if word in written] == []


def test_what_was_kept_before_goes_with_the_next_run(cli: Cli, withdrawn: Path) -> None:
    study = (withdrawn / "study.yaml").read_text(encoding="utf-8")
    write(withdrawn / "study.yaml", STUDY)
    assert cli("tag").code == 0
    assert told_in(withdrawn / ".qualcode-cache", []) != []
    write(withdrawn / "study.yaml", study)
    assert cli("tag").code == 0
    assert told_in(withdrawn / ".qualcode-cache", []) == []
    assert told_in(withdrawn / "run", []) == []


def test_nothing_withdrawn_is_in_texts_without_names(cli: Cli, withdrawn: Path) -> None:
    done = cli("pseudonymise", "--out", "public", "--show")
    assert done.code == 0, done.err
    assert told_in(withdrawn / "public", [done]) == []
    for name in ("key.csv", "review.csv", "review.html"):
        written = (withdrawn / f"pseudonyms.{name}").read_text(encoding="utf-8-sig")
        assert [word for word in CANARIES if word.casefold() in written.casefold()] == [], name
    assert done.lines == ["study.yaml: 1 interview is withdrawn, 2 interviews were cut"]


def test_what_is_gone_from_texts_without_names_is_a_warning(cli: Cli, withdrawn: Path) -> None:
    # in the new folder `cut.md` is `cut.md` again, so that the study's passage is meant for it too
    (withdrawn / "transcripts/cut.txt").rename(withdrawn / "transcripts/cut.md")
    for name in ("study.yaml", "respondents.csv"):
        path = withdrawn / name
        write(path, path.read_text(encoding="utf-8").replace("cut.txt", "cut.md"))
    assert cli("pseudonymise", "--out", "public").code == 0
    table = ("--respondents", "public/respondents.csv")
    tag = ("tag", "public", *table, "--out", "run2", "--no-cache")
    done = cli(*tag)
    assert done.code == 0, done.err
    assert "cut.md: A passage that the study withdraws is not in this text" in done.err
    (withdrawn / "public/run.json").unlink()
    assert cli(*tag).code == 3


def test_a_former_key_is_told_to_name_what_is_withdrawn_since(cli: Cli, withdrawn: Path) -> None:
    study = (withdrawn / "study.yaml").read_text(encoding="utf-8")
    write(withdrawn / "study.yaml", STUDY)
    assert cli("pseudonymise", "--out", "public").code == 0
    write(withdrawn / "study.yaml", study)
    done = cli("pseudonymise", "--out", "public")
    assert done.code == 0, done.err
    assert told_in(withdrawn / "public", [done]) == []
    with (withdrawn / "pseudonyms.key.csv").open(encoding="utf-8-sig") as key:
        named = [line for line in key if any(word in line for word in CANARIES)]
    told = f"pseudonyms.key.csv: {len(named)} of its lines name what is withdrawn now"
    assert any(line.startswith(told) for line in done.lines), (done.lines, named)


def test_an_edited_transcript_stops_everything(cli: Cli, withdrawn: Path) -> None:
    assert cli("tag").code == 0
    before = contents(withdrawn / "run")
    write(withdrawn / "transcripts/cut.txt", CUT.replace("не для записи", "без протокола"))
    for command in (("tag",), ("tag", "--jobs", "2"), ("read",), ("check",)):
        done = cli(*command)
        assert done.code == 3
        assert done.out == ""
        assert done.lines == [
            "study.yaml:9: these words from the first to the last are not found in cut.txt, so "
            "nothing was made; write them as the transcript has them"
        ]
    assert contents(withdrawn / "run") == before


def test_with_all_withdrawn_nothing_is_left(cli: Cli, study: Path) -> None:
    write(study / "study.yaml", STUDY + "withdrawn: [{file: ru01.txt}, {respondent: R2}]\n")
    for command in ("tag", "read"):
        done = cli(command)
        assert (done.code, done.lines) == (3, ["study.yaml: 2 interviews are withdrawn"])
    assert not (study / "run").exists()


FAULTS = """\
withdrawn:
- ru01.txt
- {file: ru01.txt, respondent: R1}
- {respondent: R1, words: много}
- {fil: ru01.txt}
- {file: ru01.txt, from: начало}
- {file: ru01.txt, words: много, from: начало, to: конец}
- {file: ru01.txt, words: "..."}
- {file: [ru01.txt]}
- {reason: письмо}
"""
TOLD = (
    (6, "an entry says what it names"),
    (7, "names a `file` and a `respondent`"),
    (8, "a passage needs its `file`"),
    (9, "`fil` is no key here"),
    (10, "has both `from` and `to`"),
    (11, "has `words` and `from`"),
    (12, "`words` holds no word"),
    (13, "`file` is no text"),
    (14, "names neither a `file` nor a `respondent`"),
)


def test_all_faults_are_told_at_their_lines(study: Path) -> None:
    write(study / "study.yaml", STUDY + "report_language: en\n" + FAULTS)
    with pytest.raises(StudyError) as caught:
        load_study(study / "study.yaml")
    found = [(problem.line, problem.message) for problem in caught.value.problems]
    assert [line for line, _ in found] == [line + 1 for line, _ in TOLD]
    for (_, message), (_, words) in zip(found, TOLD, strict=True):
        assert words in message


def test_a_misspelt_respondent_is_told(cli: Cli, study: Path) -> None:
    write(study / "study.yaml", STUDY + "withdrawn: [{respondent: r1}]\n")
    done = cli("tag")
    assert done.code == 3
    assert "withdraws the respondent `r1`, who is not in respondents.csv" in done.err
    assert "did you mean `R1`?" in done.err


def test_who_was_deleted_from_the_table_is_no_fault(cli: Cli, study: Path) -> None:
    write(study / "study.yaml", STUDY + "withdrawn: [{respondent: Кто-то}]\n")
    assert cli("tag").code == 0


@pytest.mark.parametrize(
    ("written", "transcript", "same"),
    [
        ("ru01.txt", "ru01.txt", True),
        ("ru01.txt", "north/ru01.txt", True),
        ("north/ru01.txt", "north/ru01.txt", True),
        ("north\\RU01.txt", "north/ru01.txt", True),
        ("south/ru01.txt", "north/ru01.txt", False),
        ("u01.txt", "ru01.txt", False),
        ("talks.docx", "talks.docx#2", True),
        ("talks.docx#2", "talks.docx#2", True),
        ("talks.docx#2", "talks.docx#1", False),
        ("talks.docx#2", "talks.docx", False),
    ],
)
def test_what_a_path_means(written: str, transcript: str, same: bool) -> None:
    assert means(written, transcript) is same


def talk(*turns: str) -> Transcript:
    text, told = "", []
    for number, said in enumerate(turns, 1):
        text += "И: " if number % 2 else "Р: "
        role = "interviewer" if number % 2 else "respondent"
        stop = len(text) + len(said)
        who = "" if number % 2 else "P1"
        told.append(Turn(number, text[-3], role, who, len(text), stop, ""))  # type: ignore[arg-type]
        text += said + "\n"
    speakers = (
        Speaker("И", "interviewer", phrase("role.pair")),
        Speaker("Р", "respondent", phrase("role.pair")),
    )
    notes = (Note(phrase("remark.cut", n=1, words=1, first="тайна")),)
    return Transcript("a.txt", text, tuple(told), speakers, Source("a.txt", "", "", "", ""), notes)


def cut(transcript: Transcript, *passages: Passage) -> list[str]:
    left = take_out(transcript, Withdrawn("study.yaml", passages=passages))
    assert left is not None
    assert [turn.number for turn in left.turns] == list(range(1, len(left.turns) + 1))
    assert all("тайна" not in str(note) for note in left.notes)
    return [left.text[turn.start : turn.stop] for turn in left.turns]


def test_every_place_of_the_words_goes() -> None:
    transcript = talk("Кто?", "Иванов. Это ИВАНОВ, да.", "Иванов?", "Нет.")
    assert cut(transcript, Passage("a.txt", "иванов")) == [
        "Кто?",
        "[…]. Это […], да.",
        "[…]?",
        "Нет.",
    ]


def test_a_turn_wholly_inside_goes_and_the_others_keep_their_words() -> None:
    transcript = talk("Кто?", "Не для записи: он.", "Он?", "Да. К теме. Дальше.")
    assert cut(transcript, Passage("a.txt", "не для записи", "к теме")) == [
        "Кто?",
        "Дальше.",
    ]


def test_passages_may_overlap() -> None:
    transcript = talk("Кто?", "один два три четыре пять")
    both = (Passage("a.txt", "два три"), Passage("a.txt", "три четыре"))
    assert cut(transcript, *both) == ["Кто?", "один […] пять"]


def test_words_in_the_order_asked_for_only() -> None:
    with pytest.raises(StudyError):
        cut(talk("Кто?", "конец и начало"), Passage("a.txt", "начало", "конец", 7))


def test_another_file_is_as_it_was() -> None:
    transcript = talk("Кто?", "Иванов.")
    assert (
        take_out(transcript, Withdrawn("s", passages=(Passage("b.txt", "иванов"),))) is transcript
    )


def test_russian_study_still_tags(cli: Cli, study: Path) -> None:
    write(study / "transcripts/ru02.txt", RUSSIAN)
    write(study / "study.yaml", STUDY + "withdrawn: [{file: ru02.txt}]\n")
    assert cli("tag").code == 0
    assert b"ru02" not in b"".join(contents(study / "run").values())


def test_a_run_made_before_is_no_longer_used(cli: Cli, study: Path) -> None:
    assert cli("tag").code == 0
    write(study / "study.yaml", STUDY + "withdrawn: [{file: ru01.txt}]\n")
    for command in (("report",), ("explain", "ru01.txt"), ("evaluate", "--blank", "b.csv")):
        done = cli(*command)
        assert (done.code, done.out) == (3, "")
        assert done.lines == [
            "run: was made before study.yaml withdrew what it withdraws now; make it again: "
            "`qualcode tag`"
        ]
    assert cli("tag", "--report").code == 0
    assert cli("report").code == 0


@pytest.mark.parametrize("written", ["ru1.txt", "ru_01.txt", "RU01.docx", "ru01"])
def test_a_misspelt_file_stops_everything(cli: Cli, study: Path, written: str) -> None:
    write(study / "study.yaml", STUDY + f"withdrawn:\n- file: {written}\n")
    for command in ("tag", "read"):
        done = cli(command)
        assert (done.code, done.out) == (3, "")
        told = "study.yaml:6: withdraws a file that is not there; did you mean `ru01.txt`?"
        assert done.lines == [told]


def test_a_deleted_file_is_told_by_its_line_alone(cli: Cli, study: Path) -> None:
    write(study / "study.yaml", STUDY + "withdrawn:\n- file: кукушка.txt\n")
    done = cli("tag")
    assert done.code == 0
    assert any("study.yaml:6: withdraws a file that is not among" in one for one in done.lines)
    assert told_in(study / "run", [done]) == []
    assert "кукушка" not in done.err


def test_what_people_wrote_of_a_cut_transcript_is_not_carried(cli: Cli, study: Path) -> None:
    assert cli("read", "--confirm").code == 0
    words = "- {file: ru01.txt, words: Это не экономия времени}"
    write(study / "study.yaml", STUDY + f"withdrawn:\n{words}\n")
    assert cli("tag").code == 0
    assert not (study / "run/reading.yaml").exists()


def test_a_path_means_the_same_file_wherever_reading_begins(cli: Cli, study: Path) -> None:
    write(study / "transcripts/zoom/ru02.txt", RUSSIAN.replace("экономия", "зимородок"))
    for written in ("zoom/ru02.txt", "transcripts/zoom/ru02.txt", "ru02.txt"):
        write(study / "study.yaml", STUDY + f'withdrawn:\n- file: "{written}"\n')
        for paths in ((), ("transcripts/zoom", "transcripts/ru01.txt")):
            done = cli("read", *paths)
            assert done.code == 0, done.err
            assert "зимородок" not in done.out.casefold()
            assert "study.yaml: 1 interview is withdrawn" in done.lines
        assert cli("read", "transcripts/zoom").code == 3


def test_a_passage_is_found_wherever_reading_begins(cli: Cli, study: Path) -> None:
    write(study / "transcripts/zoom/ru02.txt", RUSSIAN)
    entry = "withdrawn:\n- {file: transcripts/zoom/ru02.txt, words: сокращение штата}\n"
    write(study / "study.yaml", STUDY + entry)
    assert "сокращение штата" not in cli("read", "transcripts/zoom").out
    assert "сокращение штата" in cli("read", "transcripts/ru01.txt").out


def test_only_the_file_named_is_withdrawn(cli: Cli, study: Path) -> None:
    write(study / "transcripts/zoom/ru01.txt", RUSSIAN)
    write(study / "study.yaml", STUDY + "withdrawn: [{file: transcripts/ru01.txt}]\n")
    assert cli("tag").code == 0
    turns = (study / "run/turns.csv").read_text(encoding="utf-8")
    assert "zoom/ru01.txt," in turns
    assert "\nru01.txt," not in turns


def test_another_id_is_no_slip(cli: Cli, study: Path) -> None:
    write(study / "respondents.csv", TABLE.replace("R1", "P14v").replace("R2", "P14x"))
    write(study / "study.yaml", STUDY + "withdrawn: [{respondent: P14n}]\n")
    assert cli("tag").code == 0


def test_who_stays_in_a_group_needs_no_new_row(cli: Cli, withdrawn: Path) -> None:
    write(withdrawn / "respondents.csv", TABLE)
    write(
        withdrawn / "reading.yaml",
        "files:\n  transcripts/group.txt:\n    speakers:\n      Интервьюер: interviewer\n"
        "      Первая: respondent P_stays\n      Дроздова: respondent P_left\n",
    )
    write(withdrawn / "study.yaml", STUDY + "withdrawn: [{respondent: P_left}]\n")
    done = cli("read", "transcripts/group.txt")
    assert done.code == 0
    assert "has no row" not in done.err
    assert "never speaks" not in done.err
    assert "Дроздова" not in done.out + done.err
