"""The Jinja environment of the documents: strict, escaped, and shut in.

A school's own template is text from outside. It may read the case and loop over it; it may call
nothing but macros and a few harmless methods. (A pydantic model alone would be a way out: its
`parse_file` opens files and its `parse_raw` unpickles.) How long it goes on is for whoever runs
it: Ctrl-C stops it.
"""

from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

# This module is itself only imported inside functions.
from jinja2 import FunctionLoader, StrictUndefined, nodes, pass_context  # noqa: TID253
from jinja2.bccache import Bucket, BytecodeCache  # noqa: TID253
from jinja2.compiler import CodeGenerator, Frame  # noqa: TID253
from jinja2.environment import TemplateModule  # noqa: TID253
from jinja2.exceptions import SecurityError  # noqa: TID253
from jinja2.runtime import LoopContext, Undefined  # noqa: TID253
from jinja2.sandbox import SandboxedEnvironment  # noqa: TID253
from markupsafe import Markup

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.render.escape import clean
from skolemiljo_cli.render.filters import ValueWriter

# fmt: off
_FILTERS = (
    "abs", "batch", "capitalize", "count", "default", "dictsort", "first", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "round", "select", "selectattr", "slice", "sort", "sum", "title", "trim", "unique", "upper",
)
# fmt: on
_GLOBALS = ("range", "dict", "namespace")  # `range` is Jinja's own of the sandbox, with a bound
_STRING_METHODS = {"endswith", "lower", "lstrip", "rstrip", "split", "startswith", "strip", "upper"}
_DICT_METHODS = {"get", "items", "keys", "values"}
_LOOP_METHODS = {"changed", "cycle"}
MAX_SOURCE = 200_000  # characters of one template; the longest of our own has twenty thousand
_KEPT = 64  # programs; the forms and what they share in two formats are fewer
Find = Callable[[str], tuple[str, str] | None]


class _Program(CodeGenerator):
    """Jinja's own, but for `~`, which there escapes for HTML whatever the format is."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Join as the writer of the document does."""
        self.write("environment.writer.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


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


class FormEnvironment(SandboxedEnvironment):
    """Where one document is made."""

    code_generator_class = _Program
    # adding may join escaped and unescaped text; the others can fill the memory in one step
    intercepted_binops = frozenset(("+", "*", "%", "**"))

    def __init__(self, writer: ValueWriter, find: Find) -> None:
        super().__init__(
            # on for every template: `writer.print` has escaped for the format before Jinja looks
            autoescape=True,
            finalize=_at_run_time(writer),
            optimized=False,  # the names of the parties are not known when templates are compiled
            undefined=StrictUndefined,
            loader=FunctionLoader(_named(find)),
            bytecode_cache=_PROGRAMS,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.writer, self.find = writer, find
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters |= {**writer.filters(), "d": self.filters["default"]}
        self.globals = {name: self.globals[name] for name in _GLOBALS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Let a template read what the case says, and call what changes nothing."""
        if type(obj) is TemplateModule:  # macros, which are most of what is asked for
            return not attr.startswith("_")
        if isinstance(obj, Del):
            return attr in type(obj).model_fields or attr in (obj.model_extra or {})
        if callable(value):
            return _harmless(obj, attr)
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401, ARG002
        """Treat `str.format` as any other method, which is: not allowed."""
        return None

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Add as `~` does when one side is escaped; refuse to multiply or fill in text."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.writer.concat((left, right))
        if operator != "+" and not (_is_number(left) and _is_number(right) and operator != "**"):
            raise SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)


def _at_run_time(writer: ValueWriter) -> Callable[[object, object], Markup]:
    """Return what prints a value; asking for the context keeps Jinja from escaping it first."""

    @pass_context
    def printed(_context: object, value: object) -> Markup:
        return writer.print(value)

    return printed


def _named(find: Find) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return the loader Jinja wants: the text without control characters, and the file's name."""

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if (found := find(name)) is None:
            return None
        file, text = found
        if len(text) > MAX_SOURCE:
            raise SecurityError("source")
        return clean(text), file, lambda: True

    return source


def _harmless(obj: object, attr: str) -> bool:
    kinds: Iterable[tuple[type | tuple[type, ...], set[str]]] = (
        (dict, _DICT_METHODS),
        (LoopContext, _LOOP_METHODS),
    )
    if isinstance(obj, str) and not isinstance(obj, Markup):
        return attr in _STRING_METHODS
    return isinstance(obj, Undefined) or any(isinstance(obj, k) and attr in ok for k, ok in kinds)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
