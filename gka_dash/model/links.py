"""Which addresses may become a link on a page, and which we ask for data."""

import re
from urllib.parse import urlsplit

LONGEST_LINK = 2000
# Spaces and control signs (which browsers skip), backslashes (which browsers turn into slashes) and signs
# that never stand in an address as it is sent.
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\<>\"^`{|}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HOST = re.compile(r"(?=.{4,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])\.?")
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
_HOST_AND_PORT = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


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


def fault_of(url: str) -> str | None:
    """Return why an address may not be asked, in Dutch, or None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "het is geen webadres"
    if not host or parts.scheme not in ("https", "http") or any(sign <= " " for sign in url):
        return "het is geen webadres dat met https:// begint"
    if "@" in parts.netloc or not _HOST_AND_PORT.fullmatch(parts.netloc):
        return "er mag geen gebruikersnaam of wachtwoord in staan"
    if parts.scheme == "http" and host not in _LOCAL_HOSTS:
        return "het begint niet met https://"
    return None
