"""The program as a process: a reader that leaves, Ctrl-C, an odd folder, streams of bytes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

FULL = Path("/dev/full")  # a disk that never has room

if os.name == "posix":

    @pytest.mark.parametrize(
        "words",
        [
            ("list",),
            ("list", "--json"),
            ("deadlines", "--all"),
            ("deadlines", "--all", "--json"),
            ("deadlines", "--all", "--ics"),
            ("show", "aaaa"),
            ("render", "aaaa", "varsling"),
            ("schema",),
            ("--help",),
            ("list", "--help"),
            ("--version",),
        ],
        ids=" ".join,
    )
    @pytest.mark.parametrize("extra", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "not"])
    def test_a_reader_that_leaves_gives_no_trace_and_no_failure(
        words, extra, ledger, whole, program
    ):
        reading, writing = os.pipe()
        os.close(reading)  # as `| head -0`: nobody will ever read
        with program(
            *words, extra=extra, cwd=ledger, stdout=writing, stderr=subprocess.PIPE
        ) as running:
            os.close(writing)
            _, err = running.communicate(timeout=60)
        assert err == b""
        assert running.returncode == 0

    def test_the_first_line_of_a_long_list_is_enough_for_head(ledger, whole, write_case, program):
        text = whole.read_text(encoding="utf-8")
        for number in range(1000, 2200):
            write_case(
                text.replace("2026-11-20-aaaa", f"2026-11-20-{number}"), f"2026-11-20-{number}"
            )
        listing = program("list", cwd=ledger, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        head = subprocess.run(["head", "-1"], stdin=listing.stdout, capture_output=True, check=True)
        listing.stdout.close()
        err = listing.stderr.read()
        listing.stderr.close()
        assert listing.wait(timeout=60) == 0
        assert err == b""
        assert b"2026-11-20-1000" in head.stdout

    def test_a_failure_keeps_its_code_when_nobody_reads(ledger, hopeless, program):
        reading, writing = os.pipe()
        os.close(reading)
        with program("check", cwd=ledger, stdout=writing, stderr=writing) as running:
            os.close(writing)
            assert running.wait(timeout=60) == 65

    def test_ctrl_c_at_a_prompt_ends_with_130_and_makes_no_case(ledger, program):
        import pty

        ours, theirs = pty.openpty()
        with program("new-case", cwd=ledger, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
                     start_new_session=True) as running:  # fmt: skip
            os.close(theirs)
            said = read_until(ours, b"Elev")
            interrupt(running)
            said += read_to_the_end(ours)
            out = running.stdout.read()
            code = running.wait(timeout=60)
        os.close(ours)
        assert code == 130
        assert out == b""
        assert "Avbrutt." in said.decode()
        assert "Traceback" not in said.decode()
        assert [one.name for one in (ledger / "cases").iterdir()] == [".gitkeep"]

    def interrupt(running: subprocess.Popen) -> None:
        """Press Ctrl-C; once more when it came just before Python began to wait for the line."""
        for _ in range(10):
            os.kill(running.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(timeout=3)
                return

    def read_until(handle: int, what: bytes) -> bytes:
        """Read what the program says until it says `what`."""
        said = b""
        while what not in said:
            more = os.read(handle, 1024)
            assert more, said
            said += more
        return said

    def read_to_the_end(handle: int) -> bytes:
        said = b""
        while True:
            try:
                more = os.read(handle, 1024)
            except OSError:  # Linux says so when the other end is closed
                return said
            if not more:
                return said
            said += more

    def test_a_folder_that_is_gone_is_told_calmly(tmp_path, program):
        gone = tmp_path / "borte"
        gone.mkdir()
        with program("list", cwd=gone, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                     preexec_fn=gone.rmdir) as running:  # fmt: skip
            out, err = running.communicate(timeout=60)
        assert (running.returncode, out) == (2, b"")
        assert "finnes ikke lenger" in err.decode()


def test_the_streams_are_utf_8_whatever_the_machine_is_set_to(ledger, whole, program, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "0")
    with program("show", "aaaa", cwd=ledger, stdout=subprocess.PIPE) as running:
        out, _ = running.communicate(timeout=60)
    assert "følge med" in out.decode("utf-8")


def test_json_on_stdin_becomes_a_case(ledger, program):
    report = {
        "type": "12-4",
        "parter": {"e1": {"rolle": "elev", "navn": "Espen Askeladd"}},
        "melding": {"dato": "2026-11-20", "beskrivelse": "{e1} gråt i storefri."},
    }
    with program("new-case", "--from", "-", "--json", cwd=ledger,
                 stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:  # fmt: skip
        out, _ = running.communicate(json.dumps(report).encode(), timeout=60)
    made = json.loads(out)["data"]["fil"]
    assert "{e1} gråt i storefri." in (ledger / made).read_text(encoding="utf-8")


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_need_no_ledger(flag, tmp_path, program):
    with program(flag, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, b"")
    assert out


if os.name == "posix":

    @pytest.mark.skipif(not FULL.exists(), reason="no disk that is always full")
    @pytest.mark.parametrize("json_", [(), ("--json",)], ids=["text", "json"])
    def test_an_answer_that_finds_no_room_is_told_and_the_work_is_done(json_, ledger, program):
        words = ("new-case", "--elev", "Espen Askeladd", "--beskrivelse", "Noe.", "--no-input")
        with FULL.open("w") as full:
            running = program(*words, *json_, cwd=ledger, stdout=full, stderr=subprocess.PIPE)
            _, err = running.communicate(timeout=60)
        assert running.returncode == 73
        assert len([*(ledger / "cases").glob("*/sak.yaml")]) == 1
        assert b"feil i skolemiljo" not in err
        if not json_:
            assert b"Kan ikke skrive ut svaret: disken er full." in err
            assert b"er gjort" in err

    @pytest.mark.skipif(not FULL.exists(), reason="no disk that is always full")
    def test_words_about_the_work_that_find_no_room_do_not_stop_it(ledger, whole, program):
        with FULL.open("w") as full:
            running = program(
                "log", "aaaa", "--tekst", "Noe.", cwd=ledger, stdout=subprocess.PIPE, stderr=full
            )
            running.communicate(timeout=60)
        assert running.returncode == 0

    @pytest.mark.parametrize("closed", [(0,), (1,), (2,), (1, 2), (0, 1, 2)], ids=str)
    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("list", "--json"), 0),
            (("check", "zzzz"), 66),
            (("log", "aaaa", "--tekst", "Bare denne ene."), 0),
        ],
        ids=["list", "check", "log"],
    )
    def test_closed_streams_give_no_trace_and_no_words_in_a_case(
        closed, words, code, ledger, whole, program
    ):
        def close():
            for one in closed:
                os.close(one)

        running = program(
            *words, cwd=ledger, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, preexec_fn=close,
        )  # fmt: skip
        out, err = running.communicate(timeout=60)
        assert running.returncode == code
        assert b"Traceback" not in out + err
        assert b"feil i skolemiljo" not in out + err
        assert whole.read_text("utf-8").count("Bare denne ene.") == (words[0] == "log")
