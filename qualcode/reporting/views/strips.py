"""One strip for each interview: where in the conversation which codes stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qualcode.reporting.labels import branch_of
from qualcode.reporting.material import Material
from qualcode.reporting.placing import Coded, Met
from qualcode.reporting.quotes import in_text_order
from qualcode.reporting.views.places import Places, strip_anchor
from qualcode.runs.read import Record

LENGTH = 1000  # of a strip
LANE = 14  # height
HUES = 8  # colours lanes take in turn; the lane itself says which branch it is
MOST_LANES = 30
MOST_LISTED = 300  # marks of one interview in its list


@dataclass(frozen=True, slots=True)
class Bar:
    """A coding in the lane of its branch, or a meeting of poles."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding or a meeting of poles."""

    bar: Bar
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A mark in words."""

    where: str  # how far into the conversation
    code: str
    words: str
    language: str
    respondent: str
    badge: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One branch of codes, or the tensions."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One interview."""

    anchor: str
    transcript: str
    people: tuple[tuple[str, str], ...]  # respondent, type
    words: str
    lanes: tuple[Lane, ...]
    height: int
    turns: tuple[tuple[str, str], ...]  # who speaks, and the outline of all such turns
    marks: tuple[Mark, ...]
    listed: tuple[Listed, ...]
    unlisted: str  # how many marks the list leaves out; empty when none


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips shown, and how many are left out."""

    strips: tuple[Strip, ...]
    left_out: str


@dataclass(slots=True)
class _Interview:
    """What is drawn of one interview; filled row by row."""

    turns: list[Record] = field(default_factory=list)
    said: list[Record] = field(default_factory=list)  # respondents' segments
    codings: list[Coded] = field(default_factory=list)
    meetings: list[Met] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """Length of a strip for each character."""
        return LENGTH / max((int(turn["stop"]) for turn in self.turns), default=1)


def view_strips(material: Material, places: Places) -> Strips:
    """Make a strip of every interview, with the same lanes in all of them."""
    interviews, lanes = _part_interviews(material), _lanes(material)
    rest = len({transcript for transcript, _ in material.turns}) - len(places.drawn)
    return Strips(
        tuple(_strip(material, places, lanes, name, interviews[name]) for name in places.drawn),
        material.labels.messages.count("strips.left_out", rest) if rest else "",
    )


def _part_interviews(material: Material) -> dict[str, _Interview]:
    """Part turns, segments, codings and meetings by transcript."""
    interviews: dict[str, _Interview] = defaultdict(_Interview)
    for (transcript, _), turn in material.turns.items():
        interviews[transcript].turns.append(turn)
    for (transcript, _), segment in material.segments.items():
        if segment["respondent"]:
            interviews[transcript].said.append(segment)
    for coded in in_text_order(material.codings):
        interviews[str(coded.record["transcript"])].codings.append(coded)
    for met in material.meetings:
        if met.record["level"] == "segment":
            interviews[str(met.record["transcript"])].meetings.append(met)
    return interviews


def _lanes(material: Material) -> dict[str, int]:
    """Give a number to each branch in use, in the codebook's order; rare ones may share one."""
    codes = material.codebook.codes
    used = Counter(branch_of(str(coded.record["code"]), codes) for coded in material.codings)
    ordered = [code.id for code in codes if code.id in used]
    branches = [*ordered, *sorted(used.keys() - {*ordered})]
    if len(branches) <= MOST_LANES:
        return {branch: number for number, branch in enumerate(branches)}
    common = {branch for branch, _ in used.most_common(MOST_LANES - 1)}
    kept = [branch for branch in branches if branch in common]
    rest = dict.fromkeys(branches, len(kept))
    return rest | {branch: number for number, branch in enumerate(kept)}


def _strip(
    material: Material,
    places: Places,
    lanes: dict[str, int],
    transcript: str,
    interview: _Interview,
) -> Strip:
    messages, scale = material.labels.messages, interview.scale
    people = {str(one["respondent"]): str(one["type"]) for one in interview.said}
    names = tuple(_name_lanes(material, lanes))
    unlisted = max(len(interview.codings) - MOST_LISTED, 0)
    return Strip(
        anchor=strip_anchor(transcript),
        transcript=transcript,
        people=tuple((one, material.labels.type(type)) for one, type in sorted(people.items())),
        words=messages.count("n.words", sum(int(one["words"]) for one in interview.said)),
        lanes=names,
        height=LANE * len(names),
        turns=tuple(_outline(interview.turns, scale)),
        marks=tuple(_marks(material, places, lanes, interview)),
        listed=tuple(_list(material, places, interview)),
        unlisted=messages.count("strips.unlisted", unlisted) if unlisted else "",
    )


