"""The Jinja environment of the documents: strict, escaped and sandboxed.

A school's own template is untrusted. It may read the case and loop over it, and may only call
macros and a few harmless methods. (A pydantic model alone would break the sandbox: its
`parse_file` opens files and its `parse_raw` unpickles.) Running time is not limited: the user can
stop it with Ctrl-C.
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
_GLOBALS = ("range", "dict", "namespace")  # `range` is the sandbox's own, which is limited
_STRING_METHODS = {"endswith", "lower", "lstrip", "rstrip", "split", "startswith", "strip", "upper"}
_DICT_METHODS = {"get", "items", "keys", "values"}
_LOOP_METHODS = {"changed", "cycle"}
MAX_SOURCE = 200_000  # characters of a template; the longest packaged template has twenty thousand
_KEPT = 64  # programs; the packaged templates in two formats are fewer
Find = Callable[[str], tuple[str, str] | None]


class _CodeGenerator(CodeGenerator):
    """Jinja's code generator, except for `~`, which Jinja escapes as HTML in every format."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Join the parts as `ValueWriter.concat` does."""
        self.write("environment.writer.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _CompiledTemplates(BytecodeCache):
    """The compiled templates of this process: a bundle uses each of them many times.

    Compiling a template takes ten times as long as running it. The result depends only on the
    name and the whole source: the names of a case are not known until it runs.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template, and its file, which error messages mention."""
        return f"{name} {filename}"

    def get_source_checksum(self, source: str) -> str:
        """Return the source itself: an untrusted template could be made to match a checksum."""
        return source

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the compiled template, if there is any."""
        bucket.code = self._made.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled template, and drop the oldest when there are too many."""
        if bucket.code is not None:
            self._made[bucket.key, bucket.checksum] = bucket.code
        while len(self._made) > _KEPT:
            del self._made[next(iter(self._made))]


_COMPILED = _CompiledTemplates()


class FormEnvironment(SandboxedEnvironment):
    """The environment that renders a single document."""

    code_generator_class = _CodeGenerator
    # `+` may join escaped and unescaped text; the others can fill the memory in one step
    intercepted_binops = frozenset(("+", "*", "%", "**"))

    def __init__(self, writer: ValueWriter, find: Find) -> None:
        super().__init__(
            # on for every template: `writer.print` escapes for the format before Jinja does
            autoescape=True,
            finalize=_printer(writer),
            optimized=False,  # the names of the parties are not known when templates are compiled
            undefined=StrictUndefined,
            loader=FunctionLoader(_loader(find)),
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.writer, self.find = writer, find
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters |= {**writer.filters(), "d": self.filters["default"]}
        self.globals = {name: self.globals[name] for name in _GLOBALS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Let a template read the fields of the case, and call methods that change nothing."""
        if type(obj) is TemplateModule:  # macros, which are most of the attributes looked up
            return not attr.startswith("_")
        if isinstance(obj, Del):
            return attr in type(obj).model_fields or attr in (obj.model_extra or {})
        if callable(value):
            return _is_harmless(obj, attr)
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401, ARG002
        """Refuse `str.format` like any other method that is not listed."""
        return None

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Join text with `+` as `~` does; refuse to multiply or format text."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.writer.concat((left, right))
        if operator != "+" and not (_is_number(left) and _is_number(right) and operator != "**"):
            raise SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)


def _printer(writer: ValueWriter) -> Callable[[object, object], Markup]:
    """Return the function that prints a value; `pass_context` keeps Jinja from escaping first."""

    @pass_context
    def printed(_context: object, value: object) -> Markup:
        return writer.print(value)

    return printed


def _loader(find: Find) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """Return a loader for Jinja that gives the cleaned text and the name of the file."""

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if (found := find(name)) is None:
            return None
        file, text = found
        if len(text) > MAX_SOURCE:
            raise SecurityError("source")
        return clean(text), file, lambda: True

    return source


def _is_harmless(obj: object, attr: str) -> bool:
    kinds: Iterable[tuple[type | tuple[type, ...], set[str]]] = (
        (dict, _DICT_METHODS),
        (LoopContext, _LOOP_METHODS),
    )
    if isinstance(obj, str) and not isinstance(obj, Markup):
        return attr in _STRING_METHODS
    return isinstance(obj, Undefined) or any(isinstance(obj, k) and attr in ok for k, ok in kinds)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
