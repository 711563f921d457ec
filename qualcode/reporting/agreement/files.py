"""The agreement of coders on the disk: a folder with the page, its tables and all of it as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from qualcode.analysis.agreement.among.results import Agreement
from qualcode.analysis.agreement.among.tables import TABLES, describe
from qualcode.reporting.agreement.page import render_page
from qualcode.reporting.evaluation.files import render_csv, write_text
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import replace_folder
from qualcode.runs.read import Run

KIND = "agreement"
PAGE, WHOLE = "agreement.html", "agreement.json"


def write_agreement(out: Path, run: Run, agreement: Agreement, language: str) -> None:
    """Write page, tables and JSON into the folder `out`, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with replace_folder(out, KIND) as folder:
        write_text(folder / PAGE, render_page(run, agreement, language))
        for name, tabulate in TABLES.items():
            write_text(folder / name, render_csv(tabulate(agreement)))
        write_text(folder / WHOLE, json.dumps(describe(agreement), ensure_ascii=False, indent=1))
        write_listing(folder, KIND)
