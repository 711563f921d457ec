"""Summary, tests and pairs of groups, against enumeration and formulas written out here."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from qualcode.analysis.comparing import pairs as pairs_module
from qualcode.analysis.comparing import proportions
from qualcode.analysis.comparing.permutation import permute
from qualcode.analysis.comparing.scopes import TOGETHER
from qualcode.analysis.comparing.summary import SUMMARY
from qualcode.analysis.comparing.testing import TESTS, join_parts
from qualcode.analysis.described import Description
from qualcode.analysis.results import Choices, Results, analyse
from tests.analysis.constructed_run import CODEBOOK, Interviews, Said, make_run, make_table

SAVING, TARGETS, CARE = "efficiency.saving", "efficiency.targets", "humanization.care"
HELD = {
    # respondent: type, language, segments with saving, with care, segments in all
    "A1": ("admin", "en", 4, 0, 10),
    "A2": ("admin", "en", 5, 1, 10),
    "A3": ("admin", "en", 3, 0, 8),
    "A4": ("admin", "en", 6, 1, 10),
    "A5": ("admin", "ru", 2, 0, 5),
    "A6": ("admin", "ru", 3, 1, 6),
    "N1": ("ngo", "en", 1, 2, 10),
    "N2": ("ngo", "en", 0, 3, 9),
    "N3": ("ngo", "en", 2, 1, 10),
    "N4": ("ngo", "ru", 0, 2, 5),
    "N5": ("ngo", "ru", 1, 3, 7),
    "X1": ("expert", "en", 2, 2, 6),
    "Z1": ("", "en", 1, 1, 4),
}


def talk(id: str) -> list[Said]:
    _, language, saving, care, segments = HELD[id]
    said = [
        "We "
        + ("{efficiency.saving:save money} " if at < saving else "do not know ")
        + ("{humanization.care:care}" if at >= segments - care else "here")
        for at in range(segments)
    ]
    return [Said(id, words, language, at) for at, words in enumerate(said, 1)]


INTERVIEWS: Interviews = {f"{id}.txt": talk(id) for id in HELD}
TABLE = make_table(
    {id: held[0] for id, held in HELD.items()},
    region={id: "north" if id[1] in "135" else "south" for id in HELD},
)
RUN = make_run(INTERVIEWS, TABLE)


@pytest.fixture(scope="module")
def results() -> Results:
    return analyse(RUN, Choices(resamples=400))


def pick(table: pd.DataFrame, **where: Any) -> dict[str, Any]:
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return dict(table.iloc[0])


def rate(id: str, code: str = SAVING) -> float:
    _, _, saving, care, segments = HELD[id]
    return (saving if code == SAVING else care) / segments


def people(type: str, language: str = "") -> list[str]:
    return [
        id for id, held in HELD.items() if held[0] == type and (not language or held[1] == language)
    ]


def enumerate_p(first: list[str], second: list[str], code: str) -> tuple[float, float]:
    """Return difference and two-sided p of all arrangements inside languages."""
    strata = []
    for language in ("en", "ru"):
        one = [rate(id, code) for id in first if HELD[id][1] == language]
        other = [rate(id, code) for id in second if HELD[id][1] == language]
        if one and other:
            strata.append((one, other))
    weights = [len(one) * len(other) / (len(one) + len(other)) for one, other in strata]

    def differ(parts: Any) -> float:
        return sum(
            weight * (np.mean(one) - np.mean(other))
            for weight, (one, other) in zip(weights, parts, strict=True)
        ) / sum(weights)

    def arrange(one: list[float], other: list[float]) -> list[tuple[list[float], list[float]]]:
        whole = one + other
        return [
            (
                [whole[at] for at in taken],
                [whole[at] for at in range(len(whole)) if at not in taken],
            )
            for taken in combinations(range(len(whole)), len(one))
        ]

    observed = differ(strata)
    all_of_them = [differ(parts) for parts in product(*(arrange(*part) for part in strata))]
    above = np.mean([found >= observed - 1e-12 for found in all_of_them])
    below = np.mean([found <= observed + 1e-12 for found in all_of_them])
    return observed, min(1.0, 2 * min(above, below))


@pytest.mark.parametrize("language", [TOGETHER, "en"])
@pytest.mark.parametrize("code", [SAVING, CARE])
def test_two_groups_by_enumeration(results: Results, language: str, code: str) -> None:
    difference, p = enumerate_p(people("admin", language), people("ngo", language), code)
    found = pick(results["tests"], kind="code", item=code, language=language)
    assert found["groups"] == "admin | ngo"  # the expert is alone, one has no type
    assert found["statistic"] == pytest.approx(difference)
    assert found["p"] == pytest.approx(p, nan_ok=True) or not found["shown"]
    assert found["shown"] == (found["least_p"] <= 0.05)
    assert found["exact"]
    pair = pick(results["pairs"], kind="code", item=code, language=language)
    assert (pair["first"], pair["second"]) == ("admin", "ngo")
    assert pair["difference"] == pytest.approx(difference)
    assert np.isnan(pair["p"]) or pair["p"] == pytest.approx(p)
    if language == TOGETHER:  # the English groups are too small for limits
        assert pair["low"] < difference < pair["high"]


def test_arrangements_and_respondents(results: Results) -> None:
    together = pick(results["tests"], kind="code", item=SAVING, language=TOGETHER)
    assert together["arrangements"] == 35 * 6  # 7 over 4 in English, 4 over 2 in Russian
    assert together["respondents"] == 11
    assert together["p"] == pytest.approx(enumerate_p(people("admin"), people("ngo"), SAVING)[1])
    assert together["p_family"] >= together["p"]


def test_no_test_is_shown_that_cannot_reach_the_level(results: Results) -> None:
    alone = pick(results["tests"], kind="code", item=SAVING, language="ru")  # 2 and 2
    assert not alone["shown"]
    assert all(np.isnan(alone[name]) for name in ("p", "p_family", "q"))
    assert alone["why"] == "design"
    assert alone["statistic"] == pytest.approx(
        np.mean([rate("A5"), rate("A6")]) - np.mean([rate("N4"), rate("N5")])
    )
    never = pick(results["tests"], kind="code", item=TARGETS, language=TOGETHER)
    assert (never["why"], never["shown"]) == ("no_variation", False)
    hidden = results["tests"][~results["tests"]["shown"].astype(bool)]
    assert hidden["p"].isna().all()
    assert (hidden["why"] != "").all()
    assert (results["tests"].loc[results["tests"]["shown"].astype(bool), "why"] == "").all()


def test_few_who_differ_are_told_from_the_design() -> None:
    types = {f"{type}{number}": type for type in ("admin", "ngo") for number in range(5)}
    said: Interviews = {f"{id}.txt": [Said(id, "We talk")] for id in types}
    said["admin0.txt"] = [Said("admin0", "We {efficiency.saving:save money}")]
    tests = analyse(make_run(said, make_table(types)))["tests"]
    found = pick(tests, kind="code", item=SAVING, language="en")
    assert (found["why"], found["least_p"], found["shown"]) == ("few", 1.0, False)
    assert pick(tests, kind="code", item=CARE, language="en")["why"] == "no_variation"


def test_the_family_is_what_can_be_tested(results: Results) -> None:
    """The code that nobody mentions makes no p larger; q is that of the tests shown."""
    chosen = analyse(RUN, Choices(codes=(SAVING, CARE)))["tests"]
    for item in (SAVING, CARE):
        alone = pick(chosen, kind="code", item=item, language=TOGETHER)
        among = pick(results["tests"], kind="code", item=item, language=TOGETHER)
        assert alone["p_family"] == pytest.approx(among["p_family"])
    shown = chosen[(chosen["language"] == TOGETHER) & chosen["shown"].astype(bool)]
    assert len(shown) == 2
    expected = stats.false_discovery_control(shown["p"].to_numpy(dtype=float))
    assert shown["q"].tolist() == pytest.approx(list(expected))


def test_what_holds_both_poles_is_a_family_of_its_own() -> None:
    """Poles' p over all are those of the poles alone, and rows of a tension stay together."""
    saving, care = "we {efficiency.saving:save money}", "we {humanization.care:care}"
    counts = {"admin": ([3, 4, 5, 2, 0], [1, 2, 0, 4, 5], 0), "ngo": ([0] * 5, [0] * 5, 1)}
    both = [1, 2, 0, 3, 1]
    said: Interviews = {}
    for type, (savings, cares, speaks) in counts.items():
        for number, (some, others) in enumerate(zip(savings, cares, strict=True)):
            meeting = both[number] * speaks
            words = [saving] * some + [care] * others + [f"{saving} and {care}"] * meeting
            words += ["we work here"] * (6 - len(words))
            id = f"{type}{number}"
            said[f"{id}.txt"] = [Said(id, one, "en", at) for at, one in enumerate(words, 1)]
    results = analyse(make_run(said, make_table({id[:-4]: id[:-5] for id in said})))
    tests = results["tests"]
    poles = tests[(tests["kind"] == "pole") & (tests["language"] == "en")]
    parts = ["first", "second", "both"]
    assert poles["part"].tolist() == parts * len(CODEBOOK.tensions)
    rates = results["rates"]
    rates = rates[(rates["kind"] == "pole") & (rates["language"] == "en")]
    values = np.array(
        [rates.loc[rates["part"] == part, "share_segments"].to_numpy(float) for part in parts]
    ).T
    design = next(one for one in results.scopes if one.language == "en").design
    found = poles["p_family"].to_numpy()
    assert poles["shown"].all()
    for family in ([0, 1], [2]):
        assert found[family] == pytest.approx(permute(values[:, family], design).p_family)
    together = permute(values, design).p_family
    assert together[2] > found[2] == poles["p"].iloc[2]


