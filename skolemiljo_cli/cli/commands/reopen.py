"""`reopen` (`gjenapne`): open a closed case again."""

from __future__ import annotations

from typing import Any

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.change_command import change_case
from skolemiljo_cli.cli.changing.fields import Field, with_fields
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, shared
from skolemiljo_cli.cli.output.reply import Reply

HELP = """
En avsluttet sak åpnes igjen når eleven ikke har det trygt og godt likevel. Fristene løper på
nytt fra det som føres inn etter dette.
"""
EXAMPLES = """
Eksempler:
  skolemiljo reopen k3fq --begrunnelse "Eleven sier at det har begynt igjen." --av r1
"""

FIELDS: tuple[Field, ...] = (
    Field(
        "begrunnelse", "--begrunnelse", "Hvorfor saken åpnes igjen.", fields.text,
        ask=questions.text("Hvorfor åpnes saken igjen?", needed=True),
    ),
    Field("dato", "--dato", "Dagen (ellers i dag).", parse.day, "DATO"),
    Field(
        "av", "--av", "Hvem som åpner den.", fields.line, "HVEM",
        ask=questions.person("Hvem åpner den?"), complete=completion.parties,
    ),
)  # fmt: skip


@shared
@with_fields(FIELDS)
def command(settings: Settings, sak: SakArgument, **given: Any) -> Reply:  # noqa: ANN401
    """Open the case again."""
    from skolemiljo_cli.services.casework.closing import Gjenapnet, reopen

    return change_case(
        settings,
        sak,
        FIELDS,
        given,
        lambda said: lambda before: reopen(Gjenapnet(**said), before),
        lacks=lambda said: not said["begrunnelse"],
        notes=lambda changed: (
            f"Saken er åpen igjen. Spør eleven: skolemiljo log {changed.sak.id[-4:]} "
            "--type elevsamtale",
        ),
    )
