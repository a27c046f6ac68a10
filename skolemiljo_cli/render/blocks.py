"""A form as a plain list of blocks: its content without its layout.

Formats other than text, such as PDF and Word, are made from these. A block is a call of a macro
of `skjema`: the name of the macro under `slag`, and the arguments.
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
    finder_for,
    prepare,
    render_template,
)
from skolemiljo_cli.render.escape import Plain
from skolemiljo_cli.render.filters import ValueWriter
from skolemiljo_cli.render.sandbox import Find, FormEnvironment
from skolemiljo_cli.render.template_context import Valgt
from skolemiljo_cli.sharing.documents import Dokument

if TYPE_CHECKING:
    from jinja2.runtime import Context

Blokk = dict[str, Any]

_PARTS = ("skjema", "tabell", "detalj", "utfylling", "notat", "felt")
_WORDS = tuple(f"nb/{part}.md.j2" for part in _PARTS)
"""The files that define the macros of a form; every format has the same macros."""
_INLINE = frozenset(
    ("celledel", "cellemerknad", "celletekst", "kryss", "liten", "med_id", "med_utdrag", "merke")
)
_ARRANGEMENT = frozenset(("linjert", "radfelter", "spalter", "to_felt", "valgliste"))
# fmt: off
_LAYOUT = frozenset((
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
    """Return the blocks of the form; a school's own form for a single format is ignored.

    Raises as `documents.render` does.
    """
    fallback = finder_for(load, Format.MD)

    def find(name: str) -> Source | None:
        text = load(name)
        return fallback(name) if text is None else (name, text)

    name, context = prepare(dokument, Format.MD, sak, oppsett, opplysninger, find, valgt, til)
    recording = _Recording(ValueWriter(Plain(), sak.melding.dato), find)
    render_template(recording, name, sak, context, load)
    return recording.blocks


class _Recording(FormEnvironment):
    """Records the macros a form calls, except those that make part of a line, which run."""

    def __init__(self, writer: ValueWriter, find: Find) -> None:
        super().__init__(writer, find)
        self.blocks: list[Blokk] = []

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Record a block; the blocks made inside it become its `deler`."""
        code = getattr(getattr(obj, "_func", None), "__code__", None)
        kind = obj.name if code and code.co_filename in _WORDS else None
        if kind is None or kind in _INLINE or kind in _ARRANGEMENT:
            return super().call(context, obj, *args, **kwargs)
        caller = kwargs.pop("caller", None)
        given = dict(zip(obj.arguments, args, strict=False)) | kwargs
        skipped = _LAYOUT | (_ANSWER if given.get("tom") else set())
        skipped |= {"kolonner"} if kind != "tabell" else set()  # a row has them for its layout
        block: Blokk = {"slag": kind}
        for name in obj.arguments:
            if name in given and name not in skipped:
                value = self.writer.uavklart(given[name]) if name in _NEEDED else given[name]
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
            return [self._plain(item) for item in value]
        return str(self.writer.print(value))
