"""One word + what is said → all its related words, with what the codebook has of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from qualcode.inspecting.counting import count
from qualcode.inspecting.terms import use
from qualcode.inspecting.terms.families import Family
from qualcode.inspecting.terms.spelling import find_spellings
from qualcode.inspecting.terms.spoken import Spoken
from qualcode.inspecting.terms.terms import Context, Cover, Kind, Section, Term, Terms
from qualcode.language import language_module
from qualcode.language.words import fold
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Hit

_Complete = Callable[[Term], Term]  # adds what is only said in one section
_Related = tuple[str, list[str], _Complete]  # a word, its forms in the talk


def find_terms(
    word: str,
    spoken: Spoken,
    codebook: Codebook | None = None,
    hits: Mapping[str, Iterable[Hit]] | None = None,
    most: int = 15,
    masked: Mapping[str, Iterable[Hit]] | None = None,
) -> Terms:
    """Find the words related to one in the talk; `most` in each section.

    `hits` of the codebook by transcript: what it finds already; `masked`: what its masks hide.
    """
    found = _Finding(fold(word), spoken, codebook, hits or {}, masked or {}, most).find()
    return replace(found, word=word.strip())


class _Finding:
    """The search round one word."""

    def __init__(
        self,
        word: str,
        spoken: Spoken,
        codebook: Codebook | None,
        hits: Mapping[str, Iterable[Hit]],
        masked: Mapping[str, Iterable[Hit]],
        most: int,
    ) -> None:
        self._word, self._spoken, self._most = word, spoken, most
        self._codebook = codebook
        self._readings = spoken.bases(word)
        self._lexeme = min(self._readings)
        self._indicators = {
            one.id: one for code in (codebook.codes if codebook else ()) for one in code.indicators
        }
        self._covered = self._cover(hits)
        self._masked = self._cover(masked)
        self._forms: dict[str, list[str]] = defaultdict(list)  # lexeme → forms in the talk
        for form in spoken.vocabulary:
            self._forms[spoken.lexeme(form)].append(form)
        self._own = [
            form
            for form in spoken.vocabulary
            if form == word or not self._readings.isdisjoint(spoken.bases(form))
        ]

    def find(self) -> Terms:
        """Find all sections."""
        spoken, places = self._spoken, self._spoken.places(self._own)
        family = self._family()
        return Terms(
            word=self._word,
            language=spoken.language,
            readings=tuple(sorted(self._readings)),
            count=len(places),
            respondents=spoken.respondents(places),
            words=len(spoken.forms),
            transcripts=len(spoken.transcripts),
            codebook=self._codebook.file if self._codebook else "",
            sections=(
                self._section("forms", ((form, [form], _plain) for form, _ in self._counted())),
                self._section("family", family),
                self._spelling(family),
                self._use(len(places)),
                self._collocates(places),
            ),
        )

    def _counted(self) -> tuple[tuple[str, int], ...]:
        return self._spoken.count_forms(self._own)

    def _family(self) -> list[_Related]:
        family = Family(self._lexeme, self._spoken.language)
        likeness = {
            lexeme: family.likeness(lexeme)
            for lexeme, forms in self._forms.items()
            if set(forms).isdisjoint(self._own)
        }
        found = sorted((one for one in likeness if likeness[one]), key=lambda one: -likeness[one])
        return [(one, self._forms[one], _scored(likeness[one])) for one in found]

    def _spelling(self, family: Iterable[_Related]) -> Section:
        """Unknown words first: a known one is seldom a slip."""
        spoken, known = self._spoken, language_module(self._spoken.language).is_known
        left = [form for form in spoken.vocabulary if form not in self._own]
        near = find_spellings(self._word, self._readings, left, spoken.language)
        related = {form for _, forms, _ in family for form in forms}
        found = [one for one in near if not (one in related and known(one))]
        found.sort(key=lambda one: (known(one), -near[one], one))
        return self._section("spelling", ((one, [one], _scored(near[one])) for one in found))

    def _use(self, number: int) -> Section:
        if number < use.LEAST_USE:
            return self._silent("use", number, use.LEAST_USE)
        alike = use.find_alike(self._spoken, self._lexeme)
        found = sorted(alike, key=lambda one: (-alike[one].cosine, one))

        def add(term: Term, one: use.Alike) -> Term:
            return replace(term, score=one.cosine, together=one.shared)

        return self._section(
            "use", ((one, self._forms[one], partial(add, one=alike[one])) for one in found)
        )

    def _collocates(self, places: list[int]) -> Section:
        if len(places) < use.LEAST_COLLOCATION:
            return self._silent("collocates", len(places), use.LEAST_COLLOCATION)
        beside = use.find_beside(self._spoken, places)
        found = sorted(beside, key=lambda one: (-beside[one].g2, one))

        def add(term: Term, one: use.Beside) -> Term:
            return replace(term, score=one.g2, together=one.together, log_dice=one.log_dice)

        return self._section(
            "collocates", ((one, self._forms[one], partial(add, one=beside[one])) for one in found)
        )

    def _silent(self, kind: Kind, number: int, least: int) -> Section:
        reason = f"{count(number, 'occurrence')}, too few to say: {least} are needed"
        return Section(kind, (), 0, reason)

    def _section(self, kind: Kind, found: Iterable[_Related]) -> Section:
        related = list(found)
        terms = (
            complete(self._term(word, forms)) for word, forms, complete in related[: self._most]
        )
        return Section(kind, tuple(terms), len(related))

    def _term(self, word: str, forms: list[str]) -> Term:
        spoken = self._spoken
        places = spoken.places(forms)
        segment = spoken.segment(places[0])
        known = language_module(spoken.language).is_known
        return Term(
            word=word,
            count=len(places),
            respondents=spoken.respondents(places),
            forms=spoken.count_forms(forms),
            context=Context(
                segment.transcript, segment.number, segment.respondent, spoken.quote(places[0])
            ),
            covers=self._covers(places),
            masked=sum(self._key(place) in self._masked for place in places),
            known=any(map(known, forms)),
        )

    def _cover(self, hits: Mapping[str, Iterable[Hit]]) -> dict[tuple[str, int], list[str]]:
        """Map the transcript and start of words that are found to the indicators that do it."""
        covered: dict[tuple[str, int], list[str]] = defaultdict(list)
        for transcript, found in hits.items():
            for hit in found:
                for start, _ in hit.spans:
                    covered[transcript, start].append(hit.indicator)
        return covered

    def _key(self, place: int) -> tuple[str, int]:
        """Return the transcript and start of the word at a place."""
        return self._spoken.segment(place).transcript, self._spoken.span(place)[0]

    def _covers(self, places: Iterable[int]) -> tuple[Cover, ...]:
        counts: Counter[str] = Counter()
        for place in places:
            counts.update(set(self._covered.get(self._key(place), ())))
        return tuple(
            Cover(one.owner, one.line, one.text, number)
            for one, number in sorted(
                ((self._indicators[id], number) for id, number in counts.items()),
                key=lambda pair: (-pair[1], pair[0].line),
            )
        )


def _plain(term: Term) -> Term:
    return term


def _scored(score: float) -> _Complete:
    return lambda term: replace(term, score=round(score, 3))
