"""The environment as one frozen `Settings`; every variable is declared once, in `DOCUMENTED`."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote, urlsplit

from gka_dash.errors import SettingsError
from gka_dash.model.links import fault_of

PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
HSTS_MODES: Final = ("auto", "altijd", "nooit")

_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}|\[?[0-9A-Fa-f:.]{2,45}\]?")
_FRAME_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)*(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator can choose. Only the address of a database may hold a password: never printed."""

    data_dir: Path
    boundary_dir: Path | None
    build_dir: Path
    host: str
    port: int
    base_url: str
    frame_ancestors: tuple[str, ...]
    hsts: str
    log_level: str
    pdok_ogc: str
    pdok_atom: str
    pdok_wfs: str
    cbs_odata: str
    upload_bytes: int
    private_links: bool
    state_dir: Path
    database_url: str = field(repr=False)

    @property
    def store_url(self) -> str:
        """The address of the database with publications."""
        return self.database_url or f"sqlite:///{quote(str(self.state_dir / 'publicaties.sqlite'))}"

    @property
    def border_folder(self) -> Path:
        """Where borders that were brought in stand: a folder of their own, else with the data."""
        return self.boundary_dir or self.data_dir / "geo"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read every variable of `DOCUMENTED`; an empty value means: use the default.

        Raises SettingsError (Dutch, naming the variable) for the first value that cannot be used.
        """
        given = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for variable in DOCUMENTED:
            text = given.get(variable.name, "").strip() or variable.default
            try:
                values[variable.field] = variable.parse(text)
            except ValueError as problem:
                shown = "een waarde die hier niet staat" if variable.secret else f"de waarde {text!r}"
                raise SettingsError(
                    f"De instelling {variable.name} heeft {shown}. Dat kan niet: {problem}. "
                    f"Voorbeeld: {variable.example}."
                ) from None
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: how it is called, read and explained (Dutch `meaning`, for the manual).

    The value of a `secret` one is never printed.
    """

    name: str
    field: str
    default: str
    example: str
    meaning: str
    parse: Callable[[str], Any]
    secret: bool = False


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    return path if path.is_absolute() else PROJECT_ROOT / path


def _folder_or_none(text: str) -> Path | None:
    path = _folder(text) if text else None
    if path and path.exists() and not path.is_dir():
        raise ValueError("dat is geen map")
    return path


def _service(text: str) -> str:
    """An address that is asked for data; `{year}` may stand in it."""
    fault = fault_of(text.replace("{year}", "2024").replace("{jaar}", "2024"))
    if fault:
        raise ValueError(fault)
    return text


def _odata(text: str) -> str:
    """The beginning of the addresses of the CBS, without a slash or the name of a service at the end."""
    if re.search(r"[?#]", text):
        raise ValueError("er mag geen ? of # in staan")
    return re.sub(r"/(ODataFeed|ODataApi)(/odata)?$", "", _service(text).rstrip("/"), flags=re.IGNORECASE)


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError("het is geen IP-adres of naam van een computer")
    return text


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise ValueError("een poort is een getal van 1 tot en met 65535")
    return int(text)


def _base_url(text: str) -> str:
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


def _frame_ancestors(text: str) -> tuple[str, ...]:
    words = tuple(text.replace(",", " ").split())
    if words in (("geen",), ("'none'",), ("none",)):
        return ()
    for word in words:
        if word != "zelf" and not _FRAME_ORIGIN.fullmatch(word):
            raise ValueError(f"{word!r} is geen webadres zonder pad, en ook niet 'geen' of 'zelf'")
    return tuple("'self'" if word == "zelf" else word for word in words)


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        for value in allowed:
            if text.casefold() == value.casefold():
                return value
        raise ValueError("kies uit " + ", ".join(allowed))

    return parse


