"""Renders the documents of a case from its values and templates, as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import BadConfig, LedgerError, NotFound
from skolemiljo_cli.model.config import Malform, Oppsett
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.day_of_document import on_its_day
from skolemiljo_cli.render.escape import Html, Markdown, Notation, clean
from skolemiljo_cli.render.filters import ValueWriter
from skolemiljo_cli.render.names import labels_of, names_of
from skolemiljo_cli.render.redaction import masks_of
from skolemiljo_cli.render.template_context import Valgt, picture
from skolemiljo_cli.render.template_errors import template_fault
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.kinds import Innhold
from skolemiljo_cli.sharing.select import Utvalg

if TYPE_CHECKING:
    from skolemiljo_cli.render.sandbox import FormEnvironment

MAX_CHARACTERS = 20_000_000
"""The limit is ten times the largest case file, so only a runaway template reaches it."""

_REVISION = re.compile(r"\{#-?\s*revisjon:\s*([A-Za-z0-9._-]{1,40})")


class Format(StrEnum):
    """The formats a document can be written in."""

    MD = "md"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Opplysninger:
    """What a document says about itself.

    `dato` is the day it is made, `versjon` the version of the tool, and `sha256` the whole
    hexadecimal SHA-256 of the case file it was made from. `innsjekking` is the git commit the file
    was last recorded in, when there is one and the file is still as it was then. `uavgjort` tells
    that two versions of the case are not yet made one.
    """

    dato: date
    versjon: str
    sha256: str
    innsjekking: str | None = None
    uavgjort: bool = False


@dataclass(frozen=True, slots=True)
class Eksemplar:
    """A copy of a document for one recipient.

    `utkast` is the code of a draft that nobody has approved yet; None when it may be sent.
    """

    utvalg: Utvalg
    utkast: str | None = None

    @property
    def delvis(self) -> bool:
        """Tell whether the case has anything that is not for the recipient."""
        return bool(self.utvalg.utelatt)

    @property
    def andres(self) -> bool:
        """Tell whether the recipient is shown what other pupils say."""
        return self.utvalg.may(Innhold.ANDRES_ORD)


TemplateLoader = Callable[[str], str | None]
"""Returns the text of a template file such as `nb/varsling.j2`; None when there is none."""
Source = tuple[str, str]
"""The name of a template's file, and its text."""
Finder = Callable[[str], Source | None]
"""Returns the template file to use, in the format, for the name that was asked for."""

_NOTATIONS: dict[Format, type[Notation]] = {Format.MD: Markdown, Format.HTML: Html}


def render(
    dokument: Dokument | str,
    fmt: Format | str,
    sak: Sak,
    oppsett: Oppsett,
    opplysninger: Opplysninger,
    load: TemplateLoader,
    valgt: Valgt | None = None,
    til: Eksemplar | None = None,
) -> str:
    """Return the document, ending in one newline; the same values give the same text.

    `valgt` says which meeting, talk or round it is about, and what it lists. With `til` the
    document shows what was selected for that recipient; `sak` is always the whole case.

    Raises `NotFound` when there is no such document, and `BadConfig`, with template and line,
    when a template is faulty.
    """
    from skolemiljo_cli.render.sandbox import FormEnvironment

    find = finder_for(load, fmt)
    name, context = prepare(dokument, fmt, sak, oppsett, opplysninger, find, valgt, til)
    writer = ValueWriter(_NOTATIONS[Format(fmt)](), sak.melding.dato)
    environment = FormEnvironment(writer, find)
    return render_template(environment, name, sak, context, load).rstrip("\n") + "\n"


def prepare(
    dokument: Dokument | str,
    fmt: Format | str,
    sak: Sak,
    oppsett: Oppsett,
    opplysninger: Opplysninger,
    find: Finder,
    valgt: Valgt | None,
    til: Eksemplar | None,
) -> tuple[str, dict[str, Any]]:
    """Return the template file of the document, and the variables of the template."""
    name, source = _template(dokument, fmt, oppsett.malform, find)
    chosen = valgt or Valgt()
    shown = on_its_day(dokument, til.utvalg.sak if til else sak, sak, chosen, opplysninger.dato)
    return name, {
        "sak": shown,
        "oppsett": oppsett,
        "opplysninger": opplysninger,
        "bilde": picture(shown, til.utvalg.hel if til else sak, andres=til is None or til.andres),
        "valgt": chosen,
        "til": til.utvalg.mottaker if til else None,
        "delvis": til is not None and til.delvis,
        "utkast": til.utkast if til else None,
        "revisjon": found[1] if (found := _REVISION.match(source.lstrip("\ufeff"))) else None,
        "ny_lov": sak.melding.dato >= NEW_ACT_IN_FORCE,
    }


def finder_for(load: TemplateLoader, fmt: str) -> Finder:
    """Return the finder for a format: `nb/hode.md.j2` takes precedence over `nb/hode.j2`.

    Schools' own forms from when each format had its own file ask for `nb/hode.md.j2`, or for the
    words of a form in `nb/saksgang.ord.j2`; `nb/hode.j2` and `nb/saksgang.j2` now hold these.
    """

    def find(name: str) -> Source | None:
        stem, _, kind = name.removesuffix(".j2").partition(".")
        names = (name, f"{stem}.j2") if kind else (f"{stem}.{fmt}.j2", name)
        found = ((file, text) for file in names if (text := load(file)) is not None)
        return next(found, None)

    return find


def _template(dokument: str, fmt: str, malform: Malform, find: Finder) -> Source:
    """Return name and source; in Bokmål when there is no template in the school's language."""
    if dokument in list(Dokument) and fmt in list(Format):
        for language in (malform, Malform.BOKMAL):
            if source := find(f"{language}/{dokument}.j2"):
                return source
    known = ", ".join(Dokument)
    raise NotFound(
        f"Det finnes ingen mal for dokumentet «{clean(dokument)}» i formatet «{clean(fmt)}».",
        f"Dokumentene er {known}. Formatene er {' og '.join(Format)}.",
    )


def render_template(
    environment: FormEnvironment, name: str, sak: Sak, context: dict[str, Any], load: TemplateLoader
) -> str:
    """Return the finished document, with the names of the case written or redacted."""
    writer = environment.writer
    try:
        words = _words(environment, name, context)
        roles = dict(words.get("rolle", {}))
        # redact every name of the whole case, also of parties who are not in the part shown
        writer.names, writer.masks = names_of(context["sak"], roles), masks_of(sak, roles)
        writer.labels = labels_of(context["sak"], sak)
        if context["delvis"]:
            writer.unknown = str(words.get("ikke_oppgitt", writer.unknown))
        return _within_limit(environment, name, context)
    except LedgerError:
        raise
    except Exception as error:  # any failure of a template is for the school to fix
        raise template_fault(error, name, load) from None


def _words(environment: FormEnvironment, name: str, context: dict[str, Any]) -> dict[str, Any]:
    """Return the word list of the template's language, with the names of the roles."""
    words = f"{name.partition('/')[0]}/ord.j2"
    if environment.find(words) is None:
        return {}
    try:
        module = environment.get_template(words).make_module(context)
    except Exception:
        environment.handle_exception()  # raises, with the template's own lines in the traceback
    return dict(vars(module))


def _within_limit(environment: FormEnvironment, name: str, context: dict[str, Any]) -> str:
    pieces: list[str] = []
    length = 0
    for piece in environment.get_template(name).generate(context):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_CHARACTERS:
            raise BadConfig(
                f"Malen {name} gir et dokument som er altfor langt.",
                "Se etter en løkke i malen som går for mange ganger.",
                file=name,
            )
    return "".join(pieces)
