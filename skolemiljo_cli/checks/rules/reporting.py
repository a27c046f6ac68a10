"""Rules on the report and how it was received: who knew, when, and who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.subject import Hit, is_blank
from skolemiljo_cli.checks.when import GRACE, has_acted, is_over, passed
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Delplikt, Kilde, Loggtype, Sakstype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.case import Sak

_SEEN = (Kilde.EGEN_OBSERVASJON, Kilde.EPISODE)
_AT_ONCE = frozenset({Loggtype.FYSISK_INNGREP, Loggtype.EKSTRA_TILSYN})


def no_reporter(subject: Subject) -> Iterator[Hit]:
    """A report that rektor has, without who made it or how the school came to know."""
    melding = subject.sak.melding
    if received(subject.sak) and not melding.melder and not melding.kilde:
        what = "Det står ikke hvem som meldte fra."
        remedy = "Skriv nøkkelen til melderen under «melder», eller hvordan dere fikk vite det."
        yield Hit(("melding", "melder"), f"{what} {remedy}")


def nothing_done_at_once(subject: Subject) -> Iterator[Hit]:
    """What staff saw, in a case that has come far, without what was done to stop it."""
    sak = subject.sak
    if sak.melding.kilde not in _SEEN:
        return
    said = (sak.melding.handtering, sak.melding.strakstiltak)
    logged = any(
        one.delplikt is Delplikt.GRIPE_INN or one.type in _AT_ONCE or one.type is Loggtype.HENDELSE
        for one in sak.logg
    )
    if has_acted(sak) and all(is_blank(one) for one in said) and not logged:
        what = "Det står ikke hva som ble gjort med en gang."
        remedy = "Før det med «skolemiljo log SAK --delplikt gripe_inn», også om det var lite."
        yield Hit(("melding", "handtering"), f"{what} {remedy}")


def rektor_not_told(subject: Subject) -> Iterator[Hit]:
    """Work on a case that rektor does not know of; about staff also a report that is lying."""
    sak = subject.sak
    if not _rektor_is_missing(sak):
        return
    if _goes_on(sak):
        what = "Saken er i arbeid, men det står ikke at rektor har fått meldingen."
    elif sak.type is Sakstype.ANSATT and passed(subject, duty_rules.melding_rektor, GRACE):
        what = "Saken gjelder en ansatt, og rektor skulle hatt meldingen straks."
    else:
        return
    basis = Hjemmel.MELDE_FRA_ANSATT if sak.type is Sakstype.ANSATT else None
    yield Hit(("mottak", "rektor"), f"{what} {_TELL_REKTOR}", basis)


def rektor_told_late(subject: Subject) -> Iterator[Hit]:
    """A report that has been lying, by the school's own norm."""
    late = passed(subject, duty_rules.melding_rektor, GRACE)
    if late and subject.sak.type is Sakstype.ELEV and not _goes_on(subject.sak):
        what = f"Rektor skulle hatt meldingen {late.dato}."
        yield Hit(("mottak", "rektor"), f"{what} {_TELL_REKTOR}")


_TELL_REKTOR = "Meld fra nå, og før det med «skolemiljo receive SAK --rektor»."


def _rektor_is_missing(sak: Sak) -> bool:
    return sak.type is not Sakstype.LEDELSE and received(sak) is None


def _goes_on(sak: Sak) -> bool:
    looked = sak.undersokelse
    started = bool(looked and (looked.startet or looked.konklusjon))
    return started or has_acted(sak) or bool(sak.avslutninger)


def nobody_received(subject: Subject) -> Iterator[Hit]:
    """A receipt without who it was that received: rektor, or the one rektor has given it to."""
    rektor = subject.sak.mottak.rektor
    if rektor and not rektor.av and has_acted(subject.sak):
        what = "Det står ikke hvem som tok imot meldingen."
        remedy = "Skriv nøkkelen til rektor, eller til den rektor har gitt oppgaven."
        yield Hit(("mottak", "rektor", "av"), f"{what} {remedy}")