def _marks(
    material: Material, places: Places, lanes: dict[str, int], interview: _Interview
) -> Iterator[Mark]:
    for coded in interview.codings:
        yield _coding_mark(material, places, lanes, interview.scale, coded)
    for met in interview.meetings:
        yield _meeting_mark(
            material, places, interview.scale, met, LANE * (len(set(lanes.values())) + 1)
        )


def _name_lanes(material: Material, lanes: dict[str, int]) -> Iterator[Lane]:
    messages = material.labels.messages
    yield Lane(messages.text("strips.talk"), "talk")
    for number in range(len(set(lanes.values()))):
        branches = [branch for branch, place in lanes.items() if place == number]
        label = messages.count("strips.rest", len(branches))
        if len(branches) == 1:
            label = material.labels.code(branches[0])
        yield Lane(label, f"hue{number % HUES}")
    if material.codebook.tensions:
        yield Lane(messages.text("strips.tensions"), "meeting")


def _outline(turns: Iterable[Record], scale: float) -> Iterator[tuple[str, str]]:
    """Yield respondents' talk as bars and other talk as thin lines, each as one path."""
    for kind, top, height in (("interviewer", LANE // 2 - 1, 2), ("respondent", 2, LANE - 4)):
        path = "".join(
            f"M{start:g} {top}h{width:g}v{height}h-{width:g}z"
            for turn in turns
            if turn["role"] != "unknown" and (turn["role"] == "respondent") == (top == 2)
            for start, width in [_extent(turn, scale)]
        )
        if path:
            yield kind, path


def _extent(turn: Record, scale: float) -> tuple[float, float]:
    start, stop = int(turn["start"]), int(turn["stop"])
    return round(start * scale, 1), round(max((stop - start) * scale - 0.8, 0.6), 1)


def start_of(coded: Coded) -> int:
    """Return where the first words of its evidence stand."""
    return min((int(hit["start"]) for hit in coded.hits), default=int(coded.record["start"]))


def _coding_mark(
    material: Material, places: Places, lanes: dict[str, int], scale: float, coded: Coded
) -> Mark:
    code = str(coded.record["code"])
    lane = lanes[branch_of(code, material.codebook.codes)]
    height = LANE - 3 if not coded.negated else (LANE - 3) / 2
    bar = Bar(
        round(min(start_of(coded) * scale, LENGTH - 5), 1),
        LANE * (lane + 1) + 1.5,
        5,
        height,
        f"hue{lane % HUES}",
    )
    title = f"{material.labels.code(code)} – {coded.record['respondent']}"
    return Mark(bar, title, places.of_coding(coded))


def _meeting_mark(material: Material, places: Places, scale: float, met: Met, top: float) -> Mark:
    start, stop = int(met.record["start"]) * scale, int(met.record["stop"]) * scale
    bar = Bar(round(start, 1), top + 2.5, round(max(stop - start, 5), 1), LANE - 5, "meeting")
    tension = next(
        (one for one in material.codebook.tensions if one.id == met.record["tension"]), None
    )
    name = material.labels.tension(tension) if tension else str(met.record["tension"])
    title = f"{name}: {material.labels.relation(str(met.record['relation']))}"
    return Mark(bar, title, places.of_meeting(met))


def _list(material: Material, places: Places, interview: _Interview) -> Iterator[Listed]:
    """Yield the marks of codings in words, as many as a list can bear."""
    ordered = sorted(interview.codings, key=lambda one: (start_of(one), one.anchor))
    for coded in ordered[:MOST_LISTED]:
        yield _put_into_words(material, places, interview.scale, coded)


def _put_into_words(material: Material, places: Places, scale: float, coded: Coded) -> Listed:
    messages = material.labels.messages
    record = coded.record
    words = "; ".join(str(hit["words"]) for hit in coded.hits) or str(record["quote"])[:80]
    percent = round(100 * start_of(coded) * scale / LENGTH)
    return Listed(
        where=messages.text("strips.where", percent=percent),
        code=material.labels.code(str(record["code"])),
        words=words,
        language=coded.language,
        respondent=str(record["respondent"]),
        badge=material.labels.mark("polarity", "negated") if coded.negated else "",
        href=places.of_coding(coded),
    )
