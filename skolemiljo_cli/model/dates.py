"""Dates as files hold them and as people write them: strict, Norwegian, never guessing."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Literal

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
Side = Literal["past", "future"]

_ISO = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})\.? ([a-zæøå]+)\.? ([0-9]{4})")
_CLOCK = re.compile("([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_ISO_MOMENT = re.compile(rf"({_ISO.pattern})[T ]([0-9:]+)(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?")
_TYPED_MOMENT = re.compile(r"(.+?)(?:,? kl\.? ?|,? )([0-9]{1,2})[.:]([0-9]{2})")
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}")
_SLASHES = re.compile("[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}")
_PLUS = re.compile("([+-])([0-9]{1,4})([du])")
_IN = re.compile("om ([0-9]{1,4}) (dag|dager|uke|uker)")
_AGO = re.compile("for ([0-9]{1,4}) (dag|dager|uke|uker) siden")
_DAYS = {"i dag": 0, "idag": 0, "i går": -1, "igår": -1, "i morgen": 1, "imorgen": 1}
_FORMS = "2026-02-03, 03.02.2026, 3. februar 2026, i dag, i går, fredag eller +14d"


class DateFault(ValueError):
    """The text is not a date; the message says why in Norwegian, without repeating the text."""


def parse_iso_date(text: str) -> date:
    """Return the day of a file's `2026-02-03`.

    Raises:
        DateFault: it is written otherwise, or the day does not exist.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise DateFault(_not_iso(text))
    return _day(*map(int, match.groups()))


def parse_iso_moment(text: str) -> date | datetime:
    """Return the day, or the moment in Norwegian wall time, of a file's text.

    Raises:
        DateFault: it is written otherwise, or the day or time does not exist.
    """
    match = _ISO_MOMENT.fullmatch(text)
    if match is None:
        return parse_iso_date(text)
    clock = _CLOCK.fullmatch(match[5])
    if clock is None:
        raise DateFault("klokkeslettet skrives som 14:10, altså 2026-11-20T14:10")
    day = _day(int(match[2]), int(match[3]), int(match[4]))
    moment = datetime.combine(day, _time(*(int(part or 0) for part in clock.groups())))
    return _in_oslo(moment, match[6]) if match[6] else moment


def _in_oslo(moment: datetime, offset: str) -> datetime:
    from zoneinfo import ZoneInfo

    aware = datetime.fromisoformat(moment.isoformat() + offset)
    return aware.astimezone(ZoneInfo("Europe/Oslo")).replace(tzinfo=None)


def parse_date(text: str, today: date, prefer: Side = "past") -> date:
    """Return the day a person means.

    A lone weekday is the latest such day up to today when `prefer` is past (reports, events),
    and the next one after today when it is future (deadlines).

    Raises:
        DateFault: it is not a date, is ambiguous, or the day does not exist.
    """
    typed = _tidy(text)
    if match := _ISO.fullmatch(typed):
        return _day(*map(int, match.groups()))
    if match := _DOTTED.fullmatch(typed):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(typed):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    offset = _offset(typed)
    if offset is not None:
        return _within_calendar(today, offset)
    return _weekday(typed, today, prefer)


def parse_moment(text: str, today: date, prefer: Side = "past") -> date | datetime:
    """Return the day, with a clock time the moment, that a person means: `i går kl. 14.10`.

    Raises:
        DateFault: as `parse_date`, or the time does not exist.
    """
    typed = _tidy(text)
    if _ISO_MOMENT.fullmatch(typed.replace("t", "T")):
        return parse_iso_moment(typed.replace("t", "T"))
    if re.fullmatch("(kl\\.? ?)?[0-9]{1,2}[.:][0-9]{2}", typed):
        raise DateFault("skriv dagen også, for eksempel: i dag kl. 14.10")
    match = _TYPED_MOMENT.fullmatch(typed)
    if match is None or _DOTTED.fullmatch(typed) or _TWO_DIGIT_YEAR.fullmatch(typed):
        return parse_date(text, today, prefer)
    day = parse_date(match[1], today, prefer)
    return datetime.combine(day, _time(int(match[2]), int(match[3]), 0))


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _month(name: str) -> int:
    starts = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name) and len(name) >= 3]
    if len(starts) == 1:
        return starts[0]
    raise DateFault(f"måneden er ikke kjent; skriv den som i {_FORMS}")


