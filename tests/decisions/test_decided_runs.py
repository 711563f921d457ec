"""What a run keeps of people's decisions, and what reports, exports and Python make of it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from decided_study import Study, write_decided_study, write_logs
from small_study import contents, write

from qualcode import api
from qualcode.analysis.agreement import evaluate
from qualcode.analysis.agreement.coders import load_coders
from qualcode.analysis.results import analyse
from qualcode.batch import RunSummary, cache_beside, tag_files
from qualcode.batch.tagging import Tagging
from qualcode.decisions import load_logs, standing
from qualcode.decisions.deciding import gather_logs
from qualcode.errors import QualcodeError, StudyError
from qualcode.files import find_transcripts
from qualcode.inspecting.explaining import explain_run, render_json, render_text
from qualcode.inspecting.explaining.explanation import Decided
from qualcode.inspecting.explaining.wording_decided import say_decided as say_one
from qualcode.model.decision import Decision
from qualcode.reporting.export.book import list_own_tables
from qualcode.reporting.export.gathered import gather
from qualcode.reporting.export.tables import list_csv_tables
from qualcode.reporting.material import gather_material
from qualcode.reporting.report import render_report
from qualcode.reporting.views.decided import say_decided, view_decided
from qualcode.reporting.views.paragraph import write_paragraph
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run
from qualcode.study import load_study


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_decided_study(tmp_path)
    book = folder / "codebook.yaml"
    adopted = "- id: care\n  replaces: [draft.known]\n"
    write(book, book.read_text(encoding="utf-8").replace("- id: care\n", adopted))
    return folder


@pytest.fixture
def study(folder: Path) -> Study:
    return Study(folder)


DRAFT = Decision(
    "", "2026-03-01T10:00:00Z", "БОРИС", "draft", name="Waiting", text="To have to wait."
)


def tag(folder: Path, cached: bool = False) -> RunSummary:
    """Tag as `qualcode tag` does in the folder of a study."""
    said = load_study(folder / "study.yaml")
    own = Study(folder)
    tagging = Tagging(
        own.codebook,
        own.table,
        Settings(),
        withdrawn=said.withdrawn,
        decided=gather_logs(load_logs(said.logs), str(said.logs), said.deciding, said.blind_counts),
    )
    found = find_transcripts(said.transcripts)
    cache = cache_beside(said.run) if cached else None
    return tag_files(found, said.run, tagging, said, cache=cache)


def decide(study: Study) -> list[Decision]:
    """Return decisions of every kind by three coders, on all transcripts and on none."""
    lost = replace(study.of_segment("add", "care", 2), transcript="gone.txt", text="lost memo")
    return [
        study.of_segment("accept", "saving", 2),
        study.of_segment("reject", "care", 2, text="not about care"),
        study.of_segment("recode", "saving", 4, to="care"),
        study.of_segment("add", "care", 2, "ru02.txt"),
        study.of_segment("add", "draft.wait", 2, "ru02.txt"),
        study.of_segment("seen", "", 2, "en01.txt", blind=True, sample="1-5-ab", weight=2.5),
        study.of_segment("accept", "care", 2, "en01.txt", coder="BORIS"),
        study.of_segment("reject", "care", 2, "en01.txt"),
        study.of_segment(
            "relate", "", 4, tension="saving_vs_care", level="segment", relation="conflict"
        ),
        replace(
            study.of_segment("note", "", 2), about="transcript", start=0, stop=0, text="memo 1"
        ),
        Decision("n1", "2026-03-01T10:00:00Z", "ANNA", "note", about="study", text="memo 2"),
        replace(DRAFT, id="n2", code="draft.wait"),
        replace(DRAFT, id="n3", code="draft.known"),
        lost,
    ]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "run" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_line_that_stands_is_in_the_run_with_its_outcome(folder: Path, study: Study) -> None:
    decisions = decide(study)
    summary = tag_with(folder, decisions)
    told = {row["decision"]: row["outcome"] for row in rows(folder, "decisions")}
    stand = [
        one.id
        for coder in load_logs(folder / "decisions").logs
        for one in standing(coder.decisions)
    ]
    assert sorted(told) == sorted(stand)
    assert len(told) == len(decisions)
    assert [told[one.id] for one in decisions] == [
        *("applied", "applied", "applied", "applied", "draft", "measured", "disputed", "disputed"),
        # what defines a draft gives no code
        *("gone", "noted", "noted", "noted", "noted", "orphan"),
    ]
    seen = next(row for row in rows(folder, "decisions") if row["action"] == "seen")
    assert (seen["blind"], seen["sample"], seen["weight"]) == ("yes", "1-5-ab", "2.5")
    manifest = summary.manifest["decisions"]
    assert manifest["coders"] == ["ANNA", "BORIS", "БОРИС"]
    assert manifest["outcomes"] == dict(sorted(Counter(told.values()).items()))
    assert (
        json.loads((folder / "run/run.json").read_text(encoding="utf-8"))["decisions"] == manifest
    )


def tag_with(folder: Path, decisions: list[Decision], cached: bool = False) -> RunSummary:
    write_logs(folder / "decisions", decisions)
    return tag(folder, cached)


def test_what_a_person_should_look_at_is_told_in_counts(folder: Path, study: Study) -> None:
    with (write_logs(folder / "decisions", decide(study)) / "ANNA.jsonl").open("a") as log:
        log.write('{"torn": ')
    write(folder / "study.yaml", (folder / "study.yaml").read_text() + "deciding: [ANNA, VERA]\n")
    told = [str(one) for one in tag(folder).problems]
    place = folder / "decisions"
    assert [one.removeprefix(f"{place}: ") for one in told if str(place) in one] == [
        "1 decision has no place in respondents' talk, or the transcript was changed or is not"
        " here; `qualcode decisions check` lists them, `qualcode decisions fix` finds places",
        "1 decision gives a code that the codebook does not have yet;"
        " `qualcode codebook adopt` adds it",
        "1 decision is about a code, tension or meeting that is not there;"
        " `qualcode decisions check` lists them",
        "1 fault in the logs; `qualcode decisions check` lists them",
        "`deciding` names VERA, who has decided nothing; check the name in study.yaml",
    ]
    carried = json.loads((folder / "run/run.json").read_text(encoding="utf-8"))["problems"]
    assert str(folder) not in " ".join(carried)
    assert any(one.startswith("decisions: 1 fault") for one in carried)


def test_the_same_again_gives_the_same_bytes(folder: Path, study: Study) -> None:
    decisions = decide(study)
    tag_with(folder, decisions)
    first = contents(folder / "run")
    tag_with(folder, decisions, cached=True)
    assert contents(folder / "run") == first
    assert tag_with(folder, decisions, cached=True).kept == 3
    assert contents(folder / "run") == first


def test_a_changed_decision_tags_its_transcript_again_and_no_other(
    folder: Path, study: Study
) -> None:
    decisions = decide(study)
    tag_with(folder, decisions, cached=True)
    more = study.of_segment("reject", "saving", 4, "ru02.txt", coder="VERA")  # a coder anew
    assert tag_with(folder, [*decisions, more], cached=True).kept == 2
    memo = Decision("n9", "", "VERA", "note", about="study", text="more")
    assert tag_with(folder, [*decisions, more, memo], cached=True).kept == 3
    kept = contents(folder / "run")
    tag(folder)
    assert contents(folder / "run") == kept


def test_what_was_rejected_is_in_no_number(folder: Path, study: Study) -> None:
    """The report says of a code whose codings were all rejected that nobody speaks of it."""
    rejected = [
        study.of_segment("reject", one.code, one.segment, id)
        for id in study.transcripts
        for one in study.code(id).tagged.codings
        if one.code == "care"
    ]
    tag_with(folder, rejected)
    run = read_run(folder / "run")
    assert [row["status"] for row in run.tables["overruled"]] == ["rejected"] * len(rejected)
    results = analyse(run)
    codes = results["codes"]
    assert codes.loc[codes["code"] == "care", ["present", "codings", "coded"]].to_numpy().sum() == 0
    frames = results.given.frames
    assert set(frames.hits["code"]) == {"saving"}
    assert not results["meetings"]["instances"].sum()
    assert (
        not results["cooccurrence"].astype(str).apply(lambda row: "care" in set(row), axis=1).any()
    )
    material = gather_material(run)
    assert {str(one.record["code"]) for one in material.codings} == {"saving"}
    found = len(run.tables["hits"])  # what the rules found is told as they found it
    assert f"The rules gave {found} hits" in " ".join(write_paragraph(material))


def test_the_machine_is_measured_as_it_found(folder: Path, study: Study) -> None:
    table = "file,text,codes\n" + "".join(
        f'ru01.txt,"{text}",{codes}\n'
        for text, codes in (
            ("Началась экономия. Экономия мешает заботе о людях.", "saving"),
            ("Потом прошло сокращение штата, но забота осталась.", "care"),
        )
    )
    coders = load_coders([write(folder / "anna.csv", table)], study.codebook)
    tag(folder)
    before = evaluate(read_run(folder / "run"), coders)
    denies = study.of_segment("accept", "care", 4, polarity="negated")
    changing = [one for one in decide(study) if one.action in ("reject", "recode")]
    tag_with(folder, [*changing, denies])
    run = read_run(folder / "run")
    assert [row["code"] for row in run.tables["overruled"]].count("care") == 3
    assert {row["polarity"] for row in run.tables["decisions"]} == {"", "negated"}
    after = evaluate(run, coders)
    assert after.panels == before.panels


WITHDRAWN = """\
withdrawn:
- file: ru02.txt
- file: ru01.txt
  from: Потом прошло
  to: забота осталась
