"""Who may print, write, know today and start processes; read from the syntax trees."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from run_all import TOOLS

import skolemiljo_cli

PACKAGE = Path(skolemiljo_cli.__file__).resolve().parent
MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}

DISK = {"store/files/__init__.py", "store/files/disk.py", "store/files/folder_lock.py"}
WRITES = {
    "chmod", "copy", "copy2", "copyfile", "copytree", "fdopen", "fsync", "ftruncate", "hardlink_to",
    "link", "link_to", "makedirs", "mkdir", "mkdtemp", "mkstemp", "move", "mknod", "open",
    "NamedTemporaryFile", "removedirs", "rename", "renames", "replace", "rmdir", "rmtree",
    "symlink", "symlink_to", "TemporaryDirectory", "TemporaryFile", "touch", "truncate", "unlink",
    "utime", "write_bytes", "write_text",
}  # fmt: skip
DAYS = {"now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp"}
CLOCKS = {"time", "time_ns", "localtime", "gmtime", "monotonic", "strftime", "ctime"}
PROCESSES = {
    "subprocess",
    "multiprocessing",
    "concurrent",
    "pty",
    "asyncio",
    "threading",
    "_thread",
    "signal",
}
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib",
    "xmlrpc", "requests", "httpx", "aiohttp", "webbrowser",
}  # fmt: skip


def dotted(node: ast.expr) -> str:
    """`os.path.join` of such an expression; what is neither name nor attribute is `…`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "…"


