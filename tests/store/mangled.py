"""Random values in random YAML styles, as files look after much editing by hand."""

from __future__ import annotations

import re
from random import Random

WORDS = ("Ola", "skolegården", "e1", "nei", "no", "12:30", "010203", "2026-02-30", "Hva?", "5B")
NASTY = (
    "",
    " ",
    "null",
    "~",
    "a: b",
    "a #b",
    "#b",
    "- x",
    "it's",
    'sa "nei"',
    "{x}",
    "[x]",
    "*x*",
    "&x",
    "!x",
    "%x",
    "@x",
    "`x",
    "\\n",
    "slutt:",
    " foran",
    "bak ",
    "1_000",
    "0x1F",
    "0o17",
    "1e3",
    ".5",
    "=",
    "<<",
    "---",
    "...",
    "? x",
    "tab\ther",
    "æøå 😀 é",
    "a\u00a0b",
    "x" * 150,
    "2026-11-20T14:10",
    "+47 55 55 55 55",
    "«sitat» (og mer), ja",
)
LONG = (
    "en linje\n",
    "to\nlinjer",
    "med\n\nblank\n",
    "først\n  innrykk\n# ikke kommentar\n",
    "kode: ja\n- punkt\n{e1} sa\n",
    "slutter blankt\n\n\n",
    "\n",
    "\nførst blank",
    "  innrykket først\nså ikke\n",
    "tab\t\n\tinne\n",
    "blank med mellomrom\n   \nslutt\n",
    "siste er mellomrom\n   ",
    "=======\n<<<<<<< merke\n",
)
_PLAIN = re.compile(r"[A-Za-zæøå][A-Za-z0-9æøå]*(?: [A-Za-z0-9æøå]+)*")
_NULLS = {"null", "Null", "NULL"}


def text(rnd: Random) -> str:
    """Return text that is ordinary, difficult or long."""
    kind = rnd.random()
    if kind < 0.5:
        return " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(1, 4)))
    return rnd.choice(NASTY if kind < 0.75 else LONG)


def value(rnd: Random, depth: int = 0):
    """Return a random value, simpler with depth."""
    kind = rnd.random()
    if kind < 0.12:
        return None
    if depth > 3 or kind < 0.5:
        return text(rnd)
    if kind < 0.7:
        return [value(rnd, depth + 1) for _ in range(rnd.randint(0, 3))]
    return mapping(rnd, depth)


def mapping(rnd: Random, depth: int = 0, least: int = 0):
    """Return a random mapping."""
    names = [f"{rnd.choice(['dato', 'x-egen', 'blåbær', 'e', 'y', 'no'])}{n}" for n in range(4)]
    return {name: value(rnd, depth + 1) for name in names[: rnd.randint(least, 4)]}


def document(rnd: Random):
    """Return a value and its bytes in mixed styles."""
    content = mapping(rnd, least=1)
    lines = _Pen(rnd).mapping(content, 0)
    if rnd.random() < 0.2:
        lines = ["---", *lines]
    if rnd.random() < 0.3:
        lines = ["# yaml-language-server: $schema=x.json", "", *lines]
    eol = "\r\n" if rnd.random() < 0.3 else "\n"
    out = eol.join(lines) + eol
    if rnd.random() < 0.2 and not _ends_in_block(lines):
        out = out.removesuffix(eol)
    bom = b"\xef\xbb\xbf" if rnd.random() < 0.2 else b""
    return content, bom + out.encode()


def _ends_in_block(lines: list[str]) -> bool:
    return not lines[-1].strip() or any(re.search(r"[|>][-+]?( +#.*)?$", line) for line in lines)


