"""`receive` (`mottak`): who got the report and when, how grave it is, whether the owner knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.change_command import case_command
from skolemiljo_cli.cli.changing.fields import MANY, Field
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.model.vocab import Alvorstegn, Kanal, Sakstype, label

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.services.changes.change import Changed, Plan

HELP = """
To klokker: når rektor fikk meldingen (--rektor), og når eleven eller en foresatt tok saken opp
med rektor (--tatt-opp); fra den dagen løper uken i § 12-6. Rektor vurderer om tilfellet er
alvorlig, og skriver hvorfor; er det alvorlig, skal skoleeier ha melding.

Gjelder saken en ansatt (§ 12-5), melder rektor videre til skoleeier. Gjelder den ledelsen, går
meldingen rett til skoleeier. Uten valg spørres det om det som mangler, på en terminal.
"""
EXAMPLES = """
Eksempler:
  skolemiljo receive k3fq --rektor "i dag kl. 14.10" --rektor-kanal muntlig
  skolemiljo receive k3fq --tatt-opp 2026-11-21 --tatt-opp-av f1 --tatt-opp-kanal telefon
  skolemiljo receive k3fq --ikke-alvorlig --begrunnelse "Én hendelse, raskt stoppet."
  skolemiljo receive k3fq --alvorlig --tegn langvarig --begrunnelse "Har pågått i høst." \\
      --skoleeier "i dag" --mottaker Oppvekstkontoret