def test_summary_counts_everybody(results: Results) -> None:
    summary = results["summary"]
    expert = pick(summary, kind="code", item=SAVING, language="en", group="expert")
    assert (expert["respondents"], expert["mentioning"], expert["mean"]) == (1, 1, 2 / 6)
    assert np.isnan(expert["low"])
    nameless = pick(summary, kind="code", item=SAVING, language="en", group="")
    assert nameless["respondents"] == 1
    admins = pick(summary, kind="code", item=CARE, language=TOGETHER, group="admin")
    rates = [rate(id, CARE) for id in people("admin")]
    assert (admins["respondents"], admins["mentioning"]) == (6, 3)
    assert [admins[name] for name in ("mean", "median", "least", "most")] == pytest.approx(
        [np.mean(rates), np.median(rates), min(rates), max(rates)]
    )
    assert admins["low"] < admins["mean"] < admins["high"]
    assert (admins["share_low"], admins["share_high"]) == pytest.approx((0.1876, 0.8124), abs=1e-4)
    groups = summary[(summary["item"] == SAVING) & (summary["language"] == TOGETHER)]
    assert groups["group"].tolist() == ["admin", "ngo", "expert", ""]


def test_pairs_have_effects_and_mentions(results: Results) -> None:
    pair = pick(results["pairs"], kind="code", item=CARE, language="en")
    one, other = ([rate(id, CARE) for id in people(type, "en")] for type in ("admin", "ngo"))
    signs = [np.sign(a - b) for a in one for b in other]
    assert pair["delta"] == pytest.approx(np.mean(signs))
    assert (pair["mentioning_first"], pair["respondents_first"]) == (2, 4)
    assert (pair["mentioning_second"], pair["respondents_second"]) == (3, 3)
    assert pair["mention_difference"] == -0.5
    assert pair["mention_low"] < -0.5 < pair["mention_high"]
    assert np.isnan(pair["mention_p"])  # 5 of 7, at the most apart, give p = 0.14
    assert np.isnan(pick(results["pairs"], kind="code", item=CARE, language=TOGETHER)["mention_p"])


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((4, 4, 0, 4), True),  # p = 1/35
        ((2, 4, 2, 4), True),  # the same sums: what came out decides nothing
        ((3, 3, 0, 3), False),  # p = 1/10
        ((1, 9, 0, 9), False),  # one mention: p = 1 whoever it is
        ((8, 8, 7, 8), False),
    ],
)
def test_mentions_are_tested_where_their_number_allows_a_low_p(
    counts: tuple[int, int, int, int], shown: bool
) -> None:
    one, ones, other, others = counts
    talk = {
        f"{group}{at}.txt": [
            Said(f"{group}{at}", "We {humanization.care:care}" if at < some else "We go")
        ]
        for group, some, all_ in (("a", one, ones), ("b", other, others))
        for at in range(all_)
    }
    table = make_table({name.removesuffix(".txt"): name[0] for name in talk})
    pairs = analyse(make_run(talk, table), Choices(resamples=100))["pairs"]
    p = pick(pairs, kind="code", item=CARE, language="en")["mention_p"]
    observed = stats.fisher_exact([[one, ones - one], [other, others - other]]).pvalue
    assert p == pytest.approx(observed) if shown else np.isnan(p)


