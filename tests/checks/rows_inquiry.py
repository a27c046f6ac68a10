"""Rows: the investigation, and who was heard."""

from __future__ import annotations

from datetime import date

from checks_base import (
    NOTHING,
    OWN_WORDS,
    PLANNED,
    PLANNED_DAY,
    SERIOUS,
    YOUNG,
    block,
    hit,
    miss,
    note,
    warn,
)

TALK = "    type: elevsamtale\n    delplikt: undersoke\n"
NO_TALK = (TALK, "    type: notat\n    delplikt: undersoke\n")
NO_ENTRY = (TALK, "    type: notat\n")
POSTPONED = "  utsatt: {begrunnelse: Eleven var syk., til: 2026-11-23}\n"
CONCLUSION = block("  konklusjon: {", "aktivitetsplan:")
INVESTIGATION = block("undersokelse:", "aktivitetsplan:")
REASON = "  ansvarlig: a1\n  utsatt"
VIEW, VIEW_AT_CLOSING = (f"{'  ' * n}foresattes_syn: De foresatte er enige.\n" for n in (1, 2))
BEST = block("  elevens_beste:", "  evalueringer:")
SOCIOGRAM = "    type: sosiogram\n    om: [e1]\n    av: a1\n    retter"
NOTE = "    type: notat\n    av: a1\n    retter"

INQUIRY = [
    warn(
        "not begun, though there is a plan",
        "undersokelse-ikke-startet",
        (INVESTIGATION, "undersokelse: {ansvarlig: a1}\n"),
        key="undersokelse.startet",
        line="undersokelse: {",
    ),
    miss(
        "put off with a reason, within five virkedager",
        "undersokelse-ikke-startet",
        (YOUNG[0], "undersokelse: {utsatt: {begrunnelse: Eleven er syk.}}\n"),
        today=date(2026, 11, 27),
    ),
    miss(
        "the day after the school's norm",
        "undersokelse-ikke-startet",
        (YOUNG[0], "undersokelse: {ansvarlig: a1}\n"),
        today=date(2026, 11, 24),
    ),
    warn(
        "not concluded after five virkedager",
        "undersokelse-ikke-konkludert",
        (POSTPONED, NOTHING),
        (CONCLUSION, NOTHING),
        key="undersokelse.konklusjon",
        line="undersokelse:",
    ),
    miss("there is a reason", "undersokelse-ikke-konkludert", (CONCLUSION, NOTHING)),
    warn(
        "put off without a reason",
        "utsatt-uten-grunn",
        ("begrunnelse: Eleven var syk., ", NOTHING),
        key="undersokelse.utsatt.begrunnelse",
        line="  utsatt:",
    ),
    miss("never put off", "utsatt-uten-grunn", (POSTPONED, NOTHING)),
    warn(
        "a conclusion out of nothing",
        "undersokelse-uten-innhold",
        OWN_WORDS,
        NO_ENTRY,
        NO_ENTRY,
        (REASON, f"  ikke_hort: {{e2: Ville ikke.}}\n{REASON}"),
        key="undersokelse.konklusjon",
        line="konklusjon:",
    ),
    miss(
        "the methods are written",
        "undersokelse-uten-innhold",
        OWN_WORDS,
        NO_ENTRY,
        NO_ENTRY,
        (REASON, f"  ikke_hort: {{e2: Ville ikke.}}\n  metoder: [samtaler]\n{REASON}"),
    ),
    warn(
        "a conclusion without why",
        "konklusjon-uten-grunn",
        (", begrunnelse: Eleven er alene.}", "}"),
        key="undersokelse.konklusjon.begrunnelse",
        line="konklusjon:",
    ),
    miss(
        "not yet known needs no why",
        "konklusjon-uten-grunn",
        ("trygt_og_godt: nei, begrunnelse: Eleven er alene.", "trygt_og_godt: uavklart"),
    ),
]

