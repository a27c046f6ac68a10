"""Parses and formats dates as files store them and as people type them, without guessing."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Literal

from skolemiljo_cli.model.messages import Unusable

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
_NAMED = re.compile(r"([0-9]{1,2})(?:\. ?| )([a-zæøå]+)\.? ([0-9]{4})")
_CLOCK = re.compile("([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_ISO_MOMENT = re.compile(rf"({_ISO.pattern})[T ]([0-9:]+)(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?")
_OFFSET = re.compile("Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]")
_TYPED_MOMENT = re.compile(
    r"(?P<day>.+?),? (?:(?P<kl>kl\.? ?)(?P<whole>[0-9]{1,2})|"
    r"(?P<kl_too>kl\.? ?)?(?P<hour>[0-9]{1,2})(?P<mark>[.:])(?P<minute>[0-9]{2}))"
)
_LONE_CLOCK = re.compile(r"(?:kl\.? ?)?[0-9]{1,2}[.:][0-9]{2}|kl\.? ?[0-9]{1,2}")
_TWO_DIGIT_YEAR = re.compile(
    r"[0-9]{1,2}(?:[./-] ?[0-9]{1,2}[./-] ?|(?:\. ?| )[a-zæøå]+\.? )[0-9]{2}"
)
_SLASHES = re.compile("[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}")
_PLUS = re.compile("([+-])([0-9]{1,4})([du])")
_IN = re.compile("om ([0-9]{1,4}) (dag|dager|uke|uker)")
_AGO = re.compile("for ([0-9]{1,4}) (dag|dager|uke|uker) siden")
_DAYS = {"i dag": 0, "idag": 0, "i går": -1, "igår": -1, "i morgen": 1, "imorgen": 1}
_FORMS = "2026-02-03, 03.02.2026, 3. februar 2026, i dag, i går, fredag eller +14d"


class DateFault(Unusable):
    """The text is not a date; the Norwegian message says why, without repeating the text."""


def parse_iso_date(text: str) -> date:
    """Return the day of a file's `2026-02-03`.

    Raises:
        DateFault: the format is another, or the day does not exist.
    """
    if _ISO_MOMENT.fullmatch(text):
        raise DateFault(f"her skal bare dagen stå, uten klokkeslett: {text[:10]}")
    return _iso_day(text)


def parse_iso_moment(text: str) -> date | datetime:
    """Return the day, or the moment in Norwegian local time, of a file's text.

    Raises:
        DateFault: the format is another, or the day or time does not exist.
    """
    match = _ISO_MOMENT.fullmatch(text)
    if match is None:
        return _iso_day(text)
    clock = _CLOCK.fullmatch(match[5])
    if clock is None:
        raise DateFault("klokkeslettet skrives som 14:10, altså 2026-11-20T14:10")
    day = _valid_day(int(match[2]), int(match[3]), int(match[4]))
    moment = datetime.combine(day, _valid_time(*(int(part or 0) for part in clock.groups())))
    return _in_oslo(moment, match[6]) if match[6] else moment


def _iso_day(text: str) -> date:
    match = _ISO.fullmatch(text)
    if match is None:
        raise DateFault(_not_iso(text))
    return _valid_day(*map(int, match.groups()))


def _in_oslo(moment: datetime, offset: str) -> datetime:
    from zoneinfo import ZoneInfo

    if not _OFFSET.fullmatch(offset):
        raise DateFault("tidssonen finnes ikke; skriv norsk tid uten tidssone: 2026-11-20T14:10")
    aware = datetime.fromisoformat(moment.isoformat() + offset)
    local = aware.astimezone(ZoneInfo("Europe/Oslo")).replace(tzinfo=None)
    _valid_day(local.year, local.month, local.day)
    return local


def parse_date(text: str, today: date, prefer: Side = "past") -> date:
    """Return the day a person means.

    A weekday alone is the latest such day up to today when `prefer` is past (reports, events), and
    the next such day after today when it is future (deadlines). `forrige fredag` is always before
    today, and `neste fredag` always the first Friday after it, whatever `prefer` says.

    Raises:
        DateFault: it is not a date, is ambiguous, or the day does not exist.
    """
    typed = _normalized(text)
    day = _absolute_date(typed)
    if day is not None:
        return day
    days = _offset(typed)
    if days is None:
        days = _weekday_offset(typed, today, prefer)
    return _within_calendar(today, days)


def parse_moment(text: str, today: date, prefer: Side = "past") -> date | datetime:
    """Return the day a person means, or the moment when there is a time: `i går kl. 14.10`.

    Raises:
        DateFault: as `parse_date`; the time has no day or does not exist; or, as in
            `fredag 20.11`, it could also be a date.
    """
    typed = _normalized(text)
    meant = _absolute_moment(typed)
    if meant is not None:
        return meant
    if _ISO_MOMENT.fullmatch(typed.upper()):
        return parse_iso_moment(typed.upper())
    if _LONE_CLOCK.fullmatch(typed):
        raise DateFault("skriv dagen også, med år, for eksempel: 20.11.2026 kl. 14.10")
    match = _TYPED_MOMENT.fullmatch(typed)
    if match is None or _TWO_DIGIT_YEAR.fullmatch(typed):
        return parse_date(typed, today, prefer)
    return _relative_moment(match, today, prefer)


def _relative_moment(match: re.Match[str], today: date, prefer: Side) -> datetime:
    day = parse_date(match["day"], today, prefer)
    may_be_a_date = match["mark"] == "." and 1 <= int(match["minute"]) <= 12
    if may_be_a_date and not match["kl_too"]:
        clock = f"{match['hour']}.{match['minute']}"
        raise DateFault(f"{clock} kan være både dato og klokkeslett; skriv kl. {clock} for klokka")
    return datetime.combine(day, _clock(match))


def _absolute_date(typed: str) -> date | None:
    """Return the day of a full date with its year; None when the text is something else."""
    if match := _ISO.fullmatch(typed):
        return _valid_day(*map(int, match.groups()))
    if match := _DOTTED.fullmatch(typed):
        return _valid_day(int(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(typed):
        return _valid_day(int(match[3]), _month(match[2]), int(match[1]))
    return None


def _absolute_moment(typed: str) -> date | datetime | None:
    """Return the day or the moment of a full date, with or without a time, or None."""
    day = _absolute_date(typed)
    match = _TYPED_MOMENT.fullmatch(typed)
    if day is not None or match is None:
        return day
    day = _absolute_date(match["day"])
    return None if day is None else datetime.combine(day, _clock(match))


def _clock(match: re.Match[str]) -> time:
    return _valid_time(int(match["whole"] or match["hour"]), int(match["minute"] or 0), 0)


def _normalized(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _month(name: str) -> int:
    starts = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name) and len(name) >= 3]
    if len(starts) == 1:
        return starts[0]
    raise DateFault("måneden er ikke kjent; skriv datoen som 2026-02-03")


def _offset(typed: str) -> int | None:
    """Return the number of days from today for a relative date, None for any other text."""
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
    return _valid_day(moved.year, moved.month, moved.day)


def _weekday_offset(typed: str, today: date, prefer: Side) -> int:
    """Return the number of days from today to the weekday in the text."""
    first, _, last = typed.rpartition(" ")
    if last not in WEEKDAYS or first not in ("", "på", "forrige", "neste", "sist", "førstkommende"):
        raise DateFault(_not_typed(typed))
    ahead = (WEEKDAYS.index(last) - today.weekday()) % 7
    if first in ("forrige", "sist"):
        return ahead - 7
    if first in ("neste", "førstkommende") or prefer == "future":
        return ahead or 7
    return -((7 - ahead) % 7)


def _valid_day(year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2200:
        raise DateFault(f"året {year:04d} kan ikke brukes; skriv et år mellom 1900 og 2200")
    if not 1 <= month <= 12:
        raise DateFault(f"måned {month} finnes ikke; skriv datoen som 2026-02-03 (år-måned-dag)")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = MONTHS[month - 1]
        raise DateFault(f"{day}. {name} {year} finnes ikke ({name} {year} har {last} dager)")
    return date(year, month, day)


def _valid_time(hour: int, minute: int, second: int) -> time:
    if hour > 23 or minute > 59 or second > 59:
        raise DateFault("klokkeslettet finnes ikke; skriv det som 14:10")
    return time(hour, minute, second)


def _not_iso(text: str) -> str:
    """Return how to write the date in a file, using the date itself when it is understood."""
    typed = _normalized(text)
    if _TWO_DIGIT_YEAR.fullmatch(typed):
        return _not_typed(typed)
    if _SLASHES.fullmatch(typed):
        return "med skråstrek kan dag og måned forveksles; skriv datoen som 2026-02-03"
    try:
        meant = _absolute_moment(typed)
    except DateFault as fault:
        return str(fault)
    if meant is None:
        return "dette er ikke en dato; skriv den som 2026-02-03"
    bare = ", uten mellomrom eller linjeskift rundt" if text != text.strip() else ""
    return f"skriv datoen som {written(meant)}{bare}"


def _not_typed(typed: str) -> str:
    if _TWO_DIGIT_YEAR.fullmatch(typed):
        return "året må ha fire sifre, ellers kan det bety flere århundrer; skriv for eksempel 2026"
    if _SLASHES.fullmatch(typed):
        return "med skråstrek kan dag og måned forveksles; skriv 03.02.2026 eller 2026-02-03"
    return f"dette er ikke en dato; skriv den som {_FORMS}"


def written(moment: date | datetime) -> str:
    """Return the text to store in a file: `2026-11-20` or `2026-11-20T14:10`."""
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
    """Return the date as it was understood, for the user to check: `2026-11-20 (fredag)`."""
    day = day_of(moment)
    at = f" kl. {moment.hour:02d}.{moment.minute:02d}" if isinstance(moment, datetime) else ""
    return f"{day.isoformat()}{at} ({weekday_name(day)})"
