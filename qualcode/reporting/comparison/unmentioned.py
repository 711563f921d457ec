"""What respondents were asked about and never mention, as a table in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.comparing.scopes import TOGETHER
from qualcode.analysis.results import Results
from qualcode.reporting.comparison.layout import break_name, render_stacked
from qualcode.terminal import fit

MOST = 10  # rows
_ASKED = 3  # respondents: what fewer were asked about is not shown
_GROUPS = 3  # that have columns of their own
_QUESTION = 18


def render_unmentioned(results: Results, language: str, width: int) -> str:
    """Return the topics of questions that most of those who were asked never mention."""
    absence = results["absence"]
    absence = absence[absence["topic"].astype(bool)] if len(absence) else absence
    if language != TOGETHER:
        absence = absence[absence["language"] == language]
    if absence.empty:
        return ""
    keys = ["question", "code", "branch"]
    sizes = absence.groupby(keys, sort=False)[["asked", "never"]].sum().reset_index()
    sizes = sizes[(sizes["asked"] >= _ASKED) & (sizes["never"] > 0)]
    if sizes.empty:
        return ""
    sizes["missing"] = sizes["never"] / sizes["asked"]
    order = sizes.sort_values(["missing", "never"], ascending=False, kind="stable").head(MOST)
    of_group = absence.groupby([*keys, "group"])[["never", "asked"]].sum().to_dict("index")
    groups = [id for id in results.groups if id in set(absence["group"])]
    shown = groups if len(groups) <= _GROUPS else []
    rows = []
    for question, code, branch, asked, never in zip(
        *(order[name] for name in (*keys, "asked", "never")), strict=True
    ):
        cells = [fit(question, _QUESTION), f"{code} and below" if branch else code]
        for group in shown:
            found = of_group.get((question, code, branch, group), {"never": 0, "asked": 0})
            cells.append(f"{found['never']} of {found['asked']}" if found["asked"] else "–")
        rows.append([*cells, f"{never} of {asked}"])
    return "\n".join([*_head(len(sizes)), _lay_out(rows, shown, width)])


def _head(found: int) -> tuple[str, ...]:
    more = f"; {MOST} of {found}, all in `--table absence`" if found > MOST else ""
    return (
        "Never mentioned though asked: topics that the guide has under a question",
        f"(2 of 3: of those asked, so many never speak of it{more})",
        "",
    )


def _lay_out(rows: list[list[str]], groups: Sequence[str], width: int) -> str:
    names = [break_name(id or "(not known)") for id in groups]
    heads = [("", "question"), ("", "topic"), *names, ("", "respondents")]
    return "\n".join(render_stacked(heads, rows, width, text=2))
