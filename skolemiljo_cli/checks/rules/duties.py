"""Rules on the report and who it goes to: what the duties to report ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.checks.subject import Hit, is_blank, sound
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.vocab import Rolle, Sakstype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.file_position import Place
    from skolemiljo_cli.checks.subject import Subject


def no_description(subject: Subject) -> Iterator[Hit]:
    """A report that does not say what happened."""
    place = ("melding", "beskrivelse")
    if is_blank(subject.sak.melding.beskrivelse) and not subject.is_faulty(*place):
        remedy = "Skriv kort hva som er sett, hørt eller fortalt, med {e1} i stedet for navn."
        yield Hit(place, f"Meldingen har ingen beskrivelse. {remedy}")


def gravity_without_reason(subject: Subject) -> Iterator[Hit]:
    """A judgement of how serious the case is, without the reason (law.md 3, row 5)."""
    place = ("mottak", "alvorlig", "begrunnelse")
    judged = subject.sak.mottak.alvorlig
    if judged and is_blank(judged.begrunnelse) and not subject.is_faulty(*place):
        remedy = "Skriv hvorfor tilfellet er, eller ikke er, alvorlig."
        yield Hit(place, f"Vurderingen av alvor mangler begrunnelse. {remedy}")


def groundless_out_of_place(subject: Subject) -> Iterator[Hit]:
    """«Apenbart grunnlos» outside § 12-5 first paragraph, the only place it frees from a duty."""
    told = subject.sak.mottak.skoleeier
    if subject.sak.type is Sakstype.ANSATT or told is None or is_blank(told.apenbart_grunnlos):
        return
    what = "«apenbart_grunnlos» gjelder bare saker av typen 12-5-ansatt."
    remedy = "Ta den bort, eller rett «type»."
    yield Hit(("mottak", "skoleeier", "apenbart_grunnlos"), f"{what} {remedy}")


def leadership_to_rektor(subject: Subject) -> Iterator[Hit]:
    """A case about the leadership that is led by, passed on to, or closed by rektor."""
    sak = subject.sak
    if sak.type is not Sakstype.LEDELSE:
        return
    sent = sak.melding.videresendt
    pointers: list[tuple[Place, str | None, str]] = [
        (("saksansvarlig",), sak.saksansvarlig, "ha ansvaret for saken"),
        (("melding", "videresendt", "til"), sent.til if sent else None, "få meldingen"),
    ]
    for place, closing in sound(subject, ("avslutninger",), sak.avslutninger):
        if closing is last_closing(sak):
            pointers.append(((*place, "av"), closing.av, "avslutte saken"))
    for place, key, what in pointers:
        part = sak.parter.get(key) if key else None
        if part and part.rolle is Rolle.REKTOR:
            remedy = "Den går rett til skoleeier: skriv nøkkelen til en part med den rollen."
            yield Hit(place, f"Rektor skal ikke {what} når den gjelder ledelsen. {remedy}")
