"""The Jinja environment of the documents: strict, escaped, and shut in.

A school's own template is text from outside. It may read the case and loop over it; it may call
nothing but macros and a few harmless methods. (A pydantic model alone would be a way out: its
`parse_file` opens files and its `parse_raw` unpickles.) How long it may go on, `work` counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

# This module is itself only imported inside functions.
from jinja2 import FunctionLoader, StrictUndefined, nodes, pass_context  # noqa: TID253
from jinja2.bccache import Bucket, BytecodeCache  # noqa: TID253
from jinja2.environment import TemplateModule  # noqa: TID253
from jinja2.exceptions import SecurityError  # noqa: TID253
from jinja2.runtime import Context, LoopContext, Undefined  # noqa: TID253
from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: TID253
from jinja2.visitor import NodeTransformer  # noqa: TID253
from markupsafe import Markup

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.render import work
from skolemiljo_cli.render.work import GONE_THROUGH, LOOKED_AT, RUN, Work

if TYPE_CHECKING:
    from types import CodeType

    from skolemiljo_cli.render.filters import Penn

# fmt: off
_FILTERS = (
    "abs", "batch", "capitalize", "count", "default", "dictsort", "first", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "round", "select", "selectattr", "slice", "sort", "sum", "title", "trim", "unique", "upper",
)
# fmt: on
_GLOBALS = ("range", "dict", "namespace")
_STRING_METHODS = {"endswith", "lower", "lstrip", "rstrip", "split", "startswith", "strip", "upper"}
_DICT_METHODS = {"get", "items", "keys", "values"}
_LOOP_METHODS = {"changed", "cycle"}
_COPIED = 4  # places of a list that are copied in the time of a step
_FOR_A_CALL = 4
_CONCAT, _WHOLE = "sett_sammen", "uskrevet"
_KEPT = 64  # programs; twelve forms in two formats and what they share are fewer
LoadSource = Callable[[str], tuple[str, str] | None]


class _Rewrite(NodeTransformer):
    """Turns what Jinja compiles past the environment into filters that know escaped text."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """Join as the format asks: Jinja's own `~` escapes for HTML in every format."""
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _CONCAT)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        """Look at what is sliced before it is: a slice never meets `getitem`."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _filtered(node.node, _WHOLE)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """Pay for both sides: texts and lists may be long."""
        self.generic_visit(node)
        node.expr = _filtered(node.expr, LOOKED_AT)
        for one in node.ops:
            one.expr = _filtered(one.expr, LOOKED_AT)
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Node:
        """Pay for what is tested: `is in` and `is eq` compare."""
        self.generic_visit(node)
        node.args = [_filtered(one, LOOKED_AT) for one in node.args]
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """Pay for what is gone through, also where no turn of the loop is run."""
        self.generic_visit(node)
        node.iter = _filtered(node.iter, GONE_THROUGH)
        return node


def _filtered(node: Any, name: str) -> nodes.Filter:  # noqa: ANN401 - any expression
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


class _Programs(BytecodeCache):
    """What templates were made into, while this process lasts: a bundle needs each many times.

    To make a program of a template takes ten times as long as to run it. It depends on the name
    and the whole source alone: the names of a case are only known to the one who runs it.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name it is asked for by, and the file, which error messages name."""
        return f"{name} {filename}"

    def get_source_checksum(self, source: str) -> str:
        """Return the source itself: a school's template is text from outside."""
        return source

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the program when there is one."""
        bucket.code = self._made.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the program, and let go of the oldest when there are many."""
        if bucket.code is not None:
            self._made[bucket.key, bucket.checksum] = bucket.code
        while len(self._made) > _KEPT:
            del self._made[next(iter(self._made))]


_PROGRAMS = _Programs()


class Verksted(ImmutableSandboxedEnvironment):
    """Where one document is made."""

    # adding may join escaped and unescaped text; the others can fill the memory or the day
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, penn: Penn, load: LoadSource) -> None:
        self.work = Work()
        super().__init__(
            # on for every template: `penn.print` has escaped for the format before Jinja looks
            autoescape=True,
            finalize=_at_run_time(penn, self.work),
            optimized=False,  # the names of the parties are not known when templates are compiled
            undefined=StrictUndefined,
            loader=FunctionLoader(_named(load, self.work)),
            bytecode_cache=_PROGRAMS,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.penn = penn
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters |= {**penn.filters(), "d": self.filters["default"], _CONCAT: penn.concat}
        self.filters |= {_WHOLE: _unescaped, "sum": work.total}
        self.filters = {name: self.work.paid(name, one) for name, one in self.filters.items()}
        self.filters |= {RUN: self.work.run, LOOKED_AT: self.work.looked_at}
        self.filters[GONE_THROUGH] = self.work.gone_through
        self.globals = {name: self.globals[name] for name in _GLOBALS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Rewrite().visit(tree)
        work.count_the_runs(tree, self)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Let a template read what the case says, and call next to nothing."""
        if isinstance(obj, Del):
            return attr in type(obj).model_fields or attr in (obj.model_extra or {})
        if callable(value) and not isinstance(obj, TemplateModule):
            return _harmless(obj, attr)
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401, ARG002
        """Treat `str.format` as any other method, which is: not allowed."""
        return None

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - any value, as Jinja has it
        """Look up a key, but never cut escaped text in two."""
        if isinstance(obj, Markup):
            return self.unsafe_undefined(obj, str(argument))
        return super().getitem(obj, argument)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Call what may be called, paid for by all it is given."""
        for value in (getattr(obj, "__self__", None), *args, *kwargs.values()):
            self.work.lightly(value)
        self.work.spend(_FOR_A_CALL)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Add as `~` does when one side is escaped; refuse to multiply or fill in text."""
        for side in (left, right):
            self.work.lightly(side, share=_COPIED)
        if work.is_large(left) or work.is_large(right):
            raise SecurityError("number")
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.penn.concat((left, right))
        if operator != "+" and not (_is_number(left) and _is_number(right) and operator != "**"):
            raise SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)


def _at_run_time(penn: Penn, paid_by: Work) -> Callable[[object, object], Markup]:
    """Return what prints a value; asking for the context keeps Jinja from escaping it first."""

    @pass_context
    def printed(_context: object, value: object) -> Markup:
        return penn.print(paid_by.looked_at(value))

    return printed


def _named(
    load: LoadSource, paid_by: Work
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return the loader Jinja wants; the template's name is its file in error messages."""

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = load(name)
        paid_by.source(found and found[1])
        return None if found is None else (found[1], found[0], lambda: True)

    return source


def _harmless(obj: object, attr: str) -> bool:
    kinds: Iterable[tuple[type | tuple[type, ...], set[str]]] = (
        (dict, _DICT_METHODS),
        (LoopContext, _LOOP_METHODS),
    )
    if isinstance(obj, str) and not isinstance(obj, Markup):
        return attr in _STRING_METHODS
    return isinstance(obj, Undefined) or any(isinstance(obj, k) and attr in ok for k, ok in kinds)


def _unescaped(value: object) -> object:
    """Return a value that may be cut; half an escape would let the rest through."""
    if isinstance(value, Markup):
        raise SecurityError("slice of escaped text")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
