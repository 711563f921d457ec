"""Ten thousand indicators are loaded, whatever they are and however wrong."""

from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook, regexes
from qualcode.codebook.regexes import MOST_PROBLEMS

Told = Callable[[str], list[str]]

MANY = 10_000
TEXTS = "  name: N\n  definition: d\n  use_when: u\n  do_not_use_when: n\n"


def word(number: int) -> str:
    return "".join("абвгдежзиклм"[int(digit)] for digit in f"{number:05d}")


def codebook(head: str, item: Callable[[int], str], codes: int) -> str:
    """A codebook of 10,000 indicators, shared out between its codes."""
    parts = []
    for code in range(codes):
        items = range(code, MANY, codes)
        listed = "".join(f"    - {item(number)}\n" for number in items)
        parts.append(f"- id: c{code}\n{TEXTS}  indicators:\n    ru:\n{listed}")
    return f"{head}codes:\n{''.join(parts)}"


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        (lambda n: f'"{word(n)} {word(n)}|слово ... дело"', 500),
        (lambda n: f'"{word(n)} {word(n)}|слово ... дело"', 1),
        (lambda n: f"{{fuzzy: {word(n)}, min: 85, not: [{{regex: {word(n)}}}]}}", 500),
        (lambda n: word(n) if n % 2 else f"{{all: [{{code: c{n % 500 + 1}}}, {word(n)}]}}", 500),
    ],
    ids=["phrases", "one code", "mappings", "references"],
)
def test_ten_thousand_indicators(head: str, item: Callable[[int], str], codes: int) -> None:
    source = codebook(head, item, codes)
    book = parse_codebook(source, "demo.yaml")
    assert sum(len(code.indicators) for code in book.codes) == MANY


@pytest.mark.parametrize(
    ("item", "message", "timed"),  # how many expressions are tried on texts that keep them busy
    [
        (lambda n: f"{{code: d{n}}}", "there is no code `d", 0),
        (lambda n: f"{{code: c{(n + 1) % 500}}}", "the references go round: `c0 → c1", 0),
        (
            lambda n: f"{{regex: '({word(n)})*'}}",
            "the expression matches the empty text",
            MOST_PROBLEMS,
        ),
        (
            lambda n: f"{{regex: '{word(n)}(a|aa)+$'}}",
            "the expression takes far too long",
            MOST_PROBLEMS,
        ),
    ],
    ids=["unknown", "round", "empty", "endless"],
)
def test_ten_thousand_mistakes(
    told: Told,
    head: str,
    item: Callable[[int], str],
    message: str,
    timed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []

    def find_fault(pattern: str, *, timed: bool) -> regexes.Fault | None:
        calls.append(timed)
        return regexes.find_fault(pattern, timed=timed)

    monkeypatch.setattr("qualcode.codebook.leaves.find_fault", find_fault)
    source = codebook(head, item, 500)
    lines = told(source)
    assert any(message in line for line in lines)
    assert len(lines) <= 1_001
    assert sum(calls) == timed
