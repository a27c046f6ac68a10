"""Refusals in Norwegian: checks on the text before parsing, and the parser's errors translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Unreadable

if TYPE_CHECKING:
    import yaml

# C0 (not tab and line ends), DEL, C1, line and paragraph separators, bidi controls, a BOM inside
# the text, noncharacters and lone surrogates: they hide or reorder the text that people see.
_BAD = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_BAD += "\ud800-\udfff\ufeff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_BAD}]|\r(?!\n)")
_FORBIDDEN_VALUE = re.compile(f"[{_BAD}\r]")
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*%")
_CONFLICT = re.compile(r"^(?:<{7,}|={7,}|>{7,}|\|{7,})(?=[ \r\n]|\Z)", re.MULTILINE)
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_SAVE_AS_UTF8 = "Åpne filen i en teksteditor og lagre den som UTF-8."
_QUOTE = "Sett hele teksten i anførselstegn, for eksempel 'slik'."
_BLOCK = (
    "Etter «|» eller «>» skal teksten begynne på neste linje, rykket inn med mellomrom.",
    "Flytt teksten ned på neste linje, og bruk samme innrykk på alle linjene.",
)
_ESCAPE = (
    "En kode med omvendt skråstrek (\\) inne i doble anførselstegn er feil skrevet.",
    "Bruk enkle anførselstegn rundt teksten, eller skriv to skråstreker (\\\\).",
)

# Part of the error message of either parser, and our message with its hint. The first match counts.
_TABLE: dict[str, tuple[str, str]] = {
    "could not find expected ':'": (
        "Det mangler kolon etter en nøkkel.",
        "Skriv «nøkkel: verdi» med mellomrom etter kolon, "
        "eller rykk linjen inn hvis den hører til teksten over.",
    ),
    "mapping values are not allowed": (
        "Det er et kolon på et sted der det ikke kan stå.",
        "Skal teksten inneholde kolon, sett den i anførselstegn. Ellers: se etter galt innrykk.",
    ),
    "unknown escape": (
        "Omvendt skråstrek (\\) inne i doble anførselstegn betyr noe eget, og dette er ukjent.",
        "Bruk enkle anførselstegn rundt teksten, eller skriv to skråstreker (\\\\).",
    ),
    "escape": _ESCAPE,
    "quoted scalar": (
        "Et anførselstegn blir åpnet, men ikke lukket.",
        "Sett det samme anførselstegnet der teksten slutter.",
    ),
    "flow mapping": (
        "I krøllparentesen som begynner her, mangler det et komma eller «}».",
        "Skriv den slik: {dato: 2026-11-20, til: r1}.",
    ),
    "flow sequence": (
        "I hakeparentesen som begynner her, mangler det et komma eller «]».",
        "Skriv listen slik: [e1, e2].",
    ),
    "block scalar": _BLOCK,
    "alias": (
        "Et ord begynner med «*». YAML leser det som en henvisning, og det brukes ikke her.",
        _QUOTE,
    ),
    "anchor": (
        "Et ord begynner med «&». YAML leser det som et anker, og det brukes ikke her.",
        _QUOTE,
    ),
    "tag": (
        "Et ord begynner med «!». YAML leser det som en type-merking, og det brukes ikke her.",
        _QUOTE,
    ),
    "sequence entries are not allowed": (
        "Her begynner et listepunkt («- ») på et sted der det ikke kan stå en liste.",
        "Sett listen på linjene under nøkkelen. Er det vanlig tekst: bruk anførselstegn.",
    ),
    "block collection": (
        "Innrykket i listen stemmer ikke.",
        "La alle punktene («- ») i listen begynne i samme kolonne.",
    ),
    "block sequence": (
        "Innrykket i listen stemmer ikke.",
        "La alle punktene («- ») i listen begynne i samme kolonne.",
    ),
    "block mapping": (
        "Innrykket stemmer ikke, eller det står noe etter verdien som ikke hører til.",
        "La nøkler som hører sammen, begynne i samme kolonne. Tekst etter anførselstegn må bort.",
    ),
    "cannot start any token": (
        "En verdi begynner med et tegn som har egen betydning i YAML.",
        _QUOTE,
    ),
    "mapping keys are not allowed": (
        "Her står et spørsmålstegn som YAML leser som begynnelsen på en nøkkel.",
        _QUOTE,
    ),
    "node content": ("En verdi begynner med et tegn som har egen betydning i YAML.", _QUOTE),
    "document start": (
        "Det står noe i filen som verken er nøkkel eller verdi.",
        "Hver linje skal ha formen «nøkkel: verdi» eller være rykket inn under en nøkkel.",
    ),
}
_WHERE_IT_BEGAN = {"could not find expected ':'", "quoted scalar", "flow mapping", "flow sequence"}
"""Of these, the line where the construct began is reported, not the line of the error."""
_DEEP = ("Filen har for mange nivåer inni hverandre.", "Se etter parenteser som ikke er lukket.")
_GENERAL = "Linjen følger ikke reglene for YAML."
_GENERAL_HINT = "Se etter galt innrykk, manglende kolon eller anførselstegn som ikke er lukket."


def decode(data: bytes, max_bytes: int) -> str:
    """Return the text of a file without its BOM.

    Raises:
        Unreadable: it is too long, is not UTF-8, or has characters or lines that are not allowed.
    """
    if len(data) > max_bytes:
        message = f"Filen er for stor: {len(data)} byte, og grensen er {max_bytes}."
        raise Unreadable(message, "Flytt lange tekster til vedlegg.")
    if data.startswith(_UTF16) or b"\x00" in data[:4]:
        raise Unreadable("Filen er lagret som UTF-16, ikke UTF-8.", _SAVE_AS_UTF8, line=1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _not_utf8(data, fault.start) from None
    text = text.removeprefix("\ufeff")
    _check_text(text)
    return text


def _not_utf8(data: bytes, offset: int) -> Unreadable:
    line = line_at(data[:offset].decode("utf-8"), offset)
    message = f"Linje {line} har tegn som ikke er UTF-8."
    return Unreadable(message, f"{_SAVE_AS_UTF8} Se over æ, ø og å etterpå.", line=line)


def _check_text(text: str) -> None:
    """Refuse hidden characters, git's conflict markers, and YAML directives."""
    # isprintable is stricter than our rule, but accepts ordinary text three times as fast
    if not text.replace("\n", "").isprintable() and (bad := _FORBIDDEN.search(text)):
        raise forbidden(bad.group(), line_at(text, bad.start()))
    if any(marker in text for marker in _MARKERS) and (found := _CONFLICT.search(text)):
        raise _conflict(line_at(text, found.start()))
    if "%" in text and (found := _DIRECTIVE.match(text)):
        line = line_at(text, found.end())
        message = "Linjen begynner med «%» (et YAML-direktiv), og det brukes ikke her."
        raise Unreadable(message, "Slett linjen.", line=line)


