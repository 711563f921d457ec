"""The shipped codebooks are whole; that they do what they say is seen by `check`."""

from pathlib import Path

import pytest

from qualcode.codebook import load_codebook

CODEBOOKS = sorted((Path(__file__).parents[1] / "codebooks").glob("*.yaml"))


@pytest.mark.parametrize("path", CODEBOOKS, ids=lambda path: path.stem)
def test_every_code_has_examples_and_near_misses_in_both_languages(path: Path) -> None:
    codebook = load_codebook(path)
    for code in codebook.codes:
        if code.indicators:
            for examples in (code.examples, code.near_misses, code.indicators):
                assert {one.language for one in examples} >= set(codebook.languages), code.id


def test_npm_tensions_is_complete() -> None:
    (codebook,) = (load_codebook(path) for path in CODEBOOKS if path.stem == "npm_tensions")
    assert sum(bool(code.indicators) for code in codebook.codes) == 29
    assert len(codebook.tensions) == 7
    assert [relation.id for relation in codebook.relations] == [
        "conflict",
        "compromise",
        "reconciliation",
    ]
    assert len(codebook.respondent_types) == 3
