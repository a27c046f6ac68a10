"""A document for one recipient: a draft to read, decisions on names in it, and the approval."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from skolemiljo_cli.errors import BadConfig, Finding
from skolemiljo_cli.render.documents import Format
from skolemiljo_cli.services.changes.record import Version
from skolemiljo_cli.services.documents import approval, guardians, names_found
from skolemiljo_cli.services.documents.approval import Approval
from skolemiljo_cli.services.documents.assembly import choose, read_source
from skolemiljo_cli.services.documents.names_found import PossibleName
from skolemiljo_cli.services.documents.page import Page, render_page
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.kinds import Innhold
from skolemiljo_cli.sharing.name_search.search import Treff
from skolemiljo_cli.sharing.review_hints import ReviewHints, review_hints
from skolemiljo_cli.store.cases.ledger import Ledger
from skolemiljo_cli.store.files import sha256


@dataclass(frozen=True, slots=True)
class Request:
    """Which document of which case, in which format, and for whom.

    `innforing` is the entry or round it is made of, `filnavn` what the file will be called.
    """

    part: str
    dokument: Dokument
    format: Format
    today: date
    til: str | None = None
    innforing: str | None = None
    filnavn: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A document for one recipient, and what is left to do before it may leave.

    `text` is None while `names`, words that may be names of others, are undecided. `kode` is what
    the draft is approved with; None when the document may leave, or never does. `godkjent` is the
    entry of an approval that was recorded now. `utelatt` is how much of each kind is not for the
    recipient, and `hints` what in a draft only a person can weigh. `findings` are the values of
    the case that could not be read.
    """

    sak: str
    text: str | None
    findings: tuple[Finding, ...]
    names: tuple[PossibleName, ...] = ()
    kode: str | None = None
    godkjent: str | None = None
    version: Version = field(default_factory=Version)
    utelatt: Mapping[Innhold, int] = field(default_factory=dict)
    hints: ReviewHints = field(default_factory=ReviewHints)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The page that was asked for, its code, and the names in it that nobody has decided on."""

    page: Page
    kode: str
    undecided: tuple[Treff, ...]

    @property
    def approval(self) -> Approval:
        page = self.page
        entry, round_ = page.chosen.innforing, page.chosen.runde
        made_of = round_.evaluering.id if round_ else entry.id if entry else None
        recipient = page.source.recipient
        return Approval(recipient, page.dokument.value, self.kode, page.format.value, made_of)


def copy_for(ledger: Ledger, request: Request) -> Copy:
    """Return the document: a draft with a code when it is to leave and nobody has approved it.

    Raises:
        NotFound: no such case, recipient, entry or round.
        UsageFault: the document is not for that recipient.
        BadConfig: the school's own template does not show that a draft is a draft.
        Unreadable: the case cannot be read, so a document of it could mislead.
    """
    draft = _draft(ledger, request)
    page, source = draft.page, draft.page.source
    if draft.undecided:
        names = tuple(names_found.located(source.case, draft.undecided))
        return Copy(source.sak.id, None, source.findings, names)
    if not source.leaves or approval.is_approved(source.sak, draft.approval):
        return Copy(source.sak.id, page.finished(None), source.findings)
    text, utvalg = page.finished(draft.kode), source.utvalg
    if draft.kode not in text:
        raise BadConfig(
            f"Skolens egen mal for {page.dokument} viser ikke at dokumentet er et utkast.",
            "Ta med {{ utkast }} i malen, slik den som følger med, gjør.",
        )
    return Copy(
        source.sak.id,
        text,
        source.findings,
        kode=draft.kode,
        utelatt=utvalg.utelatt if utvalg else {},
        hints=review_hints(utvalg, text, names_found.as_read(page)) if utvalg else ReviewHints(),
    )


def decide(
    ledger: Ledger, request: Request, reasons: Mapping[str, str], by: str, verb: str
) -> Copy:
    """Record why words that look like names may stay, and return the document.

    Raises:
        NotFound: no word in the document has the mark.
        UsageFault: it is not said why, or who decides.
    """
    draft = _draft(ledger, request)
    recorded = names_found.record_decisions(draft.page.source, draft.undecided, reasons, by, verb)
    return replace(copy_for(ledger, request), version=recorded.version)


def in_spite(ledger: Ledger, request: Request, reason: str, by: str, verb: str) -> Copy:
    """Record why guardians who are not to be told get this document, and return it.

    Raises:
        UsageFault: no decision is needed, or it is not said why, or who decides.
    """
    source = read_source(ledger, request.part, request.today, request.dokument, request.til)
    recorded = guardians.record(source, request.dokument, reason, by, verb)
    copy = copy_for(ledger, request)
    return replace(copy, version=recorded.version) if recorded else copy


def approve(ledger: Ledger, request: Request, code: str, by: str, verb: str) -> Copy:
    """Record that the draft with the code is read and approved, and return the document.

    Raises:
        UsageFault: it does not leave the school, has undecided names, or is another document by
            now than the one that was read.
        ChangedOutside: the case was changed just now; nothing is recorded.
    """
    draft = _draft(ledger, request)
    source = draft.page.source
    approval.refuse_code(source, code, draft.kode, draft.undecided)
    text = draft.page.finished(None)
    if approval.is_approved(source.sak, draft.approval):
        return Copy(source.sak.id, text, source.findings)
    approved = replace(draft.approval, sha256=sha256(text.encode()))
    recorded = approval.record_approval(source, approved, by, verb)
    return Copy(
        recorded.sak.id, text, source.findings, godkjent=recorded.work.id, version=recorded.version
    )


def _draft(ledger: Ledger, request: Request) -> _Draft:
    source = read_source(ledger, request.part, request.today, request.dokument, request.til)
    approval.refuse_unreadable(source)
    approval.refuse_unknown_parties(source)
    guardians.refuse(source, request.dokument)
    chosen = choose(source, request.dokument, request.innforing)
    page = render_page(source, request.dokument, request.format, chosen)
    found = names_found.names_in(page, request.filnavn)
    undecided = names_found.undecided(source.sak, found)
    return _Draft(page, approval.code_of(source, page.unsigned), undecided)
