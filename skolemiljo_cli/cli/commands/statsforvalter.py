"""`statsforvalter` (`sfv`): the case at statsforvalteren."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import Field
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.model.vocab import Utfall

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.services.changes.change import Changed, Plan

HELP = """
Når elev eller foresatte har meldt saken til statsforvalteren (§ 12-6): når skolen fikk vite det,
hva som er bedt om og sendt, vedtaket og pålegget, og når det er oppfylt. Klagefristen er tre uker
fra vedtaket kom fram. Skolens plikter gjelder hele tiden.
"""
EXAMPLES = """
Eksempler:
  skolemiljo statsforvalter k3fq --meldt "i dag" --av f1 --referanse 2026/9876
  skolemiljo statsforvalter k3fq --bedt-om "Redegjørelse og plan" --svarfrist 2026-12-11
  skolemiljo statsforvalter k3fq --sendt "i dag" --sendt-hva "Pakke med 12 dokumenter"
  skolemiljo statsforvalter k3fq --vedtak 2026-12-20 --mottatt 2026-12-21 --utfall brudd \\
      --palegg "Nye tiltak i friminuttene." --palegg-frist 2027-01-10
  skolemiljo statsforvalter k3fq --oppfylt 2027-01-09
"""


def _not_there(asked: Asked) -> bool:
    return not asked.sak.statsforvalter


def _there(asked: Asked) -> bool:
    return bool(asked.sak.statsforvalter)


FIELDS: tuple[Field, ...] = (
    Field(
        "id", "Hvilken melding, når det er flere: s-3k2m.", fields.line, "ID",
        complete=completion.entries("s"),
    ),
    fields.day(
        "meldt", "Skolen fikk vite at saken er meldt.",
        ask=questions.when(
            _not_there, questions.day("Når fikk skolen vite at saken er meldt?", today=True)
        ),
    ),
    fields.who(
        "av", "Hvem som meldte den.",
        ask=questions.when(_not_there, questions.person("Hvem meldte den?")),
    ),
    Field(
        "referanse", "Statsforvalterens saksnummer.", fields.line, "NR",
        ask=questions.when(_not_there, questions.line("Statsforvalterens saksnummer")),
    ),
    Field(
        "bedt_om", "Hva statsforvalteren har bedt om.",
        ask=questions.text("Hva har statsforvalteren bedt om"),
    ),
    fields.day("bedt_dato", "Når det ble bedt om (ellers i dag)."),
    fields.planned(
        "svarfrist", "Fristen for å svare.",
        ask=questions.when(
            lambda a: a.said.get("bedt_om"), questions.planned("Fristen for å svare")
        ),
    ),
    fields.day(
        "sendt", "Skolen har sendt det.",
        ask=questions.when(_there, questions.day("Når har skolen sendt det?")),
    ),
    Field("sendt_hva", "Hva som er sendt."),
    fields.day(
        "vedtak", "Datoen på vedtaket.",
        ask=questions.when(_there, questions.day("Datoen på vedtaket")),
    ),
    fields.day(
        "mottatt", "Når vedtaket kom fram.",
        ask=questions.when(lambda a: a.said.get("vedtak"), questions.day("Når kom det fram?")),
    ),
    fields.word(
        "utfall", f"Utfallet: {', '.join(Utfall)}.", Utfall,
        ask=questions.when(lambda a: a.said.get("vedtak"), questions.word("Utfallet", Utfall)),
    ),
    Field(
        "palegg", "Hva skolen er pålagt.",
        ask=questions.when(lambda a: a.said.get("vedtak"), questions.text("Hva er skolen pålagt")),
    ),
    fields.planned(
        "palegg_frist", "Fristen for pålegget.",
        ask=questions.when(lambda a: a.said.get("palegg"), questions.planned("Fristen for det")),
    ),
    fields.day("oppfylt", "Pålegget er oppfylt."),
    fields.yes_no("paklaget", "--paklaget/--ikke-paklaget", "Vedtaket er påklaget."),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.statsforvalter import HosStatsforvalteren, statsforvalter

    return lambda before: statsforvalter(HosStatsforvalteren(**said), before)


def _next(changed: Changed) -> Iterator[str]:
    """Say how the file is made when something is to be sent."""
    unsent = [
        foresporsel
        for report in changed.sak.statsforvalter
        for foresporsel in report.foresporsler
        if not foresporsel.sendt
    ]
    if unsent:
        yield f"Lag pakken: skolemiljo package {changed.sak.id[-4:]} --for statsforvalter"


command = case_command(FIELDS, _plan, notes=_next)
