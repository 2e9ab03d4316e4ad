"""XML of a stranger, read as a stream: no tree, no entities, and a limit to everything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from gka_dash.errors import SourceError
from gka_dash.sources.archive import Archive, damaged

MOST_ELEMENTS = 1_000_000
DEEPEST = 40
MOST_TEXT = 40_000
"""Signs in one cell or name; Excel itself stops at 32,767."""

LONGEST_RUN = 400_000
"""Bytes between two ends of a tag: the parser keeps a tag or comment that goes on and on whole in memory."""

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str, str], None]


@dataclass
class Budget:
    """How many elements the parts of one file may still have together."""

    elements: int = MOST_ELEMENTS


@dataclass
class _Handler(ContentHandler):
    """Hands elements over by their local name; ``ended`` gets the text since the element began."""

    name: str
    budget: Budget
    started: Start
    ended: End
    _depth: int = 0
    _text: list[str] = field(default_factory=list)
    _length: int = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.budget.elements -= 1
        self._depth += 1
        if self.budget.elements < 0 or self._depth > DEEPEST:
            raise too_much(self.name)
        self._text, self._length = [], 0
        self.started(_local(name), dict(attrs.items()))

    def endElement(self, name: str) -> None:  # noqa: N802
        self._depth -= 1
        self.ended(_local(name), "".join(self._text))
        self._text, self._length = [], 0

    def characters(self, content: str) -> None:
        # A longer text is cut off here, one sign over the limit, so that its reader can tell.
        if self._length <= MOST_TEXT:
            self._text.append(content[: MOST_TEXT + 1 - self._length])
            self._length += len(self._text[-1])


def too_much(name: str) -> SourceError:
    """What to say of XML that goes on and on."""
    return SourceError(f"{name} heeft veel te veel inhoud en is niet gelezen.")


def scan(archive: Archive, member: str, budget: Budget, started: Start, ended: End) -> None:
    """Read a part of a workbook and call ``started`` and ``ended`` for its elements.

    Raises SourceError (Dutch) for XML that is broken, too much, or that brings entities along.
    """
    parser = create_parser(forbid_dtd=True)
    parser.setContentHandler(_Handler(archive.name, budget, started, ended))
    try:
        open_for = 0
        for piece in archive.chunks(member):
            runs = piece.split(b">")
            if max(open_for + len(runs[0]), max(map(len, runs))) > LONGEST_RUN:
                raise too_much(archive.name)
            open_for = len(runs[-1]) + (open_for if len(runs) == 1 else 0)
            parser.feed(piece)
        if not archive.members[member].file_size:
            raise damaged(archive.name)
        parser.close()
    except DefusedXmlException as error:
        raise SourceError(
            f"In {archive.name} zitten verwijzingen (entiteiten) die in een werkmap niet horen. "
            "Het bestand is niet gelezen."
        ) from error
    except (SAXException, ValueError, LookupError) as error:  # numbers that are none, codes that nobody knows
        raise damaged(archive.name) from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]
