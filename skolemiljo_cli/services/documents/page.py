"""A document rendered once: its text without what approving it changes, and its finished text."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from skolemiljo_cli.render.documents import Eksemplar, Format, Opplysninger, render
from skolemiljo_cli.render.placeholders import Placeholder, fill_in
from skolemiljo_cli.render.template_context import Valgt
from skolemiljo_cli.services.documents.assembly import Source
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.store.cases.ledger import Ledger
from skolemiljo_cli.store.cases.templates import TEMPLATES, loader, packaged_folder


@dataclass(frozen=True, slots=True)
class Page:
    """One document of one case for one recipient.

    `unsigned` is its text without code, checksum and commit: they change when something about the
    document is recorded in the case. `finished` takes the code of a draft, or None for a document
    that may leave, and returns the text with all of them.
    """

    source: Source
    dokument: Dokument
    format: Format
    chosen: Valgt
    unsigned: str
    finished: Callable[[str | None], str]


def render_page(source: Source, dokument: Dokument, fmt: Format, chosen: Valgt) -> Page:
    """Render the document once; with templates of the school's own, once for each text.

    The school's templates may ask whether there is a code or a commit, which a placeholder cannot
    answer.

    Raises:
        NotFound: there is no template for it.
        BadConfig: a template of the school is faulty.
    """
    load, about = loader(source.ledger.root), source.about

    def rendered(shown: Opplysninger, code: str | None) -> str:
        copy = Eksemplar(source.utvalg, code) if source.utvalg else None
        settings = source.ledger.oppsett
        return render(dokument, fmt, source.sak, settings, shown, load, chosen, copy)

    if _has_own_templates(source.ledger):
        unsigned = rendered(replace(about, sha256="", innsjekking=None), None)
        return Page(source, dokument, fmt, chosen, unsigned, lambda code: rendered(about, code))

    draft, checksum, commit = Placeholder(), Placeholder(), Placeholder()
    text = rendered(replace(about, sha256=checksum, innsjekking=commit), draft)

    def filled(shown: Opplysninger, code: str | None) -> str:
        return fill_in(text, {draft: code, checksum: shown.sha256, commit: shown.innsjekking})

    unsigned = filled(replace(about, sha256="", innsjekking=None), None)
    return Page(source, dokument, fmt, chosen, unsigned, lambda code: filled(about, code))


def _has_own_templates(ledger: Ledger) -> bool:
    folder = ledger.root / TEMPLATES
    return folder.is_dir() and folder.resolve() != packaged_folder().resolve()
