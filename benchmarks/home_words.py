"""How many of the blind sentences are pointed at in a draft to a home, and how many should be.

`python benchmarks/home_words.py` prints the score of both halves, and with `--alle` each miss
of the half that is not held out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing.home_words import is_sensitive
from skolemiljo_cli.store.yaml import reader

SENTENCES = Path(__file__).with_name("home_sentences.yaml")
ROLES = {
    "e1": Rolle.ELEV, "e2": Rolle.MEDELEV, "f1": Rolle.FORESATT, "f2": Rolle.FORESATT,
    "a1": Rolle.KONTAKTLAERER, "a2": Rolle.MILJOARBEIDER,
}  # fmt: skip


def held_out(row: dict[str, str]) -> bool:
    return int(row["id"][1:]) % 2 == 0


def main(show: bool) -> None:
    rows: Any = reader.read(SENTENCES.read_bytes())
    for wanted in ("point", "pass"):
        wrong = [r for r in rows[wanted] if is_sensitive(r["text"], ROLES) != (wanted == "point")]
        for name, half in (("tuned", False), ("held out", True)):
            missed = [r for r in wrong if held_out(r) is half]
            count = sum(held_out(r) is half for r in rows[wanted])
            print(f"{wanted:5} {name:8}: {len(missed)} of {count} wrong")
            for row in missed if show and not half else ():
                print(f"    {row['id']} {row['kind']}: {row['text']}")


if __name__ == "__main__":
    main("--alle" in sys.argv)
