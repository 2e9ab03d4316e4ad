"""What a visitor asks of the server, as the real page asked it; and the same for another visitor."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

MARK = "x-publicatie"  # the page says with every question which publication it shows
FILES = re.compile(r"/gegevens/[\w.\-]+")  # have the publication in their name
_CODE = re.compile(r"GM\d{4}")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `marked` when it says which publication the page shows."""

    method: str
    path: str
    body: str = ""
    marked: bool = False

    @property
    def kind(self) -> str:
        """What it counts as in the table."""
        if self.method == "POST":
            return "answer"
        if self.path.startswith(("/static/", "/_dash-component-suites/", "/gegevens/")):
            return "file"
        return "download" if self.path.startswith(("/export/", "/data/")) else "page"


@dataclass(frozen=True, slots=True)
class Step:
    """What one act of a visitor asks: `name` is the act, `asks` the requests in the order of the page."""

    name: str
    asks: tuple[Ask, ...]

    def for_place(self, code: str) -> "Step":
        """The same act for another municipality."""
        return replace(self, asks=tuple(_elsewhere(ask, code) for ask in self.asks))


def _elsewhere(ask: Ask, code: str) -> Ask:
    return replace(ask, path=_CODE.sub(code, ask.path), body=_CODE.sub(code, ask.body))


def ask_of(method: str, url: str, body: str | None, headers: dict[str, str], address: str) -> Ask | None:
    """A request of the browser; None when it went somewhere else (a picture in the page itself)."""
    if not url.startswith(f"{address}/"):
        return None
    names = {name.lower() for name in headers}
    return Ask(method, url.removeprefix(address), body or "", MARK in names)


def renamed(asks: Iterable[Ask], document: str) -> list[Ask]:
    """The requests of a first page with the files that this document names: a publication renames them."""
    names = {kind_of(name): name for name in FILES.findall(document)}
    return [replace(ask, path=names.get(kind_of(ask.path), ask.path)) for ask in asks]


def kind_of(path: str) -> str:
    """The name of a file without the mark of its contents."""
    return re.sub(r"\.[0-9a-f]{8,}(?=\.)", "", path)
