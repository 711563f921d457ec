"""The sample study that `qualcode init` unpacks: synthetic interviews and the NPM codebook."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualcode.errors import Problem, RefusedError
from qualcode.study import FILE, KEYS

NOTE = (
    "The ten interviews are synthetic: they were written to show the program, and nobody in them"
    " exists. Все десять интервью вымышлены: они написаны, чтобы показать программу."
)
_STUDY: dict[str, str] = {
    "title": "Values and dilemmas of social managers (sample)",
    "note": NOTE,
    "transcripts": "transcripts",
    "codebook": "codebooks/npm_tensions.yaml",
    "respondents": "respondents.csv",
    "language": "auto",
    "compare_by": "type",
    "run": "run",
    "report_language": "en",
}


def create_study(folder: Path) -> tuple[Path, ...]:
    """Unpack the sample study into a new or empty folder; return the files in it.

    RefusedError when the folder holds anything.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RefusedError(
                Problem(str(folder), "is not empty", cure="name a new or empty folder")
            )
        _unpack(folder)
    except OSError as error:
        raise RefusedError(
            Problem(str(folder), f"cannot be written: {error.strerror}", cure="name another folder")
        ) from None
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _unpack(folder: Path) -> None:
    transcripts = folder / "transcripts"
    transcripts.mkdir(parents=True)
    for source in sorted(_shipped("transcripts_sample").iterdir()):
        place = folder if source.suffix == ".csv" else transcripts
        shutil.copyfile(source, place / source.name)
    (folder / "codebooks").mkdir()
    codebook = "npm_tensions.yaml"
    shutil.copyfile(_shipped("codebooks") / codebook, folder / "codebooks" / codebook)
    (folder / FILE).write_text(render_study(_STUDY), encoding="utf-8", newline="\n")


def render_study(values: dict[str, str]) -> str:
    """Render a `study.yaml` in which every key says what it is for."""
    lines = []
    for key, meaning in KEYS.items():
        value = values.get(key)
        line = f'{key}: "{value}"' if value else f"# {key}:"
        lines.append(f"# {meaning}\n{line}\n")
    return "\n".join(lines)


def _shipped(name: str) -> Path:
    """Return a folder that comes with qualcode: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name
