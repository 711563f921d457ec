"""What the checks look at: the codebook, and what it finds in examples, transcripts and prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

from qualcode.codebook.ids import CodeNode, code_nodes
from qualcode.errors import Problem
from qualcode.inspecting.corpus import tell_slow
from qualcode.model.codebook import (
    ANY_LANGUAGE,
    Code,
    Codebook,
    Expression,
    Group,
    Indicator,
    Phrase,
)
from qualcode.model.transcript import Role
from qualcode.pipeline import Coded, code_transcript, transcript_of
from qualcode.respondents import EMPTY_TABLE
from qualcode.tagging import Tagger, TooSlowError
from qualcode.yaml_tree.nodes import Mapping as Keys
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.source import split_lines
from qualcode.yaml_tree.syntax import compose_source

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline

PROSE = ("ru", "en")  # languages with a text about unrelated things in `prose/`


class Material:
    """A sound codebook, and what was found with it; made once for all checks.

    `coded`: the transcripts, tagged; none where there are none. `types`: respondent → type.
    `slow`: expressions that did not come to an end in them.
    """

    def __init__(
        self,
        codebook: Codebook,
        pipelines: Sequence[Pipeline] = (),
        coded: Sequence[Coded] = (),
        types: Mapping[str, str] | None = None,
        slow: Mapping[str, Problem] | None = None,
    ) -> None:
        self.codebook = codebook
        self.coded = tuple(coded)
        self.types = types or {}
        self._pipelines = pipelines
        # By id of the indicator: what is wrong with an expression that does not come to an end.
        self.slow: dict[str, Problem] = dict(slow or {})
        self._taggers: dict[Callable[[Codebook], Codebook], Tagger] = {}
        self._tried: dict[tuple[str, str, Role], Coded] = {}

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that are looked for."""
        return tuple(code for code in self.codebook.codes if code.sought)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, as an editor numbers them."""
        return split_lines(self.codebook.source)

    @cached_property
    def root(self) -> Keys:
        """The tree of the file."""
        root = compose_source(self.lines, Problems(self.codebook.file, self.lines))
        assert isinstance(root, Keys)  # noqa: S101 - the codebook was loaded from it
        return root

    @cached_property
    def nodes(self) -> dict[str, CodeNode]:
        """Every code by its id, where it stands in the tree."""
        return {code.id: code for code in code_nodes(self.root)}

    def try_text(self, text: str, language: str, role: Role = "respondent") -> Coded:
        """Code a sentence of the codebook, said by nobody in particular."""
        key = text, language, role
        if key not in self._tried:
            said = "" if language == ANY_LANGUAGE else language
            self._tried[key] = self._code(text, said, role, _for_anybody)
        return self._tried[key]

    @cached_property
    def prose(self) -> dict[str, Coded]:
        """What is found in talk about unrelated things, by language; whoever may speak."""
        return {
            language: self._code(read_prose(language), language, "respondent", _of_anybody)
            for language in PROSE
            if language in self.codebook.languages
        }

    def _code(
        self, text: str, language: str, role: Role, change: Callable[[Codebook], Codebook]
    ) -> Coded:
        """Code a text; an expression that does not come to an end is noted and left out."""
        transcript = transcript_of(text, role)
        while True:
            try:
                return code_transcript(transcript, self._tagger(change), EMPTY_TABLE, language)
            except TooSlowError as error:
                where = f"the text “{transcript.text[:40]}”"
                self.slow[error.indicator.id] = tell_slow(error, self.codebook.file, where)
                self._taggers.clear()

    def _tagger(self, change: Callable[[Codebook], Codebook]) -> Tagger:
        """Return the tagger of a changed codebook; most often both changes make the same."""
        if change not in self._taggers:
            codebook = change(self.codebook)
            same = (one for one in self._taggers.values() if one.codebook == codebook)
            self._taggers[change] = next(same, None) or Tagger(
                codebook, self.slow, pipelines=self._pipelines
            )
        return self._taggers[change]

    def applying(self, language: str) -> list[str]:
        """Return the languages of talk in which a list under `language` is looked for."""
        return list(self.codebook.languages) if language == ANY_LANGUAGE else [language]

    def cues(self) -> Iterator[Indicator]:
        """Yield the cues of relations and tensions."""
        for relation in self.codebook.relations:
            yield from relation.cues
        for tension in self.codebook.tensions:
            yield from tension.cues

    def indicators(self) -> Iterator[Indicator]:
        """Yield every indicator of a code that is looked for."""
        for code in self.codes:
            yield from code.indicators


def read_prose(language: str) -> str:
    """Read the text about unrelated things in a language of `PROSE`."""
    file = resources.files("qualcode.inspecting.checking") / "prose" / f"{language}.txt"
    return file.read_text(encoding="utf-8")


def _for_anybody(codebook: Codebook) -> Codebook:
    """Return the codebook with every indicator looked for in all talk."""
    codes = (
        replace(
            code, indicators=tuple(replace(one, who=(), questions=()) for one in code.indicators)
        )
        for code in codebook.codes
    )
    return replace(codebook, codes=tuple(codes))


def _of_anybody(codebook: Codebook) -> Codebook:
    """Return the codebook with every code and indicator looked for in all talk."""
    anybody = _for_anybody(codebook)
    codes = tuple(replace(code, speakers=("respondent",)) for code in anybody.codes)
    return replace(anybody, codes=codes)


def looked_for(expression: Expression) -> Iterator[Expression]:
    """Yield what an expression looks for, groups opened, without what stands under `not`."""
    if isinstance(expression, Group):
        for item in expression.items:
            yield from looked_for(item)
    else:
        yield expression


def standing_alone(expression: Expression) -> Iterator[Phrase]:
    """Yield the phrases any one of which is enough to be found."""
    if isinstance(expression, Phrase):
        yield expression
    elif isinstance(expression, Group) and (expression.kind == "any" or len(expression.items) == 1):
        for item in expression.items:
            yield from standing_alone(item)
