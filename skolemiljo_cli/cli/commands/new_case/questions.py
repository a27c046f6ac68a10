"""The questions of `new-case`: the note first, the wider form when asked for; nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.cli.asking import prompts
from skolemiljo_cli.model.vocab import Kilde, Krenkelse, Miljo, Rolle
from skolemiljo_cli.services.casework.new_case import Answers, lacking

if TYPE_CHECKING:
    from datetime import date


_REPORTERS = (Rolle.KONTAKTLAERER, Rolle.LAERER, Rolle.MILJOARBEIDER, Rolle.FORESATT, Rolle.ELEV)
_INFORMED = (Rolle.REKTOR, Rolle.AVDELINGSLEDER, Rolle.KONTAKTLAERER, Rolle.FORESATT)
_DESCRIPTION = "Beskrivelse av det som har skjedd. Skriv {e1} i stedet for elevens navn"


def ask_for_missing(
    answers: Answers, values: Mapping[str, Any], today: date, *, wide: bool
) -> Answers:
    """Return the answers with what a person at the terminal adds to them.

    After a file only what a case cannot do without is asked for.
    """
    if values:
        return answers.over(_needed(answers, lacking(values, answers)))
    answers = answers.over(_note(answers, today))
    return answers.over(_wide(answers, today)) if wide else answers


def _needed(answers: Answers, names: tuple[str, ...]) -> Answers:
    return Answers(
        elev=prompts.needed_line("Elev") if "elev" in names else answers.elev,
        beskrivelse=prompts.paragraphs(_DESCRIPTION, needed=True)
        if "beskrivelse" in names
        else answers.beskrivelse,
    )


def _note(has: Answers, today: date) -> Answers:
    """Ask for the fields of the internal note, in the order of the form."""
    elev = has.elev or prompts.needed_line("Elev")
    trinn = has.trinn or prompts.line("Trinn")
    melder = has.melder or prompts.line("Melder")
    rolle = has.melder_rolle
    if melder and not rolle:
        rolle = prompts.word(
            "Melderens rolle", Rolle, default=Rolle.KONTAKTLAERER, usual=_REPORTERS
        )
    dato = has.dato or prompts.day("Dato for meldingen", today, default=today)
    beskrivelse = has.beskrivelse or prompts.paragraphs(_DESCRIPTION, needed=True)
    handtering = has.handtering or prompts.paragraphs("Hvordan du har håndtert saken", needed=False)
    sent = has.videresendt or prompts.day("Saken er videresendt (dato)", today)
    chapter = has.gjelder_kapittel_12
    if chapter is None:
        chapter = prompts.yes_no("Gjelder saken elevens rett til et trygt og godt skolemiljø?")
    told = has.foresatte_informert or prompts.day("Foresatte informert (dato)", today)
    return Answers(
        elev=elev,
        trinn=trinn,
        melder=melder,
        melder_rolle=rolle,
        dato=dato,
        beskrivelse=beskrivelse,
        handtering=handtering,
        videresendt=sent,
        gjelder_kapittel_12=chapter,
        foresatte_informert=told,
        signert=has.signert or prompts.day("Signert (dato)", today),
    )


def _wide(has: Answers, today: date) -> Answers:
    """Ask for what the wider form has besides the note."""
    return Answers(
        klasse=has.klasse or prompts.line("Klasse"),
        melder_kontakt=has.melder_kontakt or _contact(has),
        hendelse_dato=has.hendelse_dato or prompts.moment("Når skjedde det?", today),
        hendelse_sted=has.hendelse_sted or prompts.line("Hvor skjedde det?"),
        kilde=has.kilde or prompts.maybe_word("Hvordan ble dette kjent?", Kilde),
        miljo=has.miljo or prompts.maybe_word("Hva gjelder det?", Miljo),
        krenkelser=has.krenkelser or prompts.words("Type", Krenkelse),
        elevens_ord=has.elevens_ord or prompts.paragraphs("Elevens egne ord", needed=False),
        involvert=has.involvert or prompts.names("Andre involverte elever"),
        informert=has.informert or prompts.words("Hvem er informert?", Rolle, usual=_INFORMED),
        haster=prompts.yes_no("Haster saken?") if has.haster is None else has.haster,
        strakstiltak=has.strakstiltak or prompts.paragraphs("Strakstiltak", needed=False),
    )


def _contact(has: Answers) -> str | None:
    """Ask how to reach the reporter, when there is one."""
    return prompts.line("Melderens telefon eller e-post") if has.melder else None
