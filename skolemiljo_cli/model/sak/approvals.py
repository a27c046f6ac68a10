"""Documents given out: what was approved for whom, and what was decided of names in them."""

from typing import Annotated

from pydantic import Field

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.base import Dato, Del, EntryId, MottakerOrd, PartNokkel, Tekst


class Navnefunn(Del):
    """At et ord i et dokument ligner navnet på en som ikke skal stå der, og hvorfor det kan stå."""

    id: Annotated[str, EntryId(ids.NAME_FOUND)] = Field(title="Id")
    merke: Tekst = Field(title="Merke", description="Kjenner igjen ordet og setningen rundt.")
    part: PartNokkel | None = Field(None, title="Hvem ordet ligner navnet på")
    begrunnelse: Tekst | None = Field(None, title="Hvorfor ordet kan stå")
    dato: Dato | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Bestemt av")


class ForesatteLikevel(Del):
    """At de foresatte får et dokument selv om de ikke skal informeres, og hvem som bestemte det."""

    id: Annotated[str, EntryId(ids.GUARDIANS_TOLD)] = Field(title="Id")
    dato: Dato | None = Field(None, title="Dato")
    til: Tekst = Field(title="Mottaker", examples=["f1", "foresatte:e1"])
    dokument: Tekst = Field(title="Dokument", examples=["aktivitetsplan"])
    begrunnelse: Tekst | None = Field(None, title="Hvorfor de likevel får det")
    ikke_aktuelt: Tekst | None = Field(None, title="Grunnen til ikke å informere, slik den sto da")
    av: PartNokkel | None = Field(None, title="Bestemt av")


class Utlevering(Del):
    """At et dokument er lest og godkjent for å gis til en mottaker."""

    id: Annotated[str, EntryId(ids.HANDED_OUT)] = Field(title="Id")
    dato: Dato = Field(title="Godkjent")
    til: MottakerOrd = Field(title="Mottaker", examples=["e1", "foresatte:e1", "statsforvalter"])
    dokument: Tekst = Field(title="Dokument", examples=["aktivitetsplan"])
    format: Tekst | None = Field(None, title="Format", examples=["html"])
    gjelder: Tekst | None = Field(
        None, title="Gjelder", description="Innføringen eller evalueringen dokumentet er laget av."
    )
    av: PartNokkel | None = Field(None, title="Godkjent av")
    kode: Tekst | None = Field(None, title="Kode", description="Koden i utkastet som ble lest.")
    sha256: Tekst | None = Field(None, title="SHA-256", description="Av dokumentet.")
