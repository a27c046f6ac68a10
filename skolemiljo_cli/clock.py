"""The current day and time; no other module reads the clock (tests/architecture)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from skolemiljo_cli.errors import UsageFault

VARIABLE = "SKOLEMILJO_TODAY"
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _now() -> datetime:
    return datetime.now(UTC)


def utc_now() -> datetime:
    """Return the current time in UTC: for locks, never for deadlines."""
    return _now()


def posix_now() -> float:
    """Return the current POSIX time, to compare with the times of files."""
    return _now().timestamp()


def booted_at() -> float:
    """Return the POSIX time at which the machine was started; what is older has no process left."""
    kind = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    # Time asleep counts in all three; on Windows in the last.
    running = time.clock_gettime(kind) if kind is not None else time.monotonic()
    return posix_now() - running


def today(
    override: str | None, environ: Mapping[str, str], now: Callable[[], datetime] = _now
) -> date:
    """Return the day to count from: `--today`, else SKOLEMILJO_TODAY, else today in Norway.

    `now` returns an aware datetime in any zone. An empty variable counts as not set; an empty
    option is refused, since a script that lost its date must not count from another day.

    Raises:
        UsageFault: the given day is not a date like 2026-02-03 from 1900 to 2200.
    """
    if override is not None:
        return _given_day("--today", override)
    if text := environ.get(VARIABLE):
        return _given_day(VARIABLE, text)
    return _in_norway(now()).date()


def _in_norway(moment: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/Oslo"))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_SECONDS = 230 * 366 * 24 * 60 * 60  # in the year 2200; a commit may claim any number


def moment_in_norway(seconds: int) -> datetime:
    """Return the Norwegian wall time, without a zone, of a number of seconds since 1970.

    Seconds outside 1970 to 2200 give the nearest of these.
    """
    since_epoch = timedelta(seconds=min(max(seconds, 0), _MAX_SECONDS))
    return _in_norway(_EPOCH + since_epoch).replace(tzinfo=None)


def _given_day(name: str, text: str) -> date:
    try:
        day = date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise UsageFault(f"{name} er ikke en dato som finnes, skrevet år-måned-dag.", _hint(name))
    if not 1900 <= day.year <= 2200:
        raise UsageFault(f"{name} skal ha et år mellom 1900 og 2200.", _hint(name))
    return day


def _hint(name: str) -> str:
    return f"Skriv den som 2026-02-03: {name} 2026-02-03"
