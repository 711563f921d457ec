"""The spaCy component `qualcode`: a codebook's hits as spans of a Doc.

spaCy imports this module when somebody adds the component; all else is imported with the first
text, so that an installed qualcode slows nobody down.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Hit
    from qualcode.tagging import Tagger

NAME = "qualcode"  # of the component, of the span extension, and of what a Doc carries
MANY_LANGUAGES = "xx"  # spaCy's word for no one language
CODEBOOK = "codebook.yaml"
_WITHOUT_PATTERNS = (
    "take the pattern out: this component looks for words only; `qualcode tag --model` finds both"
)


class CodebookComponent:
    """Codes each Doc as one turn of a respondent and adds the hits to `doc.spans`.

    What a hit says beside its place is in `span._.qualcode`; it is kept in `doc.user_data`, so
    it travels with the Doc. Suppressed hits are left out.
    """

    def __init__(self, name: str, codebook: str | None, language: str) -> None:
        self.name = name
        self.language = language
        self._path = codebook
        self._source: str | None = None
        self._tagger: Tagger | None = None
        if codebook and Path(codebook).is_file():
            from qualcode.codebook import load_codebook

            self._take(load_codebook(Path(codebook)).source)

    def __call__(self, doc: Doc) -> Doc:
        """Add the hits of the codebook to `doc`."""
        from qualcode.pipeline import code_text

        tagger = self._tagger or self._compile()
        text = doc.text
        shift = len(text) - len(text.lstrip())
        hits = code_text(text, tagger, self.language).tagged.hits if text.strip() else ()
        doc.spans[self.name] = [_make_span(doc, hit, shift) for hit in hits]
        lines = {one.id: one.text for code in tagger.codebook.codes for one in code.indicators}
        carried = doc.user_data.setdefault(NAME, {})
        carried[self.name] = [_describe(hit, lines[hit.indicator], shift) for hit in hits]
        return doc

    def _take(self, source: str) -> None:
        """Take the codebook's text; CodebookError with everything that is wrong in it."""
        self._source, self._tagger = source, None
        self._parse()

    def _parse(self) -> Codebook:
        from qualcode.codebook import parse_codebook
        from qualcode.errors import CodebookError, Problem
        from qualcode.tagging.models import check_patterns

        if self._source is None:
            message = f"`{self._path}` does not exist" if self._path else "it has no codebook"
            cure = 'say which: nlp.add_pipe("qualcode", config={"codebook": "codebook.yaml"})'
            raise CodebookError(Problem(f"component {self.name}", message, cure=cure))
        file = Path(self._path).name if self._path else CODEBOOK
        codebook = parse_codebook(self._source, file)
        if self.language and not {self.language, "any"} & set(codebook.languages):
            raise CodebookError(
                Problem(
                    file,
                    f"has no lists in `{self.language}`, the language of the pipeline",
                    cure='name the language of the texts: config={"language": …}',
                )
            )
        check_patterns(codebook, (), _WITHOUT_PATTERNS)
        return codebook

    def _compile(self) -> Tagger:
        from qualcode.tagging import Tagger

        self._tagger = Tagger(self._parse())
        return self._tagger

    def to_bytes(self, **_: object) -> bytes:
        """Return the text of the codebook."""
        return (self._source or "").encode()

    def from_bytes(self, data: bytes, **_: object) -> CodebookComponent:
        """Take the text of a codebook."""
        if data:
            self._take(data.decode())
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Save the codebook into the folder `path`, so that the pipeline can be moved."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / CODEBOOK).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> CodebookComponent:
        """Load the codebook saved in the folder `path`."""
        saved = Path(path) / CODEBOOK
        return self.from_bytes(saved.read_bytes() if saved.is_file() else b"")

    def __getstate__(self) -> dict[str, Any]:
        """Leave the compiled codebook out: each process compiles its own."""
        return {**self.__dict__, "_tagger": None}


def _make_span(doc: Doc, hit: Hit, shift: int) -> Span:
    span = doc.char_span(
        hit.start + shift,
        hit.stop + shift,
        label=hit.code,
        span_id=hit.indicator,
        alignment_mode="expand",
    )
    if span is None:
        raise ValueError(f"the words of `{hit.words}` stand in no token")
    return span


def _describe(hit: Hit, indicator: str, shift: int) -> dict[str, Any]:
    """Put what is known of a hit into plain values, which a Doc can carry through bytes."""
    return {
        "code": hit.code,
        "indicator": indicator,
        "indicator_id": hit.indicator,
        "line": hit.line,
        "start": hit.start + shift,
        "stop": hit.stop + shift,
        "spans": [[start + shift, stop + shift] for start, stop in hit.spans],
        "words": hit.words,
        "weight": hit.weight,
        "polarity": hit.polarity,
        "cue": hit.cue,
        "voice": hit.voice,
        "voice_cue": hit.voice_cue,
        "modality": hit.modality,
        "modality_cue": hit.modality_cue,
    }


def _details(span: Span) -> dict[str, Any] | None:
    """Return what is known of the hit that `span` is; None for any other span."""
    for hits in span.doc.user_data.get(NAME, {}).values():
        for hit in hits:
            whole = span.doc.char_span(hit["start"], hit["stop"], alignment_mode="expand")
            same = (span.label_, span.id_) == (hit["code"], hit["indicator_id"])
            if same and whole is not None and (whole.start, whole.end) == (span.start, span.end):
                return dict(hit)
    return None


@Language.factory(NAME, default_config={"codebook": None, "language": None})
def make_component(
    nlp: Language,
    name: str,
    codebook: Optional[str],  # noqa: UP045 - spaCy reads these types
    language: Optional[str],  # noqa: UP045
) -> CodebookComponent:
    """Make the component; `language` is the pipeline's unless it is said."""
    own = nlp.lang if nlp.lang and nlp.lang != MANY_LANGUAGES else ""
    return CodebookComponent(name, codebook, own if language is None else language)


if not Span.has_extension(NAME):
    Span.set_extension(NAME, getter=_details)
