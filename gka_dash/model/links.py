"""Which addresses may become a link on a page."""

import re
from urllib.parse import urlsplit

LONGEST_LINK = 2000
# Spaces and control signs (which browsers skip), backslashes (which browsers turn into slashes) and signs
# that never stand in an address as it is sent.
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\<>\"^`{|}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HOST = re.compile(r"(?=.{4,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])\.?")


def is_web_link(text: str) -> bool:
    """Whether ``text`` as a whole is an http or https address with a host and without a user name."""
    if len(text) > LONGEST_LINK or _FORBIDDEN.search(text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or port == 0:
        return False
    return bool(_HOST.fullmatch(parts.hostname or ""))
