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


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


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
        ("+9999d", "2054-04-09"),
        ("3.februar 2026", "2026-02-03"),
        ("24. des. 2026", "2026-12-24"),
        (unicodedata.normalize("NFD", "lørdag"), "2026-11-21"),
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


@pytest.mark.parametrize("prefer", ["past", "future"])
def test_last_and_next_weekday_mean_the_same_whatever_is_preferred(prefer):
    assert dates.parse_date("forrige fredag", MONDAY, prefer) == date(2026, 11, 20)
    assert dates.parse_date("neste fredag", MONDAY, prefer) == date(2026, 11, 27)


def test_a_refusal_of_typed_text_lists_the_forms_with_an_example():
    with pytest.raises(DateFault, match=r"2026-02-03, 03\.02\.2026, 3\. februar 2026, i dag"):
        dates.parse_date("tull", MONDAY)


@pytest.mark.parametrize(
    ("typed", "today", "why"),
    [
        ("i morgen", date.max, "for langt unna"),
        ("fredag", date.min, "for langt unna"),
        ("neste fredag", date.max, "for langt unna"),
        ("neste fredag", date(2200, 12, 31), "året 2201"),
        ("i går", date(1900, 1, 1), "året 1899"),
    ],
)
def test_words_that_lead_out_of_the_calendar_are_refused(typed, today, why):
    with pytest.raises(DateFault, match=why):
        dates.parse_date(typed, today)


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
        ("3. s 2026", "måneden er ikke kjent"),
        ("3. de 2026", "måneden er ikke kjent"),
        ("٢٠٢٦-02-03", "ikke en dato"),
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
        ("3. feb 26", "året må ha fire sifre"),
        ("3. 2. 26", "året må ha fire sifre"),
        ("26-02-03", "året må ha fire sifre"),
        ("+5v", "ikke en dato"),
        ("i dag kl. 14.10", "ikke en dato"),
        ("Elev Eksempel", "ikke en dato"),
    ],
)
def test_what_is_ambiguous_or_nonsense_is_refused_with_the_reason(typed, why):
    with pytest.raises(DateFault) as refused:
        dates.parse_date(typed, MONDAY)
    assert why in str(refused.value)
    assert "Elev" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20.11.2026 14:10", at("2026-11-20T14:10")),
        ("20.11.2026 kl. 14.10", at("2026-11-20T14:10")),
        ("20. november 2026, kl 9.05", at("2026-11-20T09:05")),
        ("3. 2. 2026 14.10", at("2026-02-03T14:10")),
        ("2026-11-20 9:10", at("2026-11-20T09:10")),
        ("2026-11-20T13:10Z", at("2026-11-20T14:10")),
        ("fredag kl. 10", at("2026-11-20T10:00")),
        ("2026-11-17 kl 9", at("2026-11-17T09:00")),
        ("i går kl.8", at("2026-11-22T08:00")),
        ("fredag kl. 20.11", at("2026-11-20T20:11")),
        ("fredag 20:11", at("2026-11-20T20:11")),
        ("fredag 14.30", at("2026-11-20T14:30")),
        ("i går 08:30", at("2026-11-22T08:30")),
        ("2026-11-20T14:10", at("2026-11-20T14:10")),
        ("2026-11-20", date(2026, 11, 20)),
        ("i dag", date(2026, 11, 23)),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_clock_time(typed, meant):
    assert dates.parse_moment(typed, MONDAY) == meant


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("14:10", "skriv dagen også"),
        ("kl. 14.10", "skriv dagen også"),
        ("20.11", "skriv dagen også, med år"),
        ("kl. 10", "skriv dagen også"),
        ("i dag kl. 25", "klokkeslettet finnes ikke"),
        ("i dag 10", "ikke en dato"),
        ("i dag 25:00", "klokkeslettet finnes ikke"),
        ("i dag 24:00", "klokkeslettet finnes ikke"),
        ("3. 2.26", "året må ha fire sifre"),
        ("20.11.2026 14:60", "klokkeslettet finnes ikke"),
        ("fredag 20.11", "kan være både dato og klokkeslett; skriv kl. 20.11"),
        ("i dag 08.10", "kan være både dato og klokkeslett; skriv kl. 08.10"),
        ("3.2.26 10:00", "året må ha fire sifre"),
        ("3. 2. 26", "året må ha fire sifre"),
        ("31.02.2026 10:00", "31. februar 2026 finnes ikke"),
        ("02/03/2026 10:00", "skråstrek"),
        ("2026-11-20T14:10+25:00", "tidssonen finnes ikke"),
        ("٢٠.١١.٢٠٢٦ ١٤:١٠", "ikke en dato"),
    ],
)
def test_a_moment_that_is_half_told_ambiguous_or_impossible_is_refused(typed, why):
    with pytest.raises(DateFault) as refused:
        dates.parse_moment(typed, MONDAY)
    assert why in str(refused.value)


