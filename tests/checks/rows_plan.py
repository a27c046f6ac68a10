"""Rows: the plan and its measures."""

from __future__ import annotations

from datetime import date

from checks_base import (
    MEASURES,
    NO_LINE,
    NOTHING,
    OWNER,
    PLAN,
    PLANNED,
    PLANNED_DAY,
    PROBLEM,
    ROUNDS,
    SECOND_MEASURE,
    WHEN,
    block,
    hit,
    miss,
    note,
    warn,
)

SUPPORT = "        t-4mm7: {gjennomfort: ja, effekt: ja, videre: fortsetter}\n"

FIVE_POINTS = [
    hit(
        "no problem",
        "plan-a-problem",
        (PROBLEM, NOTHING),
        key="aktivitetsplan.problem",
        line="aktivitetsplan:",
    ),
    miss(
        "a short problem",
        "plan-a-problem",
        (PROBLEM, "  problem: Eleven er alene i alle friminuttene.\n"),
    ),
    hit(
        "no measures",
        "plan-b-tiltak",
        (MEASURES, "  tiltak: []\n"),
        (ROUNDS, NOTHING),
        ("    tiltak: [t-9xk2]\n", NOTHING),
        key="aktivitetsplan.tiltak",
        line="  tiltak: []",
    ),
    hit(
        "a measure that says nothing",
        "plan-b-tiltak",
        ("      tiltak: Samtale med eleven\n", NOTHING),
        key=f"{PLAN}[1].tiltak",
        line="- id: t-4mm7",
    ),
    miss("one measure", "plan-b-tiltak", (SECOND_MEASURE, NOTHING), (SUPPORT, NOTHING)),
    hit(
        "a measure without a time",
        "plan-c-nar",
        (WHEN, NOTHING),
        key=f"{PLAN}[0].fra",
        line="- id: t-9xk2",
    ),
    miss("a measure without an end", "plan-c-nar", (WHEN, "      fra: 2026-11-23\n")),
    hit(
        "a measure nobody carries out",
        "plan-d-hvem",
        ("      gjennomfores_av: a1\n", NOTHING),
        key=f"{PLAN}[0].gjennomfores_av",
        line="- id: t-9xk2",
    ),
    miss("carried out by one", "plan-d-hvem", ("gjennomfores_av: [a1, a2]", "gjennomfores_av: a1")),
    hit(
        "a measure that is never evaluated",
        "plan-e-evaluering",
        ("      evalueres: 2026-12-18\n", NOTHING),
        key=f"{PLAN}[1].evalueres",
        line="- id: t-4mm7",
    ),
    miss(
        "evaluated later", "plan-e-evaluering", ("evalueres: 2026-12-18", "evalueres: 2027-03-01")
    ),
]

SECOND = "      tiltak: Samtale med eleven\n      hyppighet: hver fredag\n"
PLAN_GONE = (block("aktivitetsplan:", "logg:"), NOTHING)
NO_PROOF = ("    tiltak: [t-9xk2]\n", NOTHING)
TOLD = ("Samtalen var i lunsjen.", "Vi fortalte om statsforvalteren.")
CHANGE = ("      tiltak: Samtale med eleven\n", "      tiltak: Skolebytte for eleven\n")
DECISION = (
    "enkeltvedtak: {referanse: 26/1, dato: 2026-11-24, av: s1, varslet: 2026-11-21, "
    "hort: 2026-11-23, begrunnelse: Alt annet er prøvd., underrettet: 2026-11-24}"
)
LAST_LINE = "      begrunnelse: Eleven ville ha en fast voksen å snakke med.\n"
DECIDED = (LAST_LINE, f"{LAST_LINE}      {DECISION}\n")

