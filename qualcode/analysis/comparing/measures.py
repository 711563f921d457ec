"""Each respondent's figures for every code, pole, tension and relation: what is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.codes import rows_of
from qualcode.analysis.described import describe
from qualcode.analysis.frames import Frames
from qualcode.analysis.groups import place_codings
from qualcode.analysis.stretches import further_segments
from qualcode.analysis.tensions import locate_meetings, relations_of, usual_languages
from qualcode.errors import Problem, StudyError
from qualcode.model.codebook import Codebook

Measure = Literal["share_segments", "per_1000_words", "mention"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Counts = NDArray[np.int64]  # items × voices

FIRST, SECOND, BOTH = "first", "second", "both"
CODED = ["kind", "item", "part"]  # tells codes, branches and poles apart
ITEM = [*CODED, "level"]

RATES = describe(
    "rates",
    "One row for each code, branch of codes, pole, tension and relation, for each respondent and"
    " language, zeros included.",
    {
        "kind": "code, branch (a code and all below it), pole, tension or relation",
        "item": "the id of the code, or of the tension",
        "part": "of a pole: first, second or both; of a relation: its id; else empty",
        "level": "of a tension or relation: segment, turn, answer or interview; else empty",
        "language": "of the talk",
        "group": "of the respondent",
        "respondent": "id from the respondents table",
        "main": "True in the language of most of the respondent's words",
        "segments": "of the respondent in this language",
        "words": "of the respondent in this language",
        "units": "segments; of a tension or relation: the respondent's units of its level",
        "coded": "units with a present coding (in larger units, the segment of its first evidence);"
        " of both poles: segments with each of them; of a tension: units in which its poles meet",
        "codings": "those affirmed or mixed; of both poles, tensions and relations as `coded`",
        "mention": "1 if there is any; of both poles: 1 if a segment has each of them",
        "share_segments": "coded / units; missing without units",
        "per_1000_words": "codings for 1,000 words; missing without words",
    },
)


@dataclass(frozen=True, slots=True)
class _Item:
    """What is counted."""

    kind: str
    id: str
    part: str = ""
    level: str = ""
    codes: frozenset[str] = frozenset()  # of which a coding counts


@dataclass(frozen=True, slots=True)
class _Block:
    """Items with their counts: arrays of items × voices."""

    items: Sequence[_Item]
    units: Counts
    coded: Counts
    codings: Counts
    mention: Counts


def measure_respondents(frames: Frames, codebook: Codebook, voices: pd.DataFrame) -> pd.DataFrame:
    """Count everything for every respondent: the table RATES.

    `voices` comes from `assign_groups`; a respondent has a row in each language that counts.
    Rows stand item by item, and every item has the same respondents in the same order.
    """
    people = voices[voices["counted"]].reset_index(drop=True)
    blocks = (
        *_count_codings(frames, place_codings(frames, voices), codebook, people),
        _count_meetings(frames, codebook, people, locate_meetings(frames, voices)),
    )
    return pd.concat([_lay_out(block, people) for block in blocks], ignore_index=True)


def check_items(named: Sequence[str], codebook: Codebook, frames: Frames) -> None:
    """Refuse ids that are neither codes nor tensions, all at once."""
    from rapidfuzz.process import extractOne

    known = known_items(codebook, frames.codings["code"].unique())
    problems = []
    for id in named:
        if id in known:
            continue
        near = extractOne(id, known, score_cutoff=60)
        cure = f"did you mean `{near[0]}`?" if near else "`--table codes` prints all codes"
        message = f"`{id}` is neither a code nor a tension"
        problems.append(Problem(codebook.file, message, cure=cure))
    if problems:
        raise StudyError(problems)


def known_items(codebook: Codebook, coded: Iterable[str]) -> list[str]:
    """Return the ids of all codes and tensions, those that the codebook does not know last."""
    ids = [code.id for code in codebook.codes] + [one.id for one in codebook.tensions]
    return list(dict.fromkeys((*ids, *sorted(coded))))


def choose_items(table: pd.DataFrame, named: Sequence[str], column: str = "item") -> pd.DataFrame:
    """Return the rows of codes (and those below) and tensions named; all where none is named."""
    if not named:
        return table
    below = tuple(f"{id}." for id in named)
    chosen = {id for id in table[column].unique() if id in named or id.startswith(below)}
    return table[table[column].isin(chosen)].reset_index(drop=True)


def _count_codings(
    frames: Frames, placed: pd.DataFrame, codebook: Codebook, people: pd.DataFrame
) -> Iterator[_Block]:
    """Count codes and branches, and the poles of tensions with what has both."""
    codings = placed[placed["polarity"] != "negated"]
    further = further_segments(codings, frames.segments)
    present = pd.concat([codings, further], ignore_index=True)
    places = present.groupby(["transcript", "segment"], sort=False).ngroup()
    heard = pd.DataFrame(
        {
            "code": present["code"].astype("str"),
            "voice": _places_of(present, people),
            "segment": np.asarray(places, dtype=np.intp),
            "first": np.arange(len(present)) < len(codings),
        }
    )
    codes = [
        _Item("branch" if branch else "code", id, codes=members)
        for id, branch, members in rows_of(codebook, set(placed["code"]))
    ]
    yield _count_items(codes, heard, people)[0]
    poles = [
        _Item("pole", tension.id, part, codes=pole.codes)
        for tension in codebook.tensions
        for part, pole in zip((FIRST, SECOND), tension.poles, strict=True)
    ]
    counted, held = _count_items(poles, heard, people)
    yield _with_both(counted, held, people)


def _count_items(
    items: Sequence[_Item], heard: pd.DataFrame, people: pd.DataFrame
) -> tuple[_Block, pd.DataFrame]:
    """Count the codings of items, and return in which segments (item, voice, segment) they are.

    A coding of several segments is `heard` in each, and counts as one in the `first`.
    """
    members = [(code, at) for at, item in enumerate(items) for code in sorted(item.codes)]
    of = pd.DataFrame(members, columns=["code", "item"]).astype({"code": "str", "item": "int64"})
    found = heard.merge(of, on="code")
    held = found[["item", "voice", "segment"]].drop_duplicates()
    shape = len(items), len(people)
    number = _tally(found[found["first"]], shape)
    units = np.broadcast_to(people["segments"].to_numpy(np.int64), shape)
    block = _Block(items, units, _tally(held, shape), number, (number > 0).astype(np.int64))
    return block, held


def _with_both(poles: _Block, held: pd.DataFrame, people: pd.DataFrame) -> _Block:
    """Put what holds both poles behind the two poles of each tension."""
    tension = held.assign(item=held["item"] // 2)
    sizes = tension.groupby(["item", "voice", "segment"], as_index=False).size()
    shape = len(poles.items) // 2, len(people)
    together = _tally(sizes[sizes["size"] == 2], shape)

    def join(first_two: Counts, both: Counts) -> Counts:
        tensions, width = both.shape
        pairs = first_two.reshape(tensions, 2, width)
        return np.concatenate([pairs, both[:, None]], axis=1).reshape(3 * tensions, width)

    items = []
    for at in range(0, len(poles.items), 2):
        pair = poles.items[at : at + 2]
        items += [*pair, _Item("pole", pair[0].id, BOTH)]
    return _Block(
        items,
        join(poles.units, poles.units[0::2]),
        join(poles.coded, together),
        join(poles.codings, together),
        join(poles.mention, (together > 0).astype(np.int64)),
    )


def _count_meetings(
    frames: Frames, codebook: Codebook, people: pd.DataFrame, located: pd.DataFrame
) -> _Block:
    """Count where poles meet, on each level, and in which relation."""
    items = [
        _Item(kind, tension.id, relation, level)
        for kind in ("tension", "relation")
        for tension in codebook.tensions
        for level in tension.levels
        for relation in (relations_of(tension) if kind == "relation" else ("",))
    ]
    at = {(item.kind, item.id, item.part, item.level): number for number, item in enumerate(items)}
    voice = _places_of(located, people)
    rows = [
        (at[key], place)
        for tension, level, relation, place in zip(
            *(located[name] for name in ("tension", "level", "relation")), voice, strict=True
        )
        for key in (("tension", tension, "", level), ("relation", tension, relation, level))
        if key in at
    ]
    found = pd.DataFrame(rows, columns=["item", "voice"], dtype="int64")
    shape = len(items), len(people)
    number = _tally(found, shape)
    sizes = {level: _count_units(frames, people, level) for level in {one.level for one in items}}
    units = np.array([sizes[one.level] for one in items], dtype=np.int64).reshape(shape)
    return _Block(items, units, number, number, (number > 0).astype(np.int64))


def _count_units(frames: Frames, people: pd.DataFrame, level: str) -> Counts:
    """Count each voice's units of a level, each in the language in which its meetings are."""
    if level == "interview":
        usual = usual_languages(frames)
        rows = [(respondent, language) for (_, respondent), language in usual.items()]
        opening = pd.DataFrame(rows, columns=["respondent", "language"], dtype="str")
    else:
        said = frames.segments[frames.segments["respondent"] != ""]
        if level == "answer":
            said = said[said["answer"] > 0]
        opening = said.drop_duplicates(["transcript", "respondent", level])
    sizes = opening.groupby(["respondent", "language"]).size().to_dict()
    keys = zip(people["respondent"], people["language"], strict=True)
    return np.array([sizes.get(key, 0) for key in keys], dtype=np.int64)


