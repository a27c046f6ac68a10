"""An error is a value: whoever knows more of what happened raises a new one from it."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator

import pytest
from test_doorways import MODULES

from skolemiljo_cli.errors import CannotWrite, LedgerError


def rewritten(tree: ast.AST) -> Iterator[int]:
    """The lines where an attribute of a caught exception, or of a parameter for one, is set."""
    for scope in ast.walk(tree):
        if isinstance(scope, ast.ExceptHandler) and scope.name:
            yield from assigned(scope.body, {scope.name})
        elif isinstance(scope, ast.FunctionDef) and (names := set(errors_among(scope.args))):
            yield from assigned(scope.body, names)


def errors_among(arguments: ast.arguments) -> Iterator[str]:
    for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if one.annotation and ast.unparse(one.annotation).rpartition(".")[2] in ERRORS:
            yield one.arg


def every_kind(kind: type[Exception] = LedgerError) -> set[type[Exception]]:
    return {kind}.union(*(every_kind(one) for one in kind.__subclasses__()))


ERRORS = {kind.__name__ for kind in every_kind()} | {"Exception", "BaseException"}


def assigned(body: list[ast.stmt], names: set[str]) -> Iterator[int]:
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
                if isinstance(node.value, ast.Name) and node.value.id in names:
                    yield node.lineno
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):
                yield from (node.lineno for one in node.args[:1] if ast.unparse(one) in names)


@pytest.mark.parametrize("module", MODULES)
def test_no_caught_error_is_changed(module):
    lines = sorted({*rewritten(MODULES[module])})
    assert lines == [], f"{module}: raise error.with_(…) from error instead, on lines {lines}"


def test_a_change_of_a_caught_error_would_be_seen():
    tree = ast.parse(
        "try:\n    f()\nexcept E as error:\n    if x:\n        error.hint += 'x'\n"
        "def g(fault: errors.LedgerError):\n    fault.draft = 'x'\n    setattr(fault, 'key', 'x')\n"
    )
    assert sorted(rewritten(tree)) == [5, 7, 8]


def test_an_error_cannot_be_changed():
    error = CannotWrite("Nei.", "Prøv igjen.")
    with pytest.raises(AttributeError, match="hint"):
        error.hint = "Noe annet."  # type: ignore[misc]
    assert error.hint == "Prøv igjen."


def test_a_new_error_says_the_same_but_for_what_is_changed():
    error = CannotWrite("Nei.", "Prøv igjen.", file="sak.yaml", line=3, key="parter")
    new = error.with_(hint="Ligger i utkast.", draft="utkast")
    assert type(new) is CannotWrite
    assert (new.message, new.hint, new.draft) == ("Nei.", "Ligger i utkast.", "utkast")
    assert (new.file, new.line, new.key) == ("sak.yaml", 3, "parter")
    assert (error.hint, error.draft) == ("Prøv igjen.", None)


@pytest.mark.parametrize("kind", sorted(every_kind(), key=lambda kind: kind.__name__))
def test_every_kind_has_a_usual_message_that_is_not_its_docstring(kind):
    assert str(kind()) == kind.usual_message
    assert kind.usual_message != kind.__doc__


def test_an_error_survives_the_way_from_another_process():
    error = CannotWrite("Nei.", "Prøv igjen.", file="sak.yaml", draft="utkast")
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)
