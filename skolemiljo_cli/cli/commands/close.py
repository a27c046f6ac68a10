"""`close` (`avslutt`): the pupil is safe and well, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import Field
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.model.vocab import Sluttgrunn, Svar, label

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.services.changes.change import Changed, Plan

HELP = """
Plikten varer til eleven har det trygt og godt. Derfor spørres eleven, og svaret skrives ned; går
ikke det, må grunnen skrives (--uten-elevens-svar). Har eleven det ikke trygt og godt, avsluttes
saken bare av en annen grunn (--grunnlag flyttet eller annet) med begrunnelse.

Kan det skade eleven at noen får vite det eleven svarte, hold avslutningen unna dem: --ikke-til f1.
"""
EXAMPLES = """
Eksempler:
  skolemiljo close k3fq --elevens-svar "Nå har jeg noen å være med." --trygt-og-godt ja \\
      --foresattes-syn "De er enige." --oppfolging 2027-01-15 --arkivert Bk360
  skolemiljo close k3fq --uten-elevens-svar "Eleven ville ikke svare." --trygt-og-godt ja \\
      --begrunnelse "Observasjonene og de foresatte sier det samme."
"""


def _unsafe(asked: Asked) -> bool:
    return asked.said.get("trygt_og_godt") != Svar.JA.value


def _ask_answer(asked: Asked) -> object:
    terminal.say("Plikten varer til eleven har det trygt og godt.")
    return questions.text("Elevens eget svar, helst ordrett")(asked)


FIELDS: tuple[Field, ...] = (
    Field("elevens_svar", "Elevens eget svar.", ask=_ask_answer),
    Field(
        "uten_elevens_svar", "Hvorfor elevens svar mangler.",
        ask=questions.when(
            lambda a: not a.said.get("elevens_svar"),
            questions.text("Hvorfor er ikke eleven spurt?", needed=True),
        ),
    ),
    Field(
        "trygt_og_godt", "Har eleven det trygt og godt? ja, nei, uavklart.", fields.one_of(Svar),
        "SVAR", ask=questions.word("Har eleven det trygt og godt?", Svar),
    ),
    fields.word(
        "grunnlag", f"Hvorfor saken avsluttes: {', '.join(Sluttgrunn)}.", Sluttgrunn,
        ask=questions.when(_unsafe, questions.word("Hvorfor avsluttes saken?", Sluttgrunn)),
    ),
    Field("begrunnelse", "Skolens vurdering.", ask=questions.text("Skolens vurdering")),
    Field("foresattes_syn", "De foresattes syn.", ask=questions.text("De foresattes syn")),
    Field("gjenstar", "Tiltak som fortsetter i det vanlige arbeidet."),
    fields.planned(
        "oppfolging", "Dagen skolen spør eleven igjen.",
        ask=questions.planned("Når spør skolen eleven igjen?"),
    ),
    fields.who(
        "oppfolging_av", "Hvem som følger opp.",
        ask=questions.when(
            lambda a: a.said.get("oppfolging"), questions.person("Hvem følger opp?")
        ),
    ),
    Field("gjenapnes_hvis", "Når saken åpnes igjen."),
    Field(
        "arkivert", "Hvor saken er arkivert.", fields.line,
        ask=questions.line("Hvor er saken arkivert?"),
    ),
    fields.day("arkivert_dato", "Når (ellers i dag)."),
    fields.whom("ikke_til", "Hvem avslutningen ikke skal vises for.", ask=questions.kept_from()),
    fields.who("av", "Hvem som avslutter.", ask=questions.person("Hvem avslutter?")),
    fields.day("dato", "Dagen (ellers i dag)."),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.closing import Avsluttet, close

    return lambda before: close(Avsluttet(**said), before)


def _after(changed: Changed) -> Iterator[str]:
    from skolemiljo_cli.model.derived.measures import in_force

    tail = changed.sak.id[-4:]
    closing = changed.sak.avslutninger[-1]
    if closing.grunnlag:
        yield f"Saken er avsluttet: {label(closing.grunnlag.value)}."
    left = [tiltak.id for tiltak in in_force(changed.sak)]
    if left and not closing.gjenstar:
        yield f"Tiltak som fortsatt er i kraft: {', '.join(left)}."
    if closing.oppfolging is None:
        yield "Avtal gjerne en dag da skolen spør eleven igjen (--oppfolging)."
    yield f"Får eleven det ikke trygt og godt: skolemiljo reopen {tail}"


command = case_command(
    FIELDS,
    _plan,
    lacks=lambda said: not (said["elevens_svar"] or said["uten_elevens_svar"]),
    notes=_after,
)
