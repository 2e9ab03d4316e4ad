"""Put data, scripts and styles inside an HTML document; nothing in them can end or begin an element."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from gka_dash.errors import ArtefactError

_UNSAFE_IN_SCRIPT: Final = {
    ord(character): f"\\u{ord(character):04x}" for character in ("<", ">", "&", "\u2028", "\u2029")
}
# In a script these stand inside strings, templates and patterns, where the stroke changes nothing.
_ENDS_SCRIPT: Final = re.compile(r"<(?=/script|!--)", re.IGNORECASE)


def json_for_script(value: Mapping[str, Any]) -> str:
    """JSON that cannot close or open an element, whatever the data says."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE_IN_SCRIPT)


def script_text(script: str) -> str:
    """A script of ours that can stand between ``<script>`` and ``</script>``."""
    return _ENDS_SCRIPT.sub(r"\\x3c", script)


def style_text(css: str) -> str:
    """A style sheet of ours that can stand in ``<style>``; ArtefactError when it could end that element."""
    if "</style" in css.lower():
        raise ArtefactError("Een stijlblad bevat </style en kan niet in een bestand staan.")
    return css


def csp_hash(text: str) -> str:
    """The hash with which a content security policy allows an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data_uri(content: bytes, kind: str) -> str:
    """Content as an address that needs no request."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
