"""The parties of a case: who they are to it, and what a document may call them."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.base import (
    Dato,
    Del,
    EntryId,
    GammelNokkel,
    JaNei,
    Navn,
    ParterEllerEn,
    PlanlagtDato,
    Tekst,
)
from skolemiljo_cli.model.messages import Unusable
from skolemiljo_cli.model.vocab import HIDDEN, Rolle, Skjerming

FIXED = frozenset({Rolle.ELEV, Rolle.MEDELEV, Rolle.FORESATT, Rolle.ANSATT})
"""Roles that say what the case is to somebody: they hold for all of it, whatever the day."""


_YEAR = re.compile(r"(VG ?)?[0-9]{1,2}\.?( ?trinn)?", re.IGNORECASE)
"""What a school year may look like in a list; any other word there may be a name."""


class TidligerePart(Del):
    """Hva som gjaldt for parten før: rollen, trinnet og klassen, til og med en dag."""

    til: Dato = Field(title="Til og med")
    rolle: Rolle | None = Field(
        None, title="Rolle", description="Bare når den var en annen enn nå."
    )
    trinn: Tekst | None = Field(None, title="Trinn", examples=["4", "VG1"])
    klasse: Tekst | None = Field(None, title="Klasse", examples=["4B"])


class Part(Del):
    """En part i saken. Teksten ellers viser til parten med nøkkelen, for eksempel {e1}."""

    rolle: Rolle = Field(title="Rolle", description="Hva parten er i saken.")
    navn: Navn | None = Field(
        None, title="Navn", description="Står bare her; andre steder brukes nøkkelen."
    )
    trinn: Tekst | None = Field(None, title="Trinn", examples=["5", "VG1"])
    klasse: Tekst | None = Field(None, title="Klasse", examples=["5B"])
    alias: tuple[Navn, ...] = Field(
        (), title="Kallenavn", description="Andre navn parten kan være kalt i teksten."
    )
    tidligere_navn: tuple[Navn, ...] = Field(
        (), title="Tidligere navn", description="Navn parten har hatt. Det letes etter dem også."
    )
    tidligere_nokler: tuple[GammelNokkel, ...] = Field(
        (),
        title="Tidligere nøkler",
        description="Nøkler som viste seg å være samme person (skolemiljo party unite).",
    )
    til: ParterEllerEn = Field(
        (),
        title="Foresatt til",
        description="Nøkkelen til eleven, for eksempel e1; [e1, e2] når det er flere.",
    )
    foreldreansvar: JaNei | None = Field(None, title="Har foreldreansvar")
    kontakt: Tekst | None = Field(None, title="Telefon eller e-post")
    skjerming: Skjerming | None = Field(
        None, title="Adressesperre", description="ingen, fortrolig eller strengt_fortrolig."
    )
    rettet: Dato | None = Field(
        None,
        title="Rettet",
        description="Den dagen opplysningene ble rettet: det er den samme personen som før.",
    )
    id: Annotated[str, EntryId(ids.PERSON)] | None = Field(
        None,
        title="Id",
        description="Skiller to personer med samme nøkkel. Lages av programmet, og endres ikke.",
    )

    fra: Dato | None = Field(
        None, title="Siden", description="Dagen rollen, trinnet og klassen over gjelder fra."
    )
    tidligere: tuple[TidligerePart, ...] = Field(
        (), title="Tidligere rolle, trinn og klasse", description="Det som gjaldt før «fra»."
    )
    sluttet: PlanlagtDato | None = Field(
        None, title="Sluttet", description="Den første dagen parten ikke er ved skolen lenger."
    )

    @property
    def fulle_navn(self) -> tuple[str, ...]:
        """Return the present name and the former ones."""
        return tuple(name for name in (self.navn, *self.tidligere_navn) if name)

    @property
    def alle_navn(self) -> tuple[str, ...]:
        """Return everything the party is or was called."""
        return (*self.fulle_navn, *self.alias)

    @property
    def trinn_i_lister(self) -> str:
        """Return the year as lists show it, `5` or `VG1`; other text could be a name."""
        return self.trinn if self.trinn and _YEAR.fullmatch(self.trinn) else ""

    @property
    def trinn_med_ord(self) -> str:
        """Return the year as one says it, `5. trinn` or `VG1`; empty as for `trinn_i_lister`."""
        year = self.trinn_i_lister
        return f"{year}. trinn" if year.isdigit() else year

    def har_sluttet(self, day: date) -> bool:
        """Tell whether the party is not at the school on that day."""
        return self.sluttet is not None and self.sluttet <= day

    def da(self, day: date) -> "Part":
        """Return the party with the role, year and class of that day.

        Year and class are not known for a day that neither the present nor an earlier row covers.
        """
        if self.fra is None or day >= self.fra:
            return self
        rows = sorted((row for row in self.tidligere if row.til >= day), key=lambda row: row.til)
        then = next(iter(rows), None)
        rolle = then.rolle if then and then.rolle and not {then.rolle, self.rolle} & FIXED else None
        return self.model_copy(
            update={
                "rolle": rolle or self.rolle,
                "trinn": then.trinn if then else None,
                "klasse": then.klasse if then else None,
            }
        )

    @model_validator(mode="after")
    def _no_contact_for_hidden_address(self) -> Self:
        if self.skjerming in HIDDEN and self.kontakt:
            raise Unusable(
                "en part med adressesperre kan ikke ha kontaktopplysninger her; slett «kontakt»"
            )
        return self
