"""What a rule is: a function from a case to hits, under a decorator that says all else about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_cli.checks.subject import Hit, Subject
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

    `lints` and `points` are the numbers of the common lacks and of the documentation list
    (law.md sections 4 and 3) that it serves. `reads` are the parts of a case, dotted, that the
    answer rests on: while something in them cannot be used, nobody knows whether the rule is
    broken, and it keeps silent. A rule that cannot be left out finds what makes the file say
    something else than it means.
    """

    rule: str
    severity: Severity
    kind: Kind
    about: str
    remedy: str
    run: Callable[[Subject], Iterator[Hit]]
    provision: Hjemmel | None = None
    lints: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    reads: tuple[str, ...] = ()
    can_be_left_out: bool = True

    def __call__(self, subject: Subject) -> Iterator[Hit]:
        """Yield what the function finds, also while a part it reads cannot be used."""
        return self.run(subject)

    def hits(self, subject: Subject) -> Iterator[Hit]:
        """Yield where the case breaks the rule."""
        if not any(subject.is_faulty(*part.split(".")) for part in self.reads):
            yield from self.run(subject)

    def is_called(self, word: str) -> bool:
        """Tell whether the word is the id of the rule or the number of a lint (`L11`) it serves."""
        wanted = word.strip()
        return wanted.lower() == self.rule or wanted.upper() in self.lints


BY_ID: dict[str, Check] = {}
"""Every rule of the modules imported so far; `registry` imports them all."""


def rule(
    rule_id: str,
    severity: Severity,
    kind: Kind,
    *,
    about: str,
    remedy: str,
    provision: Hjemmel | None = None,
    lints: tuple[str, ...] = (),
    points: tuple[int, ...] = (),
    reads: tuple[str, ...] = (),
    can_be_left_out: bool = True,
) -> Callable[[Callable[[Subject], Iterator[Hit]]], Check]:
    """Make a rule of the function below; the arguments are those of `Check`."""

    def make(run: Callable[[Subject], Iterator[Hit]]) -> Check:
        check = Check(
            rule_id, severity, kind, about, remedy, run,
            provision, lints, points, reads, can_be_left_out,
        )  # fmt: skip
        if BY_ID.setdefault(rule_id, check) is not check:
            raise ValueError(f"two rules are called {rule_id}")
        return check

    return make
