"""What the rules' tables are made of: an edit of the healthy case, and what is found then."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.registry import Subject, run_checks
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.errors import Finding

HEALTHY = (Path(__file__).parent / "healthy.yaml").read_text(encoding="utf-8")
TODAY = date(2027, 1, 25)
FILE = "cases/2026-11-22-k3fq/sak.yaml"
NOTHING = ""
NO_LINE = "# yaml-language-server"  # a place at the top of the file


def findings_in(
    text: str, today: date = TODAY, *, shielded: bool = True, others: dict[str, str] | None = None
) -> list[Finding]:
    """What the checks find in the text of a `sak.yaml`; `others` are the other cases by id."""
    data = text.encode()
    values = reader.read(data)
    parsed = parse_case(values)
    assert parsed.value is not None, parsed.faults
    cases = {
        key: parse_case(reader.read(one.encode())).value for key, one in (others or {}).items()
    }
    oppsett = Oppsett(skjermet=shielded)
    find = None if others is None else cases.get
    sak = filled(parsed.value, find) if find else parsed.value
    subject = Subject(sak, values, today, parsed.faults, oppsett, find)
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
    today: date = TODAY
    shielded: bool = True
    others: dict[str, str] | None = field(default=None, hash=False)

    @property
    def found(self) -> list[Finding]:
        """What the checks find in it."""
        return findings_in(self.text, self.today, shielded=self.shielded, others=self.others)

    @property
    def text(self) -> str:
        """The healthy case after the edits."""
        text = HEALTHY
        for old, new in self.edits:
            assert old in text, f"«{old}» is not in the case"
            text = text.replace(old, new, 1)
        return text


def hit(title, rule, *edits, key, line, severity="error", today=TODAY, **more):
    return Row(title, rule, edits, key, line, severity, today, **more)


def warn(title, rule, *edits, **more):
    return hit(title, rule, *edits, severity="warning", **more)


def note(title, rule, *edits, **more):
    return hit(title, rule, *edits, severity="info", **more)


def miss(title, rule, *edits, today=TODAY, **more):
    return Row(title, rule, edits, today=today, **more)


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
_HEAD = "type: 12-4\nsaksansvarlig: a2\narkivreferanse: 26/00417\nparter:\n"
LEADERSHIP = (
    (
        _HEAD,
        _HEAD.replace("12-4\n", "12-5-ledelse\nkoblet: [2026-11-20-a7qm]\n")
        + "  a9: {rolle: ansatt}\n",
    ),
    ("trusler., dato: 2026-11-20, av: r1}", "trusler., dato: 2026-11-20, av: a2}"),
    ("g-6t5y, dato: 2027-01-20, av: r1", "g-6t5y, dato: 2027-01-20, av: a2"),
)
"""About somebody else in the leadership than rektor, who judges nothing in it."""
STAFF = (
    _HEAD,
    _HEAD.replace("12-4\n", "12-5-ansatt\nkoblet: [2026-11-20-a7qm]\n") + "  a8: {rolle: ansatt}\n",
)
OWNER = ("  r1: {rolle: rektor", "  s1: {rolle: skoleeier}\n  r1: {rolle: rektor")
TO_OWNER = ("videresendt: {dato: 2026-11-20, til: r1}", "videresendt: {til: s1}")
SIDE = (
    "  skoleeier: {",
    "  ansattsak: {informert: 2026-11-21, folger_opp_eleven: a2}\n  skoleeier: {",
)
RECEIVED = (block("  rektor: {tid", "  tatt_opp"), NOTHING)
RAISED = (block("  tatt_opp", "  alvorlig"), NOTHING)
GOVERNOR = (block("statsforvalter:", "avslutninger:"), NOTHING)
CLOSED = (block("gjenapninger:", "x-kommune"), NOTHING)
OWN_WORDS = ("  elevens_opplevelse: Jeg får aldri være med.\n", NOTHING)
SERIOUS = ("vurdering: false, begrunnelse: Ikke vold", "vurdering: true, begrunnelse: Vold")
YOUNG = (block("undersokelse:", "x-kommune"), NOTHING)
"""Only the report and the receipt."""
PLANNED = ((ROUNDS, NOTHING), (block("statsforvalter:", "x-kommune"), NOTHING))
"""The plan is ready and no evaluation is held: the case as it was on `PLANNED_DAY`."""
PLANNED_DAY = date(2026, 11, 27)
GROUNDLESS = ("skoleeier: {", "skoleeier: {apenbart_grunnlos: Ikke det det gjaldt., ")
