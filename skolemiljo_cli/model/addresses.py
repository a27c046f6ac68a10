"""What looks like an address, telephone number, e-mail or place on a map, as written in Norway."""

import re

# Every repetition has an end, so that a long text takes no long time.
_STREET = (
    r"veien|vegen|veg|vei|gaten|gata|gate|gt|g|alléen|alleen|allé|alle|plassen|plass|bakken|bakke"
    r"|stien|sti|svingen|sving|kroken|krok|lia|lien|åsen|toppen|haugen|ringen|tunet|jordet|kaien"
    r"|kaia|bryggen|brygga|torget|torg|terrasse|stubben|stredet|smauet|berget|løkka|marka|moen"
    r"|faret|løypa|hagen|skogen|feltet|grenda|tråkket"
)
_ALONE = r"vei|veg|gate|gt|plass|allé|alle|terrasse|torg|bakke|sti"
_NUMBER = r"\.? {0,2}(?:nr\.? ?)?\d{1,3} ?[A-Za-z]?\b"
_COUNTED = r"(?! ?(?:gang|dag|uke|måned|time|minutt|elev|barn|voks|trinn|stk))"
_PATTERNS = (
    rf"(?<![\w'-])[A-ZÆØÅ][\w'-]{{1,40}}(?:{_STREET}){_NUMBER}{_COUNTED}",
    rf"(?<![\w'-])[A-ZÆØÅ][\w'-]{{1,40}} (?:{_ALONE}){_NUMBER}{_COUNTED}",  # «Kongens gate 3»
    rf"\b[a-zæøå]{{2,40}}(?:veien|vegen|gaten|gata){_NUMBER}{_COUNTED}",
    rf"\b(?:Torget|Torvet|Bryggen){_NUMBER}{_COUNTED}",
    r"(?<![\d-])(?:NO?-)?\d{4} [A-ZÆØÅ][A-ZÆØÅa-zæøå]{2}",
    r"\b(?:[Pp]ostboks|[Bb]oks|[Pp]b\.?) \d",
    r"\b[Cc]/[Oo]\b",
    r"\b[HKLU]0\d{3}\b",
    r"(?<![\d/-])(?:(?:\+|00)47 ?)?(?:[2-9]\d(?: ?\d\d){3}|[489]\d\d \d\d \d\d\d)(?![\d/-])",
    r"(?<![\d/.-])(?:[2-9]\d(?:\.\d\d){3}|[2-9]\d(?:-\d\d){3}|[489]\d\d([.-])\d\d\1\d\d\d)(?![\d/.-])",
    r"(?:\+|\b00)[1-9](?:[ -]?\d){7,13}",
    r"[\w+-] ?(?:@|[(\[](?:at|alfa|krøllalfa)[)\]]) ?[\w-]{1,63}\.\w",
    r"\b(?:5[7-9]|6\d|7[01])[.,]\d{4,}",  # north
    r"\b(?:goo\.gl|maps\.\w|google\.\w{2,3}/maps|what3words|w3w\.co|kart\.finn)",
)
_ADDRESS = re.compile("|".join(_PATTERNS))


def looks_like_address(text: str) -> bool:
    """Tell whether the text has something that may tell where somebody is, or how to reach them."""
    return _ADDRESS.search(text) is not None