def not_taken_up(subject: Subject) -> Iterator[Hit]:
    """A case with statsforvalteren, without when it was taken up with rektor."""
    sak = subject.sak
    if sak.statsforvalter and sak.mottak.tatt_opp_med_rektor is None:
        what = "Saken er hos statsforvalteren, men det står ikke når den ble tatt opp med rektor."
        remedy = "Før det med «skolemiljo receive SAK --tatt-opp»: uken regnes derfra."
        yield Hit(("mottak", "tatt_opp_med_rektor"), f"{what} {remedy}")


def gravity_not_judged(subject: Subject) -> Iterator[Hit]:
    """A case that rektor has had for more than its day, without a judgement of its gravity."""
    if passed(subject, duty_rules.alvorlighet, GRACE):
        what = "Det står ikke om rektor har vurdert tilfellet som alvorlig."
        remedy = "Før det med «skolemiljo receive SAK --alvorlig» (eller --ikke-alvorlig)."
        yield Hit(("mottak", "alvorlig"), f"{what} {remedy}")


def owner_not_told(subject: Subject) -> Iterator[Hit]:
    """A serious case, or one of § 12-5, that the owner by what is written does not know of."""
    if passed(subject, duty_rules.skoleeier, GRACE) is None:
        return
    why, basis = _OWNER_KNOWS[subject.sak.type]
    remedy = "Meld fra nå, og før det med «skolemiljo receive SAK --skoleeier»."
    what = f"{why}, men skoleeier har ikke fått melding. {remedy}"
    yield Hit(("mottak", "skoleeier"), what, basis)


_OWNER_KNOWS = {
    Sakstype.ELEV: ("Tilfellet er vurdert som alvorlig", Hjemmel.SKOLEEIER_ALVORLIG),
    Sakstype.ANSATT: ("Saken gjelder en ansatt", Hjemmel.SKOLEEIER_ANSATT),
    Sakstype.LEDELSE: ("Saken gjelder ledelsen", Hjemmel.MELDE_FRA_LEDELSE),
}


def employee_not_heard(subject: Subject) -> Iterator[Hit]:
    """A § 12-5 case that has come far, without the employee's side or who follows the pupil."""
    sak = subject.sak
    if sak.type is Sakstype.ELEV or not has_acted(sak):
        return
    side = sak.mottak.ansattsak
    if side is None or not (side.informert and side.folger_opp_eleven):
        what = "Det står ikke at den ansatte er informert, og hvem som følger opp eleven."
        remedy = "Før det med «skolemiljo receive SAK --ansatt-informert --folger-opp»."
        yield Hit(("mottak", "ansattsak"), f"{what} {remedy}")


def guardians_not_told(subject: Subject) -> Iterator[Hit]:
    """Guardians who by what is written know nothing, after the school's own norm."""
    if passed(subject, duty_rules.foresatte_informert, GRACE):
        what = "Det står ikke at de foresatte er informert."
        remedy = "Før det med «skolemiljo receive SAK --foresatte-informert», eller hvorfor ikke."
        yield Hit(("melding", "foresatte_informert"), f"{what} {remedy}")


def right_not_told(subject: Subject) -> Iterator[Hit]:
    """A week after the family took it up, and nowhere that they may go to statsforvalteren."""
    sak, raised = subject.sak, subject.sak.mottak.tatt_opp_med_rektor
    if raised is None or sak.statsforvalter or _week_runs(subject):
        return
    texts = (str(leaf.value).lower() for leaf in subject.leaves if isinstance(leaf.value, str))
    if not any("statsforvalt" in text for text in texts):
        what = "Det står ikke at eleven og de foresatte er fortalt at de kan gå til"
        remedy = "Før samtalen eller brevet med «skolemiljo log SAK --type informasjon»."
        yield Hit(("mottak", "tatt_opp_med_rektor"), f"{what} statsforvalteren. {remedy}")


def _week_runs(subject: Subject) -> bool:
    raised = subject.sak.mottak.tatt_opp_med_rektor
    if raised is None:
        return False
    return not is_over(subject, max(duty_rules.one_week(day_of(raised.tid))))
