"""The day a document tells of, and its parties as they were then.

A report from May that is printed in November says the class of May.
"""

from collections.abc import Callable, Mapping
from datetime import date

from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived import measures
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.render.template_context import Valgt
from skolemiljo_cli.sharing.documents import Dokument


def on_its_day(dokument: str, shown: Sak, hel: Sak, valgt: Valgt, printed: date) -> Sak:
    """Return what a document shows with the role, year and class its parties had on its day.

    `hel` is the whole case, which knows what the parties were before.
    """
    day = _day(dokument, hel, valgt) or printed
    then = {key: _as_shown(part, hel.parter.get(key), day) for key, part in shown.parter.items()}
    return shown.model_copy(update={"parter": then}) if then != shown.parter else shown


def _as_shown(shown: Part, whole: Part | None, day: date) -> Part:
    """Return the party of the day, with no more said of it than the document says today."""
    if whole is None or (then := whole.da(day)) is whole:
        return shown
    labelled = shown.navn != whole.navn
    of_day = {
        name: getattr(then, name)
        for name in ("rolle", "trinn", "klasse")
        if getattr(shown, name) == getattr(whole, name)
        and not (labelled and getattr(shown, name) is None)
    }
    return shown.model_copy(update=of_day)


def _day(dokument: str, hel: Sak, valgt: Valgt) -> date | None:
    """Return the day of what a document is about; None when that is the day it is printed."""
    if valgt.innforing:
        return day_of(valgt.innforing.tid)
    if valgt.runde:
        return valgt.runde.evaluering.dato
    find = _DAYS.get(dokument)
    return find(hel) if find else None


def _of_inquiry(sak: Sak) -> date | None:
    inquiry = sak.undersokelse
    concluded = inquiry.konklusjon if inquiry else None
    return (concluded.dato if concluded else None) or (inquiry.startet if inquiry else None)


def _of_closing(sak: Sak) -> date | None:
    closing = last_closing(sak)
    return closing.dato if closing else None


def _told_the_owner(sak: Sak) -> date | None:
    told = sak.mottak.skoleeier
    return day_of(told.tid) if told and told.tid else None


_DAYS: Mapping[str, Callable[[Sak], date | None]] = {
    Dokument.VARSLING: lambda sak: sak.melding.dato,
    Dokument.MELDING: lambda sak: sak.melding.dato,
    Dokument.UNDERSOKELSE: _of_inquiry,
    Dokument.AKTIVITETSPLAN: measures.plan_day,
    Dokument.AVSLUTNING: _of_closing,
    Dokument.SKOLEEIER: _told_the_owner,
}
"""The day of a document that is about one thing; the others tell how the case stands now."""
