"""The five points that the statute wants in a written plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.plan import Aktivitetsplan

POINTS = {"a": "problemet", "b": "tiltak", "c": "når", "d": "hvem", "e": "evaluering"}
"""What the five points of oppl. § 12-4 third paragraph are called in short."""


def lacks_of_plan(plan: Aktivitetsplan | None) -> tuple[str, ...]:
    """Return which of the statute's five points the plan lacks (oppl. § 12-4 third paragraph)."""
    if plan is None:
        return ("a", "b", "c", "d", "e")
    measures = plan.tiltak
    held = {
        "a": _says(plan.problem),
        "b": bool(measures) and all(_says(one.tiltak) for one in measures),
        "c": bool(measures) and all(one.fra or one.til or one.hyppighet for one in measures),
        "d": bool(measures) and all(one.gjennomfores_av for one in measures),
        "e": bool(measures) and all(one.evalueres for one in measures),
    }
    return tuple(point for point, there in held.items() if not there)


def _says(text: str | None) -> bool:
    return bool(text and text.strip())
