"""`qualcode schema`: what may stand in a codebook, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def schema(
    out: Annotated[
        Path | None, typer.Option(help="The file; best codebook.schema.json beside the codebook.")
    ] = None,
) -> None:
    """Print the JSON Schema of codebooks, by which an editor completes and checks them."""
    from qualcode.codebook.schema_json import render_json_schema, write_json_schema

    if out is None:
        typer.echo(render_json_schema(), nl=False)
        return
    write_json_schema(out)
    typer.echo(f"schema: {out}")
