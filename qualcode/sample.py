"""The studies that come with qualcode: synthetic interviews, their tables and their codebook.

Each is a folder of `transcripts_sample`: its `study.yaml` names its tables and its codebook, and
every other file in it is an interview. A further folder there is a further study. What coders made
of it may lie in a folder `codings` below: it is unpacked, and used where a command names it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebook.schema_json import SCHEMA_FILE, render_json_schema
from qualcode.errors import Problem, RefusedError, StudyError
from qualcode.study import FILE, KEYS, TABLES, read_values

DEFAULT = "npm_tensions"
CODINGS = "codings"  # a folder
Values = Mapping[str, tuple[str, ...]]  # what stands under each key of a study.yaml


@dataclass(frozen=True, slots=True)
class Sample:
    """One study that comes with qualcode."""

    name: str
    folder: Path
    values: Values

    @property
    def title(self) -> str:
        """What the study is called."""
        return "".join(self.values.get("title", ()))

    @property
    def tables(self) -> tuple[str, ...]:
        """The files in its folder that are no interviews."""
        return (FILE, *(name for key in TABLES for name in self.values.get(key, ())))

    @property
    def interviews(self) -> tuple[Path, ...]:
        """Its interviews, in the order of their names."""
        files = (path for path in self.folder.iterdir() if path.is_file())
        return tuple(
            sorted(path for path in files if path.name not in self.tables and path.name[0] != ".")
        )


def list_samples() -> tuple[Sample, ...]:
    """Return the studies there are: the default first, the others by name."""
    folders = (path.parent for path in _shipped("transcripts_sample").glob(f"*/{FILE}"))
    ordered = sorted(folders, key=lambda folder: (folder.name != DEFAULT, folder.name))
    return tuple(Sample(folder.name, folder, read_values(folder / FILE)) for folder in ordered)


def find_sample(name: str) -> Sample:
    """Return the study called `name`; StudyError with those there are when it is none."""
    samples = {sample.name: sample for sample in list_samples()}
    if name not in samples:
        known = f"the studies are {', '.join(samples)}"
        raise StudyError(Problem("--study", f"`{name}` is no study here", cure=known))
    return samples[name]


def create_study(folder: Path, name: str = DEFAULT) -> tuple[Path, ...]:
    """Unpack the study called `name` into a new or empty folder; return the files in it.

    RefusedError when the folder holds anything, StudyError when there is no such study.
    """
    files = _gather(find_sample(name))
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RefusedError(
                Problem(str(folder), "is not empty", cure="name a new or empty folder")
            )
        for place, content in files.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(content)
    except OSError as error:
        raise RefusedError(
            Problem(str(folder), f"cannot be written: {error.strerror}", cure="name another folder")
        ) from None
    return tuple(sorted(folder / place for place in files))


def _gather(sample: Sample) -> dict[str, bytes]:
    """Return what a study folder holds, by the place in it: nothing is written before all is."""
    files = {f"transcripts/{path.name}": path.read_bytes() for path in sample.interviews}
    files |= {name: (sample.folder / name).read_bytes() for name in sample.tables}
    files |= {
        f"{CODINGS}/{path.name}": path.read_bytes()
        for path in sorted((sample.folder / CODINGS).glob("*.csv"))
    }
    for written in sample.values["codebook"]:
        name = Path(written).name
        files[f"codebooks/{name}"] = (_shipped("codebooks") / name).read_bytes()
    files[f"codebooks/{SCHEMA_FILE}"] = render_json_schema().encode()
    files[FILE] = render_study(sample.values).encode()
    return files


def render_study(values: Values) -> str:
    """Render a `study.yaml` in which every key says what it is for."""
    lines = []
    for key, meaning in KEYS.items():
        quoted = [json.dumps(text, ensure_ascii=False) for text in values.get(key, ())]
        written = f"[{', '.join(quoted)}]" if len(quoted) > 1 else "".join(quoted)
        line = f"{key}: {written}" if written else f"# {key}:"
        lines.append(f"# {meaning}\n{line}\n")
    return "\n".join(lines)


def _shipped(name: str) -> Path:
    """Return a folder that comes with qualcode: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name
