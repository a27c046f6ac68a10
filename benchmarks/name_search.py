"""Run sentences through the search for names in a real document, and count what passes.

`python benchmarks/name_search.py [FILE] [--show] [--kind KIND]` reads people, settings and
sentences (`name_sentences.yaml`, or the file given). Each sentence becomes an entry in a case with
those people, the entry becomes minutes of a meeting for the setting's reader, as Markdown and as
HTML, and the minutes are searched as `render --for` does it. Whom the reader may not see named is
what the setting says, since rules of access alone would not give such settings.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from skolemiljo_cli.cli.framework.app import run
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.render.documents import Format
from skolemiljo_cli.services.documents import names_found
from skolemiljo_cli.services.documents.assembly import Source, choose, read_source
from skolemiljo_cli.services.documents.page import render_page
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.name_search.search import Treff
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype
from skolemiljo_cli.sharing.select import select
from skolemiljo_cli.store.cases.ledger import open_ledger

SENTENCES = Path(__file__).with_name("name_sentences.yaml")
TODAY = date(2026, 11, 30)
CASE_ID = "2026-11-23-k3fq"
CONTACT = ("telefon", "epost", "adresse")
NOT_OF_A_PARTY = (*CONTACT, "alias")
ROLES = {"sosiallaerer": "laerer", "miljoterapeut": "miljoarbeider"}
"""The case's word for roles that sentences may use and a case has not."""


@dataclass(frozen=True)
class Found:
    """What the search says of one sentence in one format."""

    stops: tuple[Treff, ...]
    asks: tuple[Treff, ...]

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(hit.part for hit in (*self.stops, *self.asks))

    def words(self) -> str:
        told = [f"{hit.ord}={hit.part}" for hit in self.stops]
        return " ".join((*told, *(f"{hit.ord}={hit.part}?" for hit in self.asks)))


class School:
    """A ledger with one case, in which each sentence is put in turn."""

    def __init__(self, folder: Path, told: dict[str, Any]) -> None:
        self._told = told
        os.environ["SKOLEMILJO_TODAY"] = TODAY.isoformat()
        os.environ["HOME"] = str(folder)
        root = folder / "arkiv"
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            run(["init", str(root), "--no-input", "--skole", "Eksempel skole"])
        case = root / "cases" / CASE_ID
        case.mkdir(parents=True)
        empty = {"id": CASE_ID, "type": "12-4", "melding": {"dato": date(2026, 11, 23)}}
        (case / "sak.yaml").write_text(yaml.safe_dump(empty), "utf-8")
        self._source = read_source(open_ledger(root), CASE_ID, TODAY, Dokument.REFERAT, None)

    def look(self, setting: str, text: str) -> Iterator[tuple[Format, Found]]:
        """Yield for each format what the search finds in the document with the sentence."""
        source = self._source_for(setting, text)
        chosen = choose(source, Dokument.REFERAT)
        who = self._told["settings"][setting]
        parties = source.sak.parter
        hidden = {key: parties[key] for key in who["hidden"]}
        shown = {key: parties[key] for key in who["shown"]}
        with patch.object(names_found, "hidden_from", lambda *_: (hidden, shown)):
            for form in Format:
                page = render_page(source, Dokument.REFERAT, form, chosen)
                found = names_found.names_in(page, f"referat.{form}")
                stops = tuple(hit for hit in found if hit.sikker)
                yield form, Found(stops, tuple(hit for hit in found if not hit.sikker))

    def _source_for(self, setting: str, text: str) -> Source:
        reader = self._told["settings"][setting]["reader"]
        sak = self._case(reader, text)
        guardian = Mottaker(Mottakertype.FORESATT, None, reader)
        return replace(self._source, sak=sak, utvalg=select(sak, guardian))

    def _case(self, reader: str, text: str) -> Sak:
        entry = {
            "id": "h-1aaa", "tid": TODAY, "type": "mote", "av": "a1", "om": [reader],
            "tekst": text,
        }  # fmt: skip
        people = self._told["people"].items()
        parsed = parse_case({
            "id": CASE_ID, "type": "12-4", "melding": {"dato": date(2026, 11, 23)},
            "parter": {key: party(key, person, reader) for key, person in people},
            "logg": [entry],
        })  # fmt: skip
        if parsed.value is None or parsed.faults:
            raise SystemExit(f"not a case: {parsed.faults}")
        return parsed.value