"""


def _no_rektor(asked: Asked) -> bool:
    return asked.sak.type is not Sakstype.LEDELSE and asked.sak.mottak.rektor is None


def _ask_gravity(asked: Asked) -> bool | None:
    if asked.sak.type is not Sakstype.ELEV or asked.sak.mottak.alvorlig is not None:
        return None
    from skolemiljo_cli.cli.asking import prompts

    terminal.say("Rektor vurderer om tilfellet er alvorlig. Tegn å tenke på (avgjør ingenting):")
    for tegn in Alvorstegn:
        terminal.say(f"  - {label(tegn.value)} ({tegn.value})")
    return prompts.yes_no("Er det et alvorlig tilfelle?")


def _judged(asked: Asked) -> bool:
    return asked.said.get("alvorlig") is not None


def _owner_due(asked: Asked) -> bool:
    due = asked.said.get("alvorlig") or asked.sak.type is not Sakstype.ELEV
    return bool(due) and asked.sak.mottak.skoleeier is None


FIELDS: tuple[Field, ...] = (
    fields.moment(
        "rektor", "Rektor fikk meldingen da.",
        ask=questions.when(_no_rektor, questions.moment("Når fikk rektor meldingen?")),
    ),
    fields.who("rektor_av", "Hvem som tok imot (ellers rektor)."),
    fields.word(
        "rektor_kanal", f"Hvordan: {', '.join(Kanal)}.", Kanal,
        ask=questions.when(lambda a: a.said.get("rektor"), questions.word("Hvordan?", Kanal)),
    ),
    fields.moment(
        "tatt_opp", "Elev eller foresatt tok saken opp med rektor da.",
        ask=questions.when(
            lambda a: a.sak.mottak.tatt_opp_med_rektor is None,
            questions.moment("Når tok eleven eller en foresatt saken opp med rektor?"),
        ),
    ),
    fields.who(
        "tatt_opp_av", "Hvem som tok den opp.",
        ask=questions.when(lambda a: a.said.get("tatt_opp"), questions.person("Hvem tok den opp?")),
    ),
    fields.who("tatt_opp_mottatt_av", "Hvem de tok den opp med."),
    fields.word(
        "tatt_opp_kanal", "Hvordan de tok den opp.", Kanal,
        ask=questions.when(lambda a: a.said.get("tatt_opp"), questions.word("Hvordan?", Kanal)),
    ),
    fields.yes_no(
        "alvorlig", "--alvorlig/--ikke-alvorlig", "Rektors vurdering av om det er alvorlig.",
        ask=_ask_gravity,
    ),
    fields.words(
        "tegn", f"Tegn som er vurdert (flere ganger går): {', '.join(Alvorstegn)}.", Alvorstegn,
        ask=questions.when(_judged, questions.named_words("Hvilke av tegnene er her?", Alvorstegn)),
    ),
    Field(
        "begrunnelse", "Hvorfor det er, eller ikke er, alvorlig.",
        ask=questions.when(_judged, questions.text("Hvorfor?", needed=True)),
    ),
    Field(
        "vurdert_dato", "Dagen det ble vurdert (ellers i dag).", parse.day, "DATO",
        option="--vurdert",
    ),
    fields.who("vurdert_av", "Hvem som vurderte (ellers rektor)."),
    fields.moment(
        "skoleeier", "Skoleeier fikk melding da.",
        ask=questions.when(_owner_due, questions.moment("Når fikk skoleeier melding?")),
    ),
    Field(
        "mottaker", "Kontoret eller rollen som fikk den.", fields.line,
        ask=questions.when(
            lambda a: a.said.get("skoleeier"),
            questions.line("Hvilket kontor eller hvilken rolle?"),
        ),
    ),
    fields.who("skoleeier_av", "Hvem som meldte (ellers rektor)."),
    fields.word(
        "skoleeier_kanal", "Hvordan skoleeier fikk melding.", Kanal,
        ask=questions.when(lambda a: a.said.get("skoleeier"), questions.word("Hvordan?", Kanal)),
    ),
    fields.yes_no("haster", "--haster/--haster-ikke", "Meldingen haster."),
    Field("bistand", "Hjelp skolen ønsker fra skoleeier."),
    Field("avviksnummer", "Nummeret i avvikssystemet.", fields.line, "NR"),
    Field(
        "apenbart_grunnlos",
        "Bare en melding om en ansatt: rektors skriftlige grunn til ikke å melde videre.",
    ),
    fields.moment("foresatte_informert", "De foresatte ble informert da."),
    fields.who("foresatte_av", "Hvem som informerte dem."),
    fields.word("foresatte_kanal", "Hvordan de ble informert.", Kanal),
    Field("foresatte_ikke_aktuelt", "Hvorfor de foresatte ikke skal informeres."),
    fields.day("ansatt_informert", "§ 12-5: den ansatte ble informert."),
    fields.day("ansatt_uttalt", "§ 12-5: den ansatte har uttalt seg."),
    Field("personalsak", "§ 12-5: at personalsak er opprettet, eller nummeret.", fields.line),
    fields.who("folger_opp", "§ 12-5: hvem som følger opp eleven."),
    fields.who(
        "saksansvarlig", "Hvem som leder saken.",
        ask=questions.when(
            lambda a: a.sak.saksansvarlig is None, questions.person("Hvem er saksansvarlig?")
        ),
    ),
    Field("arkivreferanse", "Nummeret i arkivet.", fields.line, "NR"),
    fields.whom(
        "ikke_til", "Hvem det om mottaket ikke skal vises for.", ask=questions.kept_from(),
    ),
    fields.whom("melding_ikke_til", "Hvem meldingen ikke skal vises for."),
    Field(
        "part", "Legg til en part først: foresatt, eller foresatt=Navn.", fields.new_parties,
        "ROLLE[=NAVN]", MANY,
    ),
)  # fmt: skip


def _plan(said: Said) -> Plan:
    from skolemiljo_cli.services.casework.receive import Mottatt, receive

    return lambda before: receive(Mottatt(**said), before)


def _directions(changed: Changed) -> Iterator[str]:
    """Say who has to tell whom, by law, when it has not been done."""
    told, kind = changed.sak.mottak.skoleeier, changed.sak.type
    if told and (told.tid or told.apenbart_grunnlos):
        return
    grave = changed.sak.mottak.alvorlig
    if kind is Sakstype.LEDELSE:
        yield "Saken gjelder ledelsen: meld rett til skoleeier, forbi rektor (oppl. § 12-5)."
    elif kind is Sakstype.ANSATT:
        yield (
            "Saken gjelder en ansatt: rektor melder til skoleeier, hvis ikke meldingen er åpenbart "
            "grunnløs (oppl. § 12-5)."
        )
    elif grave and grave.vurdering:
        yield "Tilfellet er alvorlig: rektor skal melde fra til skoleeier (oppl. § 12-4)."


command = case_command(FIELDS, _plan, notes=_directions)