class _Pen:
    def __init__(self, rnd: Random) -> None:
        self.rnd = rnd
        self.tidy = rnd.random() < 0.3

    def mapping(self, content, indent: int) -> list[str]:
        if not content:
            return [" " * indent + "{}"]
        lines: list[str] = []
        for name, item in content.items():
            lines += self.noise(indent, lines)
            key = self.key(name)
            lines += self.entry(
                " " * indent + key + self.rnd.choice([":", ":", " :"]), item, indent
            )
        return lines

    def key(self, name: str) -> str:
        return self.rnd.choice([name, name, name, f"'{name}'", f'"{name}"'])

    def noise(self, indent: int, lines: list[str]) -> list[str]:
        if self.tidy or (lines and not lines[-1]) or self.rnd.random() < 0.7:
            return []
        return self.rnd.choice(
            [[""], [" " * indent + "# en kommentar: med kolon"], ["", "# ytterst"]]
        )

    def tail(self) -> str:
        return "" if self.tidy else self.rnd.choice(["", "", "", "  ", " # hale", "   # - x: y"])

    def entry(self, head: str, item, indent: int) -> list[str]:
        """Return a value after its head (`key:` or a dash) in a column."""
        pad = " " * self.rnd.choice([1, 1, 1, 3])
        if item is None:
            return [
                head + self.rnd.choice(["", pad + "~", pad + "null", pad + "NULL"]) + self.tail()
            ]
        if isinstance(item, str):
            return self.scalar(head + pad, item, indent)
        if not item or self.rnd.random() < 0.35:
            return self.flow(head + pad, item, indent)
        inner = indent + (2 if self.tidy else self.rnd.randint(1, 8))
        if isinstance(item, dict):
            return [head + self.tail(), *self.mapping(item, inner)]
        if not head.endswith("-") and self.rnd.random() < 0.4:
            inner = indent
        return [head + self.tail(), *self.sequence(item, inner)]

    def sequence(self, items, indent: int) -> list[str]:
        lines: list[str] = []
        gap = 1 if self.tidy else self.rnd.randint(1, 4)
        for item in items:
            lines += self.noise(indent, lines)
            dash = " " * indent + "-"
            compact = isinstance(item, (dict, list)) and item and self.rnd.random() < 0.6
            if compact:
                make = self.mapping if isinstance(item, dict) else self.sequence
                inner = _Pen(self.rnd)
                inner.tidy = True
                make = inner.mapping if isinstance(item, dict) else inner.sequence
                rows = make(item, indent + 1 + gap)
                lines += [dash + " " * gap + rows[0].lstrip(" "), *rows[1:]]
            else:
                lines += self.entry(dash, item, indent)
        return lines

    def scalar(self, head: str, item: str, indent: int) -> list[str]:
        if "\n" in item and self.rnd.random() < 0.8 and self.fits_block(item):
            return self.block(head, item, indent)
        if " " in item and self.rnd.random() < 0.15 and re.fullmatch(_PLAIN, item):
            first, _, rest = item.partition(" ")
            quote = self.rnd.choice(["'", '"', ""])
            return [head + quote + first, " " * (indent + 3) + rest + quote + self.tail()]
        return [head + self.one_line(item, flow=False) + self.tail()]

    @staticmethod
    def fits_block(item: str) -> bool:
        return item[0] not in " \t\n" and bool(item.rstrip("\n").split("\n")[-1].strip())

    def block(self, head: str, item: str, indent: int) -> list[str]:
        sign = "|-" if not item.endswith("\n") else "|+" if item.endswith("\n\n") else "|"
        margin = " " * (indent + self.rnd.randint(1, 6))
        body = item.removesuffix("\n").split("\n")
        lines = [margin + line if line else "" for line in body]
        comment = "" if self.tidy else self.rnd.choice(["", "  # om teksten"])
        return [head + sign + comment, *lines]

    def one_line(self, item: str, *, flow: bool) -> str:
        styles = ["double"]
        if "\n" not in item:
            styles.append("single")
        if _PLAIN.fullmatch(item) and item not in _NULLS:
            styles += ["plain"] * 4
        style = self.rnd.choice(styles)
        if style == "plain":
            return item
        if style == "single":
            return "'" + item.replace("'", "''") + "'"
        escaped = item.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return '"' + escaped.replace("\t", "\\t").replace("é", "\\u00e9") + '"'

    def flow(self, head: str, item, indent: int) -> list[str]:
        rows = self.flow_text(item, indent).split("\n")
        return (
            [head + rows[0], *rows[1:-1], rows[-1] + self.tail()]
            if len(rows) > 1
            else [head + rows[0] + self.tail()]
        )

    def flow_text(self, item, indent: int) -> str:
        if item is None:
            return self.rnd.choice(["~", "null"])
        if isinstance(item, str):
            return self.one_line(item, flow=True)
        pad = self.rnd.choice(["", "", " ", "\n" + " " * (indent + 2)])
        between = "," + self.rnd.choice([" ", "  ", "\n" + " " * (indent + 4)])
        trailing = "," if item and self.rnd.random() < 0.15 else ""
        if isinstance(item, dict):
            parts = [f"{self.key(k)}: {self.flow_text(v, indent)}" for k, v in item.items()]
            return "{" + pad + between.join(parts) + trailing + pad + "}"
        return (
            "[" + pad + between.join(self.flow_text(v, indent) for v in item) + trailing + pad + "]"
        )
