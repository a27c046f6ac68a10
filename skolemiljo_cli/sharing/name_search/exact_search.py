"""The exact search: every form that a declared name can have, word by word, in bounded time."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search.contact import addresses, occurrences
from skolemiljo_cli.sharing.name_search.document_text import Funn, Hvor, Side
from skolemiljo_cli.sharing.name_search.folding import Folded, Token, fold
from skolemiljo_cli.sharing.name_search.name_forms import (
    Former,
    Hva,
    Ord,
    forms_of,
    genitives,
    needs_capital,
)
from skolemiljo_cli.sharing.name_search.words.common_words import ABBREVIATIONS, NOUNS

_BETWEEN = re.compile(r"[ \n.'_/+|*-]{0,6}")
_COMMA = re.compile(r" {0,2}, {0,2}\n? {0,2}")
_HYPHENATED = re.compile(r"[ ]{0,2}-[ ]{0,2}\n?[ ]{0,4}|[ ]{0,2}\n[ ]{0,4}|'")
_SPACED = re.compile(r"[ .\-_·*]{1,3}")
_JOINED = re.compile(rf"s?e?(?:{'|'.join(sorted(NOUNS, key=len, reverse=True))})s?")
_INITIALS = 2  # letters after which a full stop ends no sentence
_STEM = 4  # letters of a name that may begin another word
_LONGEST_WORD = 60
_LONGEST_RUN = 8
_WITH_INITIALS = (Hvor.TEKST, Hvor.KOMMENTAR, Hvor.FILNAVN)


@dataclass(frozen=True, slots=True)
class _Match:
    """Consecutive words that are one party's: how many, and how many of them are names."""

    key: str
    ord: int
    navn: int
    eksakt: bool
    hva: Hva


