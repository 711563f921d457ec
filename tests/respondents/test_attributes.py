"""Names of attributes as people write them."""

from __future__ import annotations

import pytest

from qualcode.errors import StudyError
from qualcode.respondents.attributes import check_attributes, split_attributes


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("type", ("type",)),
        ("type, region", ("type", "region")),
        ("type,type,region,", ("type", "region")),
        ("city, country", ("city, country",)),  # one column whose name has a comma
        (("type", "city, country"), ("type", "city, country")),
        ("", ()),
    ],
)
def test_commas_stand_between_names(written: str | tuple[str, ...], names: tuple[str, ...]) -> None:
    assert split_attributes(written, ["region", "city, country"]) == names


def test_all_wrong_names_are_told_at_once() -> None:
    with pytest.raises(StudyError) as refusal:
        check_attributes(("regoin", "type", "x"), ["region"], ("type", "yaer"))
    assert str(refusal.value).splitlines() == [
        "respondents.csv: has no column `regoin` to compare respondents by; did you mean `region`?",
        "respondents.csv: has no column `x` to compare respondents by; there are type, region",
        "respondents.csv: has no column `yaer` to stratify by; there are type, region",
        "respondents.csv: respondents cannot be compared by `type` and inside each `type`;"
        " leave it out of the strata",
    ]


def test_nothing_named_is_refused() -> None:
    with pytest.raises(StudyError, match="nothing is named to compare respondents by; name one of"):
        check_attributes((), ["region"])
