"""`investigate` (`undersok`): the investigation from its start to its conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import MANY, Field
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.model.derived.heard import others_not_heard, pupil_heard
from skolemiljo_cli.model.vocab import Metode, Svar

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.services.changes.change import Changed, Plan

HELP = """
Undersøkelsen skal skje snarest; en utsettelse må begrunnes. Elevens egen opplevelse veier mest,
og involverte elever høres hver for seg: før hver samtale i loggen (skolemiljo log SAK --type
elevsamtale --med e2). Konklusjonen sier om eleven har det trygt og godt, hvorfor, og hva som er
til elevens beste.

Kan det skade eleven at noen får vite det som står i undersøkelsen, hold den unna dem:
--ikke-til f1.
"""
EXAMPLES = """
Eksempler:
  skolemiljo investigate k3fq --startet "i dag" --ansvarlig a1 --metode samtaler,observasjoner
  skolemiljo investigate k3fq --utsatt "Eleven er syk." --utsatt-til mandag
  skolemiljo investigate k3fq --elevens-opplevelse "Jeg går alene i alle friminutt."
  skolemiljo investigate k3fq --trygt-og-godt nei --begrunnelse "Eleven holdes utenfor." \\
      --elevens-beste "Eleven vil bli i klassen. Det er lagt vekt på."
"""


def _concludes(asked: Asked) -> object:
    return asked.said.get("trygt_og_godt")


def _new(name: str) -> Any:  # noqa: ANN401 - a test of what is asked
    return lambda asked: not getattr(asked.sak.undersokelse, name, None)


FIELDS: tuple[Field, ...] = (
    fields.day(
        "startet", "Undersøkelsen startet.",
        ask=questions.when(_new("startet"), questions.day("Når startet undersøkelsen?")),
    ),
    fields.who(
        "ansvarlig", "Hvem som har ansvaret.",
        ask=questions.when(_new("ansvarlig"), questions.person("Hvem har ansvaret?")),
    ),
    Field(
        "sporsmal", "Hva som skal undersøkes.",
        ask=questions.when(_new("sporsmal"), questions.text("Hva skal undersøkes?")),
    ),
    fields.words(
        "metoder", f"Metoder (flere ganger går): {', '.join(Metode)}.", Metode,
        ask=questions.when(_new("metoder"), questions.words("Metoder", Metode)), option="--metode",
    ),
    Field("utsatt", "Hvorfor undersøkelsen er utsatt."),
    fields.planned("utsatt_til", "Dagen den er utsatt til."),
    fields.who("utsatt_av", "Hvem som utsatte den."),
    Field(
        "elevens_opplevelse", "Elevens egen opplevelse.",
        ask=questions.when(
            _new("elevens_opplevelse"), questions.text("Elevens egen opplevelse, helst ordrett")
        ),
    ),
    Field(
        "foresattes_syn", "De foresattes syn.",
        ask=questions.when(_new("foresattes_syn"), questions.text("De foresattes syn")),
    ),
    Field(
        "ikke_hort", 'Hvorfor en elev ikke er hørt: "e2: ville ikke snakke".', fields.pairs,
        "HVEM: TEKST", MANY, complete=completion.parties,
    ),
    Field("faktorer", "Hva som virker inn: elev, gruppe, klasse …"),
    Field("ikke_gjort", "Det som ikke er gjort, og hvorfor."),
    Field(
        "trygt_og_godt", "Konklusjon: ja, nei eller uavklart.", fields.one_of(Svar), "SVAR",
        ask=questions.word("Konklusjon: har eleven det trygt og godt?", Svar),
    ),
    Field(
        "begrunnelse", "Hvorfor.",
        ask=questions.when(_concludes, questions.text("Hvorfor?", needed=True)),
    ),
    Field(
        "elevens_beste", "Vurderingen av elevens beste (§ 10-1).",
        ask=questions.when(_concludes, questions.text("Elevens beste: hva er vurdert?")),
    ),
    fields.yes_no(
        "tiltak_nodvendig", "--tiltak-nodvendig/--tiltak-ikke-nodvendig", "Om det trengs tiltak.",
        ask=questions.when(_concludes, questions.yes_no("Er tiltak nødvendig?")),
    ),
    fields.day("konkludert", "Dagen (ellers i dag)."),
    fields.who("konkludert_av", "Hvem som konkluderte."),
    fields.whom(
        "ikke_til", "Hvem undersøkelsen ikke skal vises for.", ask=questions.kept_from(),
    ),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.investigate import Undersokt, investigate

    return lambda before: investigate(Undersokt(**said), before)


def _left(changed: Changed) -> Iterator[str]:
    tail = changed.sak.id[-4:]
    if not pupil_heard(changed.sak):
        yield f"Eleven er ikke hørt ennå: skolemiljo log {tail} --type elevsamtale --med e1"
    for key in others_not_heard(changed.sak):
        yield f"Ikke hørt: {key}. Før samtalen i loggen, eller skriv hvorfor med --ikke-hort."


command = case_command(FIELDS, _plan, notes=_left)
