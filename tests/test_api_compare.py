"""`qualcode.compare`: from a run, and from what `tag` returned."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from command_line import Cli

import qualcode
from qualcode.errors import StudyError


@pytest.mark.usefixtures("study")
def test_a_run_and_its_frames_give_the_same(cli: Cli) -> None:
    assert cli("tag", "--no-cache").code == 0
    codebook = qualcode.load_codebook("codebook.yaml")
    corpus = qualcode.read_transcripts("transcripts", respondents="respondents.csv")
    frames = qualcode.tag(corpus, codebook)
    for name in ("rates", "summary", "tests", "pairs", "absence", "codes"):
        from_run = qualcode.compare(Path("run"), by="region")[name]
        pd.testing.assert_frame_equal(
            qualcode.compare(frames, codebook, corpus, by=("region",))[name], from_run
        )
    chosen = qualcode.compare("run", codes="saving", measure="mention", strata="region")
    assert set(chosen["summary"]["item"]) == {"saving"}
    assert chosen.describe("summary").name in list(chosen)


@pytest.mark.usefixtures("study")
def test_what_cannot_be_compared_is_refused(cli: Cli) -> None:
    assert cli("tag", "--no-cache").code == 0
    with pytest.raises(StudyError, match="no column `regoin`"):
        qualcode.compare("run", by="regoin")
    with pytest.raises(ValueError, match="measure must be one of share_segments"):
        qualcode.compare("run", measure="words")  # type: ignore[arg-type]
    codebook = qualcode.load_codebook("codebook.yaml")
    frames = qualcode.tag(qualcode.read_transcripts("transcripts"), codebook)
    with pytest.raises(ValueError, match="with its codebook and corpus"):
        qualcode.compare(frames, codebook)
