"""What `qualcode read --out` writes: `turns.csv` and the normal text of each transcript."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from qualcode.model.transcript import Transcript
from qualcode.runs.former import TEXTS, list_files
from qualcode.runs.manifest import FORMAT, package_versions, write_manifest
from qualcode.runs.output import replace_folder
from qualcode.runs.rows import turn_rows
from qualcode.runs.tables import TURNS


def write_texts(out: Path, transcripts: Sequence[Transcript]) -> None:
    """Write the turns and one `<transcript>.txt` each, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with replace_folder(out, TEXTS) as folder:
        with (folder / TURNS.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(TURNS.header)
            for transcript in transcripts:
                writer.writerows(turn_rows(transcript))
        for transcript in transcripts:
            path = folder / f"{transcript.id}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(transcript.text, encoding="utf-8", newline="\n")
        manifest = {
            "kind": TEXTS,
            "format": FORMAT,
            "versions": package_versions(),
            "files": list_files(folder),
        }
        write_manifest(folder, manifest)