def _offset(typed: str) -> int | None:
    """Return the number of days from today that relative words mean; None when they are not."""
    if typed in _DAYS:
        return _DAYS[typed]
    if match := _PLUS.fullmatch(typed):
        return int(match[1] + match[2]) * (7 if match[3] == "u" else 1)
    if match := _IN.fullmatch(typed):
        return int(match[1]) * (7 if match[2].startswith("uke") else 1)
    if match := _AGO.fullmatch(typed):
        return -int(match[1]) * (7 if match[2].startswith("uke") else 1)
    return None


def _within_calendar(today: date, days: int) -> date:
    try:
        moved = today + timedelta(days=days)
    except OverflowError:
        raise DateFault("datoen ligger for langt unna") from None
    return _day(moved.year, moved.month, moved.day)


def _weekday(typed: str, today: date, prefer: Side) -> date:
    first, _, last = typed.rpartition(" ")
    if last not in WEEKDAYS or first not in ("", "på", "forrige", "neste", "sist", "førstkommende"):
        raise DateFault(_not_typed(typed))
    ahead = (WEEKDAYS.index(last) - today.weekday()) % 7
    if first in ("forrige", "sist"):
        return today + timedelta(days=(ahead or 7) - 7) if ahead else today - timedelta(days=7)
    if first in ("neste", "førstkommende") or prefer == "future":
        return today + timedelta(days=ahead or 7)
    return today - timedelta(days=(7 - ahead) % 7)


def _day(year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2200:
        raise DateFault(f"året {year:04d} kan ikke brukes; skriv et år mellom 1900 og 2200")
    if not 1 <= month <= 12:
        raise DateFault(f"måned {month} finnes ikke; skriv datoen som 2026-02-03 (år-måned-dag)")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = MONTHS[month - 1]
        raise DateFault(f"{day}. {name} {year} finnes ikke ({name} {year} har {last} dager)")
    return date(year, month, day)


def _time(hour: int, minute: int, second: int) -> time:
    if hour > 23 or minute > 59 or second > 59:
        raise DateFault("klokkeslettet finnes ikke; skriv det som 14:10")
    return time(hour, minute, second)


def _not_iso(text: str) -> str:
    """Say how a file's date is written, with the very date when it can be understood."""
    typed = _tidy(text)
    if _TWO_DIGIT_YEAR.fullmatch(typed) or _SLASHES.fullmatch(typed):
        return _not_typed(typed)
    if _DOTTED.match(typed) or _NAMED.match(typed):
        try:
            return f"skriv datoen som {written(parse_moment(typed, date.max))}"
        except DateFault as fault:
            return str(fault)
    return "dette er ikke en dato; skriv den som 2026-02-03"


def _not_typed(typed: str) -> str:
    if _TWO_DIGIT_YEAR.fullmatch(typed):
        return "året må ha fire sifre, ellers kan det bety flere århundrer; skriv for eksempel 2026"
    if _SLASHES.fullmatch(typed):
        return "med skråstrek kan dag og måned forveksles; skriv 03.02.2026 eller 2026-02-03"
    return f"dette er ikke en dato; skriv den som {_FORMS}"


def written(moment: date | datetime) -> str:
    """Return the text a file holds: `2026-11-20` or `2026-11-20T14:10`."""
    if isinstance(moment, datetime):
        exact = "seconds" if moment.second else "minutes"
        return moment.isoformat(timespec=exact)
    return moment.isoformat()


def day_of(moment: date | datetime) -> date:
    """Return the day of a day or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def weekday_name(day: date) -> str:
    """Return the Norwegian name of the weekday."""
    return WEEKDAYS[day.weekday()]


def format_short(day: date) -> str:
    """Return `20.11.2026`."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def format_date(day: date) -> str:
    """Return `20. november 2026`."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_moment(moment: date | datetime) -> str:
    """Return `20. november 2026`, with `kl. 14.10` when the time is known."""
    if isinstance(moment, datetime):
        return f"{format_date(moment)} kl. {moment.hour:02d}.{moment.minute:02d}"
    return format_date(moment)


def echo(moment: date | datetime) -> str:
    """Return the date understood, for the user to check: `2026-11-20 (fredag)`."""
    day = day_of(moment)
    at = f" kl. {moment.hour:02d}.{moment.minute:02d}" if isinstance(moment, datetime) else ""
    return f"{day.isoformat()}{at} ({weekday_name(day)})"
