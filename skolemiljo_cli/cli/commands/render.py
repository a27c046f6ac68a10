"""`render` (`skriv`): a form of one case as Markdown or HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.changing import approval_options
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, argument, flag, option, shared
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, UsageFault
from skolemiljo_cli.sharing.documents import Dokument

if TYPE_CHECKING:
    from skolemiljo_cli.services.documents.output import Place
    from skolemiljo_cli.services.documents.recipient_copy import Copy


def _with_comment(document: Dokument) -> str:
    return f"{document} ({document.rad.hjelp})" if document.rad.hjelp else document.value


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} og {words[-1]}"


_BY_ID = [form.value for form in Dokument if form.rad.innforinger or form.rad.runde]
_DOCUMENTS = (
    f"Skjemaene er {_listed([_with_comment(form) for form in Dokument])}. "
    f"{_listed(_BY_ID).capitalize()} lages av den siste, eller av den du velger med --id. Uten -o "
    "skrives dokumentet rett ut. En fil som finnes, blir bare skrevet over når den er et dokument "
    "fra saken. Skolens egne maler i templates/ går foran."
)
HELP = f"""
{_DOCUMENTS}

Uten --for er dokumentet skolens eget, med alt som står i saken. Med --for har det bare det
mottakeren skal ha, og andre elever heter «medelev 1» og så videre; docs/innsyn.md sier hvem som
får hva. Et dokument som skal ut av skolen, er et utkast til noen har lest det og godkjent det med
koden som står i det. Ligner et ord navnet på noen som ikke skal stå der, lages det ikke før det er
avgjort. Står det i saken at de foresatte ikke skal informeres, lages ikke noe til dem eller eleven
før en ansatt har bestemt det: --likevel GRUNN --av NØKKEL.
"""
EXAMPLES = """
Eksempler:
  skolemiljo render k3fq varsling                       Markdown på skjermen
  skolemiljo render k3fq aktivitetsplan --for e1 -o plan.html     utkast til eleven
  skolemiljo render k3fq aktivitetsplan --for e1 -o plan.html --godkjenn 3f9a1c2b --av a2
  skolemiljo render k3fq referat --id h-7k3q -o referat.html
  skolemiljo render k3fq oversikt --format html -o -    HTML til et annet program
"""


DokumentArgument = Annotated[
    str, argument("DOKUMENT", f"Ett av: {', '.join(Dokument)}.", completion.among(Dokument))
]
Target = Annotated[
    str | None, option("--output,-o", "FIL", "Skriv til denne filen (- er skjermen).")
]
Erstatt = Annotated[
    bool, flag("--erstatt", "Skriv over filen også når den er noe annet enn et dokument fra saken.")
]
FormatOption = Annotated[
    str | None, option("--format", "md|html", "Format; ellers etter filnavnet.")
]
Til = Annotated[
    str | None,
    option(
        "--for",
        "MOTTAKER",
        "Hvem dokumentet er til: e1, f1, foresatte:e1, rektor, ansatt, skoleeier, "
        "statsforvalter eller arkiv. Uten er det skolens eget.",
        completion.recipients,
    ),
]
Innforing = Annotated[
    str | None,
    option(
        "--id",
        "ID",
        "Hvilken innføring eller evaluering (h-7k3q, v-2m8d); ellers den siste.",
        completion.entries("hv"),
    ),
]


@shared
def command(
    settings: Settings,
    sak: SakArgument,
    dokument: DokumentArgument,
    target: Target = None,
    erstatt: Erstatt = False,
    fmt: FormatOption = None,
    til: Til = None,
    innforing: Innforing = None,
    godkjenn: approval_options.Godkjenn = None,
    avgjor: approval_options.Avgjor = None,
    likevel: approval_options.Likevel = None,
    av: approval_options.Av = None,
    names: approval_options.Names = False,
) -> Reply:
    """Render a form."""
    from skolemiljo_cli.services.documents import output, recipient_copy
    from skolemiljo_cli.services.documents.assembly import which_document, which_format

    if erstatt and target in (None, "-"):
        raise UsageFault("--erstatt hører sammen med -o, som ikke er sagt.", "Skriv også: -o FIL")
    name = None if target in (None, "-") else Path(str(target)).name
    form = which_document(dokument)
    request = recipient_copy.Request(
        sak, form, which_format(fmt, target), settings.today, til, innforing, name
    )
    ledger = settings.open_ledger()
    place = None
    if target not in (None, "-"):
        place = output.for_file(ledger, sak, settings.cwd / str(target), over=erstatt)
    by = approval_options.by_whom(av, godkjenn, avgjor, likevel)
    if avgjor:
        reasons = approval_options.reasons(avgjor)
        copy = recipient_copy.decide(ledger, request, reasons, by, settings.verb)
    elif likevel is not None:
        copy = recipient_copy.in_spite(ledger, request, likevel, by, settings.verb)
    elif godkjenn is not None:
        copy = recipient_copy.approve(ledger, request, godkjenn, by, settings.verb)
    else:
        copy = recipient_copy.copy_for(ledger, request)
    data = {**_EMPTY, "dokument": form.value, "format": request.format.value}
    if copy.text is None:
        show = names and settings.asks
        return approval_options.undecided_names(copy.sak, copy.names, data, names=show)
    return _reply(settings, copy, copy.text, {**data, "sak": copy.sak, "kode": copy.kode}, place)


_EMPTY: dict[str, object] = {
    "sak": None, "dokument": None, "format": None, "fil": None, "tekst": None, "kode": None,
    "treff": [],
}  # fmt: skip


def _reply(
    settings: Settings, copy: Copy, text: str, data: dict[str, object], place: Place | None
) -> Reply:
    """Give the document as the answer, or write it to the file it was asked for in."""
    from skolemiljo_cli.services.documents.output import save

    code = ExitCode.DATA if copy.findings else ExitCode.OK
    notes = (
        *copy.version.notes,
        *approval_options.draft(copy.kode, copy.godkjent),
        *approval_options.left_out(copy.utelatt),
        *approval_options.review_notes(copy.hints),
    )
    if place is None:
        data["tekst"] = text
        return Reply(data, raw=text, notes=notes, findings=copy.findings, exit_code=code)
    told = save(text, place)
    data["fil"] = settings.shown(place.path)
    note = f"Skrev {data['dokument']} for sak {copy.sak} til {data['fil']}."
    return Reply(data, notes=(note, *told, *notes), findings=copy.findings, exit_code=code)
