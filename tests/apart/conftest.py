"""An ordinary ledger, the shielded one beside it, and what the two of them say."""

from __future__ import annotations

import pytest


@pytest.fixture
def shielded(cli, ledger):
    """The shielded ledger, named in the configuration of the ordinary one."""
    root = ledger.parent / "skjermet"
    assert cli("init", str(root), "--skjermet", "--no-input").code == 0
    (ledger / "skolemiljo.yaml").write_text("skjermet_ledger: ../skjermet\n", encoding="utf-8")
    return root


@pytest.fixture
def put(ledger):
    """Write a case by hand, as one that came with git or from another program."""

    def write(text: str, case_id: str = "2026-11-20-k3fq", root=None):
        folder = (root or ledger) / "cases" / case_id
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "sak.yaml"
        path.write_text(f"id: {case_id}\n{text}", encoding="utf-8")
        return path

    return write
