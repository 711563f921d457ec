from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError, Problem

HEAD = "codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru, en]}\n"
CODE = """\
codes:
- id: saving
  name: Saving
  definition: Doing the same with less.
  use_when: Cuts.
  do_not_use_when: Money is lacking.
"""


@pytest.fixture
def head() -> str:
    """The first line of a codebook."""
    return HEAD


@pytest.fixture
def with_code() -> Callable[[str], str]:
    """A codebook of one code, to which indented lines are added (line 8 on)."""
    return lambda lines: f"{HEAD}{CODE}{lines}"


@pytest.fixture
def problems_of() -> Callable[[str], tuple[Problem, ...]]:
    """The problems of a codebook, none if there are none."""

    def problems(source: str) -> tuple[Problem, ...]:
        try:
            parse_codebook(source, "demo.yaml")
        except CodebookError as error:
            return error.problems
        return ()

    return problems


@pytest.fixture
def told(problems_of: Callable[[str], tuple[Problem, ...]]) -> Callable[[str], list[str]]:
    """The problems of a codebook as lines, without file and excerpt."""

    def lines(source: str) -> list[str]:
        return [
            str(problem).splitlines()[0].removeprefix("demo.yaml:")
            for problem in problems_of(source)
        ]

    return lines