def test_holm_over_the_pairs_of_an_item() -> None:
    types = {f"{group}{number}": group for group in "abc" for number in range(5)}
    rng = np.random.default_rng(5)
    said = {
        f"{id}.txt": [
            Said(id, "We {efficiency.saving:save}" if rng.random() < share else "We")
            for _ in range(20)
        ]
        for id, share in ((id, {"a": 0.1, "b": 0.4, "c": 0.7}[id[0]]) for id in types)
    }
    pairs = analyse(make_run(said, make_table(types)))["pairs"]
    mine = pairs[(pairs["item"] == SAVING) & (pairs["language"] == "en")]
    assert mine["first"].tolist() + mine["second"].tolist() == ["a", "a", "b", "b", "c", "c"]
    expected = multipletests(mine["p"].to_numpy(dtype=float), method="holm")[1]
    assert mine["p_holm"].tolist() == pytest.approx(list(expected))
    assert mine["p_holm"].max() > mine["p"].max() or mine["p_holm"].min() > mine["p"].min()


def weighted(first: list[str], second: list[str], strata: dict[str, str]) -> float:
    """Return the difference of the shares who mention saving, inside strata, n1·n2/n."""
    total = weight = 0.0
    for one in set(strata.values()):
        some, others = ([id for id in ids if strata[id] == one] for ids in (first, second))
        if some and others:
            own = len(some) * len(others) / (len(some) + len(others))
            shares = [np.mean([rate(id, SAVING) > 0 for id in ids]) for ids in (some, others)]
            total, weight = total + own * (shares[0] - shares[1]), weight + own
    return total / weight


