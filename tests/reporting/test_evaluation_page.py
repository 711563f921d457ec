from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from coded_study import render_table, rows_of_anna, talk_of, write_coded_study
from small_study import write

import qualcode.reporting.evaluation
from qualcode.analysis.agreement import Choices, Evaluation, evaluate, load_coders
from qualcode.batch import Tagging, tag_files
from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.reporting.evaluation import render_page
from qualcode.reporting.messages import load_messages
from qualcode.respondents import load_respondents
from qualcode.runs.manifest import Settings
from qualcode.runs.read import Run, read_run
from qualcode.study import REPORT_LANGUAGES

ROOM = Path(qualcode.reporting.evaluation.__file__).parent
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_coded_study(tmp_path_factory.mktemp("page"))
    talk = f"{HOSTILE} тут везде экономия и забота, а больше мы ничего и не видим у себя."
    hostile = f"Интервьюер: А что у вас теперь, расскажите?\nРеспондент: {talk}\n"
    write(folder / "transcripts/ru08.txt", hostile)
    table = load_respondents(folder / "respondents.csv")
    tagging = Tagging(load_codebook(folder / "codebook.yaml"), table, Settings())
    tag_files(find_transcripts([folder / "transcripts"]), folder / "run", tagging, jobs=1)
    rows = [*rows_of_anna(), ("ru08.txt", "", talk, "")]
    rows.append(("ru08.txt", "", f"{HOSTILE} nobody said this", ""))
    write(folder / "anna.csv", render_table(rows))
    plain = render_table(rows_of_anna()[:5]).splitlines()
    named = [plain[0] + ",coder", *(f'{line},"{HOSTILE}"' for line in plain[1:])]
    write(folder / "hostile.csv", "\n".join(named) + "\n")
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return read_run(folder / "run")


def measure(folder: Path, run: Run, *tables: str, **choices: object) -> Evaluation:
    coders = load_coders([folder / table for table in tables], run.codebook)
    return evaluate(run, coders, Choices(**choices))  # type: ignore[arg-type]


class Places(HTMLParser):
    """Gathers ids and inner links, and that every element is closed in its turn."""

    VOID = frozenset({"meta", "br", "input", "link", "img", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if (told.get("href") or "").startswith("#"):
            self.links.add(str(told["href"])[1:])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", REPORT_LANGUAGES)
def test_every_number_opens_its_quotes(language: str, folder: Path, run: Run) -> None:
    evaluation = measure(folder, run, "anna.csv", "boris.csv")
    page = render_page(run, evaluation, language)
    assert page == render_page(run, evaluation, language)
    assert f'<html lang="{language}">' in page
    places = Places(page)
    assert len(places.ids) == len(set(places.ids))
    assert places.links <= set(places.ids)
    wrong = len(evaluation.wrong) + len(evaluation.right)
    quotes = wrong + len(evaluation.missed) + len(evaluation.disputed)
    assert page.count("<article") == quotes > 20
    assert page.count("<mark>заботу</mark>") == 7
    assert talk_of(2)[2] in page  # missed
    assert "nan" not in re.sub("<style>.*</style>", "", page, flags=re.DOTALL).lower()


def test_figures_are_those_of_the_evaluation(folder: Path, run: Run) -> None:
    page = render_page(run, measure(folder, run, "anna.csv"), "ru")
    row = re.search(r'<tr><th scope="row">[^\n]*<code>saving</code></th>(.*)</tr>', page)
    assert row
    numbers = re.findall(r'<td class="number">(?:<a [^>]*>)?([\d,]+|–)', row[1])
    assert numbers[:8] == ["9", "8", "7", "2", "1", "0,88", "0,78", "0,82"]
    english = render_page(run, measure(folder, run, "anna.csv"), "en")
    assert ">0.88<" in english
    assert "Too few respondents for limits: at least 6 are needed." in english


def test_no_variation_is_written_out(folder: Path, run: Run) -> None:
    write(folder / "dora.csv", render_table([("ru01.txt", "", talk_of(1)[0], "saving")]))
    page = render_page(run, measure(folder, run, "dora.csv", resamples=0), "en")
    assert page.count(">no variation<") == 6  # the code, and its respondent type
    assert "1 code that nobody gave and the machine did not find is left out." in page
    assert "No line of the codebook found anything wrongly." in page
    assert "bootstrap over respondents (" not in page


def test_nothing_hostile_gets_through(folder: Path, run: Run) -> None:
    evaluation = measure(folder, run, "anna.csv", "hostile.csv")
    page = render_page(run, evaluation, "en")
    assert "script" not in Places(page).tags
    assert "img" not in Places(page).tags
    assert "&lt;script&gt;document.title" in page
    assert "script-src &#39;none&#39;" in page


@pytest.mark.parametrize(
    ("choices", "tables", "said"),
    [
        ({"gold": "any"}, 2, "Right is what at least one coder says."),
        ({"gold": "boris"}, 2, "Right is what boris says."),
        ({}, 1, "Right is what anna says."),
        ({"unit": "turn"}, 2, "The unit is the turn."),
        ({"unit": "segment"}, 2, "The unit is the segment of the run."),
        ({"count_negated": True}, 2, "denied mentions included"),
    ],
)
def test_the_guide_says_what_was_chosen(
    choices: dict[str, object], tables: int, said: str, folder: Path, run: Run
) -> None:
    named = ("anna.csv", "boris.csv")[:tables]
    assert said in render_page(run, measure(folder, run, *named, **choices), "en")


def test_reasons_of_misses_and_codes_without_lines_are_told(folder: Path, run: Run) -> None:
    denied = [("en03.txt", "", "We did not save money in the end.", "saving care")]
    write(folder / "emil.csv", render_table(denied))
    bare = replace(
        run.codebook,
        codes=tuple(
            replace(code, indicators=()) if code.id == "care" else code
            for code in run.codebook.codes
        ),
    )
    changed = replace(run, codebook=bare)
    page = render_page(changed, measure(folder, changed, "emil.csv"), "en")
    assert "found but does not count: denied by “not”" in page
    assert "The codebook has no indicators for this code." in page


def test_rows_that_were_not_used_are_told(folder: Path, run: Run) -> None:
    page = render_page(run, measure(folder, run, "anna.csv"), "en")
    assert "Lines that could not be used" in page


def test_every_message_is_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (*sorted(ROOM.rglob("*")), ROOM.parent / "templates" / "frame.html.j2")
        if path.suffix in (".py", ".j2")
    )
    filled_in = {
        "section": 't("section." ~', "column": 't("column." ~', "list": 't("list." ~',
        "reason": 'f"reason.{', "guide": 'f"guide.', "unit": 'f"unit.',
    }  # fmt: skip
    for key in load_messages("en", "qualcode.reporting.evaluation").texts:
        beginning = filled_in.get(key.partition(".")[0])
        used_by_labels = key in ("type.none", "language.unknown")
        named = f'"{key}"' in code or f"'{key}'" in code
        assert named or used_by_labels or (beginning and beginning in code), key


def test_a_language_without_a_catalogue_is_served_in_english() -> None:
    assert load_messages("de", "qualcode.reporting.evaluation").language == "en"
