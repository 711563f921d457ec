"""Texts and runs never replace each other."""

from pathlib import Path

import pytest
from small_run import write_small_run

from qualcode.errors import RefusedError
from qualcode.model.transcript import Source, Transcript
from qualcode.runs.texts import writing_texts

TRANSCRIPT = Transcript("a/b.txt", "Текст", (), (), Source("a/b.txt", "", "txt", "utf-8", ""))


def test_texts_replace_texts_but_no_run(tmp_path: Path) -> None:
    texts, run = tmp_path / "texts", tmp_path / "run"
    for _ in range(2):
        with writing_texts(texts) as write:
            write(TRANSCRIPT)
        write_small_run(run, "t")
    assert (texts / "a/b.txt.txt").read_text(encoding="utf-8") == "Текст"
    with pytest.raises(RefusedError, match="of another kind"), writing_texts(run) as write:
        write(TRANSCRIPT)
    with pytest.raises(RefusedError, match="of another kind"):
        write_small_run(texts, "t")
