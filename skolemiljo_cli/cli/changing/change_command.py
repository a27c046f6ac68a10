"""What every changing command does: understand, ask for what is missing, write, confirm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.cli.changing.fields import (
    Asked,
    Field,
    ask_for_missing,
    understood,
    with_fields,
)
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, shared
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import LedgerError

if TYPE_CHECKING:
    from skolemiljo_cli.services.changes.change import Changed, Plan

Said = dict[str, Any]
"""What was said, by the names of the fields."""
Review = Callable[[Said], tuple[Said, tuple[str, ...]]]
Planner = Callable[[Said], "Plan"]
Notes = Callable[["Changed"], Iterable[str]]


def nothing_said(said: Said) -> bool:
    """Tell whether no option at all was given."""
    return not any(value not in (None, ()) for value in said.values())


def case_command(
    fields: tuple[Field, ...],
    planner: Planner,
    *,
    lacks: Callable[[Said], bool] = nothing_said,
    notes: Notes = lambda _changed: (),
) -> Callable[..., int]:
    """Return a command that changes a case by its fields alone; see `change_case`."""

    @shared
    @with_fields(fields)
    def command(settings: Settings, sak: SakArgument, **given: Any) -> Reply:  # noqa: ANN401
        return change_case(settings, sak, fields, given, planner, lacks=lacks, notes=notes)

    return command


def change_case(
    settings: Settings,
    part: str,
    fields: Iterable[Field],
    given: Mapping[str, Any],
    planner: Planner,
    *,
    lacks: Callable[[Said], bool],
    notes: Notes = lambda _changed: (),
    review: Review = lambda said: (said, ()),
) -> Reply:
    """Change a case as the options say; on a terminal, ask for the rest when `lacks` says so.

    `planner` turns what was said into the plan of the change. `review` sees all that was said
    first, and returns what shall be written of it with what to tell the person. `notes` are what
    the person should know of the case afterwards.
    """
    from skolemiljo_cli.services.changes import unsaved
    from skolemiljo_cli.services.changes.change import change
    from skolemiljo_cli.services.changes.read_one import readable

    rows = tuple(fields)
    said = understood(rows, given, settings.today)
    ledger = settings.open_ledger()
    asked = settings.asks and lacks(said)
    if asked:
        _, sak, _ = readable(ledger, part)
        said = ask_for_missing(rows, Asked(settings.today, said, sak))
    try:
        said, told = review(said)
        changed = change(ledger, part, settings.today, planner(said), settings.verb)
    except LedgerError as error:
        if asked:  # what stood on the command line is there still; answers are nowhere else
            raise unsaved.keep_said(ledger, error, said) from error
        raise
    return reply(settings, changed, (*told, *notes(changed)))


def reply(settings: Settings, changed: Changed, notes: Iterable[str]) -> Reply:
    """Return the confirmation of a change: what was written, what `check` says anew, what is next.

    Findings are told and do not fail the command: what was asked for has been written.
    """
    from skolemiljo_cli.cli.changing import change_confirmation
    from skolemiljo_cli.services.overview.cases import standing

    frister = standing(changed.sak, changed.ledger, settings.today)
    said = (
        *change_confirmation.written(changed),
        *changed.version.notes,
        *changed.work.notes,
        *notes,
        *change_confirmation.found(changed),
        *change_confirmation.next_steps(frister),
    )
    data = change_confirmation.data(changed, frister)
    return Reply(data, notes=said, findings=changed.findings, findings_in_body=True)