"""


def test_nothing_that_is_withdrawn_leaves_a_decision(folder: Path, study: Study) -> None:
    memos: dict[str, Any] = {"text": "SECRET"}
    decisions = [
        study.of_segment("add", "care", 2, "ru02.txt", **memos),
        study.of_segment("reject", "care", 4, **memos),
        study.of_segment("note", "", 4, about="segment", **memos),
        replace(study.of_segment("note", "", 4, **memos), about="transcript", start=0, stop=0),
        replace(study.of_segment("add", "care", 2), transcript="deleted.txt", **memos),
        study.of_segment("reject", "care", 2, text="kept"),
    ]
    write(folder / "study.yaml", (folder / "study.yaml").read_text() + WITHDRAWN)
    summary = tag_with(folder, decisions, cached=True)
    everything = b"".join(contents(folder / "run").values())
    assert b"SECRET" not in everything
    assert b"ru02" not in everything
    assert b"deleted.txt" not in everything
    assert "Потом прошло".encode() not in everything
    # a memo about the whole of a talk that was cut may tell what was in it
    told = [(row["action"], row["text"]) for row in rows(folder, "decisions")]
    assert told == [("note", ""), ("reject", "kept"), ("add", "")]
    # of what may come back, not of the interview that never will
    orphans = [str(one) for one in summary.problems if "no place" in str(one)]
    assert [one.partition(": ")[2][:16] for one in orphans] == ["1 decision has n"]
    (folder / "transcripts" / "ru02.txt").unlink()
    again = [str(one) for one in tag(folder).problems if "no place" in str(one)]
    assert again == orphans


def test_python_lays_decisions_over_codings(folder: Path, study: Study) -> None:
    tag_with(folder, decide(study))
    run = read_run(folder / "run")
    corpus = api.read_transcripts(study=folder)
    book = api.load_codebook(folder / "codebook.yaml")
    frames = api.tag(corpus, book, decisions=folder / "decisions")
    for table in ("codings", "overruled", "tensions"):
        assert getattr(frames, table).to_dict("records") == list(run.tables[table])
    told = frames.decisions.set_index("decision")["outcome"].to_dict()
    assert told == {row["decision"]: row["outcome"] for row in run.tables["decisions"]}
    lines = load_logs(folder / "decisions").decisions
    again = api.tag(corpus, book, decisions=lines, deciding=["BORIS"])
    assert set(again.decisions["outcome"]) >= {"measured"}
    assert api.compare(frames, book, corpus)["codes"].equals(api.compare(folder / "run")["codes"])
    with pytest.raises(QualcodeError, match="is no folder"):
        api.tag(corpus, book, decisions=folder / "nowhere")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("decisions: nowhere", "`nowhere` does not exist"),
        ("decisions: codebook.yaml", "`codebook.yaml` is no folder; name the folder of the logs"),
        ("blind_counts: maybe", "`maybe` is none of yes, no"),
        ("deciding: {a: b}", "`deciding` cannot have keys below it"),
    ],
)
def test_what_a_study_says_of_decisions_is_checked(folder: Path, line: str, message: str) -> None:
    write(folder / "study.yaml", (folder / "study.yaml").read_text() + line + "\n")
    with pytest.raises(StudyError, match=message):
        load_study(folder / "study.yaml")


def test_a_study_says_whose_decisions_count(folder: Path) -> None:
    assert load_study(folder / "study.yaml").logs == folder / "decisions"
    (folder / "logs").mkdir()
    said = "decisions: logs\ndeciding: [consensus, ANNA]\nblind_counts: yes\n"
    write(folder / "study.yaml", (folder / "study.yaml").read_text() + said)
    study = load_study(folder / "study.yaml")
    assert (study.logs, study.deciding) == (folder / "logs", ("consensus", "ANNA"))
    assert study.blind_counts


@pytest.fixture
def run(folder: Path, study: Study) -> Run:
    tag_with(folder, decide(study))
    return read_run(folder / "run")


def test_a_report_says_who_has_decided(run: Run) -> None:
    page = render_report(run)
    line = next(
        hit["line"]
        for hit in run.tables["hits"]
        if (hit["code"], hit["segment"]) == ("saving", 2) and hit["transcript"] == "ru01.txt"
    )
    assert "accepted by ANNA</span>" in page
    assert f"found by line {line}" in page
    assert ">added by ANNA</span>" in page
    assert "disputed: ANNA, BORIS</span>" in page
    assert "With the codings in sight ANNA, BORIS decided about them" in page
    assert 'id="decided"' in page
    assert "added by people (" in page  # a filter


def test_the_paragraph_tells_who_saw_codings_who_was_blind_and_what_was_settled(
    folder: Path, study: Study
) -> None:
    """Its numbers can be had from the table: changed 1, and added 1 in what was settled."""
    tag_with(
        folder,
        [
            study.of_segment("recode", "saving", 2, "ru02.txt", to="care"),
            study.of_segment("seen", "", 4),
            study.of_segment("add", "saving", 2, "ru02.txt", coder="BORIS", blind=True),
            study.of_segment("note", "", 2, "ru02.txt", coder="BORIS", blind=True, text="so?"),
            study.of_segment("add", "care", 4, "ru02.txt", coder="consensus"),
        ],
    )
    material = gather_material(read_run(folder / "run"))
    told = list(say_decided(material))
    spoken = sum(bool(one["respondent"]) for one in material.segments.values())
    assert told[:2] == [
        f"With the codings in sight ANNA decided about them, and marked 1 of {spoken} segments"
        " as read.",
        "Where coders had disagreed, they settled it together (1 segment).",
    ]
    assert "people accepted 0, rejected 0 and changed 1" in told[2]
    assert "2 codings by people: 1 changed, 1 added, 0 accepted" in told[3]
    measured = "they measure agreement and change no coding."  # though he wrote a memo, too
    assert told[4] == f"Decisions made blind by BORIS: 2; {measured}"
    view = view_decided(material)
    assert view is not None
    counts = {row.coder: (row.counts[2:4], row.counts[5], row.blind) for row in view.rows}
    assert counts == {
        "ANNA": (("1", "0"), "1", "0"),
        "BORIS": (("0", "0"), "0", "2"),
        "consensus": (("0", "1"), "0", "0"),
    }


def test_who_says_that_a_coding_is_denied_has_changed_it(folder: Path, study: Study) -> None:
    tag_with(folder, [study.of_segment("accept", "care", 4, polarity="negated")])
    material = gather_material(read_run(folder / "run"))
    told = list(say_decided(material))
    assert "people accepted 0, rejected 0 and changed 1" in told[1]
    assert "1 coding by people: 1 changed, 0 added, 0 accepted" in told[2]
    view = view_decided(material)
    assert view is not None
    assert view.rows[0].counts[:4] == ("0", "0", "1", "0")


def test_a_changed_coding_is_shown_as_changed_with_the_line_that_had_found_it(
    folder: Path, study: Study
) -> None:
    tag_with(folder, [study.of_segment("recode", "saving", 2, "ru02.txt", to="care")])
    run = read_run(folder / "run")
    (changed,) = (one for one in gather_material(run).codings if one.changed)
    assert changed.status == "changed"
    assert changed.former_hits
    lines = {int(hit["line"]) for hit in changed.former_hits}
    page = render_report(run)
    assert f"found by line {min(lines)}, changed from “" in page
    assert "changed by people (" in page  # a filter
    assert "added by people (" not in page


def test_a_public_report_names_no_coder_and_tells_no_memo(run: Run) -> None:
    told = {str(row["text"]) for row in run.tables["decisions"]} - {""}
    page = render_report(run, public=True, language="ru")
    assert not [word for word in ("ANNA", "BORIS", "БОРИС", *told) if word in page]
    assert "принято: кодировщик 1</span>" in page
    assert "Решения людей" in page
    gathered = gather(run, public=True)
    cells = {str(cell) for table in list_own_tables(gathered) for row in table.rows for cell in row}
    private = ("ANNA", "BORIS", "БОРИС", *told)
    assert not [cell for cell in cells for word in private if word in cell]
    assert "coder 1" in cells


def test_no_name_gets_into_the_public_form_by_its_semicolon(folder: Path, study: Study) -> None:
    """A name written by hand may hold what parts names in a cell."""
    odd = {"coder": "ANNA; VERA"}
    decisions = [
        study.of_segment("accept", "saving", 2, **odd),
        study.of_segment("reject", "care", 2, **odd),
        study.of_segment("add", "care", 2, "ru02.txt", **odd),
    ]
    tag_with(folder, decisions)
    gathered = gather(read_run(folder / "run"), public=True)
    cells = {str(cell) for table in list_own_tables(gathered) for row in table.rows for cell in row}
    assert not [cell for cell in cells if "ANNA" in cell or "VERA" in cell]
    assert "coder 1; coder 2" in cells


def test_a_public_table_names_no_draft(folder: Path, study: Study) -> None:
    """Its id is made of what a coder wrote for themselves, and may be somebody's name."""
    decisions = [
        study.of_segment("add", "draft.ivanova", 2),
        study.of_segment("recode", "care", 4, to="draft.anna"),
    ]
    tag_with(folder, decisions)
    run = read_run(folder / "run")
    for public, named in ((True, {"draft.1", "draft.2"}), (False, {"draft.anna", "draft.ivanova"})):
        tables = list_own_tables(gather(run, public=public))
        cells = {str(cell) for table in tables for row in table.rows for cell in row}
        assert {cell for cell in cells if "draft." in cell} == named


