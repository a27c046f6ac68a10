"""Writes deadlines as a calendar file: all-day events with stable ids and no names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Frist

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//skolemiljo//frister//NO"


def calendar(frister: Iterable[Frist]) -> str:
    """Return the deadlines as iCalendar text; the same deadlines give the same bytes.

    The title has only the kind of deadline and the case id, since calendars are often shared.
    """
    from icalendar import Calendar

    ical = Calendar()
    ical.add("prodid", PRODUCT)
    ical.add("version", "2.0")
    ical.add("calscale", "GREGORIAN")
    for frist in frister:
        ical.add_component(_event(frist))
    return str(ical.to_ical().decode("utf-8"))


def uid(frist: Frist) -> str:
    """Return an id that stays the same when the date of the deadline changes."""
    about = f"-{frist.gjelder}" if frist.gjelder else ""
    return f"{frist.sak}-{frist.frist.value}{about}@skolemiljo"


def _event(frist: Frist) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid(frist))
    # the day the deadline arose, so that every export has the same bytes
    event.add("dtstamp", datetime.combine(frist.fra, time(), UTC))
    event.add("dtstart", frist.dato)
    event.add("dtend", frist.dato + timedelta(days=1))
    event.add("summary", f"{frist.rad.navn_i_kalender}, sak {frist.sak}")
    event.add("description", f"{frist.grunnlag.value}: {frist.hjemmel}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