def _conflict(line: int) -> Unreadable:
    return Unreadable(
        f"Uløst git-konflikt: linje {line} er et konfliktmerke.",
        "Velg hvilke linjer som skal gjelde, og slett linjene med <<<<<<<, ||||||| , "
        "======= og >>>>>>>.",
        line=line,
    )


def forbidden(character: str, line: int, key: str | None = None) -> Unreadable:
    """Return the refusal of a character that hides or reorders text."""
    message = f"Et usynlig styretegn (U+{ord(character):04X}) er ikke tillatt."
    hint = "Slett tegnet, eller skriv linjen på nytt."
    if "\ud800" <= character <= "\udfff":
        message = f"En kode (U+{ord(character):04X}) er bare den ene halvdelen av et tegn."
        hint = "Skriv tegnet selv, eller begge halvdelene etter hverandre, som i «\\ud83d\\ude00»."
    if character == "\r":
        message = "Et linjeskift er skrevet med bare vognretur (CR)."
        hint = "Lagre filen med vanlige linjeskift (LF eller CRLF)."
    return Unreadable(message, hint, line=line, key=key)


def bad_block(line: int) -> Unreadable:
    """Return the refusal of a block scalar with text right after its indicator."""
    return Unreadable(*_BLOCK, line=line)


def bad_escape(text: str) -> Unreadable:
    """Return the refusal of an escape for a character that does not exist."""
    return Unreadable(*_ESCAPE, line=line_at(text, text.find("\\U")))


def hidden_in(value: str) -> str | None:
    """Return the first forbidden character of a value, which an escape may have produced."""
    found = _FORBIDDEN_VALUE.search(value)
    return found.group() if found else None


def line_at(text: str, offset: int) -> int:
    """Return the 1-based line of an offset in the text."""
    return text.count("\n", 0, offset) + 1


def syntax(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    """Translate a parser error to a Norwegian message with the line to look at."""
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    description = f"{error.context} {error.problem}"
    if "nesting depth" in description:
        return Unreadable(*_DEEP, line=line + 1)
    if known := (
        _tab_near(text, line)
        or _begins_with_party_key(text, line)
        or _cut_off(text, line, description)
    ):
        return known
    for part, refusal in _TABLE.items():
        if part in description:
            if part in _WHERE_IT_BEGAN and error.context_mark:
                line = error.context_mark.line
            return Unreadable(*refusal, line=line + 1)
    return Unreadable(_GENERAL, _GENERAL_HINT, line=line + 1)


def _tab_near(text: str, line: int) -> Unreadable | None:
    """Return a refusal if the line where the parser stopped has a tab, which looks like spaces."""
    rows = text.split("\n")
    if line >= len(rows) or "\t" not in rows[line]:
        return None
    row = rows[line]
    where = "i innrykket" if "\t" in row[: len(row) - len(row.lstrip())] else "mellom ordene"
    message = f"Linje {line + 1} har et tabulatortegn {where}."
    return Unreadable(message, "Bytt tabulatoren ut med mellomrom.", line=line + 1)


_STARTS_WITH_KEY = re.compile(r"[^#'\"]*:\s+(\{[a-z]{1,3}[0-9]{1,3}\})\s*\S")


def _begins_with_party_key(text: str, line: int) -> Unreadable | None:
    """Return a refusal if a text begins with a party's key: YAML reads `{e1} sa …` as a mapping."""
    rows = text.split("\n")
    found = _STARTS_WITH_KEY.match(rows[line]) if line < len(rows) else None
    if found is None:
        return None
    return Unreadable(
        f"Teksten begynner med {found[1]}, og da må den stå i anførselstegn.",
        f'Skriv "{found[1]} …", eller skriv | etter kolonet og teksten på linjen under.',
        line=line + 1,
    )


def _cut_off(text: str, line: int, description: str) -> Unreadable | None:
    """Return a refusal if the text ended inside quotes or brackets."""
    last = len(text.rstrip().split("\n"))
    if line < last or not any(part in description for part in ("quoted scalar", "flow ")):
        return None
    hint = "Se etter en parentes eller et anførselstegn som er åpnet, men ikke lukket."
    return Unreadable("Filen slutter midt i en verdi.", hint, line=last)