def test_mentions_are_compared_inside_strata(results: Results) -> None:
    pair = pick(results["pairs"], kind="code", item=SAVING, language=TOGETHER)
    language = {id: held[1] for id, held in HELD.items()}
    expected = weighted(people("admin"), people("ngo"), language)
    assert pair["mention_difference"] == pytest.approx(expected)
    assert expected != pytest.approx(6 / 6 - 3 / 5)  # not that of all together
    assert pair["mention_low"] < expected < pair["mention_high"]  # by bootstrap
    assert np.isnan(pair["mention_p"])
    chosen = analyse(RUN, Choices(measure="mention", resamples=400))
    same = pick(chosen["pairs"], kind="code", item=SAVING, language=TOGETHER)
    assert same["difference"] == same["mention_difference"] == pair["mention_difference"]
    assert (same["low"], same["high"]) == (pair["mention_low"], pair["mention_high"])
    test = pick(chosen["tests"], kind="code", item=SAVING, language=TOGETHER)
    assert test["statistic"] == pytest.approx(expected)


def test_the_documented_difference_of_shares() -> None:
    """4 of 4 and 2 of 4 in one language, 1 of 1 and 0 of 2 in the other: .625, not 5/5 - 2/6."""
    said: Interviews = {}
    for language, group, mentioning, size in (
        ("en", "a", 4, 4), ("en", "b", 2, 4), ("ru", "a", 1, 1), ("ru", "b", 0, 2)
    ):  # fmt: skip
        for at in range(size):
            id = f"{group}{language}{at}"
            words = "We {humanization.care:care}" if at < mentioning else "We go"
            said[f"{id}.txt"] = [Said(id, words, language)]
    table = make_table({name.removesuffix(".txt"): name[0] for name in said})
    results = analyse(make_run(said, table), Choices(measure="mention", resamples=100))
    pair = pick(results["pairs"], kind="code", item=CARE, language=TOGETHER)
    assert pair["mention_difference"] == pair["difference"] == pytest.approx(0.625)
    assert (pair["compared_first"], pair["compared_second"]) == (5, 6)
    test = pick(results["tests"], kind="code", item=CARE, language=TOGETHER)
    assert (test["statistic"], test["compared"]) == (pytest.approx(0.625), "5 | 6")
    russian = pick(results["tests"], kind="code", item=CARE, language="ru")
    assert russian["why"] == "one_group"


def test_newcombe_where_all_who_are_compared_are_of_one_stratum() -> None:
    """The fourth administrator is alone in the south: compared are 3 and 3."""
    ids = ("A1", "A2", "A3", "A4", "N1", "N2", "N3")
    place = {id: "south" if id == "A4" else "north" for id in ids}
    table = make_table({id: HELD[id][0] for id in ids}, region=place)
    run = make_run({f"{id}.txt": talk(id) for id in ids}, table)
    pairs = analyse(run, Choices(strata=("region",), resamples=100))["pairs"]
    pair = pick(pairs, kind="code", item=CARE, language="en")
    assert (pair["respondents_first"], pair["compared_first"], pair["compared_second"]) == (4, 3, 3)
    assert (pair["mentioning_first"], pair["mentioning_second"]) == (2, 3)
    assert pair["mention_difference"] == pytest.approx(1 / 3 - 3 / 3)
    limits = proportions.newcombe_difference(1, 3, 3, 3)
    assert (pair["mention_low"], pair["mention_high"]) == pytest.approx(limits)