def party(key: str, person: dict[str, Any], reader: str) -> dict[str, Any]:
    """Return a person as a party of the case in which the reader is the pupil."""
    values = {name: value for name, value in person.items() if name not in NOT_OF_A_PARTY}
    values["rolle"] = ROLES.get(person["rolle"], person["rolle"])
    for name in ("trinn", "klasse"):
        if name in values:
            values[name] = str(values[name])
    contact = ", ".join(person[name] for name in CONTACT if name in person)
    if contact:
        values["kontakt"] = contact
    values["alias"] = person.get("alias", [])
    if person["rolle"] in ("elev", "medelev"):
        values["rolle"] = "elev" if key == reader else "medelev"
    return values


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", nargs="?", type=Path, default=SENTENCES)
    ask.add_argument("--show", action="store_true", help="print each sentence that went wrong")
    ask.add_argument("--kind", help="only sentences of this kind")
    asked = ask.parse_args()
    told = yaml.safe_load(asked.file.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        school = School(Path(folder), told)
        for setting in told["settings"]:
            if any(found.parts for _, found in school.look(setting, "Rolig uke.")):
                raise SystemExit(f"{setting}: the document is stopped, whatever the sentence")
        rows = {
            kind: [row for row in told[kind] if asked.kind in (None, row["kind"])]
            for kind in ("stop", "harmless")
        }
        print(to_stop(school, rows["stop"], show=asked.show))
        print(harmless(school, rows["harmless"], show=asked.show))
    return 0


def to_stop(school: School, rows: list[dict[str, Any]], *, show: bool) -> str:
    """Count by kind the sentences in which nobody is found in one format at least."""
    total: Counter[str] = Counter()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        wanted = {row["who"], *row.get("also", ())}
        found = dict(school.look(row["setting"], row["text"]))
        of_row = Counter(
            sentences=1,
            passes=any(not one.parts for one in found.values()),
            nobody_else=any(one.parts and not wanted & one.parts for one in found.values()),
            some_missing=any(not wanted <= one.parts for one in found.values()),
            only_asked=any(one.parts and not one.stops for one in found.values()),
        )
        counted[row["kind"]] += of_row
        total += of_row
        if show and of_row["passes"] + of_row["nobody_else"]:
            print(f"{row['id']} {row['kind']} {row['who']}: {row['text']!r}")
            print(*(f"      {form}: {one.words() or '-'}" for form, one in found.items()), sep="\n")
    heads = ("sentences", "passes", "nobody_else", "some_missing", "only_asked")
    return table("to stop", heads, counted, total)


def harmless(school: School, rows: list[dict[str, Any]], *, show: bool) -> str:
    """Count by kind the sentences that stop or are asked about though they name nobody."""
    total: Counter[str] = Counter()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        found = dict(school.look(row["setting"], row["text"]))
        stops = any(one.stops for one in found.values())
        asks = any(one.asks for one in found.values()) and not stops
        of_row = Counter(sentences=1, stops=stops, asks=asks)
        counted[row["kind"]] += of_row
        total += of_row
        if show and (stops or asks):
            print(f"{row['id']} {row['kind']}: {row['text']!r}")
            print(*(f"      {form}: {one.words() or '-'}" for form, one in found.items()), sep="\n")
    return table("harmless", ("sentences", "stops", "asks"), counted, total)


def table(
    name: str, heads: tuple[str, ...], counted: dict[str, Counter[str]], total: Counter[str]
) -> str:
    rows = [(kind, *(figures[head] for head in heads)) for kind, figures in counted.items()]
    rows.append(("all", *(total[head] for head in heads)))
    lines = [f"| {name} | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
