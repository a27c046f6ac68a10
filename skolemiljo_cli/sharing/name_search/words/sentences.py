"""Where sentences begin and end in running text."""

import re
from collections.abc import Iterator

_ENDS = re.compile(r"[.!?…][»”\"')\]]*\s+|\n| \| ")
# a full stop after an initial, a number or an abbreviation ends no sentence
_GOES_ON = re.compile(
    r"(?:(?<![^\W_])[^\W_]|\b(?:[0-9]+|kl|ca|nr|jf|evt?|dvs|pga|mht|iht|osv|bl|eks|tlf|ref|kap|oppl|"
    r"fvl|offl|mv|st|min|obs|sek|el|ila))\.$",
    re.IGNORECASE,
)
_OPENING = " \t«“\"'(–-*_#>•·"
_BEFORE = 60


def starts_within(text: str, first: int, last: int) -> Iterator[int]:
    """Yield where sentences begin between two places; each cell of a Markdown table is one."""
    for found in _ENDS.finditer(text, first, last):
        if found[0][0] != "." or not _GOES_ON.search(
            text, max(0, found.start() - 8), found.start() + 1
        ):
            yield found.end()


def begins_sentence(text: str, place: int) -> bool:
    """Tell whether a sentence begins at the place; a line that only goes on begins none."""
    first = max(0, place - _BEFORE)
    before = text[first:place].rstrip(_OPENING)
    if not before:
        return True
    if before.endswith("\n"):
        before = before.rstrip(" \t\n")
        gap = text[first + len(before) : place]
        return gap.count("\n") > 1 or not before or before[-1] in '.!?:…»”"'
    if before[-1] == ".":
        return not _GOES_ON.search(before[-9:])
    return before[-1] in "!?:…|" or (before[-1] in '»”"' and before[-2:-1] in (".", "!", "?"))
