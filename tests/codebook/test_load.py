import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook import load_codebook, parse_codebook
from qualcode.errors import CodebookError
from qualcode.model.codebook import (
    Example,
    GuideItem,
    Phrase,
    Pole,
    RespondentType,
    Slot,
    Text,
    Word,
)

WithCode = Callable[[str], str]

SOURCE = """\
codebook:
  id: npm
  title: {ru: Менеджмент, en: Management}
  version: 1.0.0
  languages: [ru, en]
  authors: [A. Author, B. Author]
  licence: CC BY 4.0
  changelog: [{version: 1.0.0, date: 2025-06-01, who: A, what: The first one.}]
respondent_types:
- {id: ngo_provider, name: {ru: руководитель НКО, en: NGO manager}, aliases: [СОНКО, АНО]}
guide:
- {id: q1, text: "Как вы работаете?", probes: ["А ещё?", {en: "And else?"}], topics: [efficiency]}
codes:
- id: efficiency
  name: {ru: Эффективность, en: Efficiency}
  children:
  - id: efficiency.saving   # a comment does no harm here
    name: {ru: Экономия, en: Saving}
    brief: Spending less.
    definition: >
      Doing the same
      with less.
    use_when: Cuts.
    do_not_use_when: {ru: Нет денег., en: No money.}
    origin: theory
    theory: Hood 1991
    kind: practice
    color: 1B9E77
    unit: turn
    min_score: 1.5
    indicators:
      ru: [экономия, сокращение ставка|штат]
      en:
      - budget saving*
      - near: [top, down]
        within: 4
      any:
      - {term: 442-ФЗ, lang: ru}
      - KPI
    exclude: {ru: [экономия время]}
    examples: {ru: [Нас сократили.]}
    edge_examples: {ru: [Стало дешевле.]}
    near_misses: {en: [She saved it.]}
- id: humanization
  name: Humanization
  definition: Care.
  use_when: Care.
  do_not_use_when: None.
  negation: ignore
  speakers: [respondent, other]
  status: draft
  replaces: [humanisation]
  indicators: {en: [care]}
tensions:
- id: efficiency_vs_humanization
  name: E or H
  poles: [efficiency, [humanization]]
  cues: {conflict: {ru: [вместо]}}
  examples: {ru: [{text: Вместо заботы отчёты., relation: conflict}]}
relations:
- {id: conflict, name: Conflict, definition: One is lost., cues: {ru: [в ущерб]}}
- {id: compromise, name: Compromise}
"""


def test_what_the_codebook_says_of_itself() -> None:
    book = parse_codebook(SOURCE, "npm.yaml")
    assert (book.id, book.version, book.languages) == ("npm", "1.0.0", ("ru", "en"))
    assert book.title == Text((("ru", "Менеджмент"), ("en", "Management")))
    assert (book.authors, book.licence) == (("A. Author", "B. Author"), "CC BY 4.0")
    assert (book.file, book.source) == ("npm.yaml", SOURCE)
    assert book.sha256 == hashlib.sha256(SOURCE.encode()).hexdigest()


def test_codes_are_flat_and_in_order() -> None:
    codes = parse_codebook(SOURCE, "npm.yaml").codes
    assert [(code.id, code.line) for code in codes] == [
        ("efficiency", 14),
        ("efficiency.saving", 17),
        ("humanization", 44),
    ]