def test_exports_have_decisions_and_what_was_overruled(run: Run) -> None:
    for language in ("en", "ru"):
        tables = {one.name: one for one in list_own_tables(gather(run, language=language))}
        assert len(tables["decisions"].rows) == len(run.tables["decisions"])
        assert len(tables["overruled"].rows) == len(run.tables["overruled"]) == 2
    files = {one.name: one for one in list_csv_tables(gather(run))}
    assert {"decisions", "overruled"} < files.keys()
    assert files["quotes"].header[-2:] == ("status", "decided_by")
    assert "replaced" in {
        row[files["overruled"].header.index("overruled_as")] for row in files["overruled"].rows
    }


def test_a_wide_decision_is_told_of_each_segment_it_speaks_for(folder: Path, study: Study) -> None:
    text = study.transcripts["ru02.txt"].text
    second, *_, last = [one for one in study.code("ru02.txt").segments if one.number in (2, 3, 4)]
    tag_with(folder, [study.say("add", "care", text[second.start : last.start + 9], "ru02.txt")])
    run, place = read_run(folder / "run"), folder / "run"
    told = [
        "ANNA adds care" in render_text(explain_run(run, place, f"ru02.txt:s{number}"))
        for number in (1, 2, 3, 4)
    ]
    assert told == [False, True, True, False]


