"""A name that became a key of the file is in no place and no message, whatever is run."""

from __future__ import annotations

import pytest

HEAD = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr, trinn: 5}
  a1: {rolle: kontaktlaerer}
melding:
  dato: 2026-11-02
  beskrivelse: Hun var lei seg.
"""
SAID = "Kari: Vi får aldri være med."
FILES = {
    "a text": HEAD.replace("Hun var lei seg.", f"\n    {SAID}"),
    "an entry": f"{HEAD}logg:\n  - id: h-2b4c\n    tid: 2026-11-04\n    type: mote\n    {SAID}\n",
    "a text of an entry": (
        f"{HEAD}logg:\n  - id: h-2b4c\n    tid: 2026-11-04\n    tekst:\n      {SAID}\n"
    ),
    "views": f"{HEAD}logg:\n  - {{id: h-2b4c, tid: 2026-11-04, synspunkter: {{Kari: nei}}}}\n",
    "a key like one of the model": f"{HEAD}Kartilegging: 1\nmeldarkari: {{Karianne: [Kari]}}\n",
    "the top": f"{HEAD}{SAID}\n",
    "a list that is none": f"{HEAD}vedlegg:\n  {SAID}\n",
    "twice": f"{HEAD}{SAID}\n{SAID}\n",
    "an alias": f"{HEAD}logg:\n  - Kari: *nei\n",
    "an anchor": f"{HEAD}logg:\n  - Kari: &nei x\n",
    "a hidden sign": HEAD + 'logg:\n  - Kari:\n      Kari: "\\u202e"\n',
    "a party": HEAD.replace("  a1:", "  kari: {rolle: annen}\n  a1:"),
    "a bad value under it": HEAD.replace("dato: 2026-11-02", "dato: 2026-11-02\n  Kari: {dato: x}"),
}
COMMANDS = (
    ("list",), ("deadlines",), ("check",), ("doctor",), ("show", "k3fq"), ("history",),
    ("render", "k3fq", "saksgang", "--for", "e1"), ("log", "k3fq", "--tekst", "Mer.", "--av", "a1"),
    ("edit", "k3fq", "--bytt-navn"), ("undo",),
)  # fmt: skip


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_it_is_never_quoted(words, what, write_case, cli):
    write_case(FILES[what])
    for more in ((), ("--json",)):
        answer = cli(*words, *more)
        assert answer.code != 70
        assert "kari" not in (answer.out + answer.err).lower().replace(SAID.lower(), "")


def test_that_a_key_is_unknown_is_told_with_the_line(write_case, cli):
    write_case(FILES["a text of an entry"])
    answer = cli("check")
    assert "sak.yaml:12" in answer.out + answer.err