def test_a_code_with_all_that_is_said_of_it() -> None:
    code = parse_codebook(SOURCE, "npm.yaml").code("efficiency.saving")
    assert code.name.in_language("en") == "Saving"
    assert code.brief == Text((("any", "Spending less."),))
    assert code.definition.in_language("ru") == "Doing the same with less."
    assert code.do_not_use_when.in_language("ru") == "Нет денег."
    assert (code.origin, code.kind, code.status) == ("theory", "practice", "active")
    assert (code.color, code.unit, code.min_score) == ("#1b9e77", "turn", 1.5)
    assert (code.negation, code.speakers, code.replaces) == ("mark", ("respondent",), ())
    assert code.theory.in_language("en") == "Hood 1991"
    assert [(found.language, found.text, found.line) for found in code.indicators] == [
        ("ru", "экономия", 32),
        ("ru", "сокращение ставка|штат", 32),
        ("en", "budget saving*", 34),
        ("en", "near: [top, down] within 4", 35),
        ("ru", "442-ФЗ", 38),
        ("any", "KPI", 39),
    ]
    (mask,) = code.masks
    slots = (Slot((Word("form", "экономия"),)), Slot((Word("form", "время"),)))
    assert (mask.language, mask.text, mask.line) == ("ru", "экономия время", 40)
    assert mask.phrase == Phrase(slots, (0, 0))
    assert code.examples == (Example("ru", "Нас сократили.", 41),)
    assert code.edge_examples == (Example("ru", "Стало дешевле.", 42),)
    assert code.near_misses == (Example("en", "She saved it.", 43),)


def test_settings_that_are_not_the_usual_ones() -> None:
    code = parse_codebook(SOURCE, "npm.yaml").code("humanization")
    assert (code.negation, code.status) == ("ignore", "draft")
    assert (code.speakers, code.replaces) == (("respondent", "other"), ("humanisation",))


def test_tensions_and_relations() -> None:
    book = parse_codebook(SOURCE, "npm.yaml")
    (tension,) = book.tensions
    assert tension.poles == (
        Pole(("efficiency",), frozenset({"efficiency", "efficiency.saving"})),
        Pole(("humanization",), frozenset({"humanization"})),
    )
    assert tension.levels == ("segment", "answer")
    assert tension.relations == ("conflict", "compromise")
    assert [(cue.owner, cue.text) for cue in tension.cues] == [("conflict", "вместо")]
    assert tension.examples == (Example("ru", "Вместо заботы отчёты.", 59, "conflict"),)
    conflict, compromise = book.relations
    assert [(cue.owner, cue.text, cue.line) for cue in conflict.cues] == [
        ("conflict", "в ущерб", 61)
    ]
    assert compromise.cues == ()


