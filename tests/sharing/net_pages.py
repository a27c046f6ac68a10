"""A sentence as a finished document holds it, and who is found in it by each look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import net_fresh
import net_rows

from skolemiljo_cli.render.escape import Html, Markdown
from skolemiljo_cli.sharing.name_search import exact_search, fuzzy_search
from skolemiljo_cli.sharing.name_search.bare_initials import find_initials
from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page
from skolemiljo_cli.sharing.name_search.shared_names import find_shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from net_rows import Row

    from skolemiljo_cli.sharing.name_search.document_text import Side

CASTS = {**net_rows.CASTS, **net_fresh.CASTS}
_HTML = """<!DOCTYPE html>
<html lang="nb">
<head><meta charset="utf-8"><title>Dokument</title><style>.ark {{ color: #000; }}</style></head>
<body><h1>Dokument</h1>
{}
</body></html>
"""


def pages(row: Row) -> Iterator[tuple[str, Side]]:
    """Yield the pages a row is tried in: as Markdown and as HTML when it is plain text."""
    if row.form == "name":
        yield "name", markdown_page("# Dokument\n", row.text)
    if row.form in ("plain", "md"):
        text = Markdown().avsnitt(row.text) if row.form == "plain" else row.text
        yield "md", markdown_page(f"# Dokument\n\n{text}\n", "dokument.md")
    if row.form in ("plain", "html"):
        text = Html().avsnitt(row.text) if row.form == "plain" else row.text
        yield "html", html_page(_HTML.format(text), "dokument.html")


def found(row: Row, page: Side) -> tuple[frozenset[str], frozenset[str]]:
    """Return whom the careful look finds, and whom those that only ask do, each by itself."""
    cast = CASTS[row.cast]
    asked = (
        *fuzzy_search.find_similar(page, cast.hidden, cast.shown),
        *find_initials(page, cast.hidden),
        *find_shared(page, cast.hidden, cast.shown),
    )
    return (
        frozenset(one.part for one in exact_search.find_names(page, cast.hidden, cast.shown)),
        frozenset(one.part for one in asked),
    )