def test_a_pair_that_rests_on_one_person_is_not_compared() -> None:
    """Two of each group, of whom one each share a region: what they differ by is no difference."""
    table = make_table(
        {id: HELD[id][0] for id in ("A1", "A2", "N1", "N2")},
        region={"A1": "north", "A2": "south", "N1": "north", "N2": "west"},
    )
    run = make_run({f"{id}.txt": talk(id) for id in ("A1", "A2", "N1", "N2")}, table)
    results = analyse(run, Choices(strata=("region",), resamples=100))
    test = pick(results["tests"], kind="code", item=SAVING, language="en")
    assert (test["why"], test["respondents"], test["compared"]) == ("one_group", 0, "")
    assert results["pairs"].empty
    full = analyse(run, Choices(resamples=100))["pairs"]
    assert len(full)
    assert results["pairs"].dtypes.to_dict() == full.dtypes.to_dict()  # empty, and of the same kind


def test_a_pair_of_groups_may_rest_on_fewer_than_the_test_of_all() -> None:
    """A third group shares both regions with everybody; admins and NGOs meet in one alone."""
    types = {"A1": "admin", "A2": "admin", "N1": "ngo", "N2": "ngo"}
    place = {"A1": "north", "A2": "south", "N1": "north", "N2": "west"}
    for at, region in enumerate(("north", "south", "west")):
        types[f"P{at}"], place[f"P{at}"] = "public", region
    said = {f"{id}.txt": [Said(id, "We {efficiency.saving:save}"), Said(id, "We")] for id in types}
    run = make_run(said, make_table(types, region=place))
    results = analyse(run, Choices(strata=("region",), resamples=100))
    test = pick(results["tests"], kind="code", item=SAVING, language="en")
    assert (test["groups"], test["compared"]) == ("admin | ngo | public", "2 | 2 | 3")
    pairs = results["pairs"]
    of_item = pairs[(pairs["item"] == SAVING) & (pairs["language"] == "en")]
    told = {
        (row.first, row.second): (row.compared_first, row.compared_second, row.why)
        for row in of_item.itertuples()
    }
    assert told == {
        ("admin", "ngo"): (0, 0, "one_group"),
        ("admin", "public"): (2, 2, "design"),
        ("ngo", "public"): (2, 2, "design"),
    }
    alone = of_item[of_item["second"] == "ngo"].iloc[0]
    assert (alone["respondents_first"], alone["mentioning_first"]) == (2, 2)
    names = ("difference", "low", "mention_difference", "mention_low", "mention_p", "p", "p_holm")
    assert all(np.isnan(alone[name]) for name in names)


def test_strata_keep_respondents_inside_their_values() -> None:
    tests = analyse(RUN, Choices(strata=("region",)))["tests"]
    english = pick(tests, kind="code", item=SAVING, language="en")
    assert english["arrangements"] == 6 * 3  # north 2 and 2, south 2 and 1
    assert english["why"] == "design"


def test_apart_in_all_strata() -> None:
    run = make_run(INTERVIEWS, TABLE)
    by_region = analyse(run, Choices(by=("region",), strata=("type",)))["tests"]
    assert set(by_region["why"]) - {"design", "no_variation", "few", ""} == set()
    apart = make_table(
        {id: HELD[id][0] for id in HELD}, place={id: HELD[id][0] or "none" for id in HELD}
    )
    tests = analyse(make_run(INTERVIEWS, apart), Choices(strata=("place",)))["tests"]
    assert set(tests["why"]) == {"apart"}
    assert tests["statistic"].isna().all()


@pytest.mark.parametrize("measure", ["mention", "per_1000_words"])
def test_other_measures(measure: Any) -> None:
    results = analyse(RUN, Choices(measure=measure, resamples=200))
    care = pick(results["summary"], kind="code", item=CARE, language="en", group="ngo")
    rates = results["rates"]
    mine = rates[(rates["item"] == CARE) & (rates["kind"] == "code") & (rates["group"] == "ngo")]
    assert care["mean"] == pytest.approx(mine[mine["language"] == "en"][measure].mean())
    assert set(results["tests"]["measure"]) == {measure}