def test_respondent_types_and_guide() -> None:
    book = parse_codebook(SOURCE, "npm.yaml")
    name = Text((("ru", "руководитель НКО"), ("en", "NGO manager")))
    assert book.respondent_types == (RespondentType("ngo_provider", name, ("СОНКО", "АНО")),)
    probes = (Text((("any", "А ещё?"),)), Text((("en", "And else?"),)))
    text = Text((("any", "Как вы работаете?"),))
    assert book.guide == (GuideItem("q1", text, probes, ("efficiency",)),)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_taken_with_its_bytes(tmp_path: Path, ends: str, mark: bytes) -> None:
    path = tmp_path / "npm.yaml"
    data = mark + SOURCE.replace("\n", ends).encode()
    path.write_bytes(data)
    book = load_codebook(path)
    assert book.file == str(path)
    assert book.sha256 == hashlib.sha256(data).hexdigest()
    assert book.codes == parse_codebook(SOURCE, "x").codes
    assert parse_codebook(book.source, str(path)) == book


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("a: б\nв: г\n".encode("cp1251"), "x.yaml:1: must be a UTF-8 text, "
         "and byte 0xe1 is none of UTF-8; save it again in your editor with the encoding UTF-8"),
        ("a: b\nв: г\n".encode("cp1251"), "x.yaml:2: "),
        ("a: б\n".encode("utf-16"), "x.yaml: must be a UTF-8 text, "
         "and it looks like UTF-16"),
        (b"a" * 5_000_001, "x.yaml: is larger than 5 MB"),
        (b"PK\x03\x04\xc1", "x.yaml: is a Word, Excel or other packed file, and no plain text; "
         "save it as plain text (UTF-8), its name ending in .yaml"),
        (b"\xd0\xcf\x11\xe0\xa1", "x.yaml: is an old Word or Excel file"),
        (b"%PDF-1.7\n\xc1", "x.yaml: is a PDF file"),
        (b"{\\rtf1 ", "x.yaml: is an RTF file"),
        (b"", "x.yaml: the file is empty"),
        (b"\xef\xbb\xbf", "x.yaml: the file is empty"),
        (b"a: \0", "x.yaml:1:4: a control character stands here (U+0000)"),
    ],
)  # fmt: skip
def test_files_that_are_no_codebooks(tmp_path: Path, data: bytes, line: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    (problem,) = caught.value.problems
    assert str(problem).replace(str(path), "x.yaml").startswith(line)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read: no such file or directory"):
        load_codebook(tmp_path / "none.yaml")
    with pytest.raises(CodebookError, match="cannot be read: is a directory"):
        load_codebook(tmp_path)


MISTAKES = """\
codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru]}
codes:
- id: efficiency
  name: Efficiency
  children:
  - id: saving
    name: Saving
    definition: Less.
    use_when: Cuts.
    do_not_use_when: Lack.
    negation: ignor
    indicators:
      ru:
      - *эконом*
      - {fuzy: экономия}
      - сокращение | ставка
      - дёшево # и просто
      - cмета
      - {near: [смета, бюджет], within: sentense}
- id: care
  name: Care
  indicators: {ru: [забота, Забота]}
tensions:
- id: t
  name: T
  poles: [efficiency, car]
"""

TOLD = """\
demo.yaml:6:9: codes > saving > id: `saving` stands below `efficiency`, and its id must begin \
with that; write `efficiency.saving`
      - id: saving
            ^
demo.yaml:11:15: codes > saving > negation: `ignor` is none of `mark`, `ignore`, `exclude`; \
did you mean `ignore`?
        negation: ignor
                  ^
demo.yaml:14:9: codes > saving > indicators > ru: `*эконом*` begins with `*`, which YAML reads \
as an alias; put quotes around it: "*эконом*"
          - *эконом*
            ^
demo.yaml:15:10: codes > saving > indicators > ru: `fuzy` is no key here; did you mean `fuzzy`?
          - {fuzy: экономия}
             ^
demo.yaml:16:9: codes > saving > indicators > ru: a blank stands beside the bar `|`; write `a|b` \
without blanks, and phrases of several words as items of their own
          - сокращение | ставка
            ^
demo.yaml:17:9: codes > saving > indicators > ru: a `#` after a blank begins a comment, and the \
rest of the line is not read; put quotes around the text ("дёшево # …"), or move the comment to \
a line of its own
          - дёшево # и просто
            ^
demo.yaml:18:9: codes > saving > indicators > ru: `cмета` has the Latin `c` among Cyrillic \
letters; type it anew
          - cмета
            ^
demo.yaml:19:41: codes > saving > indicators > ru > within: `sentense` is none of `sentence`, \
`segment`, `turn`, `answer`; did you mean `sentence`?
          - {near: [смета, бюджет], within: sentense}
                                            ^
demo.yaml:20:3: codes > care: `definition`, `use_when`, `do_not_use_when` are missing, and `care` \
has indicators; say what the code means and when it is given
    - id: care
      ^
demo.yaml:22:29: codes > care > indicators > ru: the same indicator stands in line 22: `забота`; \
take one out
      indicators: {ru: [забота, Забота]}
                                ^
demo.yaml:26:23: tensions > t > poles: there is no code `car`; did you mean `care`?
      poles: [efficiency, car]
                          ^"""


def test_eleven_mistakes_are_told_at_once() -> None:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(MISTAKES, "demo.yaml")
    assert str(caught.value) == TOLD


SNIPPETS = st.sampled_from(
    ["", " ", "\t", ":", " #", "- ", "[", "]", "{", "}", "*", "&a ", "!", '"', "'", "|", "\n",
     "x: ", "any", "near: ", "0", "~", "\x00", "...", "---", "ru",
     "id: ", "children:\n", ">", "%", "? "]
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.integers(0, len(SOURCE)), st.integers(0, 40), SNIPPETS),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_codebook_is_loaded_or_refused(damages: list[tuple[int, int, str]]) -> None:
    source = SOURCE
    for start, length, snippet in damages:
        source = source[:start] + snippet + source[start + length :]
    try:
        book = parse_codebook(source, "npm.yaml")
    except CodebookError as error:
        lines = [problem.line for problem in error.problems]
        assert lines == sorted(lines)
        assert lines
        return
    assert book.codes
