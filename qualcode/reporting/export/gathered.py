"""A run made ready for all exports: its results, names in the language asked for, own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.results import Choices, Results
from qualcode.model.decision import DRAFT
from qualcode.reporting.export.sheets import Cell, Field, Kind, Sheet
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.messages import Messages, load_messages
from qualcode.reporting.public import make_public, make_public_coders
from qualcode.runs.read import Run

PACKAGE = "qualcode.reporting.export"  # where its messages lie


@dataclass(frozen=True, slots=True)
class Gathered:
    """What exports are made of."""

    material: Material
    words: Messages  # of exports; those of the report are in `labels`
    named: bool = True  # what people read; False for programs: ids as the run has them

    @property
    def run(self) -> Run:
        """The run."""
        return self.material.run

    @property
    def labels(self) -> Labels:
        """What codes, groups and tensions are called."""
        return self.material.labels

    @property
    def results(self) -> Results:
        """All tables of results."""
        return self.material.results

    @property
    def attributes(self) -> tuple[str, ...]:
        """Further columns of the respondents table."""
        return self.run.respondents.attributes

    def attributes_of(self, respondent: str) -> tuple[str, ...]:
        """Return a respondent's attributes, in the order of their columns."""
        person = self.run.respondents.by_id.get(respondent)
        given = dict(person.attributes) if person else {}
        return tuple(given.get(name, "") for name in self.attributes)

    def attribute(self, name: str) -> str:
        """Name a column of the respondents table."""
        return self.labels.attribute(name) if self.named else name

    def type(self, id: str) -> str:
        """Name a respondent type."""
        return self.labels.type(id) if self.named else id

    def group(self, id: str) -> str:
        """Name a group."""
        return self.labels.group(id) if self.named else id

    def language(self, code: str) -> str:
        """Name a language."""
        return self.labels.language(code) if self.named else code

    def unit(self, id: str) -> str:
        """Name a unit of talk."""
        key = f"unit.{id}"
        return self.words.text(key) if self.named and key in self.words.texts else id

    def level(self, id: str) -> str:
        """Name the unit in which poles meet."""
        return self.labels.level(id) if self.named else id

    def decided(self, kind: str, value: str) -> str:
        """Name an action, an outcome or a status of decisions."""
        return self.words.text(f"{kind}.{value}") if self.named else value

    def mark(self, kind: str, value: str) -> str:
        """Name a polarity, voice or modality."""
        return self.labels.mark(kind, value) if self.named else value


def gather(
    run: Run, choices: Choices | None = None, language: str = "en", *, public: bool = False
) -> Gathered:
    """Prepare a run; StudyError when respondents cannot be compared as chosen.

    `public`: without what is internal, as `make_public` says; names are not looked for here.
    """
    chosen = choices or Choices()
    if public:
        words = load_messages(language)
        chosen = replace(chosen, coders=make_public_coders(run, chosen.coders, words))
        run = _number_drafts(make_public(run, words))
    return Gathered(gather_material(run, chosen, language), load_messages(language, PACKAGE))


def _number_drafts(run: Run) -> Run:
    """Give drafts numbers: their ids are made of names that coders wrote for themselves."""
    rows = run.tables["decisions"]
    cells = {str(one[key]) for one in rows for key in ("code", "to")}
    drafts = sorted(cell for cell in cells if cell.startswith(DRAFT))
    named = {id: f"{DRAFT}{number}" for number, id in enumerate(drafts, 1)}
    public = tuple(
        {**one, **{key: named.get(str(one[key]), one[key]) for key in ("code", "to")}}
        for one in rows
    )
    return replace(run, tables={**run.tables, "decisions": public})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of our own; its heading and what it holds are messages."""

    key: str
    kind: Kind = "text"
    width: float = 0
    said: str = ""  # its heading, where it is no message: an attribute, a code
    holds: str = ""


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table that is no table of results: quotes, matrices, meetings."""

    name: str  # in files; the sheet's is the message `NAME.sheet`
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0

    def as_sheet(self, words: Messages) -> Sheet:
        """Return the table with its headings in the language of `words`."""
        fields = (
            Field(self._head(column, words), column.kind, self.holds(column, words), column.width)
            for column in self.columns
        )
        about = words.text(f"{self.name}.about")
        name = words.text(f"{self.name}.sheet")
        return Sheet(name, tuple(fields), self.rows, about, frozen=self.frozen)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns in files; one that stands already gets `_given`."""
        names: dict[str, None] = {}
        own = {column.key for column in self.columns if not column.said}
        for column in self.columns:
            name = column.said or column.key
            while name in names or (column.said and name in own):
                name += "_given"
            names[name] = None
        return tuple(names)

    def holds(self, column: Column, words: Messages) -> str:
        """Say what a column holds."""
        return column.holds or words.text(f"column.{column.key}.holds")

    def _head(self, column: Column, words: Messages) -> str:
        return column.said or words.text(f"column.{column.key}")
