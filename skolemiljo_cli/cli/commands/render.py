"""`render` (`skriv`): a form of one case as Markdown or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_cli.cli.options import SakArgument, shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings
from skolemiljo_cli.errors import ExitCode

HELP = """
Skjemaene er varsling (det interne notatet) og melding (det utvidede skjemaet). Uten -o skrives
dokumentet rett ut. Skolens egne maler i templates/ går foran. Dokumentet har navn i seg:
pass på hvor du legger det.
"""
EXAMPLES = """
Eksempler:
  skolemiljo render k3fq varsling                       Markdown på skjermen
  skolemiljo render k3fq varsling -o notat.html         HTML til utskrift
  skolemiljo render k3fq melding --format html -o -     HTML til et annet program
"""


def _complete_document(incomplete: str) -> list[str]:
    return [one for one in ("varsling", "melding") if one.startswith(incomplete)]


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    dokument: Annotated[
        str,
        typer.Argument(
            metavar="DOKUMENT", help="varsling eller melding.", autocompletion=_complete_document
        ),
    ],
    target: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FIL", help="Skriv til denne filen (- er skjermen)."
        ),
    ] = None,
    fmt: Annotated[
        str | None,
        typer.Option("--format", metavar="md|html", help="Format; ellers etter filnavnet."),
    ] = None,
) -> Reply:
    """Render a form."""
    from skolemiljo_cli.services.document import (
        render_document,
        save,
        which_document,
        which_format,
    )

    form = which_document(dokument)
    rendered = render_document(
        settings.open_ledger(), sak, form, which_format(fmt, target), settings.today
    )
    code = ExitCode.DATA if rendered.findings else ExitCode.OK
    data = {
        "sak": rendered.sak,
        "dokument": rendered.dokument.value,
        "format": rendered.format.value,
        "fil": None,
        "tekst": None,
    }
    if target in (None, "-"):
        data["tekst"] = rendered.text
        return Reply(data, raw=rendered.text, findings=rendered.findings, exit_code=code)
    path = settings.cwd / str(target)
    save(rendered, path)
    data["fil"] = settings.shown(Path(path))
    note = f"Skrev {form.value} for sak {rendered.sak} til {data['fil']}."
    return Reply(data, notes=(note,), findings=rendered.findings, exit_code=code)
