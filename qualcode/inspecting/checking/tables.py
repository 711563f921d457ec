"""How often each indicator, code and mask was met, beside what, and how often by mere chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.inspecting.checking.material import Material
from qualcode.model.codebook import ANY_LANGUAGE, Code, Codebook, Indicator, Mask
from qualcode.model.coding import Hit
from qualcode.model.transcript import ROLES, Segment

Cell = str | int | float
Row = dict[str, Cell]
Place = tuple[str, int]  # transcript, segment
_MOST_OVERLAPS = 3

# What each column holds, by table.
COLUMNS: dict[str, dict[str, str]] = {
    "indicators": {
        "code": "id of the code",
        "line": "of the codebook",
        "language": "of the list it stands in",
        "indicator": "as written",
        "hits": "how often it was found and counted",
        "segments": "segments with such a hit",
        "respondents": "respondents with such a hit",
        "types": "respondent types with such a hit, with their respondents",
        "alone": "share of its codings in which no other indicator was found",
        "overlaps": "other codes present in its segments, with the segments, most first",
        "conflict": "its segments in which the other pole of a tension is present",
        "negated": "hits that are denied, counted or not",
        "outranked": "finds that a longer indicator of the code took",
        "masked": "finds that a mask took",
        "excluded": "finds that its own `not` took",
        "noise": "finds in 1,000 words of unrelated talk",
    },
    "codes": {
        "code": "id of the code",
        "line": "of the codebook",
        "hits": "how often its indicators were found and counted",
        "segments": "segments with such a hit",
        "share": "of the segments that could have the code",
        "respondents": "respondents with such a hit",
        "types": "respondent types with such a hit, with their respondents",
        "indicators": "its indicators",
        "unused": "those of them that were never found",
        "overlaps": "other codes present in its segments, with the segments, most first",
        "conflict": "its segments in which the other pole of a tension is present",
        "noise": "finds in 1,000 words of unrelated talk",
    },
    "masks": {
        "code": "id of the code",
        "line": "of the codebook",
        "language": "of the list it stands in",
        "mask": "as written",
        "hid": "finds in the transcripts that it took",
        "tried": "finds in examples and near misses of the code that it took",
    },
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables, each row with the columns of COLUMNS."""

    indicators: tuple[Row, ...]
    codes: tuple[Row, ...]
    masks: tuple[Row, ...]

    def items(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Yield the tables by name."""
        yield from (("indicators", self.indicators), ("codes", self.codes), ("masks", self.masks))


def make_tables(material: Material) -> Tables:
    """Count what was found in the transcripts, none where there are none, and in unrelated talk."""
    field = _Field(material)
    codes: list[Row] = []
    indicators: list[Row] = []
    masks: list[Row] = []
    for code in material.codes:
        own = [_indicator_row(one, code, field) for one in code.indicators]
        indicators += own
        codes.append(_code_row(code, own, field))
        tried = _tried(code, material)
        masks += [_mask_row(mask, code, field, tried) for mask in code.masks]
    return Tables(tuple(indicators), tuple(codes), tuple(masks))


def _indicator_row(one: Indicator, code: Code, field: _Field) -> Row:
    cells: Row = {
        "code": code.id,
        "line": one.line,
        "language": one.language,
        "indicator": one.text,
        "alone": field.alone(one.id),
        "negated": field.negated[one.id],
        "outranked": field.taken[one.id, "outranked"],
        "masked": field.taken[one.id, "masked"],
        "excluded": field.taken[one.id, "excluded"],
        "noise": field.noise(one.id, one.language),
    }
    return _in_order("indicators", cells | field.count(field.by_indicator[one.id], code))


def _code_row(code: Code, own: Sequence[Row], field: _Field) -> Row:
    counts = field.count(field.by_code[code.id], code)
    talk = field.talk(code.speakers, {one.language for one in code.indicators})
    cells: Row = {
        "code": code.id,
        "line": code.line,
        "share": _share(int(counts["segments"]), talk),
        "indicators": len(own),
        "unused": sum(not row["hits"] for row in own),
        "noise": field.noise(code.id, ANY_LANGUAGE),
    }
    return _in_order("codes", cells | counts)


def _mask_row(mask: Mask, code: Code, field: _Field, tried: Counter[tuple[int, str]]) -> Row:
    return {
        "code": code.id,
        "line": mask.line,
        "language": mask.language,
        "mask": mask.text,
        "hid": field.hidden[code.id, mask.line, mask.text],
        "tried": tried[mask.line, mask.text],
    }


def _in_order(table: str, cells: Row) -> Row:
    return {name: cells[name] for name in COLUMNS[table]}


class _Field:
    """What was found in the transcripts, sorted by what it was found with."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self.by_code: dict[str, list[Hit]] = defaultdict(list)
        self.by_indicator: dict[str, list[Hit]] = defaultdict(list)
        self.negated: Counter[str] = Counter()
        self.taken: Counter[tuple[str, str]] = Counter()
        self.hidden: Counter[tuple[str, int, str]] = Counter()
        self._present: dict[Place, set[str]] = defaultdict(set)  # codes of a segment
        self._codings: dict[str, list[int]] = defaultdict(list)  # indicators in each of its codings
        self._segments: dict[Place, Segment] = {}
        self._others = _other_poles(material.codebook)
        self._noise, self._words = _noise_of(material)
        for coded in material.coded:
            for segment in coded.segments:
                self._segments[segment.transcript, segment.number] = segment
            for hit in coded.tagged.hits:
                self.by_code[hit.code].append(hit)
                self.by_indicator[hit.indicator].append(hit)
                self.negated[hit.indicator] += hit.polarity == "negated"
            for one in coded.tagged.suppressed:
                self.taken[one.hit.indicator, one.reason] += 1
                self.negated[one.hit.indicator] += one.reason == "negated"
                if one.reason == "masked":
                    self.hidden[one.hit.code, one.by_line, one.by] += 1
            for coding in coded.tagged.codings:
                own = {hit.indicator for hit in coding.hits}
                for id in own:
                    self._codings[id].append(len(own))
                if coding.present:
                    for hit in coding.hits:
                        self._present[hit.transcript, hit.segment].add(coding.code)

    def count(self, hits: list[Hit], code: Code) -> Row:
        """Count the hits of an indicator or code: where, by whom, beside what."""
        places = {(hit.transcript, hit.segment) for hit in hits}
        beside = Counter(other for place in places for other in self._present[place] - {code.id})
        people = {self._segments[place].respondent for place in places} - {""}
        types = Counter(self._material.types.get(one, "") for one in people)
        opposite = self._others.get(code.id, frozenset())
        return {
            "hits": len(hits),
            "segments": len(places),
            "respondents": len(people),
            "types": _listed(types, len(types)),
            "overlaps": _listed(beside, _MOST_OVERLAPS),
            "conflict": sum(bool(self._present[place] & opposite) for place in places),
        }

    def alone(self, indicator: str) -> float:
        """Return the share of its codings in which it is the only evidence."""
        codings = self._codings[indicator]
        return _share(codings.count(1), len(codings))

    def talk(self, speakers: tuple[str, ...], languages: set[str]) -> int:
        """Return how many segments are of these speakers, in one of these languages."""
        return sum(
            segment.role in speakers
            and (segment.language in languages or ANY_LANGUAGE in languages)
            for segment in self._segments.values()
        )

    def noise(self, id: str, language: str) -> float:
        """Return the finds of an indicator or code in 1,000 words of unrelated talk."""
        words = sum(
            count for spoken, count in self._words.items() if language in (spoken, ANY_LANGUAGE)
        )
        return round(1000 * self._noise[id] / words, 2) if words else 0.0


def _noise_of(material: Material) -> tuple[Counter[str], dict[str, int]]:
    """Count the hits of indicators and codes in unrelated talk, and its words by language."""
    hits = [hit for coded in material.prose.values() for hit in coded.tagged.hits]
    words = {
        language: sum(segment.words for segment in coded.segments)
        for language, coded in material.prose.items()
    }
    return Counter(id for hit in hits for id in (hit.indicator, hit.code)), words


def _other_poles(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Return for each code the codes of the poles that stand against its own."""
    others: dict[str, frozenset[str]] = defaultdict(frozenset)
    for tension in codebook.tensions:
        one, other = (pole.codes for pole in tension.poles)
        for code in one:
            others[code] |= other
        for code in other:
            others[code] |= one
    return others


def _tried(code: Code, material: Material) -> Counter[tuple[int, str]]:
    """Count what each mask of a code hides in the code's own sentences."""
    role = next(role for role in ROLES if role in code.speakers)
    return Counter(
        (one.by_line, one.by)
        for example in (*code.examples, *code.edge_examples, *code.near_misses)
        for one in material.try_text(example.text, example.language, role).tagged.suppressed
        if one.reason == "masked" and one.hit.code == code.id
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 2) if whole else 0.0


def _listed(counts: Counter[str], most: int) -> str:
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    return ", ".join(f"{name} {count}" for name, count in shown if name)
