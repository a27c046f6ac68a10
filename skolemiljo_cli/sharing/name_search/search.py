"""The search of a finished document for the names of those whom its recipient must not see."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search import exact_search, fuzzy_search
from skolemiljo_cli.sharing.name_search.document_text import Funn, Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.name_forms import Hva

_AROUND = 90  # characters shown on each side of the word
_DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Treff:
    """A place where somebody who may not be named may be named.

    `linje` is the line of the finished file, 0 for the file's name. `sikker` says that the exact
    search found it; a person is asked about the rest. `merke` is the same for the same word in the
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

    A form that is also a shown party's, such as a family name that two share, is not reported.
    """
    sure = exact_search.find_names(page, hidden, shown)
    asked = _not_covered(fuzzy_search.find_similar(page, hidden, shown), sure)
    found = [(one.stykke, _treff(page, one, sikker=True)) for one in sure]
    found += [(one.stykke, _treff(page, one, sikker=False)) for one in asked]
    return tuple(sorted(_without_repeats(found), key=_order))


def _order(one: Treff) -> tuple[int, bool, str, str]:
    return one.linje, not one.sikker, one.part, one.ord


def _without_repeats(found: Iterable[tuple[int, Treff]]) -> Iterator[Treff]:
    """Yield each word of a sentence once, although a text may be read in several ways.

    A text with tags in it is read with and without them as blanks: «Tyri» is no finding of its
    own where the same sentence has «Tyrihans» in the other reading.
    """
    told: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for piece, one in sorted(found, key=lambda row: (not row[1].sikker, row[0], -len(row[1].ord))):
        word = _plain(one.ord)
        here = told.setdefault((one.part, one.linje, _plain(one.setning)), [])
        if all(word not in other or (piece == there and word != other) for there, other in here):
            here.append((piece, word))
            yield one


def _not_covered(asked: Iterable[Funn], sure: Iterable[Funn]) -> Iterator[Funn]:
    """Yield the uncertain findings that overlap no sure one, each place once.

    Whoever decides on a sure finding sees the place, whichever party it is about.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for one in sure:
        taken.setdefault(one.stykke, []).append((one.fra, one.til))
    covered = {piece: _merged(spans) for piece, spans in taken.items()}
    widest: dict[int, int] = {}
    for one in sorted(asked, key=lambda one: (one.stykke, one.fra, -one.til)):
        if one.fra < widest.get(one.stykke, -1) or covered.get(one.stykke, _NOWHERE).overlaps(one):
            continue
        widest[one.stykke] = one.til
        yield one


@dataclass(frozen=True, slots=True)
class _Spans:
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def overlaps(self, one: Funn) -> bool:
        at = bisect_left(self.starts, one.til) - 1
        return at >= 0 and self.ends[at] > one.fra


_NOWHERE = _Spans((), ())


def _merged(spans: list[tuple[int, int]]) -> _Spans:
    rows: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if rows and start <= rows[-1][1]:
            rows[-1] = (rows[-1][0], max(end, rows[-1][1]))
        else:
            rows.append((start, end))
    return _Spans(tuple(one for one, _ in rows), tuple(end for _, end in rows))


def _treff(page: Side, one: Funn, *, sikker: bool) -> Treff:
    piece = page.stykker[one.stykke]
    written = piece.tekst[one.fra : one.til]
    sentence = _sentence(piece, one)
    return Treff(
        part=one.part,
        ord=_one_line(written),
        hva=Hva(one.hva),
        sikker=sikker,
        hvor=piece.hvor,
        linje=piece.linje(one.fra),
        setning=sentence,
        merke=_digest(one.part, written, sentence),
    )


# the full stop of an initial ends nothing; a cell of a table in Markdown is a sentence of its own
_ENDS = re.compile(r"(?<![\W_][A-ZÆØÅ])[.!?]\s|\n| \| ")


def _sentence(piece: Stykke, one: Funn) -> str:
    """Return the sentence around a place; of a long one, the words near it."""
    first = max(0, one.fra - _AROUND)
    before = piece.tekst[first : one.fra]
    ends = [found.end() for found in _ENDS.finditer(before)]
    if ends:
        before = before[ends[-1] :]
    elif first:
        before = before.partition(" ")[2] if " " in before else before
    after = piece.tekst[one.til : one.til + _AROUND]
    found = _ENDS.search(after)
    if found:
        after = after[: found.end()]
    elif one.til + _AROUND < len(piece.tekst):
        after = after.rpartition(" ")[0] if " " in after else after
    return _one_line(before + piece.tekst[one.fra : one.til] + after)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _digest(*parts: str) -> str:
    """Return a short digest of the letters and digits of the parts."""
    plain = "\0".join(map(_plain, parts))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
