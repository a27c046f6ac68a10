"""The parties of a case: who they are to it, and what a document may call them."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.base import Dato, Del, EntryId, JaNei, Navn, PartNokkel, Tekst
from skolemiljo_cli.model.messages import Unusable
from skolemiljo_cli.model.vocab import HIDDEN, Rolle, Skjerming


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
    til: PartNokkel | None = Field(
        None, title="Foresatt til", description="Nøkkelen til eleven, for eksempel e1."
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

    @model_validator(mode="after")
    def _no_contact_for_hidden_address(self) -> Self:
        if self.skjerming in HIDDEN and self.kontakt:
            raise Unusable(
                "en part med adressesperre kan ikke ha kontaktopplysninger her; slett «kontakt»"
            )
        return self
