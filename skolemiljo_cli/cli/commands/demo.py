"""`demo` (`omvisning`): a tour in a ledger that can be thrown away."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import option, shared
from skolemiljo_cli.cli.output import deadline_lines
from skolemiljo_cli.cli.output.reply import Reply

if TYPE_CHECKING:
    from skolemiljo_cli.services.ledger.demo import DemoLedger

HELP = """
Lager tolv oppdiktede saker i alle faser rundt dagen i dag, viser fristene og ett skjema, og
foreslår hva du kan prøve. Mappen kan slettes når som helst.
"""
EXAMPLES = """
Eksempler:
  skolemiljo demo                      i en midlertidig mappe
  skolemiljo demo --dir prov           i mappen prov
  skolemiljo demo --today 2026-12-24   som om det var julaften
"""


@shared
def command(
    settings: Settings,
    folder: Annotated[str | None, option("--dir", "MAPPE", "Mappen demoen skal ligge i.")] = None,
) -> Reply:
    """Show a tour."""
    from skolemiljo_cli.render.documents import Format
    from skolemiljo_cli.services.documents.recipient_copy import Request, copy_for
    from skolemiljo_cli.services.ledger.demo import make_demo
    from skolemiljo_cli.services.overview.cases import Wanted, due
    from skolemiljo_cli.sharing.documents import Dokument

    place = folder or Path(tempfile.gettempdir(), f"skolemiljo-demo-{secrets.token_hex(4)}")
    demo = make_demo(settings.cwd / place, settings.today)
    report = due(demo.ledger, settings.today, Wanted())
    request = Request(demo.shown, Dokument.VARSLING, Format.MD, settings.today)
    form = copy_for(demo.ledger, request).text
    assert form is not None  # noqa: S101 - the school's own copy has no names to hide
    shown = settings.shown(demo.ledger.root)
    return Reply(
        data={
            "mappe": shown,
            "saker": list(demo.cases),
            "frister": [deadline_lines.frist_data(frist) for frist in report.frister],
        },
        body=(
            f"Et saksarkiv med {len(demo.cases)} oppdiktede saker ligger i {shown}",
            "",
            "FRISTER",
            deadline_lines.frist_table(report.frister),
            "",
            f"ET SKJEMA: varsling for sak {demo.shown}",
            "",
            form.rstrip("\n"),
        ),
        notes=tuple(_to_try(demo, shown)),
        findings=report.findings,
    )


def _to_try(demo: DemoLedger, shown: str) -> Iterator[str]:
    start = f"skolemiljo --ledger {_quoted(shown)}"
    tail = demo.shown[-4:]
    yield ""
    yield "Prøv nå:"
    yield f"  {start} list"
    yield f"  {start} show {tail}"
    yield f"  {start} check"
    yield f"  {start} render {tail} melding -o {_quoted(str(Path('melding.html')))}"
    yield "Slett mappen når du er ferdig."


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