def test_the_same_draws_give_the_same_tables() -> None:
    def make(seed: int) -> pd.DataFrame:
        return analyse(RUN, Choices(resamples=100, seed=seed, codes=(CARE,)))["pairs"]

    pd.testing.assert_frame_equal(make(1), make(1))
    assert not make(1)["low"].equals(make(2)["low"])


def test_a_person_without_words_has_no_rate_by_words() -> None:
    said: Interviews = {**INTERVIEWS, "N9.txt": [Said("N9", "...", "en")]}
    run = make_run(said, make_table({**{id: held[0] for id, held in HELD.items()}, "N9": "ngo"}))
    by_words = analyse(run, Choices(measure="per_1000_words"))["summary"]
    by_segments = analyse(run)["summary"]
    where = {"kind": "code", "item": SAVING, "language": "en", "group": "ngo"}
    assert pick(by_words, **where)["respondents"] == 3
    assert pick(by_segments, **where)["respondents"] == 4


BAD: dict[str, tuple[Interviews, dict[str, str]]] = {
    "nobody": ({"a.txt": [Said("", "Is anybody there?")]}, {}),
    "one respondent": ({"a.txt": talk("A1")}, {"A1": "admin"}),
    "no codings": ({"a.txt": [Said("A1", "We"), Said("N1", "We")]}, {"A1": "admin", "N1": "ngo"}),
    "no types": ({"a.txt": talk("A1"), "b.txt": talk("N1")}, {"A1": "", "N1": ""}),
    "one group": ({"a.txt": talk("A1"), "b.txt": talk("A2")}, {"A1": "admin", "A2": "admin"}),
    "a type with one person": (
        {f"{id}.txt": talk(id) for id in ("A1", "A2", "A3", "N1")},
        {"A1": "admin", "A2": "admin", "A3": "admin", "N1": "ngo"},
    ),
    "language unknown": (
        {"a.txt": [Said("A1", "We", ""), Said("N1", "{efficiency.saving:save}", "")]},
        {"A1": "admin", "N1": "ngo"},
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_sound_tables(name: str) -> None:
    interviews, types = BAD[name]
    results = analyse(make_run(interviews, make_table(types)))
    for table in ("rates", "summary", "tests", "pairs", "absence"):
        named = [column.name for column in results.describe(table).columns]
        assert list(results[table].columns) == named
    assert results["pairs"]["p"].isna().all()
    assert not results["tests"]["shown"].astype(bool).any()
    assert set(results["tests"]["why"]) <= {"one_group", "design", "apart"}
    if name == "language unknown":  # a stratum, and no language of its own
        assert set(results["summary"]["language"]) == {TOGETHER}


@pytest.mark.no_cover  # large: what it runs is measured by other tests
def test_forty_values_and_too_many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"P{number:02}" for number in range(80)]
    table = make_table(dict.fromkeys(ids, "admin"), town={id: f"t{int(id[1:]) // 2}" for id in ids})
    said: Interviews = {
        f"{id}.txt": [Said(id, "We {efficiency.saving:save}" if int(id[1:]) % 3 else "We")]
        for id in ids
    }
    chosen = Choices(by=("town",), codes=(SAVING,), draws=199, resamples=100)
    results = analyse(make_run(said, table), chosen)
    assert len(results["pairs"]) == 2 * 780  # of all languages together, and of one
    test = pick(results["tests"], item=SAVING, language=TOGETHER)
    assert test["shown"]
    assert not test["exact"]
    assert pd.isna(test["arrangements"])
    monkeypatch.setattr(pairs_module, "MOST_ROWS", 779)
    assert analyse(make_run(said, table), chosen)["pairs"].empty
    assert pairs_module.are_too_many(2, 40)


@pytest.mark.parametrize("table", [TESTS, SUMMARY])
def test_tables_without_rows_have_the_same_types(results: Results, table: Description) -> None:
    empty = join_parts([], [column.name for column in table.columns])
    assert empty.dtypes.to_dict() == results[table.name].dtypes.to_dict()


def test_results_are_a_mapping_of_tables(results: Results) -> None:
    assert next(iter(results)) == "sample"
    assert len(results) == len(list(results))
    assert results.describe("tests").name == "tests"
    assert results.given.codebook == CODEBOOK
    with pytest.raises(KeyError):
        results["nothing"]
