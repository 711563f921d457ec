"""What a study says of itself: where its parts lie, what its authors have decided."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.decisions import FOLDER as LOGS
from qualcode.guidance import NOTHING_WITHDRAWN, Withdrawn
from qualcode.model.codebook import Text
from qualcode.study.keys import AUTO, REPORT_LANGUAGES
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import split_lines
from qualcode.yaml_tree.syntax import compose_source


@dataclass(frozen=True, slots=True)
class Study:
    """What `study.yaml` says, paths taken from its folder."""

    folder: Path
    source: bytes
    transcripts: tuple[Path, ...]
    codebook: Path | None  # None only where it is not written yet, and none is needed
    title: str = ""
    note: str = ""
    translated: tuple[tuple[str, str], ...] = ()  # (`title_ru`, text), in the order of TRANSLATED
    respondents: Path | None = None
    questions: Path | None = None
    surveys: tuple[Path, ...] = ()
    coders: tuple[Path, ...] = ()  # tables of what people have coded
    decisions: Path | None = None  # the folder that it names for logs
    deciding: tuple[str, ...] = ()  # coders, in order of rank; empty for consensus, then all
    blind_counts: bool = False  # whether blind decisions change codings
    names: Path | None = None  # the list for pseudonyms
    withdrawn: Withdrawn = NOTHING_WITHDRAWN
    reading: Path | None = None  # where it says that `reading.yaml` lies
    interviewers: tuple[str, ...] = ()
    language: str = AUTO
    models: tuple[str, ...] = ()  # names of packages, or folders
    compare_by: str = "type"  # several columns are joined by commas
    strata: tuple[str, ...] = ()
    run: Path = Path("run")
    report_language: str = "en"
    signed: tuple[tuple[str, str], ...] = ()  # (`institution_ru`, text); authors by commas
    style: Path | None = None
    logo: Path | None = None
    title_page: Path | None = None
    templates: Path | None = None  # a folder
    coreq: tuple[tuple[int, Text], ...] = ()  # number of the item, what is said of it
    attributes: tuple[tuple[str, Text], ...] = ()  # column of the respondents, what it is called

    @property
    def logs(self) -> Path:
        """The folder of the logs of decisions, whether there is one or not."""
        return self.decisions or self.folder / LOGS

    @property
    def carried(self) -> bytes:
        """The text that a run carries: without what it says of anything withdrawn."""
        if not self.withdrawn:
            return self.source
        lines = split_lines(self.source.decode())
        root = compose_source(lines, Problems(self.withdrawn.file, lines))
        entries = root.entries if isinstance(root, Keys) else ()
        starts = [key.line for key, _ in entries] + [len(lines) + 1]
        at = [key.value for key, _ in entries].index("withdrawn")
        left = [*lines[: starts[at] - 1], *lines[starts[at + 1] - 1 :]]
        return "\n".join(left).encode()

    def sign(self, key: str, language: str) -> str:
        """Return the `authors`, `institution` or `date` in a language, or else in any."""
        said = dict(self.signed)
        others = (f"{key}_{one}" for one in REPORT_LANGUAGES)
        return next((said[one] for one in (f"{key}_{language}", key, *others) if one in said), "")
