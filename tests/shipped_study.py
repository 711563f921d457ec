"""A shipped study, unpacked and tagged as `qualcode init` and `qualcode tag` do it."""

from collections.abc import Mapping
from pathlib import Path

from qualcode.batch import Tagging, cache_beside, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run
from qualcode.sample import create_study
from qualcode.study import FILE, Study, load_study


def unpack(folder: Path, name: str) -> Study:
    create_study(folder, name)
    return load_study(folder / FILE)


def tag_study(study: Study, folder: Path) -> Run:
    assert study.respondents is not None
    settings = Settings(interviewers=study.interviewers)
    tagging = Tagging(load_codebook(study.codebook), load_respondents(study.respondents), settings)
    tag_files(find_transcripts(study.transcripts), folder, tagging, cache=cache_beside(folder))
    return read_run(folder)


def present(run: Run) -> list[Mapping[str, object]]:
    return [one for one in run.tables["codings"] if one["polarity"] != "negated"]
