"""What the program does not use, so that its hazards do not arise; and minimum library versions.

Before one of these is added, docs/farer.md needs a defence against it, and that a test.
"""

from __future__ import annotations

import re
import tomllib

import pytest
from test_doorways import MODULES, PACKAGE, imported

ABSENT = {
    "21 CSV with formulas": ("csv", "openpyxl", "xlsxwriter", "xlwt", "pandas"),
    "15 pages fetched for a PDF": ("weasyprint", "reportlab", "fpdf", "pdfkit", "xhtml2pdf"),
    "14 Markdown turned into HTML": (
        "markdown", "markdown_it", "commonmark", "mistune", "nh3", "bleach",
    ),
    "29 XML": ("xml", "lxml", "xmlschema", "defusedxml", "docx", "odf"),
    "2 objects made of data": ("pickle", "marshal", "shelve", "jsonpickle", "dill"),
    "E GitPython": ("git", "pygit2", "dulwich"),
}  # fmt: skip


@pytest.mark.parametrize("row", ABSENT)
def test_the_package_does_not_import_what_the_hazard_needs(row):
    users = {
        (module, name)
        for module, tree in MODULES.items()
        for name in imported(tree)
        if name.split(".")[0] in ABSENT[row]
    }
    assert users == set()


def test_the_absent_would_be_seen():
    import ast

    tree = ast.parse("def f():\n    import csv\n    from lxml import etree\n")
    assert {name.split(".")[0] for name in imported(tree)} == {"csv", "lxml"}


FLOORS = {"pyyaml": (5, 4), "jinja2": (3, 1, 6)}
"""Below these there are known holes (reference: the table in docs/farer.md)."""


def test_no_library_is_allowed_in_a_version_with_a_known_hole():
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {}
    for dependency in project["project"]["dependencies"]:
        name, floor = re.match(r"([A-Za-z0-9._-]+)>=([0-9.]+)", dependency).groups()
        asked[name.lower()] = tuple(map(int, floor.split(".")))
    for name, floor in FLOORS.items():
        assert asked[name] >= floor
    assert not {"gitpython", "lxml", "weasyprint", "reportlab", "click"} & set(asked)
