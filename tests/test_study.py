from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli
from small_study import STUDY, write

from qualcode.analysis.results import Choices
from qualcode.errors import StudyError
from qualcode.reporting.material import gather_material
from qualcode.runs.read import read_run
from qualcode.study import Study, find_study, load_study, tell_unwritten


def told(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(StudyError) as refused:
        load_study(write(folder / "study.yaml", text))
    lines = [str(problem).split("\n")[0] for problem in refused.value.problems]
    return [line.removeprefix(f"{folder}/") for line in lines]


def test_a_study_has_defaults(study: Path) -> None:
    loaded = load_study(study / "study.yaml")
    assert loaded == Study(
        folder=study,
        source=STUDY.encode(),
        transcripts=(study / "transcripts",),
        codebook=study / "codebook.yaml",
        title="Small study",
        respondents=study / "respondents.csv",
        run=study / "run",
    )
    assert find_study(study) == loaded


def test_a_study_says_what_its_authors_decided(study: Path) -> None:
    text = (
        "transcripts: [transcripts/ru01.txt, transcripts/en01.txt]\ncodebook: codebook.yaml\n"
        "note: no\ninterviewers: [И, Ведущая]\nlanguage: ru\ncompare_by: region\n"
        "run: out/1\nreport_language: ru\n"
    )
    loaded = load_study(write(study / "study.yaml", "\ufeff" + text.replace("\n", "\r\n")))
    assert loaded.transcripts == (
        study / "transcripts/ru01.txt",
        study / "transcripts/en01.txt",
    )
    assert (loaded.note, loaded.interviewers) == ("no", ("И", "Ведущая"))
    assert (loaded.language, loaded.compare_by) == ("ru", "region")
    assert (loaded.run, loaded.report_language) == (study / "out/1", "ru")
    assert loaded.respondents is None


def test_title_and_note_may_be_said_in_both_languages(study: Path) -> None:
    loaded = load_study(write(study / "study.yaml", STUDY + "note_ru: Примечание\ntitle_en: T\n"))
    assert (loaded.title, loaded.note) == ("Small study", "")
    assert loaded.translated == (("title_en", "T"), ("note_ru", "Примечание"))


def test_a_folder_without_study_has_none(tmp_path: Path) -> None:
    assert find_study(tmp_path) is None


def test_everything_wrong_is_told_at_its_line(study: Path) -> None:
    text = (
        'titel: "x"\ntranscripts: transcript\ncodebook: [codebook.yaml, b.yaml]\n'
        "respondents: none.csv\nlanguage: german\nreport_language: [en]\n"
        "title: {en: x}\ninterviewers: [И, [Р]]\n"
    )
    assert told(study, text) == [
        "study.yaml:1:1: `titel` is no key here; did you mean `title`?",
        "study.yaml:2:14: transcripts: `transcript` does not exist; check the path",
        "study.yaml:3:11: codebook: `codebook` cannot be a list; write the codebook",
        "study.yaml:3:27: codebook: `b.yaml` does not exist; check the path",
        "study.yaml:4:14: respondents: `none.csv` does not exist; check the path",
        "study.yaml:5:11: language: `german` is no language;"
        " write auto, ru, en, or another language of the codebook",
        "study.yaml:6:18: report_language: `report_language` cannot be a list; write en or ru",
        "study.yaml:7:8: title: `title` cannot have keys below it; write what the report is called",
        "study.yaml:8:15: interviewers: `interviewers` holds something that is no text;"
        " write a list of texts",
    ]


def test_what_must_be_there_is_asked_for(study: Path) -> None:
    assert told(study, "title: x\n") == [
        "study.yaml:1:1: `transcripts` is missing; name folders and files to read",
        "study.yaml:1:1: `codebook` is missing; name the codebook",
    ]
    assert len(told(study, "transcripts: []\ncodebook:\n")) == 2
    assert told(study, "transcripts: {a: b}\ncodebook: codebook.yaml\n") == [
        "study.yaml:1:14: transcripts: `transcripts` cannot have keys below it;"
        " write folders and files to read",
    ]


def test_an_unknown_key_without_a_near_one_gets_them_all(study: Path) -> None:
    (line,) = told(study, STUDY + "zzz: 1\n")
    assert line.startswith("study.yaml:5:1: `zzz` is no key here; the keys are title, title_en, ")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (STUDY + "title: again\n", "study.yaml:5:1: "),
        (STUDY + "note: *x\n", "study.yaml:5:7: "),
        (STUDY + "note: [нрзб\n", "study.yaml:"),
        (STUDY + "note: а: б\n", "study.yaml:5:"),
        (STUDY + "\tnote: а\n", "study.yaml:5:"),
        (STUDY + "note: @x\n", "study.yaml:5:7: "),
        (STUDY + "---\ntitle: x\n", "study.yaml:5:1: "),
        (STUDY + "note: !!python/object:os.system x\n", "study.yaml:5:7: "),
        ("", "study.yaml:1: holds no keys"),
        ("# nothing\n", "study.yaml:1: holds no keys"),
        ("- title\n", "study.yaml:1: holds no keys"),
        ("just a text", "study.yaml:1: holds no keys"),
        (STUDY.encode("utf-16"), "study.yaml: "),
        ("title: Экономия\n".encode("cp1251"), "study.yaml:1: "),
        (STUDY + "note: a\0b\n", "study.yaml"),
        (STUDY + "run: " + "[" * 50_000, "study.yaml:5:"),
        (STUDY.replace("codebook.yaml", "x" * 300), "study.yaml:3:11: codebook: `xxx"),
    ],
)
def test_traps_of_yaml_are_told_in_one_line(study: Path, text: str | bytes, start: str) -> None:
    (line,) = told(study, text)
    assert line.startswith(start)


