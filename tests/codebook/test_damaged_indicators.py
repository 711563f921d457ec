"""However indicators of any kind are damaged, they are loaded or refused in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError

SOURCE = """\
codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru, en]}
respondent_types: [{id: ngo, name: N}]
guide: [{id: q1, text: One?}]
codes:
- id: a
  name: A
  definition: d
  use_when: u
  do_not_use_when: n
  indicators:
    ru:
    - {fuzzy: независимая оценка, min: 85, who: [ngo], question: q1}
    - {regex: '\\d+ (балл|процент)', not: [{code: b}, {fuzzy: оценка}], within: turn}
    - {pattern: [{LOWER: не}, {POS: {IN: [VERB]}, OP: "+"}, {LENGTH: {">=": 9}}]}
    - {all: [{code: b}, {near: [{regex: 'из \\d'}, сорок], ordered: true}], weight: 2}
- {id: b, name: B, definition: d, use_when: u, do_not_use_when: n, indicators: {ru: [звук]}}
"""

SNIPPETS = st.sampled_from(
    ["", " ", "{", "}", "[", "]", ",", ": ", "'", "(", ")+", "*", "{9}", "\\", "|", "0", "a",
     "code: a", "regex: ", "fuzzy: ", "OP: '*'", "REGEX: ", "min: ", "not: ", "ngo", "VERB"]
)  # fmt: skip


def test_the_codebook_is_sound_to_begin_with() -> None:
    assert len(parse_codebook(SOURCE, "demo.yaml").code("a").indicators) == 4


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(290, len(SOURCE)), st.integers(0, 12), SNIPPETS),
        min_size=1,
        max_size=3,
    )
)
def test_damaged_indicators(damages: list[tuple[int, int, str]]) -> None:
    source = SOURCE
    for start, length, snippet in damages:
        source = source[:start] + snippet + source[start + length :]
    try:
        book = parse_codebook(source, "demo.yaml")
    except CodebookError as error:
        lines = [problem.line for problem in error.problems]
        assert lines == sorted(lines)
        return
    assert book.codes


MISTAKES = """\
    - {fuzy: оценка}
    - {fuzzy: оц*}
    - {regex: '('}
    - {regex: '(a|aa)+$'}
    - {pattern: [{LOWR: не}]}
    - {pattern: [{}]}
    - {code: c}
    - {code: a}
    - {term: слово, who: [nko], question: q9}
    - {term: слово, not: [{regex: '.*'}]}
"""

TOLD = """\
13:8: codes > a > indicators > ru: `fuzy` is no key here; did you mean `fuzzy`?
14:15: codes > a > indicators > ru > fuzzy: `оц*` has a wildcard, and `fuzzy` compares whole \
words; write the word in full, or take `term`
15:15: codes > a > indicators > ru > regex: the expression is broken at its end: missing ); \
correct it
16:15: codes > a > indicators > ru > regex: the expression takes far too long on a text of a few \
hundred signs; do not repeat a repeat, as in `(a+)+`, nor signs that fit two repeats side by \
side, as in `\\w+\\s*\\w+`
17:19: codes > a > indicators > ru > pattern: `LOWR` is no attribute of a token; did you mean \
`LOWER`?
18:17: codes > a > indicators > ru > pattern: the pattern fits any word: no token of it must be \
there and be of some kind; give a token without `OP` a word, a `LEMMA` or a `POS`
19:14: codes > a > indicators > ru > code: there is no code `c`
20:14: codes > a > indicators > ru > code: the references go round: `a → a`; take one of them out
21:27: codes > a > indicators > ru > who: there is no respondent type `nko`; did you mean `ngo`?
21:43: codes > a > indicators > ru > question: there is no question `q9`; the ids stand under \
`guide`
22:35: codes > a > indicators > ru > not > regex: the expression matches the empty text, so it \
would be found everywhere; let it ask for at least one sign: `+` instead of `*`"""


def test_eleven_mistakes_of_all_kinds_are_told_at_once() -> None:
    source = SOURCE.replace("    - {fuzzy", f"    - звон\n{MISTAKES}    - {{fuzzy", 1)
    with pytest.raises(CodebookError) as caught:
        parse_codebook(source, "demo.yaml")
    told = [str(one).splitlines()[0].removeprefix("demo.yaml:") for one in caught.value.problems]
    assert "\n".join(told) == TOLD