def test_an_explanation_tells_decisions(run: Run, folder: Path) -> None:
    place = folder / "run"
    text = render_text(explain_run(run, place, "ru01.txt:s2"))
    assert "ANNA rejects care" in text
    assert "“not about care”" in text
    assert "found, but rejected by ANNA" in text
    assert "Accepted by ANNA." in text
    said = Decided("ANNA", "border", "care", "saving", True, "applied", "", "")
    told = "ANNA sets other borders for care and puts saving there instead, as denied"
    assert say_one(said) == told
    whole = render_text(explain_run(run, place, "ru02.txt", code="care"))
    assert "ANNA adds care" in whole
    assert json.loads(render_json(explain_run(run, place, "ru01.txt")))["segments"][0]["decided"]


def test_the_codebook_of_the_run_is_named_so(folder: Path, study: Study) -> None:
    own = study.codebook.sha256
    tag_with(folder, [study.of_segment("accept", "saving", 2, codebook=own)])
    material = gather_material(read_run(folder / "run"))
    view = view_decided(material)
    assert view is not None
    assert [row.codebooks for row in view.rows] == ["of this report"]
    assert not [one for one in say_decided(material) if own[:12] in one]
    tag_with(folder, [study.of_segment("accept", "saving", 2)])
    assert [one for one in say_decided(gather_material(read_run(folder / "run"))) if "000…" in one]
    for log in (folder / "decisions").iterdir():
        log.unlink()
    tag(folder)
    material = gather_material(read_run(folder / "run"))
    assert (view_decided(material), list(say_decided(material))) == (None, [])
