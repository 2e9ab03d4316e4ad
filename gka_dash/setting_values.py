"""What a setting may hold: text of the environment in, a value out, or ValueError with the reason."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from gka_dash.model.links import fault_of, is_web_link

PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
SHORTEST_KEY: Final = 32
EXAMPLE_KEY: Final = "maak-deze-met-openssl-rand-hex-32"
MOST_HOSTS: Final = 20
LONGEST_HOST: Final = 253

_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}|\[?[0-9A-Fa-f:.]{2,45}\]?")
# One star for all that stands before a name of two parts or more: a star alone would be half the internet.
_EMBED_HOST = re.compile(
    r"https://((\*\.)?[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+|localhost)(:[0-9]{1,5})?"
    r"|http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?"
)
_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def folder(text: str) -> Path:
    """A folder; a relative one stands in the project."""
    path = Path(text).expanduser()
    return path if path.is_absolute() else PROJECT_ROOT / path


def folder_or_none(text: str) -> Path | None:
    """A folder that may be left empty; ValueError when a file stands there."""
    path = folder(text) if text else None
    if path and path.exists() and not path.is_dir():
        raise ValueError("dat is geen map")
    return path


def service(text: str) -> str:
    """An address that is asked for data; `{year}` may stand in it."""
    fault = fault_of(text.replace("{year}", "2024").replace("{jaar}", "2024"))
    if fault:
        raise ValueError(fault)
    return text


def odata(text: str) -> str:
    """The beginning of the addresses of the CBS, without a slash or the name of a service at the end."""
    if re.search(r"[?#]", text):
        raise ValueError("er mag geen ? of # in staan")
    return re.sub(r"/(ODataFeed|ODataApi)(/odata)?$", "", service(text).rstrip("/"), flags=re.IGNORECASE)


def host(text: str) -> str:
    """An IP address or the name of a computer."""
    if not _HOST.fullmatch(text):
        raise ValueError("het is geen IP-adres of naam van een computer")
    return text


def port(text: str) -> int:
    """A port to listen on."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise ValueError("een poort is een getal van 1 tot en met 65535")
    return int(text)


def base_url(text: str) -> str:
    """The address of a website without a path, or nothing."""
    if not text:
        return ""
    parts = urlsplit(text)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username
        or parts.query
        or parts.fragment
    ):
        raise ValueError("het moet een volledig webadres zijn, zonder gebruikersnaam, ? of #")
    if parts.path not in ("", "/"):
        raise ValueError("het dashboard staat altijd op de wortel van een adres, dus zonder pad")
    return f"{parts.scheme}://{parts.netloc}"


def embed_hosts(text: str) -> tuple[str, ...]:
    """Origins of websites for a content security policy; this computer itself may do without https."""
    words = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if words in (("none",), ("geen",)):
        return ()
    if len(words) > MOST_HOSTS:
        raise ValueError(f"het zijn er meer dan {MOST_HOSTS}")
    for word in words:
        if not _EMBED_HOST.fullmatch(word) or len(word) > LONGEST_HOST:
            raise ValueError(f"{word!r} is geen adres van een website, met https:// en zonder pad")
    return words


def contacts(text: str) -> tuple[str, ...]:
    """Addresses to report a weak spot to, as RFC 9116 wants them: a web address must be a safe one."""
    found = tuple(filter(None, (part.strip() for part in text.split(","))))
    for contact in found:
        if not _MAIL.fullmatch(contact) and not (contact.startswith("https://") and is_web_link(contact)):
            raise ValueError(f"{contact!r} is geen e-mailadres met mailto: ervoor en geen webadres met https")
    return found


def one_of(*allowed: str) -> Callable[[str], str]:
    """A parser that knows these words, in capitals or not."""

    def parse(text: str) -> str:
        for value in allowed:
            if text.casefold() == value.casefold():
                return value
        raise ValueError("kies uit " + ", ".join(allowed))

    return parse


def yes_or_no(text: str) -> bool:
    """``ja`` or ``nee``."""
    return one_of("ja", "nee")(text) == "ja"


def address_or_none(text: str) -> tuple[str, int] | None:
    """A computer and a port to listen on, such as ``127.0.0.1:9464``, or nothing."""
    if not text:
        return None
    name, _, number = text.rpartition(":")
    return host(name), port(number)


def megabytes(text: str) -> int:
    """A number of megabytes, in bytes."""
    if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or not 1 <= int(text) <= 100:
        raise ValueError("het is een getal van 1 tot en met 100")
    return int(text) * 1_000_000


def issuer(text: str) -> str:
    """The address of a provider, as it names itself in its tokens: not a sign more or less."""
    fault = fault_of(text) if text else None
    if fault:
        raise ValueError(fault)
    if re.search(r"[?#{}]", text):
        raise ValueError("er mag geen ?, # of accolade in staan")
    return text


def groups(text: str) -> frozenset[str]:
    """Names with commas between them."""
    return frozenset(filter(None, (group.strip() for group in text.split(","))))


def session_key(text: str) -> str:
    """A key that cannot be guessed, or nothing."""
    if text and (len(text) < SHORTEST_KEY or len(set(text)) < SHORTEST_KEY // 4):
        raise ValueError(f"het moet een willekeurige tekst van ten minste {SHORTEST_KEY} tekens zijn")
    if text == EXAMPLE_KEY:
        raise ValueError("dat is het voorbeeld, dat iedereen kent")
    return text


def few(text: str) -> int:
    """A number of one digit."""
    if not re.fullmatch(r"[0-9]", text, re.ASCII):
        raise ValueError("het is een getal van 0 tot en met 9")
    return int(text)


def database(text: str) -> str:
    """The address of a database, or nothing."""
    if text and not re.match(r"sqlite:///[^:]|postgres(ql)?://", text):
        raise ValueError("het begint met sqlite:/// of postgresql://")
    return text
