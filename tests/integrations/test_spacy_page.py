"""What docs/spacy.md shows works as written."""

import re
from pathlib import Path

import pytest

from qualcode.integrations.spacy_component import _describe
from qualcode.model.coding import Hit
from qualcode.sample import create_study

PAGE = Path(__file__).parents[2] / "docs" / "spacy.md"


def test_the_component_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import qualcode.integrations.spacy_component  # noqa: F401 - where nothing is installed

    create_study(tmp_path / "study")
    monkeypatch.chdir(tmp_path / "study")
    names: dict[str, object] = {}
    shown = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(shown) == 3
    for text in shown:
        exec(text, names)  # noqa: S102
    *spans, words, number = capsys.readouterr().out.splitlines()
    assert any("efficiency.saving affirmed" in line for line in spans)
    assert any("negated" in line for line in spans)
    assert len(eval(words)) == len(spans)  # noqa: S307
    assert int(number) >= 1


def test_every_detail_is_listed() -> None:
    hit = Hit("t", 1, "c", "i", 1, ((0, 1),), "w", 1.0)
    keys = re.findall(r"^\| (`.*?) \| ", PAGE.read_text("utf-8"), re.MULTILINE)
    listed = [key for row in keys for key in re.findall(r"`(\w+)`", row)]
    assert sorted(listed) == sorted(_describe(hit, "indicator", 0))
