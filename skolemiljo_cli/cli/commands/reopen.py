"""`reopen` (`gjenapne`): open a closed case again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import Field

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.services.changes.change import Changed, Plan

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
        "begrunnelse", "Hvorfor saken åpnes igjen.",
        ask=questions.text("Hvorfor åpnes saken igjen?", needed=True),
    ),
    fields.day("dato", "Dagen (ellers i dag)."),
    fields.who("av", "Hvem som åpner den.", ask=questions.person("Hvem åpner den?")),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.closing import Gjenapnet, reopen

    return lambda before: reopen(Gjenapnet(**said), before)


def _next(changed: Changed) -> Iterator[str]:
    tail = changed.sak.id[-4:]
    yield f"Saken er åpen igjen. Spør eleven: skolemiljo log {tail} --type elevsamtale"


command = case_command(FIELDS, _plan, lacks=lambda said: not said["begrunnelse"], notes=_next)
