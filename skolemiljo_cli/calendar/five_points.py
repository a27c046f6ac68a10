"""The five points that the statute wants in a written plan."""

from skolemiljo_cli.model.sak.plan import Aktivitetsplan

POINTS = {"a": "problemet", "b": "tiltak", "c": "når", "d": "hvem", "e": "evaluering"}
"""What the five points of oppl. § 12-4 third paragraph are called in short."""


def lacks_of_plan(plan: Aktivitetsplan | None) -> tuple[str, ...]:
    """Return which of the statute's five points the plan lacks (oppl. § 12-4 third paragraph)."""
    if plan is None:
        return ("a", "b", "c", "d", "e")
    measures = plan.tiltak
    has = {
        "a": _says(plan.problem),
        "b": bool(measures) and all(_says(measure.tiltak) for measure in measures),
        "c": bool(measures)
        and all(measure.fra or measure.til or measure.hyppighet for measure in measures),
        "d": bool(measures) and all(measure.gjennomfores_av for measure in measures),
        "e": bool(measures) and all(measure.evalueres for measure in measures),
    }
    return tuple(point for point, present in has.items() if not present)


def _says(text: str | None) -> bool:
    return bool(text and text.strip())
