"""Documents from a case: values and templates in, Markdown or HTML out."""

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
"""The longest document: ten times the largest case file, so only a runaway template meets it."""

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
    was last recorded in, when there is one and the file is still as it was then.
    """

    dato: date
    versjon: str
    sha256: str
    innsjekking: str | None = None


@dataclass(frozen=True, slots=True)
class Eksemplar:
    """A copy of a document for one recipient.

    `utkast` is the code of a draft, which nobody has approved yet; None when it may be sent.
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
"""From the name of a template's file (`nb/varsling.j2`) to its text; None when there is none."""
Source = tuple[str, str]
"""The name of a template's file, and its text."""
Finder = Callable[[str], Source | None]
"""From the name a template is asked for by to the one that is used for the format."""

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
    """Return the document, ended by one newline; the same values give the same text.

    `valgt` says which meeting, talk or round it is about, and what it lists. With `til` the
    document shows what was chosen for that recipient; `sak` is the whole case all the same.

    Raises `NotFound` when there is no such document, and `BadConfig`, with template and line,
    when a template is faulty.
    """
    from skolemiljo_cli.render.sandbox import FormEnvironment

    find = in_format(load, fmt)
    name, context = prepared(dokument, fmt, sak, oppsett, opplysninger, find, valgt, til)
    writer = ValueWriter(_NOTATIONS[Format(fmt)](), sak.melding.dato)
    return written(FormEnvironment(writer, find), name, sak, context, load).rstrip("\n") + "\n"


def prepared(
    dokument: Dokument | str,
    fmt: Format | str,
    sak: Sak,
    oppsett: Oppsett,
    opplysninger: Opplysninger,
    find: Finder,
    valgt: Valgt | None,
    til: Eksemplar | None,
) -> tuple[str, dict[str, Any]]:
    """Return the file of the document's template, and what the template is told."""
    name, source = _template(dokument, fmt, oppsett.malform, find)
    shown = til.utvalg.sak if til else sak
    return name, {
        "sak": shown,
        "oppsett": oppsett,
        "opplysninger": opplysninger,
        "bilde": picture(shown, sak, andres=til is None or til.andres),
        "valgt": valgt or Valgt(),
        "til": til.utvalg.mottaker if til else None,
        "delvis": til is not None and til.delvis,
        "utkast": til.utkast if til else None,
        "revisjon": found[1] if (found := _REVISION.match(source.lstrip("\ufeff"))) else None,
        "ny_lov": sak.melding.dato >= NEW_ACT_IN_FORCE,
    }


def in_format(load: TemplateLoader, fmt: str) -> Finder:
    """Return what finds `nb/hode.j2` for one format: `nb/hode.md.j2` goes before it.

    A school's own form from when there was one for each format asks for `nb/hode.md.j2`, or for
    the words of a form, `nb/saksgang.ord.j2`; today `nb/hode.j2` and `nb/saksgang.j2` hold them.
    """

    def find(name: str) -> Source | None:
        stem, _, kind = name.removesuffix(".j2").partition(".")
        names = (name, f"{stem}.j2") if kind else (f"{stem}.{fmt}.j2", name)
        found = ((one, text) for one in names if (text := load(one)) is not None)
        return next(found, None)

    return find


def _template(dokument: str, fmt: str, malform: Malform, find: Finder) -> Source:
    """Return name and source, in Bokmål where the school's written Norwegian has none."""
    if dokument in list(Dokument) and fmt in list(Format):
        for language in (malform, Malform.BOKMAL):
            if source := find(f"{language}/{dokument}.j2"):
                return source
    known = ", ".join(Dokument)
    raise NotFound(
        f"Det finnes ingen mal for dokumentet «{clean(dokument)}» i formatet «{clean(fmt)}».",
        f"Dokumentene er {known}. Formatene er {' og '.join(Format)}.",
    )


def written(
    environment: FormEnvironment, name: str, sak: Sak, context: dict[str, Any], load: TemplateLoader
) -> str:
    """Return the finished document; the names written and taken out are those of the case."""
    writer = environment.writer
    try:
        words = _words(environment, name, context)
        roles = dict(words.get("rolle", {}))
        # the names to take out are those of the whole case, whoever is left in what is shown
        writer.names, writer.masks = names_of(context["sak"], roles), masks_of(sak, roles)
        writer.labels = labels_of(context["sak"], sak)
        if context["delvis"]:
            writer.unknown = str(words.get("ikke_oppgitt", writer.unknown))
        return _bounded(environment, name, context)
    except LedgerError:
        raise
    except Exception as error:  # whatever a template did, the school can mend it
        raise template_fault(error, name, load) from None


def _words(environment: FormEnvironment, name: str, context: dict[str, Any]) -> dict[str, Any]:
    """Return the word list of the template's language: what the roles are called, and more."""
    words = f"{name.partition('/')[0]}/ord.j2"
    if environment.find(words) is None:
        return {}
    try:
        module = environment.get_template(words).make_module(context)
    except Exception:
        environment.handle_exception()  # raises, with the template's own lines in the traceback
    return dict(vars(module))


def _bounded(environment: FormEnvironment, name: str, context: dict[str, Any]) -> str:
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
