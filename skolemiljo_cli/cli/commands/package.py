"""`package` (`pakke`): the numbered bundle of all the documents of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.changing import approval_options
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, option, shared
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.services.documents.package import Pakke, Stykke

RECIPIENTS = ("statsforvalter",)

HELP = """
Lager en ny mappe med oversendelsen først, så hvert skjema saken har innhold til, og så
vedleggene, nummerert. innhold.txt sier hva mappen har; sha256sums.txt har kontrollsummene.
En mappe som finnes, blir aldri skrevet over. Uten -o ligger pakken i saken, under dokumenter/.

Pakken er et utkast, og hvert dokument er merket, til noen har lest den og godkjent den med koden.
"""
EXAMPLES = """
Eksempler:
  skolemiljo package k3fq --for statsforvalter
  skolemiljo package k3fq --for statsforvalter --godkjenn 3f9a1c2b --av r1
  skolemiljo package k3fq --for statsforvalter -o oversendelse
  skolemiljo package k3fq --for statsforvalter --format md
"""


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    recipient: Annotated[
        str | None,
        option(
            "--for", "MOTTAKER", "Hvem pakken er til: statsforvalter.", completion.among(RECIPIENTS)
        ),
    ] = None,
    target: Annotated[
        str | None, option("--output,-o", "MAPPE", "Lag pakken som denne nye mappen.")
    ] = None,
    fmt: Annotated[
        str | None, option("--format", "md|html", "Formatet på skjemaene; ellers html.")
    ] = None,
    godkjenn: approval_options.Godkjenn = None,
    avgjor: approval_options.Avgjor = None,
    av: approval_options.Av = None,
    names: approval_options.Names = False,
) -> Reply:
    """Make the bundle."""
    from skolemiljo_cli.services.documents import package
    from skolemiljo_cli.services.documents.assembly import which_format

    if recipient not in RECIPIENTS:
        raise UsageFault("--for må si hvem pakken er til.", "Skriv: --for statsforvalter")
    if target == "":
        raise UsageFault("-o er tom.", "Skriv hvilken mappe: -o MAPPE")
    folder = settings.cwd / target if target is not None else None
    order = package.Bestilling(sak, which_format(fmt or "html", None), settings.today, folder)
    ledger = settings.open_ledger()
    by = approval_options.by_whom(av, godkjenn, avgjor)
    if avgjor:
        reasons = approval_options.reasons(avgjor)
        made = package.decide_package(ledger, order, reasons, by, settings.verb)
    elif godkjenn is not None:
        made = package.approve_package(ledger, order, godkjenn, by, settings.verb)
    else:
        made = package.make_package(ledger, order)
    if made.mappe is None:
        show = names and settings.asks
        return approval_options.undecided_names(made.sak, made.names, _EMPTY, names=show)
    shown = settings.shown(made.mappe)
    code = ExitCode.DATA if made.findings else ExitCode.OK
    data = {
        **_EMPTY,
        "sak": made.sak,
        "mappe": shown,
        "dokumenter": [_data(piece) for piece in made.stykker],
        "kode": made.kode,
    }
    return Reply(data, (shown,), tuple(_notes(made)), made.findings, code)


_EMPTY: dict[str, object] = {
    "sak": None, "mappe": None, "dokumenter": [], "kode": None, "treff": [],
}  # fmt: skip


def _data(piece: Stykke) -> dict[str, object]:
    row = piece.rad
    return {
        "nr": row.nr,
        "tittel": row.tittel,
        "dato": row.dato.isoformat() if row.dato else None,
        "delplikt": row.steg,
        "fil": row.fil or None,
        "byte": piece.bytes,
        "sha256": row.sha256,
        "merknad": row.merknad,
    }


def _notes(made: Pakke) -> Iterator[str]:
    count = sum(piece.data is not None for piece in made.stykker)
    missing = len(made.stykker) - count
    remark = (
        f" {missing} vedlegg mangler; oversendelsen og innhold.txt sier hvilke." if missing else ""
    )
    yield f"Laget {count} dokumenter for sak {made.sak}.{remark}"
    yield "Pakken har navn i seg. Ingenting er sendt."
    yield from (*made.told, *made.version.notes)
    yield from approval_options.draft(made.kode, made.godkjent)
    yield (
        "Se over før du sender: opplysninger om andre elever står slik de er skrevet i saken, "
        "og det som mangler, står som uavklart."
    )
