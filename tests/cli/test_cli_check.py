from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, write


def test_a_sound_codebook_has_no_findings(cli: Cli, study: Path) -> None:
    done = cli("check", "codebook.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out == "codebook.yaml: no findings in 2 codes with 6 indicators and 1 tensions\n"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "Всё решает экономия.",
            "Денег мало.",
            "codebook.yaml:16: codes > saving > examples > ru: the example «Денег мало.» does not"
            " find its code; nothing was found; add an indicator for its words, or change the"
            " example",
        ),
        (
            "Всё решает экономия.",
            "Нужна забота.",
            "codebook.yaml:16: codes > saving > examples > ru: the example «Нужна забота.» does not"
            " find its code; only care was found; add an indicator for its words, or change the"
            " example",
        ),
        (
            "Это экономия времени.",
            "Это экономия.",
            "codebook.yaml:17: codes > saving > near_misses > ru: the near miss «Это экономия.» is"
            " found by «экономия», line 13; narrow that indicator, or mask the words under"
            " `exclude`",
        ),
        (
            "Экономия мешает заботе.",
            "Экономия и забота.",
            "codebook.yaml:30: tensions > saving_vs_care > examples > ru: the example «Экономия и"
            " забота.» is found as unstated, not conflict; add a cue for its words to the"
            " relation, or change the example",
        ),
        (
            "Экономия мешает заботе.",
            "Экономия мешает.",
            "codebook.yaml:30: tensions > saving_vs_care > examples > ru: the example «Экономия"
            " мешает.» does not find care; add an indicator for its words, or change the example"
            " or the levels",
        ),
        (
            "Экономия мешает заботе.",
            "Всё мешает.",
            "codebook.yaml:30: tensions > saving_vs_care > examples > ru: the example «Всё"
            " мешает.» does not find saving and care; add an indicator for its words, or change"
            " the example or the levels",
        ),
    ],
)
def test_findings_are_told_at_their_line(
    cli: Cli, study: Path, old: str, new: str, finding: str
) -> None:
    write(study / "codebook.yaml", CODEBOOK.replace(old, new))
    done = cli("check", "codebook.yaml")
    assert (done.code, done.err) == (1, "")
    assert done.out == f"{finding}\n1 finding\n"


def test_all_findings_are_told_in_the_order_of_the_lines(cli: Cli, study: Path) -> None:
    text = CODEBOOK.replace("Всё решает", "Нет").replace("экономия.", "ничего.")
    text = text.replace("экономия времени", "забота и экономия").replace("We save", "We keep")
    write(study / "codebook.yaml", text)
    done = cli("check", "codebook.yaml")
    assert done.code == 1
    *lines, last = done.out.splitlines()
    assert [line.split(":")[1] for line in lines] == ["16", "16", "17"]
    assert last == "3 findings"


def test_what_is_sought_and_forbidden_is_told(cli: Cli, study: Path) -> None:
    never = '"экономия", {all: ["забота"], not: ["забота"]}'
    write(study / "codebook.yaml", CODEBOOK.replace('"экономия"', never, 1))
    done = cli("check", "codebook.yaml")
    assert done.code == 1
    assert done.out.startswith("codebook.yaml:13: `забота` is looked for, and stands under `not`")


def test_poles_that_never_meet_are_told(cli: Cli, study: Path) -> None:
    long = "Началась экономия. " + "Мы говорили о многом и долго думали об этом вместе. " * 9
    text = CODEBOOK.replace("Экономия мешает заботе.", f"{long}Потом пришла забота.")
    text = text.replace("  poles:", "  levels: [segment]\n  poles:")
    write(study / "codebook.yaml", text)
    done = cli("check", "codebook.yaml")
    assert done.code == 1
    assert "finds both poles, but in no one segment; " in done.out


def test_codes_of_interviewers_are_tried_in_their_talk(cli: Cli, study: Path) -> None:
    text = CODEBOOK.replace("- id: saving\n", "- id: saving\n  speakers: interviewer\n")
    write(study / "codebook.yaml", text)
    done = cli("check", "codebook.yaml")
    assert "codes > saving" not in done.out


def test_mistakes_of_form_are_findings(cli: Cli, study: Path) -> None:
    write(study / "codebook.yaml", CODEBOOK.replace("near_misses", "near_mises"))
    done = cli("check", "codebook.yaml")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("codebook.yaml:17:3: codes > saving: `near_mises`")
    assert done.out.endswith("\n1 finding\n")


@pytest.mark.parametrize("name", ["gone.yaml", "transcripts"])
def test_a_codebook_that_cannot_be_opened_is_bad_input(cli: Cli, study: Path, name: str) -> None:
    done = cli("check", name)
    assert (done.code, done.out) == (3, "")
    (line,) = done.lines
    assert line.startswith(f"{name}: cannot be read: ")