@cache
def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    return [(dotted(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call)]


@cache
def imported(tree: ast.AST) -> list[str]:
    """The modules a module imports, and the names it takes from them, anywhere in it."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{one.name}" for one in node.names]
    return found


def who(offenders: Iterator[tuple[str, str]]) -> set[str]:
    return {f"{module}: {what}" for module, what in offenders}


def test_only_output_writes_to_the_streams():
    def offenders():
        for module, tree in MODULES.items():
            if module == "cli/output/terminal.py":
                continue
            for name, _ in calls(tree):
                if name in ("print", "typer.echo", "typer.secho"):
                    yield module, name
            for node in ast.walk(tree):
                streams = ("sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__")
                if isinstance(node, ast.Attribute) and dotted(node) in streams:
                    yield module, dotted(node)

    # settings only asks whether a person sits at the terminal
    assert who(offenders()) == {"cli/framework/settings.py: sys.stderr"}
    asked = [name for name, _ in calls(MODULES["cli/framework/settings.py"]) if "sys.std" in name]
    assert set(asked) == {"sys.stdin.isatty", "sys.stderr.isatty"}


def _is_text_replace(name: str, call: ast.Call) -> bool:
    """`"a".replace(b, c)`, `day.replace(tzinfo=…)` and dataclasses.replace make no file."""
    if not name.endswith("replace"):
        return False
    keywords = {keyword.arg for keyword in call.keywords}
    return (
        name == "replace" or len(call.args) == 2 or "tzinfo" in keywords or "annotation" in keywords
    )


def test_only_files_writes_to_the_disk():
    def offenders():
        for module, tree in MODULES.items():
            if module in DISK:
                continue
            for name, call in calls(tree):
                if name.split(".")[-1] in WRITES and not _is_text_replace(name, call):
                    yield module, name
                if name.startswith(("os.", "shutil.")) and "write" in name:
                    yield module, name

    allowed = {
        "cli/output/terminal.py: open",  # os.devnull, when the reader has gone
        "cli/commands/demo.py: tempfile.mkdtemp",  # the throw-away folder, empty
    }
    own = {
        "store/yaml/reader.py: self.open",
        "store/yaml/reader.py: ….open",
    }  # the reader's stack, no file
    doors = {"files.create", "files.replace"}  # calls of the doorway itself
    found = {use for use in who(offenders()) if use.split(": ")[1] not in doors}
    assert found - own <= allowed


def test_two_arguments_of_os_replace_are_still_a_write():
    for module, tree in MODULES.items():
        if module not in DISK:
            names = {name for name, _ in calls(tree)}
            assert not names & {"os.replace", "os.rename", "os.write", "os.open", "shutil.move"}, (
                module
            )


def test_only_clock_knows_the_time():
    def offenders():
        for module, tree in MODULES.items():
            for name, _ in calls(tree):
                root, _, last = name.rpartition(".")
                if (last in DAYS and root) or (last in CLOCKS and root == "time"):
                    yield module, name

    assert who(offenders()) == {
        "clock.py: datetime.now", "clock.py: time.monotonic",
        "cli/framework/settings.py: clock.today",
    }  # fmt: skip


def test_only_clock_and_files_import_time():
    users = {module for module, tree in MODULES.items() if "time" in set(imported(tree))}
    # files waits for antivirus on Windows; clock asks when the machine was started
    assert users <= DISK | {"clock.py"}


def test_no_module_but_the_named_one_starts_processes():
    def offenders():
        for module, tree in MODULES.items():
            for name in imported(tree):
                if name.split(".")[0] in PROCESSES:
                    yield module, name.split(".")[0]
            for name, _ in calls(tree):
                if name in ("os.system", "os.popen", "os.fork", "os.forkpty") or name.startswith(
                    ("os.exec", "os.spawn", "os.posix_spawn")
                ):
                    yield module, name

    found = {
        one for one in who(offenders()) if not one.startswith("store/git/runner.py: subprocess")
    }
    assert found == {
        "store/cases/parallel.py: multiprocessing",
        "store/cases/parallel.py: concurrent",
        "cli/asking/editor.py: subprocess",  # docs/adr/0008-editor.md
    }


def test_no_module_imports_what_opens_connections():
    users = {
        (module, name)
        for module, tree in MODULES.items()
        for name in imported(tree)
        if name.split(".")[0] in NETWORK and not name.startswith("urllib.parse.")
    }
    assert users == set()


def test_nothing_is_evaluated_and_yaml_is_never_loaded():
    found = {
        (module, name)
        for module, tree in MODULES.items()
        for name, _ in calls(tree)
        if name in ("eval", "exec", "compile", "__import__")
        or (name.startswith("yaml.") and "load" in name)
        or name.startswith(("pickle.", "marshal.", "shelve."))
    }
    assert found == set()


def test_nothing_private_of_the_framework_is_imported():
    def offenders():
        for module, tree in MODULES.items():
            for name in imported(tree):
                if name.startswith("typer.") and "._" in name:
                    yield module, name

    assert who(offenders()) == set()


def test_the_framework_s_own_printing_is_not_used():
    for module, tree in MODULES.items():
        names = set(imported(tree))
        assert not {name for name in names if name == "click" or name.startswith("click.")}, module


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_one_line_that_says_what_it_is_and_is_not_too_long(module):
    tree = MODULES[module]
    source = (PACKAGE / module).read_text(encoding="utf-8")
    docstring = ast.get_docstring(tree)
    if source.strip() and module != "__init__.py":
        assert docstring, module
        assert len(docstring.splitlines()[0]) <= 100
    assert len(source.splitlines()) <= 350
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            own = length - _signature(node)
            assert own <= 60, f"{module}: {node.name} has {own} lines"


def _signature(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines before the body: a command has as many parameters as its form has fields."""
    return node.body[0].lineno - node.lineno


def test_the_median_module_is_short():
    lengths = sorted(
        len((PACKAGE / one).read_text(encoding="utf-8").splitlines()) for one in MODULES
    )
    assert lengths[len(lengths) // 2] <= 120


def test_no_todo_is_left():
    words = ("TODO", "FIXME", "XXX", "HACK")
    for module in MODULES:
        text = (PACKAGE / module).read_text(encoding="utf-8")
        assert not [word for word in words if word in text], module


def test_import_linter_runs_with_the_whole_and_keeps_the_rooms_and_render_apart():
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["name"]: one for one in project["tool"]["importlinter"]["contracts"]}
    assert contracts["Rooms know only the rooms below them"]["type"] == "layers"
    assert contracts["render is pure: values in, text out"]["type"] == "forbidden"
    assert "import-linter" in dict(TOOLS)
