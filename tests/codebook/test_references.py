from collections.abc import Callable

import pytest

Told = Callable[[str], list[str]]

CODES = """\
codes:
- id: efficiency
  name: E
  children:
  - {id: efficiency.saving, name: S, definition: d, use_when: u, do_not_use_when: n,
     indicators: {ru: [экономия]}}
- {id: care, name: C, definition: d, use_when: u, do_not_use_when: n, indicators: {ru: [забота]}}
- {id: empty, name: X}
relations:
- {id: conflict, name: Conflict}
- {id: compromise, name: Compromise}
"""  # 11 lines, after one of the head


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("poles: [efficiency, care]", []),
        ("poles: [efficiency.saving, [care]]", []),
        ("poles: [[care, empty], efficiency]", []),
        ("poles: [efficiency]", ["poles: a tension has exactly two poles, not 1"]),
        ("poles: [efficiency, care, empty]",
         ["poles: a tension has exactly two poles, not 3", "no code of"]),
        ("poles: [efficiency, cares]", ["there is no code `cares`; did you mean `care`?"]),
        ("poles: [efficiency, efficiency.saving]",
         ["the poles overlap: `efficiency.saving` would stand on both sides"]),
        ("poles: [care, empty]", ["no code of this pole has indicators"]),
        ("poles: [efficiency, care]\n  levels: [segmnt]", ["did you mean `segment`?"]),
        ("poles: [efficiency, care]\n  levels: []", ["at least 1 must stand here, not 0; "
          "write one, or take `levels` out"]),
        ("poles: [efficiency, care]\n  relations: [conflcit]",
         ["there is no relation `conflcit`; did you mean `conflict`?"]),
        ("poles: [efficiency, care]\n  cues: {conflct: {ru: [вместо]}}",
         ["there is no relation `conflct`; did you mean `conflict`?"]),
        ("poles: [efficiency, care]\n  relations: [conflict]\n  cues: {compromise: {ru: [баланс]}}",
         ["`compromise` is not among the relations of this tension; add it to `relations`"]),
        ("poles: [efficiency, care]\n  cues: {conflict: {ru: [a |b]}}", ["a blank stands beside"]),
        ("poles: [efficiency, care]\n  examples: {ru: [{text: A., relation: unstated}]}", []),
        ("poles: [efficiency, care]\n  examples: {ru: [{text: A., relation: war}]}",
         ["there is no relation `war`"]),
        ("poles: [efficiency, care]\n  examples: {ru: [{txt: A.}]}",
         ["`txt` is no key here; did you mean `text`?"]),
    ],
)  # fmt: skip
def test_tensions(told: Told, head: str, lines: str, expected: list[str]) -> None:
    source = f"{head}{CODES}tensions:\n- id: t\n  name: T\n  {lines}\n"
    found = told(source)
    assert len(found) == len(expected), found
    for line, part in zip(found, expected, strict=True):
        assert "tensions > t" in line
        assert part in line


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- {id: care, name: C}", "the id `care` is used a second time, first in line 8"),
        ("- {id: Care, name: C}", "`Care` is no id of a code"),
        ("- {id: забота, name: C}", "`забота` is no id of a code"),
        ("- {name: C}", "`id` is missing"),
        ("- {id: b, name: B, children: [{id: c.d, name: C}]}",
         "`c.d` stands below `b`, and its id must begin with that; write `b.d`"),
        ("- {id: b, name: B, children: [{id: bc, name: C}]}", "`bc` stands below `b`"),
        ("- {id: b, name: B, replaces: [care]}", "`care` is a code of this codebook"),
        ("- {id: b, name: B, replaces: old}", None),
        ("- {id: b, name: B, status: retired, replaced_by: car}", "did you mean `care`?"),
        ("- {id: b, name: B, indicators: {ru: [c]}}",
         "`definition`, `use_when`, `do_not_use_when` are missing, and `b` has indicators"),
        ("- {id: b, name: B, definition: d, do_not_use_when: n, indicators: {ru: [c]}}",
         "`use_when` is missing"),
        ("- {id: b, name: B, definiton: d, use_when: u, do_not_use_when: n, indicators: {ru: [c]}}",
         "`definiton` is no key here; did you mean `definition`?"),
        ("- {id: b, name: {de: B}}", "the language `de` is not among the `languages`"),
        ("- {id: b, name: {any: B}}", None),
        ("- {id: b, name: {deu: B}}", "`deu` is no language"),
    ],
)  # fmt: skip
def test_codes(told: Told, head: str, lines: str, expected: str | None) -> None:
    codes = CODES.replace("relations:", f"{lines}\nrelations:")
    found = told(head + codes)
    assert len(found) == (expected is not None), found
    assert expected is None or expected in found[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("guide: [{id: q1, text: T, topics: [efficiency, care]}]", None),
        ("guide: [{id: q1, text: T, topics: [cre]}]", "there is no code `cre`; did you mean"),
        ("guide: [{id: q1, text: T}, {id: q1, text: U}]", "the id `q1` is used a second time"),
        ("guide: [{id: q1, text: T, probes: [{de: U}]}]", "the language `de` is not among"),
        ("respondent_types: [{id: a, name: A}, {id: a, name: B}]", "the id `a` is used a second"),
        ("respondent_types: [{id: a, nme: A, name: B}]", "did you mean `name`?"),
        ("tension: []", "`tension` is no key here; did you mean `tensions`?"),
    ],
)
def test_other_sections(told: Told, head: str, lines: str, expected: str | None) -> None:
    found = told(f"{head}{CODES}{lines}\n")
    assert len(found) == (expected is not None), found
    assert expected is None or expected in found[0]


def test_a_language_is_told_once_where_it_is_used_first(told: Told, head: str) -> None:
    found = told(
        f"{head}{CODES}guide: [{{id: q1, text: {{de: a}}}}, {{id: q2, text: {{de: b, fr: c}}}}]\n"
    )
    assert [line.split("`")[1] for line in found] == ["de", "fr"]
    assert "add it in line 1" in found[0]


def test_relations_have_reserved_names(told: Told, head: str) -> None:
    (line,) = told(f"{head}{CODES}- {{id: mixed, name: M}}\n")
    assert "no relation may be called `unstated`, `mixed`" in line


def test_a_codebook_without_indicators_is_refused(told: Told, head: str) -> None:
    (line,) = told(f"{head}codes: [{{id: a, name: A}}, {{id: b, name: B}}]\n")
    assert line == "2:8: codes: no code has indicators; add some"


@pytest.mark.parametrize(
    "lines",
    [
        "indicator: {ru: [слово]}",
        "indicators:\n    ru: слово",
        "brief: {de: a}",
    ],
)
def test_the_lack_of_indicators_is_told_when_nothing_else_is_wrong(
    told: Told, with_code: Callable[[str], str], lines: str
) -> None:
    (line,) = told(with_code(f"  {lines}\n"))
    assert "no code has indicators" not in line
