"""Templates: ours, and those a study puts before them; nothing in them reaches beyond the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

OURS = "qualcode"  # `qualcode/report.html.j2` is our report.html.j2, whatever stands before it


@cache
def load_templates(*packages: str) -> Environment:
    """Return the templates of our packages; the first that has a name is taken."""
    return _make_environment(_of_packages(packages), _of_packages(packages))


def add_templates(
    packages: tuple[str, ...], folder: Path | None, named: Mapping[str, Path]
) -> Environment:
    """Return the templates of our packages behind those of a study.

    `folder` holds templates with names of ours, `named` are single files under such a name. Theirs
    may extend or include ours as `qualcode/NAME`.
    """
    ours = _of_packages(packages)
    theirs: list[BaseLoader] = [_FileLoader(named)]
    if folder is not None:
        theirs.append(FileSystemLoader(folder, encoding="utf-8-sig"))
    return _make_environment(ChoiceLoader([*theirs, ours]), ours)


class _FileLoader(DictLoader):
    """Templates that are single files, each under a name of ours."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        super().__init__(
            {name: path.read_text(encoding="utf-8-sig") for name, path in files.items()}
        )
        self._files = files

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # type: ignore[override]
        source, _, _ = super().get_source(environment, template)
        return source, str(self._files[template]), None


def _of_packages(packages: tuple[str, ...]) -> BaseLoader:
    return ChoiceLoader([PackageLoader(package) for package in packages])


def _make_environment(loader: BaseLoader, ours: BaseLoader) -> Environment:
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([loader, PrefixLoader({OURS: ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
