"""`render` (`skriv`): a form of one case as Markdown or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skolemiljo_cli.cli import completing
from skolemiljo_cli.cli.options import SakArgument, shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings
from skolemiljo_cli.errors import ExitCode

if TYPE_CHECKING:
    from skolemiljo_cli.services.document import Rendered

DOCUMENTS = (
    "varsling",
    "melding",
    "saksgang",
    "undersokelse",
    "aktivitetsplan",
    "evaluering",
    "referat",
    "elevsamtale",
    "skoleeier",
    "avslutning",
    "statsforvalter",
    "oversikt",
)
"""The forms by name, without what makes them: completion must answer at once."""

HELP = """
Skjemaene er varsling (det interne notatet), melding (det utvidede skjemaet), saksgang,
undersokelse, aktivitetsplan, evaluering, referat (møte eller samtale), elevsamtale, skoleeier
(melding til skoleeier, uten navn), avslutning, statsforvalter (oversendelsen) og oversikt (én
side til et møte). Evaluering, referat og elevsamtale lages av den siste, eller av den du
velger med --id. Uten -o skrives dokumentet rett ut. Skolens egne maler i templates/ går foran.
Dokumentet har navn i seg: pass på hvor du legger det.
"""
EXAMPLES = """
Eksempler:
  skolemiljo render k3fq varsling                       Markdown på skjermen
  skolemiljo render k3fq aktivitetsplan -o plan.html    HTML til utskrift
  skolemiljo render k3fq referat --id h-7k3q -o referat.html
  skolemiljo render k3fq oversikt --format html -o -    HTML til et annet program
"""


def _complete_document(incomplete: str) -> list[str]:
    return [one for one in DOCUMENTS if one.startswith(incomplete)]


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    dokument: Annotated[
        str,
        typer.Argument(
            metavar="DOKUMENT",
            help=f"Ett av: {', '.join(DOCUMENTS)}.",
            autocompletion=_complete_document,
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
    innforing: Annotated[
        str | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="Hvilken innføring eller evaluering (h-7k3q, v-2m8d); ellers den siste.",
            autocompletion=completing.entries("hv"),
        ),
    ] = None,
) -> Reply:
    """Render a form."""
    from skolemiljo_cli.services.document import render_document, which_document, which_format

    form = which_document(dokument)
    rendered = render_document(
        settings.open_ledger(), sak, form, which_format(fmt, target), settings.today, innforing
    )
    return _reply(settings, rendered, target)


def _reply(settings: Settings, rendered: Rendered, target: str | None) -> Reply:
    """Give the document as the answer, or write it to the file it was asked for in."""
    from skolemiljo_cli.services.document import save

    code = ExitCode.DATA if rendered.findings else ExitCode.OK
    kind = rendered.dokument.value
    data = {
        "sak": rendered.sak,
        "dokument": kind,
        "format": rendered.format.value,
        "fil": None,
        "tekst": None,
    }
    if target is None or target == "-":
        data["tekst"] = rendered.text
        return Reply(data, raw=rendered.text, findings=rendered.findings, exit_code=code)
    path = settings.cwd / target
    save(rendered, path, settings.open_ledger())
    data["fil"] = settings.shown(path)
    note = f"Skrev {kind} for sak {rendered.sak} til {data['fil']}."
    return Reply(data, notes=(note,), findings=rendered.findings, exit_code=code)