CONCRETE = [
    warn(
        "concluded, five virkedager, no plan",
        "plan-uteblitt",
        PLAN_GONE,
        NO_PROOF,
        key="aktivitetsplan",
        line=NO_LINE,
    ),
    miss(
        "the pupil has it safe and good",
        "plan-uteblitt",
        PLAN_GONE,
        NO_PROOF,
        (
            "trygt_og_godt: nei, begrunnelse: Eleven er alene.",
            "trygt_og_godt: ja, begrunnelse: Ja.",
        ),
    ),
    warn(
        "labels only",
        "problem-for-kort",
        (PROBLEM, "  problem: Eleven mistrives på skolen og blir utestengt av de andre.\n"),
        key="aktivitetsplan.problem",
        line="  problem: Eleven",
    ),
    warn(
        "two words",
        "problem-for-kort",
        (PROBLEM, "  problem: Alltid alene.\n"),
        key="aktivitetsplan.problem",
        line="  problem: Alltid",
    ),
    miss(
        "who, what and where",
        "problem-for-kort",
        (PROBLEM, "  problem: Eleven blir utestengt fra ballspill i storefri.\n"),
    ),
    warn(
        "laid on the pupil",
        "tiltak-hvem-uklart",
        ("gjennomfores_av: [a1, a2]", "gjennomfores_av: [e1, f1]"),
        key=f"{PLAN}[1].gjennomfores_av",
        line="gjennomfores_av: [e1",
    ),
    warn(
        "laid on everybody",
        "tiltak-hvem-uklart",
        ("navn: Anders Avdeling", "navn: Alle lærere"),
        ("gjennomfores_av: [a1, a2]", "gjennomfores_av: a2"),
        key=f"{PLAN}[1].gjennomfores_av",
        line="gjennomfores_av: a2",
    ),
    miss(
        "the pupil together with a teacher",
        "tiltak-hvem-uklart",
        ("gjennomfores_av: [a1, a2]", "gjennomfores_av: [e1, a1]"),
    ),
    warn(
        "six weeks and a day",
        "evaluering-langt-fram",
        *PLANNED,
        ("evalueres: 2026-12-04", "evalueres: 2027-01-05"),
        key=f"{PLAN}[0].evalueres",
        line="evalueres: 2027-01-05",
        today=PLANNED_DAY,
    ),
    miss(
        "six weeks",
        "evaluering-langt-fram",
        *PLANNED,
        ("evalueres: 2026-12-04", "evalueres: 2027-01-04"),
        today=PLANNED_DAY,
    ),
    *(
        warn(
            words,
            "tiltak-generelt",
            (SECOND, f"      tiltak: {words}\n      fra: 2026-11-23\n"),
            key=f"{PLAN}[1].tiltak",
            line=f"      tiltak: {words}",
        )
        for words in ("Følge med på eleven", "Ekstra tilsyn", "Ha fokus på klassemiljøet")
    ),
    miss(
        "where",
        "tiltak-generelt",
        (SECOND, "      tiltak: Følge med på eleven i garderoben\n      fra: 2026-11-23\n"),
    ),
    miss(
        "how often",
        "tiltak-generelt",
        (SECOND, "      tiltak: Følge med på eleven\n      hyppighet: hvert friminutt\n"),
    ),
    warn(
        "everything is for the pupil to do",
        "tiltak-bare-eleven",
        ("rettet_mot: klasse", "rettet_mot: utsatt"),
        key=PLAN,
        line="  tiltak:\n    - id: t-9xk2",
    ),
    miss(
        "also the group",
        "tiltak-bare-eleven",
        ("rettet_mot: klasse", "rettet_mot: [utsatt, gruppe]"),
    ),
    note(
        "aimed at nobody",
        "tiltak-uten-malgruppe",
        ("      rettet_mot: utsatt\n", NOTHING),
        key=f"{PLAN}[1].rettet_mot",
        line="- id: t-4mm7",
    ),
    miss(
        "a measure that is over",
        "tiltak-uten-malgruppe",
        ("      rettet_mot: klasse\n", NOTHING),
    ),
    warn(
        "no reason",
        "tiltak-uten-grunn",
        (LAST_LINE, NOTHING),
        key=f"{PLAN}[1].begrunnelse",
        line="- id: t-4mm7",
    ),
    miss(
        "tied to a finding",
        "tiltak-uten-grunn",
        (LAST_LINE, "      bygger_pa: [h-7k3q]\n"),
    ),
    miss(
        "a new edition of a measure that has its reason",
        "tiltak-uten-grunn",
        (LAST_LINE, "      erstatter: t-9xk2\n"),
    ),
]

DECISIONS = [
    hit(
        "a change of school as if it were a measure",
        "tiltak-enkeltvedtak",
        CHANGE,
        key=f"{PLAN}[1].enkeltvedtak",
        line="- id: t-4mm7",
    ),
    miss("decided by the owner", "tiltak-enkeltvedtak", CHANGE, DECIDED, OWNER),
    miss(
        "only talked about",
        "tiltak-enkeltvedtak",
        (CHANGE[0], "      tiltak: Drøfte skolebytte med familien\n"),
    ),
    hit(
        "decided by rektor",
        "skolebytte-av-skolen",
        CHANGE,
        (LAST_LINE, DECIDED[1].replace("av: s1", "av: r1")),
        key=f"{PLAN}[1].enkeltvedtak.av",
        line="      enkeltvedtak:",
    ),
    miss(
        "rektor decides on exclusion",
        "skolebytte-av-skolen",
        (CHANGE[0], "      tiltak: Bortvisning i to dager\n"),
        (LAST_LINE, DECIDED[1].replace("av: s1", "av: r1")),
    ),
    warn(
        "no notice and no hearing",
        "enkeltvedtak-ufullstendig",
        CHANGE,
        OWNER,
        (LAST_LINE, DECIDED[1].replace(", varslet: 2026-11-21, hort: 2026-11-23", "")),
        key=f"{PLAN}[1].enkeltvedtak",
        line="      enkeltvedtak:",
    ),
    miss("every step", "enkeltvedtak-ufullstendig", CHANGE, DECIDED, OWNER),
    warn(
        "changed without why",
        "revisjon-uten-grunn",
        ("  evalueringer:", "  revidert:\n    - {id: p-3h5j, dato: 2026-12-18}\n  evalueringer:"),
        key="aktivitetsplan.revidert[0].endring",
        line="p-3h5j",
    ),
    miss(
        "changed, and why",
        "revisjon-uten-grunn",
        (
            "  evalueringer:",
            "  revidert:\n    - {id: p-3h5j, dato: 2026-12-18, endring: Nytt tiltak på bussen.}\n"
            "  evalueringer:",
        ),
    ),
    warn(
        "a school week gone, and no word",
        "tiltak-ikke-gjennomfort",
        *PLANNED,
        NO_PROOF,
        TOLD,
        key=f"{PLAN}[0].fra",
        line="fra: 2026-11-23",
        today=date(2026, 12, 1),
    ),
    miss(
        "the fifth virkedag",
        "tiltak-ikke-gjennomfort",
        *PLANNED,
        NO_PROOF,
        TOLD,
        today=date(2026, 11, 30),
    ),
    miss(
        "the log says so",
        "tiltak-ikke-gjennomfort",
        *PLANNED,
        TOLD,
        today=date(2026, 12, 1),
    ),
]
