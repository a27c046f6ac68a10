"""A command is a line in the list and a module; what its fields say is used by its service."""

from __future__ import annotations

import ast
from importlib import import_module

import pytest
from test_doorways import MODULES, imported

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.model.vocab import Planfelt

HOME = "cli/commands/"
FOUND = {
    path.removeprefix(HOME).removesuffix(".py").replace("/", ".")
    for path in MODULES
    if path.startswith(HOME)
    and ("/" not in path.removeprefix(HOME) or path.endswith("/command.py"))
} - {"__init__"}
WITH_FIELDS = [
    entry.name
    for entry in COMMANDS
    if entry.module in FOUND
    and hasattr(import_module(f"skolemiljo_cli.cli.commands.{entry.module}"), "FIELDS")
]


def test_every_command_has_its_module_and_every_module_its_line():
    differ = FOUND ^ {entry.module for entry in COMMANDS}
    assert not differ, f"in cli/commands or in cli/command_list.py, not in both: {sorted(differ)}"


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_module_of_a_command_has_its_texts_and_the_command(entry):
    module = import_module(f"skolemiljo_cli.cli.commands.{entry.module}")
    lacking = [name for name in ("HELP", "EXAMPLES", "command") if not hasattr(module, name)]
    assert not lacking, f"{module.__name__} lacks {lacking}"


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_what_a_field_says_is_used_by_the_service(name):
    (module_name,) = (entry.module for entry in COMMANDS if entry.name == name)
    module = import_module(f"skolemiljo_cli.cli.commands.{module_name}")
    path = f"{HOME}{module_name.replace('.', '/')}.py"
    services = {
        f"{one.removeprefix('skolemiljo_cli.').rpartition('.')[0].replace('.', '/')}.py"
        for one in imported(MODULES[path])
        if one.startswith("skolemiljo_cli.services.casework.")
    }
    # the texts of a plan are read by the words of `Planfelt`
    trees = [MODULES[service] for service in services]
    used = {*Planfelt, *(word for tree in trees for word in words_of(tree))}
    used |= {word for tree in trees for word in written_whole(tree, trees)}
    unused = [field.name for field in module.FIELDS if field.name not in used]
    assert not unused, f"{path}: nothing is made of {unused} in {sorted(services)}"


def words_of(tree: ast.AST) -> set[str]:
    """The attributes that are read in a module, and its words as text, for those read by name."""
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    texts = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return attributes | texts


def written_whole(tree: ast.AST, trees: list[ast.Module]) -> set[str]:
    """The fields of the dataclasses that a function writes as they are, by `said_by_name`."""
    nodes = [node for one in trees for node in ast.walk(one)]
    classes = {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}
    return {
        field.target.id
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and "said_by_name(said)" in ast.unparse(function)
        for arg in function.args.args
        if arg.arg == "said"
        for field in classes[ast.unparse(arg.annotation)].body
        if isinstance(field, ast.AnnAssign)
    }
