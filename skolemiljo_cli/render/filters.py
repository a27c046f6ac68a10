"""The filters of the templates, and how a value is printed without a filter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from skolemiljo_cli.model import dates, law
from skolemiljo_cli.model.vocab import Svar
from skolemiljo_cli.render.escape import Notation
from skolemiljo_cli.render.names import with_names
from skolemiljo_cli.render.placeholders import Placeholder
from skolemiljo_cli.render.redaction import Masks, without_names

_YES_NO = {True: "ja", False: "nei"}


@dataclass(slots=True)
class ValueWriter:
    """Writes the values of one case into one document.

    Every value a template prints goes through `print`, so that no template can forget to escape;
    only what this class or a macro made is passed on unchanged.
    """

    notation: Notation
    day: date
    names: Mapping[str, str] = field(default_factory=dict)
    labels: frozenset[str] = frozenset()
    masks: Masks = field(default_factory=Masks)
    unknown: str = Svar.UAVKLART.value

    def print(self, value: object) -> Markup:
        """Return any value as text of the document; None is shown as unknown."""
        if isinstance(value, Markup):
            return value
        if value is None:
            return self.notation.merke(self.unknown)
        if isinstance(value, bool):
            return self.notation.linje(_YES_NO[value])
        if isinstance(value, date):
            return _figures(dates.format_moment(value))
        if isinstance(value, (list, tuple)):
            return self.join(value)
        return self.notation.linje(with_names(str(value), self.names, self.labels))

    def join(self, values: Iterable[object], between: str = ", ") -> Markup:
        """Return the values joined by the text `between`."""
        return self.print(between).join([self.print(value) for value in values])

    def concat(self, values: Iterable[object]) -> object:
        """Return the result of `~`: unescaped text, unless a part is already escaped."""
        parts = list(values)
        if all(isinstance(part, str) and not isinstance(part, Markup) for part in parts):
            return "".join(map(str, parts))
        return self.join(parts, "")

    def uavklart(self, value: object) -> object:
        """Return the value, or the word for unknown when it is empty."""
        blank = isinstance(value, str) and (not value.strip() or value == Svar.UAVKLART)
        if value is None or blank or value in ((), []):
            return self.notation.merke(self.unknown)
        return value

    def navn(self, key: str | Iterable[str] | None) -> Markup | None:
        """Return what the party is called; the key itself when there is no such party."""
        if key is None:
            return None
        if isinstance(key, str):
            return self.notation.linje(self.names.get(key, key))
        return self.join([self.navn(party) for party in key]) if (key := tuple(key)) else None

    def avsnitt(self, text: str | None) -> Markup | None:
        """Return running text as paragraphs."""
        return self.notation.avsnitt(with_names(text, self.names, self.labels)) if text else None

    def sitat(self, text: str | None) -> Markup | None:
        """Return running text as a quotation."""
        return self.notation.sitat(with_names(text, self.names, self.labels)) if text else None

    def fet(self, value: object) -> Markup:
        """Return the value in bold."""
        return self.notation.fet(self.print(value))

    def uten_navn(self, text: str | None) -> str | None:
        """Return running text with a role, `elev (e1)`, in place of each name of a party."""
        return without_names(text, self.masks) if text else None

    def bare_med(self, text: Markup, value: str | None) -> Markup:
        """Return a part of a template that is shown only when its value exists."""
        if isinstance(value, Placeholder):
            return value.optional(text)
        return text if value else Markup("")

    def hjemmel(self, provision: str) -> str:
        """Return the provision by the name it had on the day of the report."""
        return law.hjemmel(law.Hjemmel(provision), self.day)

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters by the names templates use."""
        return {
            "dato": _dated(dates.format_date),
            "kortdato": _dated(dates.format_short),
            "tid": _dated(dates.format_moment),
            "uavklart": self.uavklart,
            "navn": self.navn,
            "avsnitt": self.avsnitt,
            "sitat": self.sitat,
            "fet": self.fet,
            "uten_navn": self.uten_navn,
            "bare_med": self.bare_med,
            "hjemmel": self.hjemmel,
            "join": self.join,
        }


def _dated(form: Callable[[date], str]) -> Callable[[date | None], Markup | None]:
    return lambda moment: _figures(form(moment)) if moment else None


def _figures(text: str) -> Markup:
    """Return a date formatted here: it has no markup, and needs no backslashes."""
    return Markup(text)  # noqa: S704 - figures, full stops and the names of months
