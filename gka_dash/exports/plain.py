"""Text from the data that goes into a file of another kind: only the signs that such a file can hold."""

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# These turn the reading direction of what comes after them, so that a line says something else.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def xml_text(text: str) -> str:
    """``text`` without signs that XML forbids or that turn the direction of reading."""
    return _TURNS.sub("", _NOT_IN_XML.sub("", text))
