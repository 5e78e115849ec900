"""The command `shingikai`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import Annotated

import duckdb
import typer

from flows import (
    change_commands,
    hand_commands,
    keep_commands,
    load_commands,
    look_commands,
    night_commands,
    sample_commands,
    snapshot_commands,
    study_commands,
    tag_commands,
    timer_commands,
)
from flows.output import harmless
from pipeline.errors import PipelineError

DEBUG_VARIABLE = "SHINGIKAI_DEBUG"
FAILURE, INTERRUPTED = 1, 130

HELP = """Reads the papers of advisory councils on personal information (PDF) into a DuckDB file.

Begin with the specimens, then load papers of your own and look at them:

    shingikai demo
    shingikai ingest papers/ --jobs 4
    shingikai status
    shingikai changes
    shingikai findings --severity error
    shingikai sql "SELECT ward, title, outcome FROM cross_ward_items"

Exit codes: 0 all is well · 1 the command failed · 2 the command line is wrong · 3 loaded, but some files were rejected.
"""

app = typer.Typer(
    name="shingikai",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
load_commands.register(app)
look_commands.register(app)
study_commands.register(app)
sample_commands.register(app)
snapshot_commands.register(app)
night_commands.register(app)
hand_commands.register(app)
change_commands.register(app)
keep_commands.register(app)
tag_commands.register(app)
timer_commands.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shingikai {metadata.version('shingikai')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """What every command takes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (that of the process by default); gives back the exit code. Errors are one line on standard error."""
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="shingikai")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILURE
    except KeyboardInterrupt:
        return _fail("interrupted; the warehouse is as it was before", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    except (PipelineError, duckdb.Error) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        return _fail(f"{type(error).__name__}: {error} (a fault of the program; {DEBUG_VARIABLE}=1 shows where)")
    return 0


def _fail(message: str, code: int = FAILURE) -> int:
    lines = [line.strip() for line in harmless(message).splitlines() if line.strip()]
    print(f"shingikai: {' '.join(lines)}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
