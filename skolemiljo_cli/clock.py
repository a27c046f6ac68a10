"""The only place that knows today."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from skolemiljo_cli.errors import UsageFault

VARIABLE = "SKOLEMILJO_TODAY"


def _now() -> datetime:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Oslo"))


def today(
    override: str | None, environ: Mapping[str, str], now: Callable[[], datetime] = _now
) -> date:
    """Return the day to count from: `--today`, else SKOLEMILJO_TODAY, else today in Norway.

    `now` gives an aware moment in Norwegian time.

    Raises:
        UsageFault: the day given is not a date like 2026-02-03.
    """
    for name, text in (("--today", override), (VARIABLE, environ.get(VARIABLE))):
        if text:
            return _given_day(name, text)
    return now().date()


def _given_day(name: str, text: str) -> date:
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageFault(
        f"{name} er ikke en dato som finnes.", f"Skriv den som 2026-02-03: {name} 2026-02-03"
    )
