"""The command line: each command parses, calls the library, prints and sets the exit code.

Exit codes: 0 done; 1 findings, or a part could not be done; 2 usage; 3 bad input, nothing done;
4 refused for safety.
"""

from __future__ import annotations

import os
import sys

import typer

from qualcode.cli import (
    agree,
    check,
    codebook,
    compare,
    concordance,
    decisions,
    diff,
    evaluate,
    explain,
    export,
    init,
    pseudonymise,
    questions,
    read,
    report,
    review,
    schema,
    suggest,
    tag,
    terms,
)
from qualcode.cli.output import print_problems
from qualcode.errors import QualcodeError

_INTERRUPTED = 130  # the exit code that shells give Ctrl-C

app = typer.Typer(
    name="qualcode",
    help="Code interview transcripts by a codebook of value tensions; compare respondent types.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.init)
app.command("read")(read.read)
app.command("pseudonymise")(pseudonymise.pseudonymise)
app.command("check")(check.check)
app.command("questions")(questions.questions)
app.command("tag")(tag.tag)
app.command("report")(report.report)
app.command("compare")(compare.compare)
app.command("explain")(explain.explain)
app.add_typer(decisions.app, name="decisions", help="What people have decided: the logs.")
app.add_typer(codebook.app, name="codebook", help="A codebook as a document, or put in order.")
app.add_typer(export.app, name="export", help="A run for the paper: a workbook, Word tables …")
app.command("schema")(schema.schema)
app.command("evaluate")(evaluate.evaluate)
app.command("agree")(agree.agree)
app.command("suggest")(suggest.suggest)
app.command("diff")(diff.diff)
app.command("concordance")(concordance.concordance)
app.command("terms")(terms.terms)
app.add_typer(review.app, name="review", help="Decide about codings in the browser, blind or not.")


@app.callback(invoke_without_command=True)
def _version(
    version: bool = typer.Option(False, "--version", help="Show the version and exit."),
) -> None:
    if version:
        from qualcode.runs.manifest import package_versions

        typer.echo(f"qualcode {package_versions()['qualcode']}")
        raise typer.Exit


def main() -> None:
    """Run the command line; errors a user can put right are printed, all others are bugs."""
    # Tables are small: threads of matrix products would only wait for each other, at double cost.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a Windows console may lack Cyrillic
    try:
        app()
    except QualcodeError as error:
        print_problems(error.problems)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, SystemExit) as ended:
        if isinstance(ended, SystemExit) and ended.code != _INTERRUPTED:
            raise
        # Ctrl-C: inside a command typer makes this exit code of it, and says nothing.
        typer.echo("interrupted; what was there before is as it was", err=True)
        sys.exit(_INTERRUPTED)
