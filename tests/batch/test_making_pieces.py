"""A piece is made by what the settings say, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualcode.batch import Tagging
from qualcode.batch.cache import Cache
from qualcode.batch.pieces import PieceMaker
from qualcode.errors import ModelMissingError
from qualcode.files import TranscriptFile
from qualcode.language.pipelines import Pipeline
from qualcode.model.codebook import Codebook
from qualcode.respondents import EMPTY_TABLE
from qualcode.runs.manifest import Settings, describe_model

NOT_USED: Any = None


def pipeline(digest: str) -> Pipeline:
    return Pipeline("en_small", "en", "1.0.0", digest, "models/en", NOT_USED, NOT_USED)


@pytest.fixture
def file(tmp_path: Path) -> TranscriptFile:
    path = tmp_path / "talk.txt"
    path.write_text("Интервьюер: Зачем экономить?\n\nРеспондент: Так велят.\n", encoding="utf-8")
    return TranscriptFile("talk.txt", path)


@pytest.fixture
def maker(small_codebook: Codebook, tmp_path: Path) -> PieceMaker:
    settings = Settings(models=(describe_model(pipeline("0")),))
    tagging = Tagging(small_codebook, EMPTY_TABLE, settings, models=("models/en",))
    return PieceMaker(tagging, Cache(tmp_path / "cache"))


@pytest.fixture(autouse=True)
def _no_files_of_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.batch.keys.required_packages", lambda _: ())


def test_a_model_that_was_replaced_is_refused(
    maker: PieceMaker, file: TranscriptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.batch.pieces.load_pipelines", lambda _: (pipeline("1"),))
    with pytest.raises(ModelMissingError) as caught:
        maker.make(file)
    assert str(caught.value) == (
        "models/en: its files changed while transcripts were tagged; tag again"
    )
    assert maker.find(file) == ""


def test_the_model_of_the_settings_is_used(
    maker: PieceMaker, file: TranscriptFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.batch.pieces.load_pipelines", lambda _: (pipeline("0"),))
    assert len(maker.make(file).pieces) == 1
    assert maker.find(file)
