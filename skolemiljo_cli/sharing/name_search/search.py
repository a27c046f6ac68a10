"""Searches a finished document for names that its recipient must not see."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search import exact_search, fuzzy_search
from skolemiljo_cli.sharing.name_search.bare_initials import find_initials
from skolemiljo_cli.sharing.name_search.contact import streets
from skolemiljo_cli.sharing.name_search.document_text import MOST, Funn, Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.name_forms import Hva
from skolemiljo_cli.sharing.name_search.shared_names import find_shared
from skolemiljo_cli.sharing.name_search.words.homographs import Lesning, reading
from skolemiljo_cli.sharing.name_search.words.sentences import starts_within

_AROUND = 90  # characters shown on each side of the word
_DIGEST_LENGTH = 8
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Treff:
    """A place that names, or may name, a party who must not be named.

    `linje` is the line of the finished file, 0 for the file's name. `sikker` says that the exact
    search found it; a person decides on the rest. `merke` stays the same for the same word in the
    same sentence of a later document.
    """

    part: str
    ord: str
    hva: Hva
    sikker: bool
    hvor: Hvor
    linje: int
    setning: str
    merke: str


def look_through(
    page: Side, hidden: Mapping[str, Part], shown: Mapping[str, Part]
) -> tuple[Treff, ...]:
    """Return every place where a hidden party is or may be named, in the order of the file.

    A form that is also a shown party's, such as a family name that two share, is not reported,
    unless it cannot mean that party. A word that reads as a word and not as a name is left out.
    """
    sure: list[Funn] = []
    unsure: list[Funn] = []
    for hit in exact_search.find_names(page, hidden, shown):
        read = reading(page.stykker[hit.stykke].tekst, hit.fra, hit.til)
        if read is not Lesning.ORD:
            (sure if read is Lesning.NAVN else unsure).append(hit)
    maybe = (
        *unsure,
        *fuzzy_search.find_similar(page, hidden, shown),
        *find_initials(page, hidden),
        *_find_streets(page, hidden, shown),
        *find_shared(page, hidden, shown),
    )
    found = [(hit.stykke, _treff(page, hit, sikker=True)) for hit in sure]
    named = [
        hit
        for hit in maybe
        if reading(page.stykker[hit.stykke].tekst, hit.fra, hit.til) is not Lesning.ORD
    ]
    found += [(hit.stykke, _treff(page, hit, sikker=False)) for hit in _not_covered(named, sure)]
    return tuple(sorted(_without_repeats(found), key=_order))


def _find_streets(
    page: Side, hidden: Mapping[str, Part], shown: Mapping[str, Part]
) -> Iterator[Funn]:
    """Yield where the address of a hidden party stands, unless somebody shown lives there."""
    known = {street for part in shown.values() for street in streets(part.kontakt or "")}
    looked = [
        (key, street)
        for key, part in hidden.items()
        for street in streets(part.kontakt or "")
        if street not in known
    ]
    for number, piece in enumerate(page.stykker):
        for key, street in looked:
            for found in islice(street.finditer(piece.tekst), MOST):
                yield Funn(number, *found.span(), key, Hva.KONTAKT)


def _order(treff: Treff) -> tuple[int, bool, str, str]:
    return treff.linje, not treff.sikker, treff.part, treff.ord


def _without_repeats(found: Iterable[tuple[int, Treff]]) -> Iterator[Treff]:
    """Yield each word of a sentence once, although a text may be read in several ways.

    A text with tags is read twice, with the tags as blanks and without them: «Tyri» is dropped
    where the other reading of the same sentence has «Tyrihans».
    """
    seen: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for piece, hit in sorted(found, key=lambda row: (not row[1].sikker, row[0], -len(row[1].ord))):
        word = _plain(hit.ord)
        words = seen.setdefault((hit.part, hit.linje, _plain(hit.setning)), [])
        if all(word not in other or (piece == place and word != other) for place, other in words):
            words.append((piece, word))
            yield hit


def _not_covered(unsure: Iterable[Funn], sure: Iterable[Funn]) -> Iterator[Funn]:
    """Yield the uncertain findings that overlap no sure finding, each place once.

    Whoever decides on a sure finding reads the place anyway, whichever party it is about.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for hit in sure:
        taken.setdefault(hit.stykke, []).append((hit.fra, hit.til))
    covered = {piece: _merged(spans) for piece, spans in taken.items()}
    last_end: dict[int, int] = {}
    for hit in sorted(unsure, key=lambda hit: (hit.stykke, hit.fra, -hit.til)):
        if hit.fra < last_end.get(hit.stykke, -1) or covered.get(hit.stykke, _EMPTY).overlaps(hit):
            continue
        last_end[hit.stykke] = hit.til
        yield hit


@dataclass(frozen=True, slots=True)
class _Spans:
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def overlaps(self, hit: Funn) -> bool:
        at = bisect_left(self.starts, hit.til) - 1
        return at >= 0 and self.ends[at] > hit.fra


_EMPTY = _Spans((), ())


def _merged(spans: list[tuple[int, int]]) -> _Spans:
    rows: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if rows and start <= rows[-1][1]:
            rows[-1] = (rows[-1][0], max(end, rows[-1][1]))
        else:
            rows.append((start, end))
    return _Spans(tuple(start for start, _ in rows), tuple(end for _, end in rows))


def _treff(page: Side, hit: Funn, *, sikker: bool) -> Treff:
    piece = page.stykker[hit.stykke]
    written = piece.tekst[hit.fra : hit.til]
    sentence = _sentence(piece, hit)
    return Treff(
        part=hit.part,
        ord=_one_line(written),
        hva=Hva(hit.hva),
        sikker=sikker,
        hvor=piece.hvor,
        linje=piece.linje(hit.fra),
        setning=sentence,
        merke=_digest(hit.part, written, sentence),
    )


def _sentence(piece: Stykke, hit: Funn) -> str:
    """Return the sentence around a hit; of a long sentence, only the words near it."""
    first = max(0, hit.fra - _AROUND)
    last = min(len(piece.tekst), hit.til + _AROUND)
    starts = list(starts_within(piece.tekst, first, last))
    before = [start for start in starts if start <= hit.fra]
    after = [start for start in starts if start >= hit.til]
    if not before and first:  # within a word
        before = [piece.tekst.find(" ", first, hit.fra) + 1 or first]
    if not after and last < len(piece.tekst):
        after = [max(piece.tekst.rfind(" ", hit.til, last), hit.til)]
    start, end = before[-1] if before else 0, after[0] if after else last
    return _one_line(piece.tekst[start:end])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _digest(*parts: str) -> str:
    """Return a short digest of the letters and digits of the parts."""
    plain = "\0".join(map(_plain, parts))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return _SIGNS.sub("", text.casefold())