def test_a_moment_s_lone_weekday_follows_what_is_preferred():
    assert dates.parse_moment("fredag kl. 9.05", MONDAY, "past") == at("2026-11-20T09:05")
    assert dates.parse_moment("fredag kl. 9.05", MONDAY, "future") == at("2026-11-27T09:05")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T14:10", at("2026-11-20T14:10")),
        ("2026-11-20 14:10:30", at("2026-11-20T14:10:30")),
        ("2026-11-20T13:10Z", at("2026-11-20T14:10")),
        ("2026-07-01T14:10+02:00", at("2026-07-01T14:10")),
        ("2026-12-31T23:30Z", at("2027-01-01T00:30")),
        ("2026-11-20T14:10+0100", at("2026-11-20T14:10")),
    ],
)
def test_a_file_holds_iso_dates_in_norwegian_wall_time(text, meant):
    found = dates.parse_iso_moment(text)
    assert found == meant
    assert type(found) is type(meant)
    assert getattr(found, "tzinfo", None) is None


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
        ("2026-11-20\n", "skriv datoen som 2026-11-20, uten mellomrom eller linjeskift rundt"),
        ("2026-2-3", "dette er ikke en dato; skriv den som 2026-02-03"),
        ("03.02.2026 tull", "dette er ikke en dato; skriv den som 2026-02-03"),
        ("3. foobar 2026", "måneden er ikke kjent; skriv datoen som 2026-02-03"),
        ("3.2.26", "året må ha fire sifre"),
        ("3. feb 26", "året må ha fire sifre"),
        ("02/03/2026", "forveksles; skriv datoen som 2026-02-03"),
        ("2026-11-20T14:10+25:00", "tidssonen finnes ikke"),
        ("2026-11-20T14:10+01:60", "tidssonen finnes ikke"),
        ("2200-12-31T23:30-05:00", "året 2201"),
        ("٢٠٢٦-٠٢-٠٣", "dette er ikke en dato"),
    ],
)
def test_a_file_with_another_form_gets_the_very_text_to_write(text, remedy):
    with pytest.raises(DateFault) as refused:
        dates.parse_iso_moment(text)
    assert remedy in str(refused.value)
    assert "i dag" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2026-11-20T14:10", "uten klokkeslett: 2026-11-20"),
        ("03.02.2026", "skriv datoen som 2026-02-03"),
        ("2026-02-30", "30. februar 2026 finnes ikke (februar 2026 har 28 dager)"),
    ],
)
def test_a_file_s_day_is_a_day_alone(text, remedy):
    with pytest.raises(DateFault) as refused:
        dates.parse_iso_date(text)
    assert str(refused.value).endswith(remedy)


@given(DAYS)
def test_every_way_of_writing_a_day_is_read_back_as_the_same_day(day):
    for shown in (day.isoformat(), dates.format_short(day), dates.format_date(day)):
        assert dates.parse_date(shown, MONDAY) == day
    assert dates.parse_moment(dates.format_moment(day), MONDAY) == day
    assert dates.parse_iso_date(dates.written(day)) == day


@given(st.datetimes(min_value=at("1900-01-01T00:00"), max_value=at("2200-12-31T00:00")))
def test_a_moment_is_read_back_to_the_second(moment):
    exact = moment.replace(microsecond=0)
    assert dates.parse_iso_moment(dates.written(exact)) == exact
    shown = exact.replace(second=0)
    assert dates.parse_moment(dates.format_moment(shown), MONDAY) == shown


NEAR_DATES = st.text("0123456789 .:-/+TZtzkldufregsiå", max_size=24)
FILE_MOMENTS = st.from_regex(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{1,8}(Z|[+-][0-9]{2}:?[0-9]{2})?", fullmatch=True
)


@pytest.mark.slow
@given(
    st.text(max_size=30) | NEAR_DATES | FILE_MOMENTS, st.dates(), st.sampled_from(dates.WEEKDAYS)
)
def test_no_text_makes_the_parser_fail_otherwise_than_with_a_reason(text, today, weekday):
    for typed in (text, weekday, f"{weekday} {text}"):
        for parse in (
            lambda it: dates.parse_date(it, today),
            lambda it: dates.parse_moment(it, today, "future"),
            dates.parse_iso_date,
            dates.parse_iso_moment,
        ):
            try:
                found = parse(typed)
            except DateFault as fault:
                assert str(fault)
            else:
                assert 1900 <= found.year <= 2200


def test_the_understood_date_is_echoed_with_its_weekday():
    assert dates.echo(date(2026, 11, 20)) == "2026-11-20 (fredag)"
    assert dates.echo(at("2026-11-20T09:05")) == "2026-11-20 kl. 09.05 (fredag)"
    assert dates.weekday_name(date(2026, 11, 21)) == "lørdag"


def test_a_day_or_moment_is_shown_as_norwegians_write_it():
    moment = at("2026-02-03T14:10")
    assert dates.format_moment(moment) == "3. februar 2026 kl. 14.10"
    assert dates.format_moment(date(2026, 2, 3)) == "3. februar 2026"
    assert dates.format_date(date(2026, 11, 20)) == "20. november 2026"
    assert dates.format_short(date(2026, 2, 3)) == "03.02.2026"
    assert dates.day_of(moment) == dates.day_of(date(2026, 2, 3)) == date(2026, 2, 3)
    assert type(dates.day_of(moment)) is date
