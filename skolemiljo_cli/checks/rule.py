"""What a rule is: its id, gravity, kind, basis, what it serves and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.rule_ids import ABOUT_THE_FILE, LINTS

if TYPE_CHECKING:
    from skolemiljo_cli.checks.subject import Hit, Rule, Subject
    from skolemiljo_cli.errors import Severity
    from skolemiljo_cli.model.law import Hjemmel


class Kind(StrEnum):
    """Where a rule comes from; only `lov` and `fil` may be errors."""

    LOV = "lov"
    PRAKSIS = "praksis"
    LOKAL = "lokal"
    RAD = "rad"
    FIL = "fil"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: why it matters (`about`) and what to do (`remedy`), one Norwegian sentence each.

    `points` are the numbers of the documentation list (law.md section 3) it serves. `reads` are
    the parts of a case, dotted, that the answer rests on: while something in them cannot be used,
    nobody knows whether the rule is broken, and it keeps silent.
    """

    rule: str
    severity: Severity
    kind: Kind
    about: str
    remedy: str
    run: Rule
    provision: Hjemmel | None = None
    points: tuple[int, ...] = ()
    reads: tuple[str, ...] = ()

    @property
    def lints(self) -> tuple[str, ...]:
        """Return the numbers of the lints it serves (law.md section 4)."""
        return LINTS[self.rule]

    @property
    def can_be_silenced(self) -> bool:
        """Tell whether a case can do without the rule, with a written reason."""
        return self.rule not in ABOUT_THE_FILE

    def hits(self, subject: Subject) -> Iterator[Hit]:
        """Yield where the case breaks the rule."""
        if not any(subject.is_faulty(*part.split(".")) for part in self.reads):
            yield from self.run(subject)