def _megabytes(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or not 1 <= int(text) <= 100:
        raise ValueError("het is een getal van 1 tot en met 100")
    return int(text) * 1_000_000


def _database(text: str) -> str:
    if text and not re.match(r"sqlite:///[^:]|postgres(ql)?://", text):
        raise ValueError("het begint met sqlite:/// of postgresql://")
    return text


DOCUMENTED: Final[tuple[Variable, ...]] = (
    Variable("HOST", "host", "127.0.0.1", "0.0.0.0", "Adres waarop de server luistert.", _host),  # noqa: S104
    Variable("PORT", "port", "8050", "8080", "Poort waarop de server luistert.", _port),
    Variable(
        "GKA_DATA_DIR", "data_dir", "data", "/srv/gka/data", "Map met de tabellen (csv) en geo/.", _folder
    ),
    Variable(
        "GKA_BOUNDARY_DIR",
        "boundary_dir",
        "",
        "/srv/gka/grenzen",
        "Map met toegevoegde grenzen. Leeg: geo/ in de map met tabellen.",
        _folder_or_none,
    ),
    Variable(
        "GKA_BUILD_DIR",
        "build_dir",
        "build",
        "/var/lib/gka/build",
        "Map waarin het dashboard de verwerkte bestanden zet en leest.",
        _folder,
    ),
    Variable(
        "GKA_BASE_URL",
        "base_url",
        "",
        "https://kaart.voorbeeld.nl",
        "Openbaar adres, voor vaste links en deellinks. Leeg: links zonder adres.",
        _base_url,
    ),
    Variable(
        "GKA_FRAME_ANCESTORS",
        "frame_ancestors",
        "geen",
        "https://www.voorbeeld.nl",
        "Websites die het dashboard in een kader mogen tonen; 'geen' of 'zelf' mag ook.",
        _frame_ancestors,
    ),
    Variable(
        "GKA_HSTS",
        "hsts",
        "auto",
        "altijd",
        "Alleen via https (HSTS): auto (als de aanvraag via https komt), altijd of nooit.",
        _one_of(*HSTS_MODES),
    ),
    Variable(
        "GKA_LOG_LEVEL",
        "log_level",
        "INFO",
        "WARNING",
        "Hoeveel de server in het logboek zet.",
        _one_of(*LOG_LEVELS),
    ),
    Variable(
        "GKA_UPLOAD_MB",
        "upload_bytes",
        "10",
        "25",
        "Hoeveel MB een werkmap of zip mag zijn die iemand inlevert.",
        _megabytes,
    ),
    Variable(
        "GKA_PRIVATE_LINKS",
        "private_links",
        "nee",
        "ja",
        "Of check-links ook adressen binnen het eigen netwerk mag bekijken: ja of nee.",
        lambda text: _one_of("ja", "nee")(text) == "ja",
    ),
    Variable(
        "GKA_PDOK_OGC",
        "pdok_ogc",
        "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/items"
        "?f=json&limit=1000&jaarcode={year}",
        "https://spiegel.voorbeeld.nl/ogc/v1",
        "OGC API van PDOK met gemeentegrenzen.",
        _service,
    ),
    Variable(
        "GKA_PDOK_ATOM",
        "pdok_atom",
        "https://service.pdok.nl/cbs/gebiedsindelingen/atom/v1_0/downloads/cbsgebiedsindelingen{year}.gpkg",
        "https://spiegel.voorbeeld.nl/downloads",
        "GeoPackage van PDOK met gemeentegrenzen.",
        _service,
    ),
    Variable(
        "GKA_PDOK_WFS",
        "pdok_wfs",
        "https://service.pdok.nl/cbs/gebiedsindelingen/{year}/wfs/v1_0?service=WFS&version=2.0.0"
        "&request=GetFeature&typeNames=gemeente_gegeneraliseerd&outputFormat=application/json&srsName=EPSG:4326",
        "https://spiegel.voorbeeld.nl/{year}/wfs/v1_0",
        "WFS van PDOK met gemeentegrenzen.",
        _service,
    ),
    Variable(
        "GKA_CBS_ODATA",
        "cbs_odata",
        "https://opendata.cbs.nl",
        "https://spiegel.voorbeeld.nl",
        "Open data van het CBS (OData v3) met indelingen in regio's.",
        _odata,
    ),
    Variable(
        "GKA_STATE_DIR",
        "state_dir",
        "state",
        "/var/lib/gka/state",
        "Map voor wat bewaard moet blijven: de publicaties. Maak hier reservekopieën van.",
        _folder,
    ),
    Variable(
        "GKA_DATABASE_URL",
        "database_url",
        "",
        "postgresql://gka@db.voorbeeld.nl/gka",
        "Database met publicaties. Leeg: het SQLite-bestand publicaties.sqlite in GKA_STATE_DIR.",
        _database,
        secret=True,
    ),
)
