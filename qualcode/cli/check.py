"""`qualcode check`: what is wrong with a codebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.options import Models
from qualcode.cli.output import FINDINGS


def check(
    codebook: Annotated[Path, typer.Argument(help="The codebook (YAML).")], model: Models = None
) -> None:
    """Check a codebook: its form, examples that find nothing, near misses that are found."""
    from qualcode.cli.inputs import choose_models
    from qualcode.codebook import load_codebook
    from qualcode.errors import CodebookError
    from qualcode.inspecting.examples import check_examples
    from qualcode.inspecting.never import check_never

    try:
        loaded = load_codebook(codebook)
        _, models = choose_models(model, None, loaded)
        told = (*check_never(loaded), *check_examples(loaded, models))
        findings = tuple(sorted(told, key=lambda finding: finding.line))
    except CodebookError as error:  # also a `pattern` that no model can look for
        if not codebook.is_file():
            raise
        findings = error.problems
    for finding in findings:
        typer.echo(str(finding))
    if findings:
        typer.echo(f"{len(findings)} finding{'s' * (len(findings) != 1)}")
        raise typer.Exit(FINDINGS)
    codes = sum(bool(code.indicators) for code in loaded.codes)
    indicators = sum(len(code.indicators) for code in loaded.codes)
    typer.echo(
        f"{codebook}: no findings in {codes} codes with {indicators} indicators"
        f" and {len(loaded.tensions)} tensions"
    )
