"""Error messages for faulty templates, in Norwegian, with the template and the line."""

from collections.abc import Callable
from types import TracebackType

from skolemiljo_cli.errors import BadConfig
from skolemiljo_cli.render.escape import clean

_WIDTH = 80


def template_fault(error: Exception, template: str, load: Callable[[str], str | None]) -> BadConfig:
    """Return the error to raise in place of an exception from Jinja.

    The text of the exception is left out, since it may contain a value from the case.
    """
    name, line = _place(error, template, load)
    where = f" i linje {line}" if line else ""
    return BadConfig(
        f"Malen {name} {_what(error)}{where}.", _hint(name, line, load), file=name, line=line
    )


def _what(error: Exception) -> str:
    from jinja2 import exceptions as jinja

    if isinstance(error, jinja.TemplateSyntaxError):
        return "kan ikke leses: det er en skrivefeil"
    if isinstance(error, jinja.TemplateNotFound):
        return "viser til en mal som ikke finnes,"
    if isinstance(error, jinja.SecurityError):
        return "prøver noe en mal ikke har lov til"
    if isinstance(error, jinja.UndefinedError):
        return "bruker et navn som ikke finnes"
    return "kan ikke fylles ut: noe er galt"


def _hint(name: str, line: int | None, load: Callable[[str], str | None]) -> str:
    lines = (load(name) or "").splitlines()
    if line is None or line > len(lines):
        return "Rett malen, eller ta den bort så den som følger med, blir brukt."
    shown = clean(lines[line - 1]).strip()[:_WIDTH]
    return f"Rett malen, eller ta den bort så den som følger med, blir brukt. Linjen er: {shown}"


def _place(
    error: Exception, template: str, load: Callable[[str], str | None]
) -> tuple[str, int | None]:
    """Return the innermost template and its line (1-based)."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return error.filename or template, error.lineno
    found: tuple[str, int | None] = (template, None)
    step: TracebackType | None = error.__traceback__
    while step:
        # in the frames of a template, Jinja uses the name and line of the template
        file = step.tb_frame.f_code.co_filename
        if file.endswith(".j2") and load(file) is not None:
            found = (file, step.tb_lineno)
        step = step.tb_next
    return found
