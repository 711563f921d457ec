import pytest

from qualcode.codebook import parse_codebook
from qualcode.inspecting.checking import Material
from qualcode.inspecting.checking.examples import check_examples
from qualcode.inspecting.checking.registry import check_codebook

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
    return [
        f"{one.line}: {one.code}: {one.message}; {one.cure}"
        for one in check_examples(Material(codebook))
    ]


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
        "near_misses: {ru: [Бюджет принят.]}",  # too little for a coding
        "negation: ignore\n  examples: {ru: [Это не экономия.]}",
        "negation: exclude\n  near_misses: {ru: [Это не экономия.]}",
        "speakers: interviewer\n  examples: {ru: [Это экономия.]}",
    ],
)
def test_a_present_coding_is_what_counts(lines: str) -> None:
    assert findings(lines) == []


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ("edge_examples: {ru: [Слово.]}",
         "9: saving: the example «Слово.» does not find its code; nothing was found; "
         "add an indicator for its words, or change the example"),
        ("examples: {ru: [Это не экономия.]}",
         "9: saving: the example «Это не экономия.» finds its code only negated, by «не»; "
         "change the example, or set `negation: ignore` where the lack is what the code means"),
        ("examples: {ru: [Бюджет принят.]}",
         "9: saving: the example «Бюджет принят.» finds only «Бюджет», and that is less than the "
         "score of 1 that makes a coding; add an indicator for its words, or change a `weight` or "
         "`min_score`"),
        ("near_misses: {ru: [Это не экономия.]}",
         "9: saving: the near miss «Это не экономия.» is not found only because «экономия» is "
         "denied by «не»; a mask of the words under `exclude` would be safer"),
        ("near_misses: {ru: [Экономия и бюджет.]}",
         "9: saving: the near miss «Экономия и бюджет.» is found by `экономия` (line 8) in "
         "«Экономия», and by `бюджет` (line 8) in «бюджет»; narrow these indicators, "
         "or mask the words under `exclude`"),
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
    material = Material(parse_codebook(source, "demo.yaml"))
    told = [finding.message for finding in check_examples(material)]
    assert len(told) == 1
    assert "Это бюджет" in told[0]


TENSION = """\
- id: care
  name: Care
  definition: d
  use_when: u
  do_not_use_when: n
  indicators: {ru: ["забота"]}
tensions:
- id: saving_vs_care
  name: Saving and care
  definition: d
  poles: [saving, care]
  levels: [segment]
  examples: {ru: [{text: "EXAMPLE", relation: conflict}]}
relations: [{id: conflict, name: Conflict, definition: d, cues: {ru: [мешать]}}]
"""
LONG = "Мы говорили о многом и долго думали об этом вместе. " * 9


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("Экономия и забота.", "is found as unstated, not conflict"),
        ("Экономия мешает.", "does not find care"),
        ("Всё мешает.", "does not find saving and care"),
        (f"Экономия. {LONG} Забота.", "finds both poles, but in no one segment"),
    ],
)
def test_examples_of_tensions_are_tried(example: str, message: str) -> None:
    source = SOURCE + TENSION.replace("EXAMPLE", example)
    (finding,) = check_examples(Material(parse_codebook(source, "demo.yaml")))
    assert message in finding.message
    assert finding.code == "saving_vs_care"


def test_a_runaway_expression_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.tagging.listed.LONGEST_SEARCH", 1e-9)
    expression = "{regex: 'э(к|о|н)+омия'}"
    source = SOURCE.replace('"экономия"', expression) + "  examples: {ru: [Это экономия.]}\n"
    told = check_codebook(Material(parse_codebook(source, "demo.yaml")))
    (slow,) = (one for one in told if one.check == "too-slow")
    assert "takes too long in the text" in slow.message
    assert (slow.line, slow.cure) == (8, "write a simpler expression")


def test_an_example_of_a_tension_is_proposed_as_this_codebook_has_it() -> None:
    for tail, written in (
        ("", '{ru: [{text: "…", relation: conflict}]}'),
        ("relations", '{ru: [{text: "…"}]}'),
    ):
        lines = (SOURCE + TENSION).splitlines(keepends=True)
        kept = [one for one in lines if "EXAMPLE" not in one and not (tail and tail in one)]
        told = check_codebook(Material(parse_codebook("".join(kept), "demo.yaml")))
        (cure,) = (one.cure for one in told if one.code == "saving_vs_care")
        assert cure.endswith(f"`{written}`")
