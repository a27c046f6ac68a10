"""The light list of ids is the rules, so that completion can do without importing them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from skolemiljo_cli import checks
from skolemiljo_cli.checks import rule_ids
from skolemiljo_cli.checks.registry import CHECKS

HERE = Path(checks.__file__).parent
FILE = HERE / "rule_ids.py"
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))
HOW = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write them"
IDS = re.compile(r'(?<=^RULES: tuple\[str, \.\.\.\] = \(\n)(?:    "[a-z0-9-]+",\n)+(?=\)$)', re.M)


def test_the_light_list_of_ids_is_the_rules():
    rules = [check.rule for check in CHECKS]
    written = FILE.read_text(encoding="utf-8")
    assert IDS.search(written)
    if UPDATE:
        lines = "".join(f'    "{rule}",\n' for rule in rules)
        FILE.write_text(IDS.sub(lines, written), encoding="utf-8")
        return
    lacks = [rule for rule in rules if rule not in rule_ids.RULES]
    extra = [rule for rule in rule_ids.RULES if rule not in rules]
    assert (lacks, extra) == ([], []), f"{FILE.name} lacks {lacks}, has too much {extra}; {HOW}"
    assert list(rule_ids.RULES) == rules, f"{FILE.name} has another order; {HOW}"


def test_every_module_with_rules_is_read_by_the_registry():
    for path in [*HERE.glob("*.py"), *HERE.glob("rules/*.py")]:
        written = len(re.findall(r"^@rule\($", path.read_text(encoding="utf-8"), re.M))
        read = [check for check in CHECKS if check.run.__module__.endswith(f".{path.stem}")]
        assert len(read) == written, f"checks/registry.py does not read all of {path.name}"


def test_the_numbers_are_those_that_rules_serve():
    served = {number for check in CHECKS for number in check.lints}
    assert served == set(rule_ids.NUMBERS)
