"""An HTML page read back with the standard library's parser."""

from __future__ import annotations

from html.parser import HTMLParser

_EMPTY = {"meta", "br", "hr", "link", "img", "input"}


class Page(HTMLParser):
    """What a reader finds on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.levels: list[int] = []
        self.unclosed: list[str] = []
        self._words: list[str] = []

    @property
    def text(self) -> str:
        """The words of the body, with a blank between blocks."""
        return "".join(self._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag in {"h1", "h2", "h3", "h4"}:
            self.levels.append(int(tag[1]))
        if tag not in _EMPTY:
            self.unclosed.append(tag)
        if tag not in {"span", "b", "strong", "small"}:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if "title" in self.unclosed:
            self.title += data
        elif "style" not in self.unclosed:
            self._words.append(data)


def page(text: str) -> Page:
    """Return the page that the HTML says."""
    found = Page()
    found.feed(text)
    found.close()
    return found
