"""A form as a plain list of blocks: what it says, without saying how it looks.

A format that is no text, as PDF or Word, is written from these. A block is what a form calls a
macro of `skjema` with: the word for it under `slag`, and what it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import (
    Eksemplar,
    Format,
    Opplysninger,
    Source,
    TemplateLoader,
    in_format,
    prepared,
    written,
)
from skolemiljo_cli.render.escape import Plain
from skolemiljo_cli.render.filters import Penn
from skolemiljo_cli.render.sandbox import Find, Verksted
from skolemiljo_cli.render.template_context import Valgt
from skolemiljo_cli.sharing.documents import Dokument

if TYPE_CHECKING:
    from jinja2.runtime import Context

Blokk = dict[str, Any]

_PARTS = ("skjema", "tabell", "detalj", "utfylling", "notat", "felt")
_WORDS = tuple(f"nb/{part}.md.j2" for part in _PARTS)
"""Where the macros of a form are read: any format's would do, they are the same."""
_INLINE = frozenset(
    ("celledel", "cellemerknad", "celletekst", "kryss", "liten", "med_id", "med_utdrag", "merke")
)
_ARRANGEMENT = frozenset(("linjert", "radfelter", "spalter", "to_felt", "valgliste"))
# fmt: off
_LOOKS = frozenset((
    "fortsetter", "grupper", "hode", "hodeklasse", "i_tekst", "klammer", "klasse", "omfang",
    "radklasse", "samlet", "strek", "tag",
))
# fmt: on
_NEEDED = frozenset(("innhold", "verdi"))
_ANSWER = _NEEDED | {"svar"}


def blocks(
    dokument: Dokument,
    sak: Sak,
    oppsett: Oppsett,
    opplysninger: Opplysninger,
    load: TemplateLoader,
    valgt: Valgt | None = None,
    til: Eksemplar | None = None,
) -> list[Blokk]:
    """Return what the form for every format says; a school's form for one format is passed by.

    Raises as `documents.render` does.
    """
    as_text = in_format(load, Format.MD)

    def find(name: str) -> Source | None:
        text = load(name)
        return as_text(name) if text is None else (name, text)

    name, context = prepared(dokument, Format.MD, sak, oppsett, opplysninger, find, valgt, til)
    recording = _Recording(Penn(Plain(), sak.melding.dato), find)
    written(recording, name, sak, context, load)
    return recording.blocks


class _Recording(Verksted):
    """Notes the macros a form calls, and lets those run that are a piece of a line."""

    def __init__(self, penn: Penn, find: Find) -> None:
        super().__init__(penn, find)
        self.blocks: list[Blokk] = []

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Note a block; what is called inside it becomes its `deler`."""
        code = getattr(getattr(obj, "_func", None), "__code__", None)
        kind = obj.name if code and code.co_filename in _WORDS else None
        if kind is None or kind in _INLINE or kind in _ARRANGEMENT:
            return super().call(context, obj, *args, **kwargs)
        caller = kwargs.pop("caller", None)
        given = dict(zip(obj.arguments, args, strict=False)) | kwargs
        unsaid = _LOOKS | (_ANSWER if given.get("tom") else set())
        unsaid |= {"kolonner"} if kind != "tabell" else set()  # a row knows them for its looks
        block: Blokk = {"slag": kind}
        for name in obj.arguments:
            if name in given and name not in unsaid:
                value = self.penn.uavklart(given[name]) if name in _NEEDED else given[name]
                block |= {name: self._plain(value)} if value is not None else {}
        around, self.blocks = self.blocks, []
        if caller is not None:
            super().call(context, caller)
            block["deler"] = self.blocks
        self.blocks = [*around, block]
        return ""

    def _plain(self, value: object) -> object:
        if isinstance(value, bool):
            return value
        if isinstance(value, (list, tuple, Mapping)):
            return [self._plain(one) for one in value]
        return str(self.penn.print(value))