def test_a_study_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="cannot be read"):
        load_study(tmp_path / "study.yaml")


def test_a_mistyped_key_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    write(tmp_path / "study.yaml", "transcripts: a.txt\ncodebok: a.txt\n")
    with pytest.raises(StudyError) as told:
        load_study(tmp_path / "study.yaml")
    assert [problem.message for problem in told.value.problems] == ["`codebok` is no key here"]


@pytest.mark.parametrize(
    ("line", "why"),
    [("codebook: none.yaml", "`none.yaml` does not exist"), ("", "`codebook` is missing")],
)
def test_a_codebook_not_written_yet_is_no_fault_where_none_is_needed(
    study: Path, line: str, why: str
) -> None:
    write(study / "study.yaml", STUDY.replace("codebook: codebook.yaml", line))
    with pytest.raises(StudyError, match=why):
        find_study(study)
    found = find_study(study, needs_codebook=False)
    assert found is not None
    assert found.codebook is None
    assert tell_unwritten(found).message == f"no codebook yet: {why}; going on without it"


def test_columns_of_the_respondents_are_called_as_the_study_says(study: Path, cli: Cli) -> None:
    path = write(study / "study.yaml", STUDY + "attributes: {region: {en: Place, ru: Место}}\n")
    assert cli("tag").code == 0
    run = read_run(study / "run")
    assert run.manifest["study"]["attributes"] == {"region": {"en": "Place", "ru": "Место"}}
    labels = gather_material(run, Choices(by=("region",)), "ru").labels
    assert (labels.attribute("region"), labels.grouping_head) == ("Место", "Место")
    assert cli("report", "--out", "report.html").code == 0
    assert "Place" in (study / "report.html").read_text()
    assert cli("export", "csv", "--out", "tables").code == 0
    assert ",region," in (study / "tables/quotes.csv").read_text().partition("\n")[0]
    write(path, STUDY + "attributes: {regoin: Place}\n")
    wrong = cli("tag")
    assert wrong.code == 3
    assert "has no column `regoin`; did you mean `region`?" in wrong.err
    assert told(study, STUDY + "attributes: {region: [a]}\n") == [
        "study.yaml:5:22: attributes > region: what a column is called is a text; write one text"
    ]
    assert told(study, STUDY + "attributes: region\n") == [
        "study.yaml:5:13: attributes: `attributes` names no columns; write columns of the"
        " respondents table below it: `region: Region`"
    ]
