"""The notice about a draft when work on it stops: where its text is saved, if it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Interrupted, LedgerError, NotFound

if TYPE_CHECKING:
    from skolemiljo_cli.cli.framework.settings import Settings


@contextmanager
def kept_when_stopped(settings: Settings, draft: Path, before: bytes) -> Iterator[None]:
    """Say where the draft is when the work stops; one that nobody wrote in is thrown away."""
    try:
        yield
    except LedgerError as error:
        if _typed(draft, before):
            raise error.with_(
                hint=f"{_ended(error.hint)}{_where(settings, draft)}",
                draft=error.draft or settings.shown(draft),
            ) from error
        raise
    except KeyboardInterrupt:
        if _typed(draft, before):
            raise Interrupted(hint=_where(settings, draft)) from None
        raise


def _typed(draft: Path, before: bytes) -> bool:
    """Tell whether the draft holds something that was typed; one that does not is removed."""
    from skolemiljo_cli.store import files
    from skolemiljo_cli.store.cases import drafts

    try:
        data = files.read_bytes(draft)
    except NotFound:
        return False
    except LedgerError:  # something is there that cannot be read here
        return True
    if data == before or not (before or data.strip()):
        drafts.discard(draft)
        return False
    return True


def _ended(hint: str) -> str:
    """Return the hint as a whole sentence, to be followed by another."""
    text = hint.strip()
    if not text:
        return ""
    return f"{text} " if text.endswith((".", "!", "?")) else f"{text}. "


def _where(settings: Settings, draft: Path) -> str:
    return f"Det du skrev, ligger i {settings.shown(draft)}."
