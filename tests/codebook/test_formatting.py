import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import parse_codebook
from qualcode.codebook.formatting import canonical, format_codebook
from qualcode.codebook.formatting.read import read_layout
from qualcode.codebook.formatting.texts import fold_text, write_text, write_word
from qualcode.errors import CodebookError

ROOT = Path(__file__).parents[2]
HEAD = "codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru, en]}\n"
MESSY = """\

# yaml-language-server: $schema=codebook.schema.json
# Head of the file

# about the tensions
tensions:
- poles: [saving , care]
  name: "T"
  # the id
  id: t   # named so
  examples:
    ru:
    - {relation: conflict, text: 'Экономия и "забота": конфликт'}
codes:
# first code
- name: Saving
  id: "saving"
  definition: Doing the same
    with less,
    and then more wait
  use_when: |
    Cuts.
      More.

    End
  do_not_use_when: > # why
     Money is
     lacking.



  indicators:
      # above the list
      ru: # beside ru
      - "экономия"   # a
      -   'сократить ... ставка'
      # group two

      - двенадцать тридцать
      - regex: '\\bэконом\\w+'
        weight: "2"
      - {near: [a, b], ordered: yes, within: 4, not: [c]} # n
      - near: [
          "слово", # one
          дело
        ]
        within: 3
          # deep foot of near
      # foot of ru
      en: [word, "no", 'don''t']
    # foot of saving
# before care
- id: care

  name: {en: Care, ru: Забота}
  definition: "x\\u2028y\\ttab"
  use_when: ~
  do_not_use_when: y
  examples: {ru: ["Нам помогли"]}
  indicators: {ru: [забота, "помочь"]}
  min_score: 1.50
relations:
  - {id: conflict, name: C, cues: {ru: [конфликт]}}
codebook: {id: demo, title: 012, version: "1.0", languages: [ru, "en"]}
# the end
  # indented end
"""
CANONICAL = """\
# yaml-language-server: $schema=codebook.schema.json
# Head of the file

codebook: {id: demo, title: "012", version: "1.0", languages: [ru, en]}

codes:
  # first code
  - id: saving
    name: "Saving"
    definition: "Doing the same with less, and then more wait"
    use_when: |
      Cuts.
        More.

      End
    do_not_use_when: >  # why
      Money is
      lacking.

    indicators:
      # above the list
      ru:  # beside ru
        - "экономия"  # a
        - "сократить ... ставка"
        # group two

        - "двенадцать тридцать"
        - regex: '\\bэконом\\w+'
          weight: 2
        - {near: ["a", "b"], within: 4, ordered: yes, not: ["c"]}  # n
        - near:
            - "слово"  # one
            - "дело"
          within: 3
          # deep foot of near
      # foot of ru
      en: ["word", "no", "don't"]
    # foot of saving

  # before care
  - id: care

    name: {en: "Care", ru: "Забота"}
    definition: "x\\u2028y\\ttab"
    use_when: "~"
    do_not_use_when: "y"
    min_score: 1.50
    indicators: {ru: ["забота", "помочь"]}
    examples: {ru: ["Нам помогли"]}

# about the tensions
tensions:
  # the id
  - id: t  # named so
    name: "T"
    poles: [saving, care]
    examples:
      ru:
        - {text: 'Экономия и "забота": конфликт', relation: conflict}

relations:
  - {id: conflict, name: "C", cues: {ru: ["конфликт"]}}
# the end
# indented end
"""


def formatted(source: str) -> str:
    return format_codebook(source, "demo.yaml")


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"#.*", text))


def test_a_messy_codebook_is_put_in_order_with_all_its_comments() -> None:
    assert formatted(MESSY) == CANONICAL
    assert formatted(CANONICAL) == CANONICAL
    assert comments(CANONICAL) == comments(MESSY)


