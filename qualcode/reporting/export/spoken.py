"""Every coding and every meeting of poles, with the words: tables of quotes."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.reporting.export.context import Talk
from qualcode.reporting.export.gathered import Column, Gathered, OwnTable
from qualcode.reporting.export.sheets import Cell
from qualcode.reporting.placing import OUTSIDE, Coded, Met
from qualcode.runs.read import Record

_JOINED = " | "


def tabulate_quotes(gathered: Gathered) -> OwnTable:
    """Return all codings of the run, those that are not compared too."""
    talk = Talk(gathered.run.tables["turns"])
    indicators = {id: one.text for id, one in gathered.material.indicators.items()}
    rows = [tuple(_quote(gathered, coded, talk, indicators)) for coded in gathered.material.codings]
    columns = (
        *(Column("transcript"), Column("segment", "whole"), Column("respondent"), Column("type")),
        *_attributes(gathered),
        *(Column("group"), Column("language"), Column("code"), Column("code_label")),
        *(Column("polarity"), Column("voice"), Column("modality"), Column("coder")),
        *(Column("before", "long", 40), Column("quote", "long", 70), Column("after", "long", 40)),
        *(Column("evidence", "long", 30), Column("indicator", width=30), Column("line")),
        *(Column("question"), Column("unit"), Column("time")),
        *(Column("start", "whole"), Column("stop", "whole")),
        *((Column("status"), Column("decided_by")) if _is_decided(gathered) else ()),
    )
    return OwnTable("quotes", columns, rows)


def _is_decided(gathered: Gathered) -> bool:
    return bool(gathered.run.tables["decisions"])


def _quote(
    gathered: Gathered, coded: Coded, talk: Talk, indicators: dict[str, str]
) -> Iterator[Cell]:
    record, labels = coded.record, gathered.labels
    transcript, respondent = str(record["transcript"]), str(record["respondent"])
    start, stop = int(record["start"]), int(record["stop"])
    around = talk.around(transcript, start, stop)
    segment = gathered.material.segments.get((transcript, int(record["segment"])), {})
    yield from (transcript, record["segment"], respondent)
    yield gathered.type(str(record["type"])) if respondent else ""
    yield from gathered.attributes_of(respondent)
    yield "" if coded.group == OUTSIDE else gathered.group(coded.group)
    yield gathered.language(coded.language)
    yield from (record["code"], labels.code(str(record["code"])))
    yield from (
        gathered.mark(kind, str(record[kind])) for kind in ("polarity", "voice", "modality")
    )
    yield record["coder"]
    yield from (around.before, record["quote"], around.after)
    yield from _grounds(coded.hits, indicators)
    yield from (segment.get("question", ""), gathered.unit(str(record["unit"])), around.time)
    yield from (start, stop)
    if _is_decided(gathered):
        yield from (gathered.decided("status", str(record["status"])), record["decided_by"])


def _grounds(hits: tuple[Record, ...], indicators: dict[str, str]) -> Iterator[Cell]:
    """Yield the words found, the indicators as written, and their lines in the codebook."""
    yield _JOINED.join(str(hit["words"]) for hit in hits)
    yield _JOINED.join(indicators.get(str(hit["indicator"]), "") for hit in hits)
    yield _JOINED.join(str(hit["line"]) for hit in hits)


def tabulate_encounters(gathered: Gathered) -> OwnTable:
    """Return all meetings of poles that are compared, with the words of both."""
    talk = Talk(gathered.run.tables["turns"])
    tensions = {one.id: one for one in gathered.run.codebook.tensions}
    names = {id: gathered.labels.tension(one) for id, one in tensions.items()}
    poles = {
        id: tuple(gathered.labels.pole(pole) for pole in one.poles) for id, one in tensions.items()
    }
    rows = [tuple(_met(gathered, met, talk, names, poles)) for met in gathered.material.meetings]
    columns = (
        *(Column("transcript"), Column("respondent"), Column("type"), *_attributes(gathered)),
        *(Column("group"), Column("language"), Column("tension"), Column("tension_label")),
        *(Column("level"), Column("relation"), Column("relation_label"), Column("cue", "long", 24)),
        *(Column("first_pole_label"), Column("first_words", "long", 30)),
        *(Column("second_pole_label"), Column("second_words", "long", 30)),
        *(Column("came_first"), Column("said", "long", 70)),
        *(Column("start", "whole"), Column("stop", "whole")),
    )
    return OwnTable("encounters", columns, rows)


def _met(
    gathered: Gathered,
    met: Met,
    talk: Talk,
    names: dict[str, str],
    poles: dict[str, tuple[str, ...]],
) -> Iterator[Cell]:
    record, labels = met.record, gathered.labels
    transcript, respondent = str(record["transcript"]), str(record["respondent"])
    tension, start, stop = str(record["tension"]), int(record["start"]), int(record["stop"])
    yield from (transcript, respondent, gathered.type(str(record["type"])))
    yield from gathered.attributes_of(respondent)
    yield from (gathered.group(met.group), gathered.language(met.language))
    yield from (tension, names[tension], gathered.level(str(record["level"])))
    yield from (record["relation"], labels.relation(str(record["relation"])), record["cue"])
    for pole, side in zip(poles[tension], met.sides, strict=True):
        yield from (pole, _JOINED.join(str(hit["words"]) for one in side for hit in one.hits))
    came = str(record["first_pole"])
    yield _JOINED.join(labels.code(one) for one in came.split("+")) if came else ""
    yield talk.said(transcript, start, stop) if record["level"] != "interview" else ""
    yield from (start, stop)


def _attributes(gathered: Gathered) -> tuple[Column, ...]:
    """Return a column for every further column of the respondents table."""
    holds = gathered.words.text("column.attribute.holds")
    return tuple(
        Column(name, said=gathered.attribute(name), holds=holds) for name in gathered.attributes
    )
