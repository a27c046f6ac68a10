"""Rows: values that cannot be used, keys and ids."""

from __future__ import annotations

from checks_base import PLAN, ROUND, hit, miss, warn

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
    miss(
        "the guardian of two pupils",
        "part-foresatt-uten-elev",
        ("til: e1,", "til: [e1, e2],"),
    ),
    hit(
        "a guardian of a pupil and of a teacher",
        "part-foresatt-uten-elev",
        ("til: e1,", "til: [e1, a1],"),
        key="parter.f1.til",
        line="f1: {",
        severity="warning",
    ),
    hit(
        "a class before, and no day on which the present one began",
        "part-tidligere",
        ("klasse: 5B,", "klasse: 5B, tidligere: [{til: 2026-08-16, klasse: 4B}],"),
        key="parter.e1.tidligere",
        line="e1: {",
        severity="warning",
    ),
    hit(
        "a class before that lasts longer than till the present one",
        "part-tidligere",
        (
            "klasse: 5B,",
            "klasse: 5B, fra: 2026-08-16, tidligere: [{til: 2026-08-16, klasse: 4B}],",
        ),
        key="parter.e1.tidligere",
        line="e1: {",
        severity="warning",
    ),
    hit(
        "a class that begins next year",
        "part-tidligere",
        ("klasse: 5B,", "klasse: 5B, fra: 2027-08-16,"),
        key="parter.e1.fra",
        line="e1: {",
        severity="warning",
    ),
    hit(
        "two classes till the same day",
        "part-tidligere",
        (
            "klasse: 5B,",
            "klasse: 5B, fra: 2026-08-17, "
            "tidligere: [{til: 2026-08-16, klasse: 4B}, {til: 2026-08-16, klasse: 4A}],",
        ),
        key="parter.e1.tidligere",
        line="e1: {",
        severity="warning",
    ),
    miss(
        "a class till the day before the present one",
        "part-tidligere",
        (
            "klasse: 5B,",
            "klasse: 5B, fra: 2026-08-17, tidligere: [{til: 2026-08-16, klasse: 4B}],",
        ),
    ),
    hit(
        "nobody is the pupil",
        "ingen-elev",
        ("e1: {rolle: elev", "e1: {rolle: medelev"),
        ("    med: [e2]\n", "    med: [e1, e2]\n"),
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

UNTO = "x-kommune:"


def exception(what: str) -> tuple[str, str]:
    """An exception from a rule, written last in the case."""
    return (UNTO, f"unntak:\n  - {{{what}}}\n{UNTO}")


EXCEPTIONS = [
    warn(
        "no reason",
        "unntak-ugyldig",
        exception("regel: L11"),
        key="unntak[0].begrunnelse",
        line="  - {regel",
    ),
    warn(
        "a rule that is not there",
        "unntak-ugyldig",
        exception("regel: L99, begrunnelse: Passer ikke."),
        key="unntak[0].regel",
        line="  - {regel",
    ),
    warn(
        "a rule about the file",
        "unntak-ugyldig",
        exception("regel: part-mangler, begrunnelse: Passer ikke."),
        key="unntak[0].regel",
        line="  - {regel",
    ),
    miss("a reason", "unntak-ugyldig", exception("regel: L11, begrunnelse: Passer ikke.")),
    miss("by name", "unntak-ugyldig", exception("regel: sak-stille, begrunnelse: Passer ikke.")),
]