HEARD = [
    hit(
        "a plan, and nobody has asked the pupil",
        "elev-ikke-hort",
        *PLANNED,
        OWN_WORDS,
        NO_TALK,
        key="undersokelse.elevens_opplevelse",
        line="undersokelse:",
        today=PLANNED_DAY,
    ),
    hit(
        "only the guardian was heard",
        "elev-ikke-hort",
        *PLANNED,
        OWN_WORDS,
        (TALK, "    type: samtale\n    delplikt: undersoke\n"),
        ("    med: [e1]\n", "    med: [f1]\n"),
        key="undersokelse.elevens_opplevelse",
        line="undersokelse:",
        today=PLANNED_DAY,
    ),
    miss(
        "the pupil's own words are in the report",
        "elev-ikke-hort",
        *PLANNED,
        OWN_WORDS,
        NO_TALK,
        ("  involverte:", "  elevens_ord: Jeg er alltid alene.\n  involverte:"),
        today=PLANNED_DAY,
    ),
    miss(
        "there is a reason",
        "elev-ikke-hort",
        *PLANNED,
        OWN_WORDS,
        NO_TALK,
        (REASON, f"  ikke_hort: {{e1: Eleven vil ikke snakke.}}\n{REASON}"),
        today=PLANNED_DAY,
    ),
    warn(
        "another pupil was not heard",
        "medelever-ikke-hort",
        ("    med: [e2]\n", NOTHING),
        key="parter.e2",
        line="e2: {",
    ),
    miss(
        "there is a reason",
        "medelever-ikke-hort",
        ("    med: [e2]\n", NOTHING),
        (REASON, f"  ikke_hort: {{e2: Ville ikke.}}\n{REASON}"),
    ),
    warn(
        "nobody knows what the guardians think",
        "foresattes-syn-mangler",
        (VIEW, NOTHING),
        (VIEW_AT_CLOSING, NOTHING),
        key="aktivitetsplan.foresattes_syn",
        line="aktivitetsplan:",
    ),
    miss(
        "they were talked with",
        "foresattes-syn-mangler",
        (VIEW, NOTHING),
        (VIEW_AT_CLOSING, NOTHING),
        ("    type: notat\n", "    type: telefon\n    med: [f1]\n"),
    ),
    miss(
        "they made the report",
        "foresattes-syn-mangler",
        (VIEW, NOTHING),
        (VIEW_AT_CLOSING, NOTHING),
        ("melder: a1", "melder: f1"),
    ),
    hit(
        "a plan without the pupil's best",
        "elevens-beste-mangler",
        (BEST, NOTHING),
        key="aktivitetsplan.elevens_beste",
        line="aktivitetsplan:",
    ),
    miss(
        "it stands in the conclusion",
        "elevens-beste-mangler",
        (BEST, NOTHING),
        ("Eleven er alene.}", "Eleven er alene., elevens_beste: Det beste er å bli i klassen nå.}"),
    ),
    warn(
        "a sentence that fits anyone",
        "elevens-beste-standard",
        (BEST, "  elevens_beste: Elevens beste er vurdert og ivaretatt i planen.\n"),
        key="aktivitetsplan.elevens_beste",
        line="  elevens_beste:",
    ),
    warn(
        "a few words",
        "elevens-beste-standard",
        (BEST, "  elevens_beste: Å ha det trygt.\n"),
        key="aktivitetsplan.elevens_beste",
        line="  elevens_beste:",
    ),
    miss(
        "short, about this pupil",
        "elevens-beste-standard",
        (BEST, "  elevens_beste: Eleven vil være med, og skal ikke pekes ut.\n"),
    ),
    note(
        "serious, and nobody else is mentioned",
        "andre-instanser",
        SERIOUS,
        key="mottak.alvorlig",
        line="alvorlig:",
    ),
    miss(
        "the nurse was asked",
        "andre-instanser",
        SERIOUS,
        ("    type: notat\n", "    type: ekstern\n"),
    ),
    warn(
        "a survey with names, without why",
        "kartlegging-uten-grunn",
        (NOTE, SOCIOGRAM),
        key="logg[2].formal",
        line="- id: h-9p4x",
    ),
    miss(
        "what was tried before is written",
        "kartlegging-uten-grunn",
        (NOTE, f"    formal: Samtaler og tilsyn ga ikke svar.\n{SOCIOGRAM}"),
    ),
    miss(
        "a survey that a later entry corrects",
        "kartlegging-uten-grunn",
        (TALK, "    type: kartlegging\n    delplikt: undersoke\n"),
    ),
    miss(
        "a survey without names",
        "kartlegging-uten-grunn",
        (NOTE, SOCIOGRAM.replace("    om: [e1]\n", "")),
    ),
]
