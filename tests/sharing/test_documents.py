"""Each document is one row of a table; what else it needs is named here when it is forgotten."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sharing_case import CASE

from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import Format
from skolemiljo_cli.services.documents.contents import contents
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.store.cases.templates import loader, packaged_folder
from skolemiljo_cli.store.yaml import reader

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = packaged_folder() / "nb"
SNAPSHOTS = ROOT / "tests" / "render" / "snapshots"
EVERY = pytest.mark.parametrize("document", list(Dokument))
EMPTY = {"id": "2026-11-02-k3fq", "type": "12-4", "melding": {"dato": "2026-11-02"}}


@EVERY
@pytest.mark.parametrize("fmt", list(Format))
def test_every_document_has_a_template_and_a_snapshot(document, fmt):
    load = loader(None)
    assert load(f"nb/{document}.j2"), f"no template for {document} in templates/nb"
    snapshots = list(SNAPSHOTS.glob(f"{document}-*.{fmt}"))
    assert snapshots, f"no snapshot of {document} in {fmt}: add cases for it in tests/render"


def test_every_template_is_a_document_or_part_of_another_template():
    sources = {path: path.read_text("utf-8") for path in TEMPLATES.glob("*.j2")}
    documents = set(Dokument)
    stray = [
        path.name
        for path in sources
        if path.name.partition(".")[0] not in documents
        and not any(
            re.search(rf"nb/{path.name.partition('.')[0]}\b", source)
            for other, source in sources.items()
            if other != path
        )
    ]
    assert stray == [], "no row in sharing/documents.py for these templates"


@EVERY
def test_every_document_has_a_row_in_the_user_guide(document):
    guide = (ROOT / "docs" / "brukerveiledning.md").read_text("utf-8")
    table = guide.partition("\n## Skjemaene\n")[2].partition("\n### ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert any(f"`{document}`" in row for row in rows), f"no row for {document} under «Skjemaene»"


def test_the_schema_of_the_json_output_has_the_same_documents():
    schema = json.loads((ROOT / "docs" / "schema" / "utdata-1.schema.json").read_text("utf-8"))
    listed = schema["$defs"]["data-render"]["properties"]["dokument"]["enum"]
    assert listed == list(Dokument), "data-render in docs/schema/utdata-1.schema.json"


def test_a_bundle_has_exactly_the_documents_with_a_title():
    values = reader.read(CASE.encode())
    closed = {"id": "x-4r1t", "dato": "2026-11-20", "trygt_og_godt": "ja"}
    sak = Sak.model_validate({**values, "avslutninger": [closed]})
    listed = {place.dokument for place in contents(sak, date(2026, 11, 23)) if place.dokument}
    letter = {Dokument.STATSFORVALTER}
    assert listed | letter == {document for document in Dokument if document.rad.tittel}, (
        "services/documents/contents.py lists other documents than those that have a title"
    )
