"""Rows: the order of things, and dates that have not come."""

from __future__ import annotations

from checks_base import CLOSING, EVENT, NOTHING, PLAN, ROUND, hit, miss

ANOTHER = (
    CLOSING.removeprefix("avslutninger:\n")
    .replace("x-4r1t", "x-5v8w")
    .replace("dato: 2027-01-11", "dato: 2027-01-24")
)
REPORTED = "umulig-rekkefolge"
LED_BY_REKTOR = ("saksansvarlig: a2", "saksansvarlig: r1")
TIME = [
    hit(
        "who leads the case has left",
        "part-sluttet",
        LED_BY_REKTOR,
        ("navn: Rita Rektorsen}", "navn: Rita Rektorsen, sluttet: 2027-01-25}"),
        key="saksansvarlig",
        line="saksansvarlig:",
        severity="warning",
    ),
    hit(
        "who has agreed to something has left",
        "part-sluttet",
        ("navn: Rita Rektorsen}", "navn: Rita Rektorsen, sluttet: 2027-01-22}"),
        (
            "    retter: h-7k3q\n",
            "    retter: h-7k3q\n    avtaler: [{id: a-6m2k, hva: Ring, hvem: r1}]\n",
        ),
        key="logg",
        line="logg:",
        severity="warning",
    ),
    miss(
        "who leads the case leaves tomorrow",
        "part-sluttet",
        LED_BY_REKTOR,
        ("navn: Rita Rektorsen}", "navn: Rita Rektorsen, sluttet: 2027-01-26}"),
    ),
    miss(
        "who has left led it before, and has nothing left to do",
        "part-sluttet",
        ("navn: Rita Rektorsen}", "navn: Rita Rektorsen, sluttet: 2027-01-22}"),
    ),
    hit(
        "an event after the report",
        REPORTED,
        (EVENT, "hendelse: {dato: 2026-11-21"),
        ("  rektor: {tid: 2026-11-20T14:10", "  rektor: {tid: 2026-11-21T14:10"),
        ("dato: 2026-11-20, av: r1}\n  skole", "dato: 2026-11-21, av: r1}\n  skole"),
        key="melding.hendelse.dato",
        line="hendelse: {",
    ),
    miss("an event later on the day of the report", REPORTED, (EVENT, f"{EVENT[:-2]}20T09:00")),
    hit(
        "rektor told before the event",
        REPORTED,
        ("rektor: {tid: 2026-11-20T14:10", "rektor: {tid: 2026-11-18T14:10"),
        key="mottak.rektor.tid",
        line="rektor: {tid",
    ),
    hit(
        "rektor told before the event on the same day",
        REPORTED,
        (EVENT, "hendelse: {dato: 2026-11-20T14:11"),
        key="mottak.rektor.tid",
        line="rektor: {tid",
    ),
    miss("rektor told on the day of the event", REPORTED, (EVENT, "hendelse: {dato: 2026-11-20")),
    miss(
        "rektor told before the report was written",
        REPORTED,
        ("rektor: {tid: 2026-11-20T14:10", "rektor: {tid: 2026-11-19"),
    ),
    miss(
        "a family had gone to rektor before the event that was written down",
        REPORTED,
        ("rektor: {tid: 2026-11-21T08:30", "rektor: {tid: 2026-11-18"),
    ),
    hit(
        "gravity judged before the event",
        REPORTED,
        ("trusler., dato: 2026-11-20", "trusler., dato: 2026-11-18"),
        key="mottak.alvorlig.dato",
        line="alvorlig:",
    ),
    hit(
        "the owner told before the event",
        REPORTED,
        ("tid: 2026-11-23T09:00", "tid: 2026-11-18T09:00"),
        key="mottak.skoleeier.tid",
        line="skoleeier:",
    ),
    hit(
        "concluded before the investigation started",
        REPORTED,
        ("startet: 2026-11-20", "startet: 2026-11-25"),
        key="undersokelse.konklusjon.dato",
        line="konklusjon:",
    ),
    miss("concluded the same day", REPORTED, ("startet: 2026-11-20", "startet: 2026-11-24")),
    hit(
        "a measure that ends before it begins",
        REPORTED,
        ("til: 2026-12-18", "til: 2026-11-22"),
        key=f"{PLAN}[0].til",
        line="til: 2026-11-22",
    ),
    miss("a measure of one day", REPORTED, ("til: 2026-12-18", "til: 2026-11-23")),
    hit(
        "a measure evaluated before it begins",
        REPORTED,
        ("evalueres: 2026-12-04", "evalueres: 2026-11-22"),
        key=f"{PLAN}[0].evalueres",
        line="evalueres: 2026-11-22",
    ),
    hit(
        "an evaluation before the measure began",
        REPORTED,
        ("dato: 2026-12-04", "dato: 2026-11-22"),
        key=f"{ROUND}.tiltak.t-9xk2",
        line="tiltak: {t-9xk2",
    ),
    miss(
        "an evaluation that finds the measure not begun",
        REPORTED,
        ("dato: 2026-12-04", "dato: 2026-11-22"),
        ("gjennomfort: ja, effekt: delvis", "gjennomfort: nei"),
    ),
    hit(
        "an evaluation before the report",
        REPORTED,
        ("dato: 2026-12-04", "dato: 2026-11-19"),
        ("gjennomfort: ja, effekt: delvis", "gjennomfort: nei"),
        key=f"{ROUND}.dato",
        line="dato: 2026-11-19\n      til_stede",
    ),
    hit(
        "the next evaluation on the day of this one",
        REPORTED,
        ("neste: 2026-12-18", "neste: 2026-12-04"),
        key=f"{ROUND}.neste",
        line="neste: 2026-12-04",
    ),
    miss("the next evaluation the day after", REPORTED, ("neste: 2026-12-18", "neste: 2026-12-05")),
    hit(
        "closed before the report",
        REPORTED,
        ("dato: 2027-01-11", "dato: 2026-11-19"),
        key="avslutninger[0].dato",
        line="dato: 2026-11-19\n    av: r1",
    ),
    miss("closed on the day of the report", REPORTED, ("dato: 2027-01-11", "dato: 2026-11-20")),
    hit(
        "the follow-up before the closing",
        REPORTED,
        ("oppfolging: 2027-02-15", "oppfolging: 2027-01-10"),
        key="avslutninger[0].oppfolging",
        line="oppfolging: 2027-01-10",
    ),
    hit(
        "opened again without a closing",
        REPORTED,
        (CLOSING, NOTHING),
        key="gjenapninger[0]",
        line="g-6t5y",
    ),
    hit(
        "opened again before the closing",
        REPORTED,
        ("dato: 2027-01-20", "dato: 2027-01-10"),
        key="gjenapninger[0].dato",
        line="g-6t5y",
    ),
    miss("opened again on the day of closing", REPORTED, ("dato: 2027-01-20", "dato: 2027-01-11")),
    miss(
        "opened again between two closings",
        REPORTED,
        (
            "gjenapninger:",
            f"{ANOTHER}gjenapninger:",
        ),
    ),
    hit(
        "a decision received before it was made",
        REPORTED,
        ("mottatt: 2026-12-11", "mottatt: 2026-12-09"),
        key="statsforvalter[0].vedtak.mottatt",
        line="    vedtak: {dato",
    ),
    miss("a decision received at once", REPORTED, ("mottatt: 2026-12-11", "mottatt: 2026-12-10")),
    hit(
        "an order due before the decision",
        REPORTED,
        ("frist: 2027-01-10", "frist: 2026-12-09"),
        key="statsforvalter[0].vedtak.frist",
        line="    vedtak: {dato",
    ),
    hit(
        "a log entry tomorrow",
        "fremtidig-dato",
        ("tid: 2026-11-26", "tid: 2027-01-26T08:00"),
        key="logg[2].tid",
        line="tid: 2027-01-26",
        severity="warning",
    ),
    miss("later today", "fremtidig-dato", ("tid: 2026-11-26", "tid: 2027-01-25T23:59")),
    miss("a planned date", "fremtidig-dato", ("evalueres: 2026-12-04", "evalueres: 2027-06-04")),
]
