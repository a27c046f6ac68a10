"""`evaluate` (`evaluer`): a round of evaluation of the measures in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import MANY, Field
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.vocab import Grad, Svar, Utgang, Videre

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.services.casework.evaluate import Dom
    from skolemiljo_cli.services.changes.change import Changed, Plan

HELP = """
For hvert tiltak i kraft: ble det gjennomført (ja, delvis, nei), har det hjulpet, og skal det
slutte, fortsette eller endres? Eleven svarer selv. Fra fjerde runde spørres det om hjelp utenfra
er vurdert. Et tiltak som endres, får en ny utgave: skolemiljo measure change SAK --id t-…

Kan det skade eleven at noen får vite det eleven svarte, hold evalueringen unna dem: --ikke-til f1.
"""
EXAMPLES = """
Eksempler:
  skolemiljo evaluate k3fq --tiltak t-9xk2=ja,delvis,fortsetter --til-stede e1,f1,a1 \\
      --elevens-svar "Det er litt bedre." --trygt-og-godt nei --neste 2026-12-18
  skolemiljo evaluate k3fq --tiltak "t-9xk2=nei,nei,endres: læreren var syk" \\
      --trygt-og-godt nei --utgang prolongeres
"""


def _verdicts(
    option: str, given: Iterable[str] | None, _today: date
) -> tuple[tuple[str, Dom], ...]:
    """Return `t-9xk2=ja,delvis,fortsetter: a remark` as measures with what was said of them."""
    return tuple(_verdict(option, text) for text in given or ())


def _verdict(option: str, text: str) -> tuple[str, Dom]:
    from skolemiljo_cli.services.casework.evaluate import Dom

    key, equals, rest = text.partition("=")
    said, _, remark = rest.partition(":")
    words = [word.strip() for word in said.split(",")]
    if not equals or len(words) != 3:
        raise UsageFault(
            f"{option} skal være id, gjennomført, effekt og videre.",
            f"For eksempel: {option} t-9xk2=ja,delvis,fortsetter",
        )
    done, effect, further = words
    return key.strip(), Dom(
        gjennomfort=parse.word(option, done or None, Grad),
        effekt=parse.word(option, effect or None, Grad),
        videre=parse.word(option, further or None, Videre),
        merknad=parse.running_text(option, remark),
    )


def _ask_verdicts(asked: Asked) -> tuple[tuple[str, Dom], ...]:
    from skolemiljo_cli.cli.asking import prompts
    from skolemiljo_cli.model.derived.measures import in_force
    from skolemiljo_cli.services.casework.evaluate import Dom

    found = []
    for tiltak in in_force(asked.sak):
        first_line = (tiltak.tiltak or "uavklart").strip().splitlines()[0][:70]
        terminal.say(f"Tiltak {tiltak.id}: {first_line}")
        judged = Dom(
            gjennomfort=prompts.maybe_word("  Gjennomført?", Grad),
            effekt=prompts.maybe_word("  Har det hjulpet?", Grad),
            videre=prompts.maybe_word("  Videre?", Videre),
            merknad=prompts.line("  Merknad"),
        )
        found.append((tiltak.id, judged))
    return tuple(found)


def _fourth(asked: Asked) -> bool:
    from skolemiljo_cli.services.casework.evaluate import OUTSIDE_HELP_FROM, number_of_next

    return number_of_next(asked.sak) >= OUTSIDE_HELP_FROM


def _ask_next(asked: Asked) -> date | None:
    from skolemiljo_cli.cli.asking import prompts
    from skolemiljo_cli.services.casework.evaluate import proposed_next

    if asked.said.get("utgang") == Utgang.AVSLUTTES.value:
        return None
    held = asked.said.get("dato") or asked.today
    return prompts.planned_day("Neste evaluering", asked.today, proposed_next(asked.sak, held))


FIELDS: tuple[Field, ...] = (
    fields.day(
        "dato", "Dagen (ellers i dag).", ask=questions.day("Når var evalueringen?", today=True),
    ),
    fields.who("av", "Hvem som fører inn.", ask=questions.person("Ført av?")),
    fields.whom("til_stede", "Hvem som var til stede.", ask=questions.people("Til stede")),
    Field(
        "tiltak", "Tiltak=gjennomført,effekt,videre (flere ganger går).", _verdicts, "ID=…", MANY,
        ask=_ask_verdicts, complete=completion.entries("t"),
    ),
    Field(
        "elevens_svar", "Elevens eget svar.",
        ask=questions.text("Elevens eget svar, helst ordrett"),
    ),
    Field("foresattes_svar", "De foresattes svar.", ask=questions.text("De foresattes svar")),
    Field("vurdering", "Skolens vurdering.", ask=questions.text("Skolens vurdering")),
    Field(
        "trygt_og_godt", "Har eleven det trygt og godt? ja, nei, uavklart.", fields.one_of(Svar),
        "SVAR", ask=questions.word("Har eleven det trygt og godt?", Svar),
    ),
    Field(
        "ekstern_bistand", "Om hjelp utenfra er vurdert (fra fjerde runde).",
        ask=questions.when(
            _fourth,
            questions.text("Dette er fjerde runde eller senere. Er hjelp utenfra vurdert?"),
        ),
    ),
    fields.word(
        "utgang", "Om planen prolongeres eller avsluttes.", Utgang,
        ask=questions.word("Planen", Utgang),
    ),
    fields.planned("neste", "Neste evaluering.", ask=_ask_next),
    fields.whom("ikke_til", "Hvem evalueringen ikke skal vises for.", ask=questions.kept_from()),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.evaluate import Evaluert, evaluate

    return lambda before: evaluate(Evaluert(**said), before)


def _after(changed: Changed) -> Iterator[str]:
    """Say which round it was, and what the answers call for."""
    from skolemiljo_cli.model.derived.measures import in_force, round_number, rounds, verdicts
    from skolemiljo_cli.services.casework.evaluate import OUTSIDE_HELP_FROM

    sak, tail = changed.sak, changed.sak.id[-4:]
    number = round_number(sak, changed.work.id or "")
    yield f"Dette var runde {number}."
    held = next(evaluering for evaluering in rounds(sak) if evaluering.id == changed.work.id)
    if (number or 0) >= OUTSIDE_HELP_FROM and not held.ekstern_bistand:
        yield "Er hjelp utenfra vurdert? Skriv det med --ekstern-bistand i neste runde, eller logg."
    said = verdicts(sak)
    for tiltak in in_force(sak):
        if said.get(tiltak.id) is Videre.ENDRES:
            yield f"Skriv den nye utgaven: skolemiljo measure change {tail} --id {tiltak.id}"
    if held.trygt_og_godt is Svar.JA:
        yield f"Eleven har det trygt og godt. Avslutt når det varer: skolemiljo close {tail}"
    elif held.utgang is Utgang.AVSLUTTES:
        yield "Plikten varer til eleven har det trygt og godt: planen bør ikke avsluttes nå."
    elif held.neste is None:
        yield "Det er ikke satt noen dato for neste evaluering (--neste)."


command = case_command(
    FIELDS, _plan, lacks=lambda said: not (said["tiltak"] or said["elevens_svar"]), notes=_after
)
