"""One hit for all the measures with the same lack, so that a list of findings stays short."""

from collections.abc import Callable, Iterator

from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.checks.subject import Hit, Subject, sound
from skolemiljo_cli.model.derived.measures import in_force
from skolemiljo_cli.model.sak.plan import Tiltak


def hit_for_measures(
    subject: Subject, is_wrong: Callable[[Tiltak], bool], key: str, what: str, remedy: str
) -> Iterator[Hit]:
    """Yield one hit for all the measures in force that are wrong, at `key` of the first."""
    plan = subject.sak.aktivitetsplan
    current = {measure.id for measure in in_force(subject.sak)}
    found = [
        (place, measure)
        for place, measure in (
            sound(subject, ("aktivitetsplan", "tiltak"), plan.tiltak) if plan else ()
        )
        if measure.id in current and is_wrong(measure)
    ]
    if found:
        word = "Tiltaket" if len(found) == 1 else "Tiltakene"
        ids = listed(measure.id for _, measure in found)
        yield Hit((*found[0][0], key), f"{word} {ids} {what}. {remedy}")