def find_names(page: Side, hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> list[Funn]:
    """Return where hidden parties are named, unless the form is also that of a shown party."""
    register = _Register(hidden, shown)
    return [
        found
        for number, piece in enumerate(page.stykker)
        for found in _TextSearch(register, number, fold(piece.tekst), piece.hvor).all()
    ]


class _Register:
    """The forms of all parties, by the words that they may begin with."""

    def __init__(self, hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> None:
        self.hidden = frozenset(hidden)
        self.forms = {key: forms_of(part) for key, part in (*hidden.items(), *shown.items())}
        self.words: dict[str, list[str]] = defaultdict(list)
        self.letters: dict[str, list[str]] = defaultdict(list)
        self.handles: dict[str, list[str]] = defaultdict(list)
        for key, forms in self.forms.items():
            for word in forms.ledd:
                self.words[word].append(key)
            for word in forms.forbokstaver | forms.initialer:
                self.letters[word].append(key)
            for word in forms.brukernavn:
                self.handles[word].append(key)
        self.contact = tuple(self._contact())

    def _contact(self) -> Iterator[tuple[str, str]]:
        """Yield the numbers and addresses of hidden parties that no shown party has too."""
        known = {
            contact
            for key, forms in self.forms.items()
            if key not in self.hidden
            for contact in (*forms.epost, *forms.telefon)
        }
        for key in sorted(self.hidden):
            forms = self.forms[key]
            yield from ((key, contact) for contact in sorted((forms.epost | forms.telefon) - known))

    def beginning_with(self, word: str, *, capitals: bool) -> Iterable[str]:
        """Return the parties with a form that begins with the word; initials must be capitals."""
        found = [key for stem in genitives(word) for key in self.words.get(stem, ())]
        return dict.fromkeys((*found, *(self.letters.get(word, ()) if capitals else ())))


class _TextSearch:
    """The exact search of one text."""

    def __init__(self, register: _Register, number: int, text: Folded, hvor: Hvor) -> None:
        self._register, self._number, self._text = register, number, text
        self._tokens = text.tokens()
        self._capitals = frozenset(self._in_capitals()) if hvor in _WITH_INITIALS else frozenset()
        self._gaps: dict[int, str | None] = {}
        self._addresses = sorted(addresses(text.text))

    def all(self) -> Iterator[Funn]:
        place = 0
        while place < len(self._tokens):
            found, step = self._at(place)
            yield from found
            place += step
        yield from self._spaced()
        yield from self._contact()

    def _in_capitals(self) -> Iterator[int]:
        for place, token in enumerate(self._tokens):
            if token.end - token.start <= _LONGEST_RUN and all(
                map(self._text.capital, range(token.start, token.end))
            ):
                yield place

    def _at(self, place: int) -> tuple[list[Funn], int]:
        """Return what is found at a word, and how many words it covers."""
        matches = self._matches(place)
        if matches:
            best = max((match.ord, match.eksakt) for match in matches)
            longest = [match for match in matches if (match.ord, match.eksakt) == best]
            step = best[0]
            split, longer = self._hyphenated(place) if step == 1 else ([], 0)
            if longer:  # «Tyri-hans», where «Tyri» is a name too
                return split, longer
            if any(match.key not in self._register.hidden for match in longest):
                return [], step  # it is the name of somebody who may be named
            return [self._funn(match.key, match.hva, place, step) for match in longest], step
        for search in (self._hyphenated, self._handle, self._compound):
            found, step = search(place)
            if step:
                return found, step
        return [], 1

    def _matches(self, place: int) -> list[_Match]:
        token = self._tokens[place]
        keys = self._register.beginning_with(token.word, capitals=place in self._capitals)
        found = (self._match(key, place) for key in keys)
        return [match for match in found if match is not None]

    def _match(self, key: str, place: int) -> _Match | None:
        """Return the words from here on that are a party's, if they identify the party."""
        forms = self._register.forms[key]
        named: list[tuple[Token, Ord]] = []
        letters = ""
        last = 0
        for count in range(min(_LONGEST_RUN, len(self._tokens) - place)):
            token = self._tokens[place + count]
            if count and not self._near(place + count, forms):
                break
            word = self._word(forms, token)
            if word and all(word.hvilket != other.hvilket for _, other in named):
                named.append((token, word))
            elif self._is_initials(forms, place + count) and len(letters) < _LONGEST_RUN:
                letters += token.word
            else:
                break
            last = count + 1
        if not named:
            return self._only_initials(key, forms, place)
        return self._of_words(key, named, last, letters)

    def _word(self, forms: Former, token: Token) -> Ord | None:
        for stem in genitives(token.word):
            found = forms.ledd.get(stem)
            if found:
                whole = stem == token.word
                return found if whole else replace(found, eksakt=False)
        return None

    def _of_words(
        self, key: str, named: list[tuple[Token, Ord]], count: int, letters: str
    ) -> _Match | None:
        exact = all(word.eksakt for _, word in named)
        if len(named) > 1 or (letters and count > 1):
            is_name = any(self._is_written_as_name(token) for token, _ in named)
            alone = [word for _, word in named if word.hvilket in self._alone(key)]
            if is_name and alone:
                hva = Hva.FULLT_NAVN if len(named) > 1 else named[0][1].hva
                if {word.hva for _, word in named} == {Hva.KALLENAVN}:
                    hva = Hva.KALLENAVN
                return _Match(key, count, len(named), exact, hva)
        token, word = named[0]
        if word.hvilket not in self._alone(key) or not self._is_written_as_name(token):
            return None
        return _Match(key, 1, 1, exact, word.hva)

    def _alone(self, key: str) -> Mapping[str, Ord]:
        return self._register.forms[key].ord

    def _is_written_as_name(self, token: Token) -> bool:
        """Tell whether the word is written as a name: with a capital, where it is also a word."""
        if self._text.capital(token.start) or self._in_address(token):
            return True
        return not any(needs_capital(stem) for stem in genitives(token.word))

    def _only_initials(self, key: str, forms: Former, place: int) -> _Match | None:
        letters, best = "", 0
        for count in range(min(_LONGEST_RUN, len(self._tokens) - place)):
            token = self._tokens[place + count]
            if not self._is_initials(forms, place + count):
                genitive = token.word == "s" and 0 < count == best  # «T.S.s plan»
                best += 1 if genitive and self._near(place + count, forms) else 0
                break
            if count and not self._near(place + count, forms):
                break
            letters += token.word
            if letters in forms.initialer and (count or self._is_no_word(token)):
                best = count + 1
        return _Match(key, best, 0, True, Hva.INITIALER) if best else None

    def _is_initials(self, forms: Former, place: int) -> bool:
        word = self._tokens[place].word
        known = word in forms.forbokstaver or word in forms.initialer
        return known and place in self._capitals

    def _is_no_word(self, token: Token) -> bool:
        return len(token.word) > 1 and token.word not in ABBREVIATIONS

    def _near(self, place: int, forms: Former) -> bool:
        """Tell whether the word and the one before it can be parts of one name."""
        before, here = self._tokens[place - 1], self._tokens[place]
        if place not in self._gaps:
            self._gaps[place] = _gap(self._text.text[before.end : here.start])
        gap = self._gaps[place]
        if gap == ".":
            return len(before.word) <= _INITIALS
        if gap != ",":
            return gap is not None
        turned = any(stem in forms.sist for stem in genitives(before.word))
        return turned and any(stem in forms.forst for stem in genitives(here.word))

    def _hyphenated(self, place: int) -> tuple[list[Funn], int]:
        """Look for a word that is split by a hyphen or the end of a line."""
        word = self._tokens[place].word
        for count in range(2, min(5, len(self._tokens) - place + 1)):
            before, here = self._tokens[place + count - 2 : place + count]
            if not _HYPHENATED.fullmatch(self._text.text[before.end : here.start]):
                break
            word += here.word
            keys = self._single(word, self._tokens[place])
            if keys is not None:
                return [self._funn(key, hva, place, count) for key, hva in keys], count
        return [], 0

    def _single(self, word: str, first: Token) -> list[tuple[str, Hva]] | None:
        """Return the hidden parties of a word; [] if a shown one has it too, None if nobody has."""
        stems = list(genitives(word))
        known = [
            (key, self._register.forms[key].ord[stem].hva)
            for stem in stems
            for key in self._register.words.get(stem, ())
            if stem in self._register.forms[key].ord
        ]
        if not known:
            return None
        if any(needs_capital(stem) for stem in stems) and not self._text.capital(first.start):
            return None
        hidden = [(key, hva) for key, hva in known if key in self._register.hidden]
        return list(dict.fromkeys(hidden)) if len(hidden) == len(known) else []

    def _handle(self, place: int) -> tuple[list[Funn], int]:
        word = self._tokens[place].word.rstrip("0123456789")
        for stem in genitives(word):
            keys = self._register.handles.get(stem, ())
            if keys:
                if any(key not in self._register.hidden for key in keys):
                    return [], 1
                named = dict.fromkeys(keys)
                return [self._funn(key, Hva.BRUKERNAVN, place, 1) for key in named], 1
        return [], 0

    def _compound(self, place: int) -> tuple[list[Funn], int]:
        """Look for a compound of a name and another word: «Tyrihanssaken», «tyrihans2»."""
        token = self._tokens[place]
        word = token.word[:_LONGEST_WORD]
        for length in range(len(word) - 1, 1, -1):
            stem, rest = word[:length], word[length:]
            if stem not in self._register.words:
                continue
            if not (rest.isdigit() or (length >= _STEM and _JOINED.fullmatch(rest))):
                continue
            keys = self._single(stem, token)
            if keys is not None:
                return [self._funn(key, Hva.SAMMENSATT, place, 1) for key, _ in keys], 1
        return [], 0

    def _spaced(self) -> Iterator[Funn]:
        """Look for names written letter by letter: «T y r i»."""
        place = 0
        while place < len(self._tokens):
            end = self._end_of_letters(place)
            if end - place >= _STEM:
                yield from self._in_letters(place, end)
            place = max(end, place + 1)

    def _end_of_letters(self, place: int) -> int:
        end = place
        while end < len(self._tokens) and self._is_letter(end):
            token = self._tokens[end]
            if end > place:
                before = self._tokens[end - 1]
                if not _SPACED.fullmatch(self._text.text[before.end : token.start]):
                    break
            end += 1
        return end

    def _is_letter(self, place: int) -> bool:
        token = self._tokens[place]
        return token.end - token.start == 1 and not token.word.isdigit()

    def _in_letters(self, place: int, end: int) -> Iterator[Funn]:
        letters = "".join(token.word for token in self._tokens[place:end])
        for word, keys in self._register.words.items():
            at = letters.find(word) if len(word) > 2 else -1
            if at < 0 or any(key not in self._register.hidden for key in keys):
                continue
            for key in dict.fromkeys(keys):
                known = self._register.forms[key].ord.get(word)
                if known:
                    yield self._funn(key, known.hva, place + at, len(word))

    def _contact(self) -> Iterator[Funn]:
        """Look for telephone numbers and e-mail addresses of hidden parties."""
        for key, start, end in occurrences(self._text.text, self._register.contact):
            yield self._at_text(key, Hva.KONTAKT, start, end)

    def _in_address(self, token: Token) -> bool:
        before = bisect_right(self._addresses, (token.start, len(self._text.text) + 1)) - 1
        return before >= 0 and token.start < self._addresses[before][1]

    def _funn(self, key: str, hva: Hva, place: int, count: int) -> Funn:
        first, last = self._tokens[place], self._tokens[place + count - 1]
        return self._at_text(key, hva, first.start, last.end)

    def _at_text(self, key: str, hva: Hva, start: int, end: int) -> Funn:
        first, last = self._text.span(start, end)
        return Funn(self._number, first, last, key, hva)


def _gap(between: str) -> str | None:
    """Return what separates two words of a name: "", "." for a possible end of sentence, or ","."""
    if _BETWEEN.fullmatch(between) and "\n\n" not in between:
        return "." if ". " in between or ".\n" in between else ""
    return "," if _COMMA.fullmatch(between) else None
