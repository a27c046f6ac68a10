"""Norwegian public holidays: the twelve days of two statutes, counted from Easter."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

# helligdagsfredloven (LOV-1995-02-24-12) § 2; 1 and 17 May: LOV-1947-04-26-1 § 1
_FIXED = {
    (1, 1): "1. nyttårsdag",
    (5, 1): "1. mai",
    (5, 17): "17. mai",
    (12, 25): "1. juledag",
    (12, 26): "2. juledag",
}
_FROM_EASTER = {
    -3: "skjærtorsdag",
    -2: "langfredag",
    0: "1. påskedag",
    1: "2. påskedag",
    39: "Kristi himmelfartsdag",
    49: "1. pinsedag",
    50: "2. pinsedag",
}


@lru_cache(maxsize=512)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of the year with their names; ordinary Sundays are not among them.

    Where two fall on one day, both names are given.
    """
    from dateutil.easter import easter

    sunday = easter(year)
    days = {date(year, *month_day): name for month_day, name in _FIXED.items()}
    for offset, name in _FROM_EASTER.items():
        day = sunday + timedelta(days=offset)
        days[day] = f"{days[day]}, {name}" if day in days else name
    return MappingProxyType(dict(sorted(days.items())))


def is_public_holiday(day: date) -> bool:
    """Tell whether the day is a public holiday by law."""
    return day in public_holidays(day.year)


@lru_cache(maxsize=512)
def weekday_holidays(year: int) -> tuple[date, ...]:
    """Return the public holidays of the year that fall on Monday to Friday, in order."""
    return tuple(day for day in public_holidays(year) if day.weekday() < 5)
