"""Dates as files hold them and as people write them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_cli.model import dates
from skolemiljo_cli.model.dates import DateFault

MONDAY = date(2026, 11, 23)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-02-03", "2026-02-03"),
        ("03.02.2026", "2026-02-03"),
        ("3.2.2026", "2026-02-03"),
        ("3. 2. 2026", "2026-02-03"),
        ("3. februar 2026", "2026-02-03"),
        ("3 FEB 2026", "2026-02-03"),
        ("  17. mai   2026 ", "2026-05-17"),
        ("i dag", "2026-11-23"),
        ("I DAG", "2026-11-23"),
        ("i går", "2026-11-22"),
        (unicodedata.normalize("NFD", "i går"), "2026-11-22"),
        ("i morgen", "2026-11-24"),
        ("+14d", "2026-12-07"),
        ("-3d", "2026-11-20"),
        ("+2u", "2026-12-07"),
        ("om 2 uker", "2026-12-07"),
        ("om 1 dag", "2026-11-24"),
        ("for 3 dager siden", "2026-11-20"),
        ("fredag", "2026-11-20"),
        ("mandag", "2026-11-23"),
        ("på tirsdag", "2026-11-17"),
        ("forrige mandag", "2026-11-16"),
        ("forrige fredag", "2026-11-20"),
        ("neste mandag", "2026-11-30"),
        ("neste fredag", "2026-11-27"),
        ("29.02.2028", "2028-02-29"),
    ],
)
def test_a_date_is_understood_as_people_write_it(typed, meant):
    assert dates.parse_date(typed, MONDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "past", "future"),
    [
        ("mandag", "2026-11-23", "2026-11-30"),
        ("tirsdag", "2026-11-17", "2026-11-24"),
        ("søndag", "2026-11-22", "2026-11-29"),
    ],
)
def test_a_lone_weekday_is_the_latest_for_reports_and_the_next_for_deadlines(typed, past, future):
    assert dates.parse_date(typed, MONDAY, "past") == date.fromisoformat(past)
    assert dates.parse_date(typed, MONDAY, "future") == date.fromisoformat(future)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("3.2.26", "året må ha fire sifre"),
        ("03-02-26", "året må ha fire sifre"),
        ("02/03/2026", "skråstrek"),
        ("31.02.2026", "31. februar 2026 finnes ikke (februar 2026 har 28 dager)"),
        ("2026-02-30", "30. februar 2026 finnes ikke"),
        ("29.02.2026", "29. februar 2026 finnes ikke"),
        ("00.01.2026", "0. januar 2026 finnes ikke"),
        ("2026-13-01", "måned 13 finnes ikke"),
        ("1899-12-31", "året 1899"),
        ("2201-01-01", "året 2201"),
        ("0001-01-01", "året 0001"),
        ("3. j 2026", "måneden er ikke kjent"),
        ("3. ju 2026", "måneden er ikke kjent"),
        ("3. foobar 2026", "måneden er ikke kjent"),
        ("12", "ikke en dato"),
        ("feb", "ikke en dato"),
        ("2026", "ikke en dato"),
        ("2026-2-3", "ikke en dato"),
        ("10:30", "ikke en dato"),
        ("friday", "ikke en dato"),
        ("", "ikke en dato"),
        ("٢٠٢٦-٠٢-٠٣", "ikke en dato"),
        ("2026-02-03\n2026", "ikke en dato"),
        ("+9999d", None),
        ("Elev Eksempel", "ikke en dato"),
    ],
)
def test_what_is_ambiguous_or_nonsense_is_refused_with_the_reason(typed, why):
    if why is None:
        assert dates.parse_date(typed, MONDAY) == date(2054, 4, 9)
        return
    with pytest.raises(DateFault) as refused:
        dates.parse_date(typed, MONDAY)
    assert why in str(refused.value)
    assert "Elev" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20.11.2026 14:10", datetime(2026, 11, 20, 14, 10)),
        ("20.11.2026 kl. 14.10", datetime(2026, 11, 20, 14, 10)),
        ("20. november 2026, kl 9.05", datetime(2026, 11, 20, 9, 5)),
        ("i går 08:30", datetime(2026, 11, 22, 8, 30)),
        ("2026-11-20T14:10", datetime(2026, 11, 20, 14, 10)),
        ("2026-11-20", date(2026, 11, 20)),
        ("i dag", date(2026, 11, 23)),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_clock_time(typed, meant):
    assert dates.parse_moment(typed, MONDAY) == meant


@pytest.mark.parametrize("typed", ["14:10", "kl. 14.10", "i dag 25:00", "20.11.2026 14:60"])
def test_a_clock_time_alone_or_one_that_does_not_exist_is_refused(typed):
    with pytest.raises(DateFault):
        dates.parse_moment(typed, MONDAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T14:10", datetime(2026, 11, 20, 14, 10)),
        ("2026-11-20 14:10:30", datetime(2026, 11, 20, 14, 10, 30)),
        ("2026-11-20T13:10Z", datetime(2026, 11, 20, 14, 10)),
        ("2026-07-01T14:10+02:00", datetime(2026, 7, 1, 14, 10)),
    ],
)
def test_a_file_holds_iso_dates_in_norwegian_wall_time(text, meant):
    assert dates.parse_iso_moment(text) == meant


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("03.02.2026", "skriv datoen som 2026-02-03"),
        ("3. februar 2026", "skriv datoen som 2026-02-03"),
        ("20.11.2026 14:10", "skriv datoen som 2026-11-20T14:10"),
        ("31.02.2026", "31. februar 2026 finnes ikke"),
        ("i dag", "dette er ikke en dato; skriv den som 2026-02-03"),
        ("2026-11-20T25:10", "klokkeslettet finnes ikke"),
        ("2026-11-20T9:10", "klokkeslettet skrives som 14:10"),
        ("2026-11-20\n", "dette er ikke en dato"),
    ],
)
def test_a_file_with_another_form_gets_the_very_text_to_write(text, remedy):
    with pytest.raises(DateFault) as refused:
        dates.parse_iso_moment(text)
    assert remedy in str(refused.value)


@given(DAYS)
def test_every_way_of_writing_a_day_is_read_back_as_the_same_day(day):
    for shown in (day.isoformat(), dates.format_short(day), dates.format_date(day)):
        assert dates.parse_date(shown, MONDAY) == day
    assert dates.parse_iso_date(dates.written(day)) == day


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 12, 31)))
def test_a_moment_is_read_back_to_the_second(moment):
    exact = moment.replace(microsecond=0)
    assert dates.parse_iso_moment(dates.written(exact)) == exact


@given(st.text(max_size=30))
def test_no_text_makes_the_parser_fail_otherwise_than_with_a_reason(text):
    for parse in (dates.parse_date, dates.parse_moment):
        try:
            parse(text, MONDAY)
        except DateFault as fault:
            assert str(fault)


def test_the_understood_date_is_echoed_with_its_weekday():
    assert dates.echo(date(2026, 11, 20)) == "2026-11-20 (fredag)"
    assert dates.echo(datetime(2026, 11, 20, 9, 5)) == "2026-11-20 kl. 09.05 (fredag)"
    assert dates.format_moment(datetime(2026, 11, 20, 14, 10)) == "20. november 2026 kl. 14.10"
