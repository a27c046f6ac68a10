"""`show` (`vis`): one case, readable."""

from __future__ import annotations

from typing import Annotated

import typer

from skolemiljo_cli.cli.options import SakArgument, shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings
from skolemiljo_cli.errors import ExitCode

HELP = """
Parter vises med nøkkel og rolle. Med --names vises navnene også, bare til deg på skjermen.
"""
EXAMPLES = """
Eksempler:
  skolemiljo show k3fq
  skolemiljo show 2026-11-22-k3fq --names
"""


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    names: Annotated[bool, typer.Option("--names", help="Vis navnene på partene.")] = False,
) -> Reply:
    """Show one case."""
    from skolemiljo_cli.cli.show_words import case_lines
    from skolemiljo_cli.cli.words import frist_data, frist_table
    from skolemiljo_cli.model.phase import phase
    from skolemiljo_cli.services.one_case import readable
    from skolemiljo_cli.services.overview import standing, year_of

    ledger = settings.open_ledger()
    case, value, findings = readable(ledger, sak)
    frister = standing(value, ledger, settings.today)
    data = {
        "id": value.id,
        "type": value.type.value,
        "fase": phase(value).value,
        "trinn": year_of(value),
        "fil": case.file,
        "saksansvarlig": value.saksansvarlig,
        "arkivreferanse": value.arkivreferanse,
        "parter": [
            {"part": key, "rolle": part.rolle.value, "navn": part.navn if names else None}
            for key, part in value.parter.items()
        ],
        "frister": [frist_data(one) for one in frister],
    }
    body = [*case_lines(value, names=names), "", "Frister"]
    table = frist_table(frister) if frister else "  ingen"
    return Reply(
        data,
        ("\n".join(body), table),
        findings=findings,
        exit_code=ExitCode.DATA if findings else ExitCode.OK,
    )
