"""What `qualcode read --out` writes: `turns.csv` and the normal text of each transcript."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.model.transcript import Transcript
from qualcode.runs.former import TEXTS
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import replace_folder
from qualcode.runs.rows import turn_rows
from qualcode.runs.tables import TURNS


@contextmanager
def writing_texts(out: Path) -> Iterator[Callable[[Transcript], None]]:
    """Give what takes one transcript after the other: its turns, and `<transcript>.txt`.

    At the end the folder takes its place; with an error nothing does. RefusedError when `out`
    holds anything but what was written so before.
    """
    with replace_folder(out, TEXTS) as folder:
        with (folder / TURNS.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(TURNS.header)

            def add(transcript: Transcript) -> None:
                writer.writerows(turn_rows(transcript))
                path = folder / f"{transcript.id}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(transcript.text, encoding="utf-8", newline="\n")

            yield add
        write_listing(folder, TEXTS)
