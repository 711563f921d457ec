import pytest

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError
from qualcode.inspecting.examples import check_examples

SOURCE = """\
codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru]}
codes:
- id: saving
  name: Saving
  definition: d
  use_when: u
  do_not_use_when: n
  indicators: {ru: ["экономия", {term: "бюджет", weight: 0.5}]}
"""


def findings(lines: str) -> list[str]:
    codebook = parse_codebook(f"{SOURCE}  {lines}\n", "demo.yaml")
    return [str(finding) for finding in check_examples(codebook)]


@pytest.mark.parametrize("kind", ["examples", "edge_examples", "near_misses"])
def test_the_sentences_of_a_retired_code_are_not_tried(kind: str) -> None:
    sentences = 'ru: ["Слово.", "Это экономия."]'
    assert len(findings(f"{kind}: {{{sentences}}}")) == 1
    assert findings(f"status: retired\n  {kind}: {{{sentences}}}") == []


@pytest.mark.parametrize(
    "lines",
    [
        "examples: {ru: [Это экономия.]}",
        "examples: {ru: ['Это не экономия. А вот это экономия.']}",  # mixed
        "near_misses: {ru: [Это не экономия.]}",
        "near_misses: {ru: [Бюджет принят.]}",  # too little for a coding
        "negation: ignore\n  examples: {ru: [Это не экономия.]}",
        "negation: exclude\n  near_misses: {ru: [Это не экономия.]}",
    ],
)
def test_a_present_coding_is_what_counts(lines: str) -> None:
    assert findings(lines) == []


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ("edge_examples: {ru: [Слово.]}",
         "demo.yaml:9: codes > saving > edge_examples > ru: the example «Слово.» does not find its "
         "code; nothing was found; add an indicator for its words, or change the example"),
        ("examples: {ru: [Это не экономия.]}",
         "demo.yaml:9: codes > saving > examples > ru: the example «Это не экономия.» finds its "
         "code only negated, by «не»; change the example, or set `negation: ignore` where "
         "the lack is what the code means"),
        ("examples: {ru: [Бюджет принят.]}",
         "demo.yaml:9: codes > saving > examples > ru: the example «Бюджет принят.» finds only "
         "«Бюджет», and that is less than the score of 1 that makes a coding; "
         "add an indicator for its words, or change a `weight` or `min_score`"),
        ("near_misses: {ru: [Экономия и бюджет.]}",
         "demo.yaml:9: codes > saving > near_misses > ru: the near miss «Экономия и бюджет.» is "
         "found by «Экономия», line 8, and «бюджет», line 8; narrow these indicators, or mask the "
         "words under `exclude`"),
    ],
)  # fmt: skip
def test_what_a_finding_says(lines: str, finding: str) -> None:
    assert findings(lines) == [finding]


def test_negated_words_are_not_what_a_near_miss_is_found_by() -> None:
    (finding,) = findings("near_misses: {ru: ['Это не экономия. А бюджет и экономия есть.']}")
    assert finding.count("line 8") == 2


def test_anybody_says_an_example() -> None:
    source = """\
codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru]}
respondent_types: [{id: manager, name: Manager}]
guide: [{id: q1, text: Почему?}]
codes:
- id: saving
  name: Saving
  definition: d
  use_when: u
  do_not_use_when: n
  indicators: {ru: [{term: экономия, who: [manager], question: [q1]}]}
  examples: {ru: [Это экономия., Это бюджет.]}
"""
    told = [finding.message for finding in check_examples(parse_codebook(source, "demo.yaml"))]
    assert len(told) == 1
    assert "Это бюджет" in told[0]


def test_a_runaway_expression_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.tagging.listed.LONGEST_SEARCH", 1e-9)
    expression = "{regex: 'э(к|о|н)+омия'}"
    source = SOURCE.replace('"экономия"', expression) + "  examples: {ru: [Это экономия.]}\n"
    with pytest.raises(CodebookError, match=r"demo.yaml:8: `.*` takes too long in the text"):
        check_examples(parse_codebook(source, "demo.yaml"))