@pytest.mark.no_cover  # large: what it runs is measured by other tests
@pytest.mark.parametrize(
    "path", sorted((ROOT / "codebooks").glob("*.yaml")), ids=lambda path: path.name
)
def test_shipped_codebooks_are_in_canonical_layout(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert formatted(source) == source


@pytest.mark.parametrize(
    ("written", "canonical_form"),
    [
        # Words that some readers of YAML take for something else.
        ("negation: ignore", "negation: ignore"),
        ("unit: 'turn'", "unit: turn"),
        ("min_score: '0123'", "min_score: 0123"),
        ("theory: no", 'theory: "no"'),
        ("theory: 12:30", 'theory: "12:30"'),
        ("theory: null", 'theory: "null"'),
        ("theory: 2021-06-01", 'theory: "2021-06-01"'),
        ("color: '1b9e77'", 'color: "1b9e77"'),
        ("color: '#1b9e77'", 'color: "#1b9e77"'),
        ("speakers: ['respondent', other]", "speakers: [respondent, other]"),
        # Texts that want single quotes, or escapes.
        (r"theory: 'a\b'", r"theory: 'a\b'"),
        ("theory: \"it's \\\"so\\\"\"", "theory: 'it''s \"so\"'"),
        ('theory: "a\\nb"', 'theory: "a\\nb"'),
        ('theory: "\\x85"', None),
        # Block texts stay; those that blanks begin or end are put in quotes.
        ("theory: >-\n    a\n    b", "theory: >-\n      a\n      b"),
        ("theory: |\n      a\n       b", "theory: |\n      a\n       b"),
        ("theory: |2\n     a\n    b", 'theory: " a\\nb\\n"'),
        ("theory: >+\n    a\n\n\n  kind: value", 'theory: "a\\n\\n\\n"'),
        ("theory: |-\n\n    a", "theory: |-\n\n      a"),
        ("theory: |-\n    # no comment\n    a", "theory: |-\n      # no comment\n      a"),
        # Keys in any way YAML allows.
        ('"theory": a', 'theory: "a"'),
        ("? theory\n  : a", 'theory: "a"'),
        ("theory:\n    a", 'theory: "a"'),
        ("theory:\n    # why\n    a", '# why\n    theory: "a"'),
        ("theory: # why\n    a # so", '# why\n    theory: "a"  # so'),
        ("examples: {}", "examples: {}"),
        ("examples: {ru: []}", "examples: {ru: []}"),
        ("examples: {ru: [ # none\n   ]}", "examples:\n      ru: []  # none"),
        ("examples: {ru: [\n   # none\n   ]}", "examples:\n      # none\n      ru: []"),
        ("examples: {ru: [a, # one\n   \"b\" # two\n  ]} # all",
         'examples:  # all\n      ru:\n        - "a"  # one\n        - "b"  # two'),
        ("examples: {ru: [a,\n   # two\n   b\n   ] # list\n  } # all",
         'examples:  # all\n      ru:  # list\n        - "a"\n        # two\n        - "b"'),
    ],
)  # fmt: skip
def test_values(with_code: Callable[[str], str], written: str, canonical_form: str | None) -> None:
    source = with_code(f"  indicators: {{ru: [слово]}}\n  {written}\n")
    if canonical_form is None:
        with pytest.raises(CodebookError):
            formatted(source)
        return
    result = formatted(source)
    assert f"    {canonical_form}\n" in result
    assert formatted(result) == result


WORDS = st.sampled_from(
    ["слово", "no", "0123", "12:30", "true", "~", "it's", 'so "said"', "a\\b", "# sign", "x #y",
     "- dash", "a: b", "две  щели", "строка\nещё", "\u00a0край", "…", "ё" * 130, "a " * 90 + "b"]
)  # fmt: skip
REMARKS = st.sampled_from(["", "", "# remark", "#!x  ", "    # far", "# a: b", "", "  #"])


def in_yaml(text: str, way: int) -> str:
    """One text in one of the ways that YAML has for it."""
    if way == 0 and re.fullmatch(r"[^\W\d][\w ]*\w", text) and "  " not in text:
        return text
    if way == 1 and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@st.composite
def codebooks(draw: st.DrawFn) -> str:
    """Sound codebooks in any order, indentation, quoting, and full of comments."""

    def text() -> str:
        return in_yaml(draw(WORDS), draw(st.integers(0, 2)))

    def remark(indent: int) -> list[str]:
        lines = draw(st.lists(REMARKS, max_size=2))
        return [" " * draw(st.sampled_from([indent, 0, 12])) + line for line in lines]

    def aside() -> str:
        return draw(st.sampled_from(["", "", "  # aside", " #b"]))

    def code(id: str, step: int) -> list[str]:
        keys = {
            "id": f"id: {id}",
            "name": f"name: {text()}",
            "theory": f"theory: {{ru: {text()},  en: {text()} }}",
            "definition": f"definition: {text()}",
            "use_when": "use_when: >-\n"
            + " " * (step + 3)
            + "folded\n\n"
            + " " * (step + 3)
            + "text",
            "do_not_use_when": f"do_not_use_when:\n{' ' * (step + 4)}{text()}",
        }
        indicators = (
            f"indicators: {{en: [word, {{near: [a, b], within: {draw(st.integers(1, 9))}}}]}}"
        )
        examples = [f"examples:{aside()}", *remark(step), " " * step + f"  ru:{aside()}"]
        for _ in range(draw(st.integers(1, 3))):
            examples += [*remark(step + 4), " " * step + f"   - {in_yaml(draw(WORDS), 2)}{aside()}"]
        body = [*keys.values(), indicators, "\n".join(examples)]
        lines: list[str] = []
        for at, line in enumerate(draw(st.permutations(body))):
            lead = "- ".rjust(step) if at == 0 else " " * step
            is_short = "\n" not in line
            lines += [*remark(step), lead + line + (aside() if is_short else "")]
        return lines

    step = draw(st.sampled_from([2, 4]))
    about = "codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru, en]}" + aside()
    codes = ["codes:" + aside()]
    for id in draw(st.sampled_from([("one",), ("one", "two")])):
        codes += [*remark(step), *code(id, step), *remark(step)]
    parts = draw(st.permutations([[about], codes]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    bom = draw(st.sampled_from(["", "\ufeff"]))
    lines = [*remark(0), *(line for part in parts for line in [*part, *remark(0)]), ""]
    return bom + "\n".join(lines).replace("\n", end)


@given(codebooks())
@settings(max_examples=120, deadline=None)
def test_meaning_and_comments_stay_and_once_is_enough(source: str) -> None:
    try:
        before = parse_codebook(source, "demo.yaml")
    except CodebookError:  # two examples alike, or a word that is none
        return
    result = formatted(source)
    after = parse_codebook(result, "demo.yaml")
    assert canonical._content(after) == canonical._content(before)
    assert {code.id: code.examples for code in before.codes}.keys() == {
        code.id for code in after.codes
    }
    assert formatted(result) == result
    assert remarks_in(result) == remarks_in(source)
    assert result.startswith("\ufeff") == source.startswith("\ufeff")
    assert ("\r\n" in result) == ("\r\n" in source)


def remarks_in(text: str) -> list[str]:
    """The comments of a text, which the texts of these codebooks are not like."""
    remark = r"(?:^|[ ])(#(?:[ ]remark|[ ]aside|[ ]far|b|!x|[ ]a: b|)) *\r?$"
    return sorted(re.findall(remark, text.removeprefix("\ufeff"), re.MULTILINE))


def test_the_property_is_tried_on_codebooks_that_load() -> None:
    @given(codebooks())
    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    def count(source: str) -> None:
        try:
            parse_codebook(source, "demo.yaml")
            sound.append(source)
        except CodebookError as error:
            problems.append(str(error.problems[0]))

    sound: list[str] = []
    problems: list[str] = []
    count()
    assert len(sound) > 30, problems[:3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_stay(end: str) -> None:
    source = "\ufeff" + MESSY.replace("\n", end)
    assert formatted(source) == "\ufeff" + CANONICAL.replace("\n", end)


def test_a_long_text_over_several_lines_is_folded(with_code: Callable[[str], str]) -> None:
    words = "слово " * 40
    source = with_code(f"  theory: {words}\n    {words}\n  indicators: {{ru: [слово]}}\n")
    result = formatted(source)
    assert "    theory: >-\n      слово слово" in result
    assert max(map(len, result.split("\n"))) <= 120
    assert formatted(result) == result


def test_what_is_too_long_for_a_line_is_written_line_by_line(
    with_code: Callable[[str], str],
) -> None:
    words = ", ".join(f"слово{number}" for number in "абвгдежзиклмнопрст")
    result = formatted(with_code(f"  indicators: {{ru: [{words}]}}\n"))
    assert '    indicators:\n      ru:\n        - "слово' in result


def test_a_layout_that_would_change_the_meaning_is_never_given_out(
    with_code: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = with_code("  indicators: {ru: [слово]}\n")
    monkeypatch.setattr(
        canonical, "write_layout", lambda _: source.replace("слово", "дело").split("\n")
    )
    with pytest.raises(RuntimeError, match="would change"):
        formatted(source)


def test_a_whole_file_in_brackets() -> None:
    source = (
        '{"codes": [{id: a, name: A, definition: d, use_when: u, do_not_use_when: n,\n'
        "indicators: {ru: [слово, {pattern: [{OP: '+', POS: VERB}]}]}}], # care\n"
        "codebook: {id: demo, title: D, version: 1, languages: [ru]}} # end\n"
    )
    assert formatted(source) == (
        'codebook: {id: demo, title: "D", version: "1", languages: [ru]}\n\n'
        "codes:  # care\n"
        '  - id: a\n    name: "A"\n    definition: "d"\n    use_when: "u"\n'
        '    do_not_use_when: "n"\n'
        '    indicators: {ru: ["слово", {pattern: [{POS: VERB, OP: "+"}]}]}\n# end\n'
    )


def test_words_that_readers_take_for_something_else_are_quoted() -> None:
    words = ["no", "On", "null", "y", "id", "a.b-c_d", "0123", "-1.5", "слово", ""]
    assert [word for word in words if write_word(word) == word] == ["id", "a.b-c_d", "0123", "-1.5"]
    assert write_word("no", truths=True) == "no"
    assert write_text("a\u2028b") == '"a\\u2028b"'


def test_what_folding_would_change_is_not_folded() -> None:
    assert fold_text("слово " * 40 + "и", 4)[0].startswith("слово слово")
    for text in ("a  b", " a", "a\nb"):
        assert fold_text(text * 90, 4) == ()


def test_a_file_without_a_mapping_has_no_layout() -> None:
    with pytest.raises(ValueError, match="no mapping"):
        read_layout(["# nothing"])


def test_a_broken_codebook_gives_its_problems(with_code: Callable[[str], str]) -> None:
    with pytest.raises(CodebookError, match="no key here"):
        formatted(with_code("  indicatrs: {ru: [слово]}\n"))
