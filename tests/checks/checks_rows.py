"""The rules' table: one edit of the healthy case, and what exactly is found then, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.registry import Subject, run_checks
from skolemiljo_cli.model.gate import parse_case
from skolemiljo_cli.store import reader

if TYPE_CHECKING:
    from skolemiljo_cli.errors import Finding

HEALTHY = (Path(__file__).parent / "healthy.yaml").read_text(encoding="utf-8")
TODAY = date(2027, 1, 25)
FILE = "cases/2026-11-22-k3fq/sak.yaml"
NOTHING = ""


def findings_in(text: str, today: date = TODAY) -> list[Finding]:
    """What the checks find in the text of a `sak.yaml`."""
    data = text.encode()
    values = reader.read(data)
    parsed = parse_case(values)
    assert parsed.value is not None, parsed.faults
    subject = Subject(parsed.value, values, today, parsed.faults)
    return run_checks(
        subject, file=FILE, line_of=lambda place: reader.line_of(data, place), dotted=reader.dotted
    )


@dataclass(frozen=True)
class Row:
    """An edit (old text → new text, …) and, where it breaks a rule, the key and line hit."""

    title: str
    rule: str
    edits: tuple[tuple[str, str], ...]
    key: str = NOTHING
    line: str = NOTHING  # a text that stands on the line and nowhere before it
    severity: str = "error"

    @property
    def text(self) -> str:
        """The healthy case after the edits."""
        text = HEALTHY
        for old, new in self.edits:
            assert old in text, f"«{old}» is not in the case"
            text = text.replace(old, new, 1)
        return text


def hit(title, rule, *edits, key, line, severity="error"):
    return Row(title, rule, edits, key, line, severity)


def miss(title, rule, *edits):
    return Row(title, rule, edits)


def block(start: str, end: str) -> str:
    """The healthy text from `start` up to `end`."""
    first = HEALTHY.index(start)
    return HEALTHY[first : HEALTHY.index(end, first)]


MEASURES = block("  tiltak:\n    - id: t-9xk2", "  vurdering:")
ROUNDS = block("  evalueringer:", "logg:")
SECOND_MEASURE = block("    - id: t-4mm7", "  vurdering:")
PUPIL = block("  e1: {", "  e2: {")
CLOSING = block("avslutninger:", "gjenapninger:")
DESCRIPTION = block("  beskrivelse: |", "  handtering:")
PROBLEM = block("  problem: |", "  tiltak:\n")
WHEN = "      fra: 2026-11-23\n      til: 2026-12-18\n"
ENTRY = "  - id: h-7k3q\n    tid: 2026-11-20T10:15\n"
EVENT = "hendelse: {dato: 2026-11-19"
PLAN, ROUND = "aktivitetsplan.tiltak", "aktivitetsplan.evalueringer[0]"
LEADERSHIP = ("type: 12-4", "type: 12-5-ledelse")
STAFF = ("type: 12-4", "type: 12-5-ansatt")
OWNER = ("  r1: {rolle: rektor", "  s1: {rolle: skoleeier}\n  r1: {rolle: rektor")
TO_OWNER = ("videresendt: {dato: 2026-11-20, til: r1}", "videresendt: {til: s1}")
GROUNDLESS = ("skoleeier: {", "skoleeier: {apenbart_grunnlos: Ikke det det gjaldt., ")

WRITTEN = [
    hit(
        "a date that does not exist",
        "ugyldig-verdi",
        ("startet: 2026-11-20", "startet: 2026-11-31"),
        key="undersokelse.startet",
        line="startet: 2026-11-31",
    ),
    miss("a key without a value", "ugyldig-verdi", ("startet: 2026-11-20", "startet:")),
    hit(
        "a slip of the pen",
        "ukjent-nokkel",
        ("  kilde: egen", "  kilden: egen"),
        key="melding.kilden",
        line="kilden: egen",
        severity="warning",
    ),
    hit(
        "an unknown key that may be a name stands for its parent",
        "ukjent-nokkel",
        ("  kilde: egen_observasjon", "  Ole Brumm: var der"),
        key="melding",
        line="Ole Brumm",
        severity="warning",
    ),
    miss("the user's own key", "ukjent-nokkel", ("  kilde: egen", "  x-Kilde: egen")),
]

REFERENCES = [
    hit(
        "the reporter is no party",
        "part-mangler",
        ("melder: a1", "melder: a9"),
        key="melding.melder",
        line="melder: a9",
    ),
    hit(
        "the guardian of nobody in the case",
        "part-mangler",
        ("til: e1,", "til: e9,"),
        key="parter.f1.til",
        line="f1: {",
    ),
    hit(
        "one of a list",
        "part-mangler",
        ("til_stede: [e1, f1", "til_stede: [e1, f9"),
        key="aktivitetsplan.evalueringer[0].til_stede[1]",
        line="til_stede: [",
    ),
    hit(
        "one of a list that may be a single word",
        "part-mangler",
        ("gjennomfores_av: a1\n", "gjennomfores_av: a9\n"),
        key=f"{PLAN}[0].gjennomfores_av",
        line="gjennomfores_av: a9",
    ),
    hit(
        "in running text",
        "part-mangler",
        ("{e2} sa at", "{e9} sa at {e9} og"),
        key="melding.beskrivelse",
        line="  beskrivelse: |",
    ),
    hit(
        "in the list of attachments",
        "part-mangler",
        ("om: [e1], beskrivelse: Referat", "om: [e9], beskrivelse: Referat"),
        key="vedlegg[0].om[0]",
        line="vedlegg/referat-1.pdf",
    ),
    miss("braces that are no party key", "part-mangler", ("{e2} sa at", "{e2} sa {ni9999} at")),
    miss("the user's own key", "part-mangler", ("fritt felt", "'{e9} a9'")),
    hit(
        "a guardian without `til`",
        "part-foresatt-uten-elev",
        ("til: e1, foreldreansvar: true", "foreldreansvar: true"),
        key="parter.f1.til",
        line="f1: {",
        severity="warning",
    ),
    hit(
        "a guardian of a teacher",
        "part-foresatt-uten-elev",
        ("til: e1,", "til: a1,"),
        key="parter.f1.til",
        line="f1: {",
        severity="warning",
    ),
    miss("the guardian of a fellow pupil", "part-foresatt-uten-elev", ("til: e1,", "til: e2,")),
    hit(
        "nobody is the pupil",
        "ingen-elev",
        ("e1: {rolle: elev", "e1: {rolle: medelev"),
        key="parter",
        line="parter:",
        severity="warning",
    ),
    miss("two pupils", "ingen-elev", ("rolle: medelev", "rolle: elev")),
    hit(
        "a finding that is not in the log",
        "innforing-mangler",
        ("bygger_pa: [h-7k3q]", "bygger_pa: [h-7k3q, h-0000]"),
        key=f"{PLAN}[0].bygger_pa[1]",
        line="bygger_pa:",
    ),
    hit(
        "a correction of nothing",
        "innforing-mangler",
        ("retter: h-7k3q", "retter: h-0000"),
        key="logg[2].retter",
        line="retter: h-0000",
    ),
    hit(
        "a measure that is not in the plan, in the log",
        "innforing-mangler",
        ("tiltak: [t-9xk2]", "tiltak: [t-0000]"),
        key="logg[1].tiltak[0]",
        line="tiltak: [t-0000]",
    ),
    hit(
        "a measure that is not in the plan, in an evaluation",
        "innforing-mangler",
        ("tiltak: {t-9xk2:", "tiltak: {t-0000:"),
        key=f"{ROUND}.tiltak.t-0000",
        line="tiltak: {t-0000",
    ),
    miss("another entry", "innforing-mangler", ("retter: h-7k3q", "retter: h-8n2w")),
    hit(
        "two entries with one id",
        "id-dobbel",
        ("  - id: h-9p4x", "  - id: h-8n2w"),
        key="logg[2].id",
        line="  - id: h-8n2w\n    tid: 2026-11-26",
    ),
    miss("the same id with another letter", "id-dobbel", ("id: h-8n2w", "id: h-9xk2")),
]

REPORTED = "umulig-rekkefolge"
TIME = [
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
        line="x-4r1t",
    ),
    miss("closed on the day of the report", REPORTED, ("dato: 2027-01-11", "dato: 2026-11-20")),
    hit(
        "the follow-up before the closing",
        REPORTED,
        ("oppfolging: 2027-02-15", "oppfolging: 2027-01-10"),
        key="avslutninger[0].oppfolging",
        line="x-4r1t",
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
        ("gjenapninger:", "  - {id: x-5v8w, dato: 2027-01-24, av: r1}\ngjenapninger:"),
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

DUTIES = [
    hit(
        "no description",
        "melding-beskrivelse",
        (DESCRIPTION, NOTHING),
        key="melding.beskrivelse",
        line="melding:",
        severity="warning",
    ),
    hit(
        "a blank description",
        "melding-beskrivelse",
        (DESCRIPTION, "  beskrivelse: ' '\n"),
        key="melding.beskrivelse",
        line="beskrivelse: ' '",
        severity="warning",
    ),
    miss("a short one", "melding-beskrivelse", (DESCRIPTION, "  beskrivelse: Slag.\n")),
    hit(
        "gravity without a reason",
        "alvorlig-begrunnelse",
        ("begrunnelse: Ikke vold eller trusler., ", NOTHING),
        key="mottak.alvorlig.begrunnelse",
        line="alvorlig:",
    ),
    miss(
        "serious, with a reason",
        "alvorlig-begrunnelse",
        ("vurdering: false, begrunnelse: Ikke vold", "vurdering: true, begrunnelse: Vold"),
    ),
    hit(
        "groundless in a case between pupils",
        "apenbart-grunnlos-bare-12-5",
        GROUNDLESS,
        key="mottak.skoleeier.apenbart_grunnlos",
        line="skoleeier:",
    ),
    hit(
        "groundless in a case about the leadership",
        "apenbart-grunnlos-bare-12-5",
        GROUNDLESS,
        LEADERSHIP,
        OWNER,
        TO_OWNER,
        key="mottak.skoleeier.apenbart_grunnlos",
        line="skoleeier: {",
    ),
    miss("groundless about staff", "apenbart-grunnlos-bare-12-5", GROUNDLESS, STAFF),
    hit(
        "about the leadership, passed on to rektor",
        "ledelse-til-rektor",
        LEADERSHIP,
        key="melding.videresendt.til",
        line="videresendt:",
    ),
    hit(
        "about the leadership, led by rektor",
        "ledelse-til-rektor",
        LEADERSHIP,
        OWNER,
        TO_OWNER,
        ("saksansvarlig: a2", "saksansvarlig: r1"),
        key="saksansvarlig",
        line="saksansvarlig: r1",
    ),
    miss("about the leadership, to the owner", "ledelse-til-rektor", LEADERSHIP, OWNER, TO_OWNER),
    miss("about staff, to rektor", "ledelse-til-rektor", STAFF),
]

FIVE_POINTS = [
    hit(
        "no problem",
        "plan-a-problem",
        (PROBLEM, NOTHING),
        key="aktivitetsplan.problem",
        line="aktivitetsplan:",
    ),
    miss("a short problem", "plan-a-problem", (PROBLEM, "  problem: Eleven er alene.\n")),
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
    miss("one measure", "plan-b-tiltak", (SECOND_MEASURE, NOTHING)),
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

ROWS = [*WRITTEN, *REFERENCES, *TIME, *DUTIES, *FIVE_POINTS]
HITS = [row for row in ROWS if row.key]
MISSES = [row for row in ROWS if not row.key]
