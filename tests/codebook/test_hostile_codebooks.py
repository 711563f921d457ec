import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """\
import sys
from pathlib import Path
from qualcode.codebook import load_codebook
from qualcode.errors import CodebookError
try:
    load_codebook(Path(sys.argv[1]))
except CodebookError as error:
    print(len(error.problems), error.problems[0].message)
"""

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + below] * 9)}]\n"
    for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HEAD = "codebook: {id: d, title: D, version: 1.0.0, languages: [ru]}\n"
WORDS = "codes: [{id: a, name: A, definition: d, use_when: u, do_not_use_when: n, indicators: "


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("[" * 50_000, "1 lists and keys stand more than 20 deep"),
        ("{" * 50_000, "1 lists and keys stand more than 20 deep"),
        ("a: " + "[" * 50_000 + "]" * 50_000, "1 lists and keys stand more than 20 deep"),
        ("- " * 50_000, "1 lists and keys stand more than 20 deep"),
        ("? " * 50_000, "1 lists and keys stand more than 20 deep"),
        (BOMB, "1 YAML anchors, aliases and tags"),
        ("a: [" + "x," * 2_000_000 + "]", "1 the file holds more than 200000 texts and lists"),
        ("- @x\n" * 100_000, "1001 `@x` begins with `@`"),
        ("a" + " " * 4_000_000 + "b: - c", "1 a key cannot stand here"),
        ("\tx\n" * 500_000, "1 a tab stands in the indentation (and in 499999 other lines)"),
        ("a: !!python/object/apply:os.system [echo]", "1 YAML anchors, aliases and tags"),
        (f"{HEAD}{WORDS}{{ru: ['{'слово ' * 300_000}']}}}}]", "1 the phrase is longer than"),
        (f"{HEAD}{WORDS}{{ru: ['{'|' * 1_000_000}']}}}}]", "1 the phrase is longer than"),
        (HEAD + "".join(f"k{number}: 1\n" for number in range(50_000)), "1001 `codes` is missing"),
    ],
    ids=[
        "brackets",
        "braces",
        "closed",
        "dashes",
        "questions",
        "aliases",
        "items",
        "traps",
        "blanks",
        "tabs",
        "tag",
        "words",
        "bars",
        "keys",
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, source: str, told: str) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(source, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)],
        capture_output=True,
        text=True,
        timeout=300,  # one that is not refused at once would never end
    )
    assert (done.returncode, done.stderr) == (0, "")  # a signal would be a negative code
    assert done.stdout.startswith(told)


def test_no_control_character_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HEAD + 'a: "\\x1b[31m"\nb: \x1b[31m\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("len(error.problems)", "error"), str(path)],
        capture_output=True,
        text=True,
    )
    assert "a control character stands here (U+001B)" in done.stdout
    assert "\x1b" not in done.stdout