def _places_of(rows: pd.DataFrame, people: pd.DataFrame) -> NDArray[np.intp]:
    """Return for each row the place of its respondent and language in `people`."""
    keys = ["respondent", "language"]
    places = people[keys].assign(voice=np.arange(len(people)))
    return rows[keys].merge(places, on=keys, how="left")["voice"].to_numpy(np.intp)


def _tally(found: pd.DataFrame, shape: tuple[int, int]) -> Counts:
    """Count rows by `item` and `voice`."""
    flat = found["item"].to_numpy(np.int64) * shape[1] + found["voice"].to_numpy(np.int64)
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)


def _lay_out(block: _Block, people: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a block: every respondent and language for every item."""
    count, width = len(block.items), len(people)
    every = people.take(np.tile(np.arange(width), count)).reset_index(drop=True)
    parts = {
        "kind": [item.kind for item in block.items],
        "item": [item.id for item in block.items],
        "part": [item.part for item in block.items],
        "level": [item.level for item in block.items],
    }
    table = pd.DataFrame(
        {
            name: pd.Series(values, dtype="str").repeat(width).reset_index(drop=True)
            for name, values in parts.items()
        }
    )
    for name in ("language", "group", "respondent", "main", "segments", "words"):
        table[name] = every[name]
    for name in ("units", "coded", "codings", "mention"):
        table[name] = np.asarray(getattr(block, name), dtype=np.int64).reshape(-1)
    units, words = table["units"], table["words"]
    table["share_segments"] = table["coded"] / units.where(units > 0)
    table["per_1000_words"] = 1000 * table["codings"] / words.where(words > 0)
    return table
