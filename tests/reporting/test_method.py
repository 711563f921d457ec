"""What the method says: what was done in this run, and of COREQ what the run knows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from constructed_run import CODEBOOK, Said, make_run, make_table

from qualcode.analysis.results import Choices
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.views.coreq import Coreq, CoreqItem, view_coreq
from qualcode.reporting.views.glance import list_doubts
from qualcode.reporting.views.method import Method, view_method
from qualcode.reporting.views.places import find_places
from qualcode.runs.merged import merge_runs
from qualcode.runs.read import Run, Side

SAVING = "we {efficiency.saving:save money}"
TESTS = "p-values come from exchanging the groups"


def make(sizes: dict[str, int], languages: tuple[str, ...] = ("en",), every: int = 1) -> Run:
    """Make a run in which every so manieth administrator saves: two segments for each person."""
    people: dict[str, str] = {}
    talk = {}
    for language in languages:
        for type, size in sizes.items():
            for number in range(size):
                id = f"{language}{type}{number}"
                people[id] = type
                words = SAVING if type == "admin" and not number % every else "we work here"
                said = [
                    Said(id, words, language),
                    Said(id, "we {humanization.care:care}", language),
                ]
                talk[f"{id}.txt"] = said
    return make_run(talk, make_table(people))


def gather(run: Run, language: str = "en", **chosen: object) -> Material:
    return gather_material(run, Choices(**chosen), language)  # type: ignore[arg-type]


def method(run: Run, language: str = "en", **chosen: object) -> Method:
    material = gather(run, language, **chosen)
    return view_method(material, find_places(material))


def paragraph(run: Run, language: str = "en", **chosen: object) -> str:
    return " ".join(method(run, language, **chosen).paragraph)


def test_tests_are_told_where_they_are_shown() -> None:
    told = paragraph(make({"admin": 4, "ngo": 4}))
    assert f"{TESTS} among respondents within strata (language): all possible arrangements" in told
    assert "max-T" in told
    assert "Wilson" not in told
    assert "put together" not in told  # one language
    counted = " ".join(method(make({"admin": 4, "ngo": 4})).counted)
    assert "max-T" in counted
    assert "Wilson" not in counted


def test_who_was_interviewed_together_is_named() -> None:
    people = {"a1": "admin", "a2": "admin", "b1": "ngo", "b2": "ngo"}
    said = [Said(id, SAVING) for id in people]
    alone = {f"{one.respondent}.txt": [one] for one in said}
    together = {"pair.txt": said[:2]} | {f"{one.respondent}.txt": [one] for one in said[2:]}
    told = paragraph(make_run(together, make_table(people)))
    assert "a1, a2 were interviewed together; tests count each" in told
    russian = paragraph(make_run(together, make_table(people)), "ru")
    assert "a1, a2 беседовали с интервьюером вместе" in russian
    assert "interviewed together" not in paragraph(make_run(alone, make_table(people)))


def test_limits_are_told_where_they_stand() -> None:
    """Where all of a group say the same, the bootstrap has nothing to vary."""
    told = paragraph(make({"admin": 6, "ngo": 6}, every=2))
    assert "bootstrap over respondents (2,000 resamples)" in told
    assert "intervals describe precision" in told
    assert "bootstrap" not in paragraph(make({"admin": 6, "ngo": 6}))


def test_groups_too_small_for_a_test_are_told_with_the_smallest_p() -> None:
    run = make({"admin": 3, "ngo": 3})
    told = paragraph(run)
    assert "no p under 0.05 was possible (smallest possible p: 0.10)" in told
    assert not any(word in told for word in (TESTS, "max-T", "bootstrap", "Wilson", "intervals"))
    counted = " ".join(method(run).counted)
    assert "would have p = 0.10" in counted
    assert not any(word in counted for word in ("exchange", "max-T", "Wilson", "intervals"))
    assert "наименьшее возможное p — 0,10" in paragraph(run, "ru")


@pytest.mark.parametrize("sizes", [{"admin": 1, "ngo": 1}, {"admin": 5, "ngo": 0}])
def test_without_two_groups_nothing_is_said_of_tests(sizes: dict[str, int]) -> None:
    told = paragraph(make(sizes))
    assert TESTS not in told
    assert "smallest possible" not in told
    expected = "no two groups" if sizes["ngo"] else "As there is one group, nothing was tested."
    assert expected in told


def test_wilson_limits_are_told_from_ten_respondents_on() -> None:
    found = method(make({"admin": 10, "ngo": 3}))
    assert "carry Wilson limits" in " ".join(found.paragraph)
    assert "Wilson" in " ".join(found.counted)


def test_arrangements_that_were_drawn_are_told_with_their_number() -> None:
    told = paragraph(make({"admin": 10, "ngo": 10}), draws=99)
    assert "99 random arrangements were drawn (seed 1)" in told


def test_languages_that_are_put_together_are_told() -> None:
    found = method(make({"admin": 3, "ngo": 3}, ("en", "ru")))
    assert "inside their language, and the comparisons put together" in " ".join(found.paragraph)
    assert "nobody is compared with a respondent of another language" in " ".join(found.counted)


def test_the_measure_is_the_one_chosen() -> None:
    assert "whether a respondent mentions it" in paragraph(
        make({"admin": 4, "ngo": 4}), measure="mention"
    )


# Two runs of one study


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "8 files that tables of the two runs name were not read in the run concerned."),
        ("ru", "Таблицы прогонов называют 8 файлов, которые в своём прогоне не прочитаны."),
    ],
)
def test_files_of_the_other_run_are_summed_up(language: str, told: str) -> None:
    several = "respondents.csv:2: names 6 files that were not read: a.txt, b.txt …"
    other = (
        "respondents.csv:3: names the file `ruadmin0.txt`, which was not read; did you mean `x`?"
    )
    again = "survey.csv:3: names the file `z.txt`, which was not read"
    slip = "respondents.csv:9: names the file `z.tx`, which was not read; did you mean `z.txt`?"
    first, second = make({"admin": 2}, ("en",)), make({"admin": 2}, ("ru",))
    runs = [
        replace(run, manifest={**run.manifest, "problems": problems})
        for run, problems in ((first, [several, other]), (second, [again, slip]))
    ]
    merged = merge_runs(Side("North", runs[0]), Side("South", runs[1]))
    doubts = list(list_doubts(gather(merged, language, by=("run",))))
    own = [one.remark or one.text for one in doubts]
    assert ("z.tx", told) == (re.findall("[`«](.*?)[`»]", own[0])[0], own[1])
    # In a run by itself each is told as it is.
    assert len(list(list_doubts(gather(runs[0], language)))) == 2


# COREQ


def coreq(run: Run, language: str = "en") -> Coreq:
    material = gather(run, language)
    return view_coreq(material, find_places(material), {})


def items(run: Run, language: str = "en") -> dict[int, CoreqItem]:
    return {one.number: one for domain in coreq(run, language).domains for one in domain.items}


def test_what_the_run_can_only_point_to_is_the_author_s_to_confirm() -> None:
    run = make({"admin": 2, "ngo": 2})
    found = items(run)
    for number in (30, 31, 32):
        assert found[number].open
        assert found[number].hint.startswith("author to confirm: ")
    assert found[26].open  # the codebook does not say where its codes come from
    assert not found[26].hint
    assert found[21].open
    assert found[21].hint.startswith("Words of a respondent")
    filled = sum(not one.open for one in found.values())
    assert coreq(run).filled == f"{filled} of 32 items filled"
    assert items(run, "ru")[30].hint.startswith("подтверждает автор: ")


def test_the_codebook_may_say_where_codes_come_from() -> None:
    origins = ("theory", "data", "theory", "both")
    sought = [code.id for code in CODEBOOK.codes if code.sought]
    codes = tuple(
        replace(code, origin=origins[sought.index(code.id) % 4]) if code.sought else code
        for code in CODEBOOK.codes
    )
    run = make_run(
        {"a.txt": [Said("a", SAVING)]}, make_table({"a": "ngo"}), replace(CODEBOOK, codes=codes)
    )
    hint = items(run)[26].hint
    assert hint.startswith("author to confirm: the codebook says where its codes come from: theory")
    assert "data (1)" in hint


def test_quotations_tell_how_many_are_denied() -> None:
    denied = Said("a", "we never {efficiency.saving!:save money}")
    run = make_run({"a.txt": [Said("a", SAVING), denied]}, make_table({"a": "ngo"}))
    assert items(run)[29].known == (
        "2 quotations on this page, each with respondent and place; 1 of them denied"
    )
