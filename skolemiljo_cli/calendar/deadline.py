"""What a deadline is: the row of its kind, its dates, whom it falls on, and how near it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.workdays import workdays_left

if TYPE_CHECKING:
    from skolemiljo_cli.model.derived.timeline import Steg
    from skolemiljo_cli.model.law import Hjemmel

SOON = 10
"""How many virkedager ahead a deadline counts as soon when nothing else is asked for."""


class Fristtype(StrEnum):
    """The word of every kind, in the order of the work; written by test_deadline_kinds.py.

    All else about a kind is in the row beside its rule. The words are here as well because help
    and completion need them without the time it takes to import the rules.
    """

    MELDING_REKTOR = "melding-rektor"
    ALVORLIGHET = "alvorlighet"
    SKOLEEIER = "skoleeier"
    FORESATTE_INFORMERT = "foresatte-informert"
    UNDERSOKELSE_START = "undersokelse-start"
    AKTIVITETSPLAN = "aktivitetsplan"
    STATSFORVALTER = "statsforvalter"
    TILTAK_START = "tiltak-start"
    TILTAK_EVALUERING = "tiltak-evaluering"
    NESTE_EVALUERING = "neste-evaluering"
    AVTALE = "avtale"
    OVERSENDELSE = "oversendelse"
    PALEGG = "palegg"
    KLAGE = "klage"
    OPPFOLGING = "oppfolging"
    STILLE = "stille"


class Grunnlag(StrEnum):
    """Where a deadline comes from; a local norm is never shown as if it were the law."""

    LOV = "lov"
    PRAKSIS = "praksis"
    LOKAL = "lokal"
    PLAN = "plan"


class Tilstand(StrEnum):
    """How near a deadline is."""

    FORFALT = "forfalt"
    I_DAG = "i_dag"
    SNART = "snart"
    SENERE = "senere"


_ORDER = {kind.value: number for number, kind in enumerate(Fristtype)}


@dataclass(frozen=True, slots=True)
class Fristrad:
    """The row of a kind of deadline: all that other rooms need to know of it.

    `grunnlag` and `hjemmel` are those of the kind; a single deadline may have others. `plikt` is
    the step of the case that it belongs to. `kommando` is what answers it, with {sak} and {id} for
    the case and the entry; None when it is for others to answer. `utgar` marks a date that lapses
    instead of becoming overdue.
    """

    ord: str
    navn: str
    navn_i_kalender: str
    grunnlag: Grunnlag
    hjemmel: Hjemmel
    plikt: Steg | None
    kommando: str | None
    utgar: bool


@dataclass(frozen=True, slots=True)
class Frist:
    """A deadline that follows from the facts of one case; true on any day it is looked at.

    `ansvarlige` are party keys or roles, never names. `gjelder` is the id of the entry the
    deadline is about, and `kommando` the command that answers it.
    """

    sak: str
    rad: Fristrad
    fra: date
    dato: date
    grunnlag: Grunnlag
    hjemmel: str
    ansvarlige: tuple[str, ...]
    roller: tuple[str, ...] = ()
    gjelder: str | None = None
    merknad: str | None = None
    kommando: str | None = None

    @property
    def frist(self) -> Fristtype:
        """The kind of deadline, as the word of a closed list."""
        return Fristtype(self.rad.ord)

    @property
    def plikt(self) -> Steg | None:
        """The step of the case that the deadline belongs to."""
        return self.rad.plikt

    @property
    def ansvarlig(self) -> str:
        """Whom it falls on, as one text of keys or roles."""
        return ", ".join(self.ansvarlige)


@dataclass(frozen=True, slots=True)
class FristPaDag:
    """A deadline as it stands on one day."""

    frist: Frist
    tilstand: Tilstand
    virkedager_igjen: int


def on_day(
    frist: Frist, today: date, within: int = SOON, closed: Collection[date] = ()
) -> FristPaDag | None:
    """Return how the deadline stands today; None when it has lapsed.

    The days left, or passed, of a local norm are counted as the norm is: without the school's own
    `closed` days.
    """
    if frist.rad.utgar and frist.dato < today:
        return None
    left = workdays_left(today, frist.dato, closed if frist.grunnlag is Grunnlag.LOKAL else ())
    return FristPaDag(frist, _state(frist.dato, today, left, within), left)


def _state(due: date, today: date, left: int, within: int) -> Tilstand:
    if due < today:
        return Tilstand.FORFALT
    if due == today:
        return Tilstand.I_DAG
    return Tilstand.SNART if left <= within else Tilstand.SENERE


def sort_key(deadline: FristPaDag) -> tuple[date, int, str]:
    """Order by date, then by the order of the work, then by case; entries stay as in the file."""
    frist = deadline.frist
    return (frist.dato, _ORDER[frist.rad.ord], frist.sak)
