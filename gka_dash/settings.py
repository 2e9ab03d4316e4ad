"""The environment as one frozen `Settings`; every variable is declared once, in `DOCUMENTED`."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

from gka_dash import setting_values as values
from gka_dash.errors import SettingsError
from gka_dash.setting_values import PROJECT_ROOT as PROJECT_ROOT

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
HSTS_MODES: Final = ("auto", "altijd", "nooit")
# Signing in works with all of these or not at all. The address is needed because a provider only sends people
# back to an address that it knows.
_LOGIN: Final = (
    "GKA_OIDC_ISSUER",
    "GKA_OIDC_CLIENT_ID",
    "GKA_OIDC_CLIENT_SECRET",
    "GKA_OIDC_GROUPS",
    "GKA_SESSION_KEY",
    "GKA_BASE_URL",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator can choose. What is secret is never shown: not in a message, not in a trace."""

    data_dir: Path
    boundary_dir: Path | None
    build_dir: Path
    host: str
    port: int
    base_url: str
    embed_hosts: tuple[str, ...]
    hsts: str
    security_contacts: tuple[str, ...]
    log_level: str
    log_format: str
    log_requests: bool
    metrics: tuple[str, int] | None
    pdok_ogc: str
    pdok_atom: str
    pdok_wfs: str
    cbs_odata: str
    upload_bytes: int
    private_links: bool
    proxies: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)
    oidc_groups: frozenset[str]
    oidc_groups_claim: str
    session_key: str = field(repr=False)
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

    @property
    def has_login(self) -> bool:
        """Whether coordinators can sign in; otherwise the management pages do not exist."""
        return bool(self.oidc_issuer)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read every variable of `DOCUMENTED`; an empty value means: use the default.

        Raises SettingsError (Dutch, naming the variable) for the first value that cannot be used.
        """
        given = os.environ if environment is None else environment
        found: dict[str, Any] = {}
        for variable in DOCUMENTED:
            text = given.get(variable.name, "").strip() or variable.default
            try:
                found[variable.field] = variable.parse(text)
            except ValueError as problem:
                shown = "een waarde die hier niet staat" if variable.secret else f"de waarde {text!r}"
                raise SettingsError(
                    f"De instelling {variable.name} heeft {shown}. Dat kan niet: {problem}. "
                    f"Voorbeeld: {variable.example}."
                ) from None
        _refuse_half_filled(given)
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: how it is called, read and explained (Dutch `meaning`, for the manual).

    `needs` names variables that must be filled in when this one is. A `secret` value is never printed.
    """

    name: str
    field: str
    default: str
    example: str
    meaning: str
    parse: Callable[[str], Any]
    needs: tuple[str, ...] = ()
    secret: bool = False


def _refuse_half_filled(given: Mapping[str, str]) -> None:
    """Raise SettingsError when a variable is filled in without the ones that it needs."""
    filled = {variable.name for variable in DOCUMENTED if given.get(variable.name, "").strip()}
    for variable in DOCUMENTED:
        missing = [name for name in variable.needs if name not in filled]
        if variable.name in filled and missing:
            raise SettingsError(
                f"De instelling {variable.name} is ingevuld, maar {', '.join(missing)} niet. Inloggen kan "
                "alleen als alles is ingevuld. Vul aan, of haal alles van het inloggen weg."
            )


DOCUMENTED: Final[tuple[Variable, ...]] = (
    Variable("HOST", "host", "127.0.0.1", "0.0.0.0", "Adres waarop de server luistert.", values.host),  # noqa: S104
    Variable("PORT", "port", "8050", "8080", "Poort waarop de server luistert.", values.port),
    Variable(
        "GKA_DATA_DIR",
        "data_dir",
        "data",
        "/srv/gka/data",
        "Map met de tabellen (csv) en geo/.",
        values.folder,
    ),
    Variable(
        "GKA_BOUNDARY_DIR",
        "boundary_dir",
        "",
        "/srv/gka/grenzen",
        "Map met toegevoegde grenzen. Leeg: geo/ in de map met tabellen.",
        values.folder_or_none,
    ),
    Variable(
        "GKA_BUILD_DIR",
        "build_dir",
        "build",
        "/var/lib/gka/build",
        "Map waarin het dashboard de verwerkte bestanden zet en leest.",
        values.folder,
    ),
    Variable(
        "GKA_BASE_URL",
        "base_url",
        "",
        "https://kaart.voorbeeld.nl",
        "Openbaar adres, voor vaste links en deellinks. Leeg: links zonder adres.",
        values.base_url,
    ),
    Variable(
        "GKA_EMBED_HOSTS",
        "embed_hosts",
        "none",
        "https://www.voorbeeld.nl",
        "Websites die de kaart in een kader mogen tonen (inbedden), alleen https. 'none': geen enkele.",
        values.embed_hosts,
    ),
    Variable(
        "GKA_HSTS",
        "hsts",
        "auto",
        "altijd",
        "Alleen via https (HSTS): auto (als de aanvraag via https komt), altijd of nooit.",
        values.one_of(*HSTS_MODES),
    ),
    Variable(
        "GKA_SECURITY_CONTACT",
        "security_contacts",
        "",
        "mailto:veilig@voorbeeld.nl",
        "Waar iemand een zwakke plek meldt: mailto: of https:, met komma's. Leeg: geen security.txt.",
        values.contacts,
    ),
    Variable(
        "GKA_LOG_LEVEL",
        "log_level",
        "INFO",
        "WARNING",
        "Hoeveel de server in het logboek zet.",
        values.one_of(*LOG_LEVELS),
    ),
    Variable(
        "GKA_LOG_FORMAT",
        "log_format",
        "tekst",
        "json",
        "Vorm van het logboek: tekst, of json (een regel per gebeurtenis, voor een programma).",
        values.one_of("tekst", "json"),
    ),
    Variable(
        "GKA_LOG_REQUESTS",
        "log_requests",
        "nee",
        "ja",
        "Of elke aanvraag een regel in het logboek krijgt, zonder adres van de bezoeker: ja of nee.",
        values.yes_or_no,
    ),
    Variable(
        "GKA_METRICS",
        "metrics",
        "",
        "127.0.0.1:9464",
        "Eigen adres en poort waarop Prometheus de metingen ophaalt. Leeg: er wordt niet gemeten.",
        values.address_or_none,
    ),
    Variable(
        "GKA_UPLOAD_MB",
        "upload_bytes",
        "10",
        "25",
        "Hoeveel MB een werkmap of zip mag zijn die iemand inlevert.",
        values.megabytes,
    ),
    Variable(
        "GKA_PRIVATE_LINKS",
        "private_links",
        "nee",
        "ja",
        "Of check-links ook adressen binnen het eigen netwerk mag bekijken: ja of nee.",
        values.yes_or_no,
    ),
    Variable(
        "GKA_PROXIES",
        "proxies",
        "0",
        "1",
        "Hoeveel eigen webservers vóór deze staan en X-Forwarded-For invullen. 0: die kop telt niet.",
        values.few,
    ),
    Variable(
        "GKA_OIDC_ISSUER",
        "oidc_issuer",
        "",
        "https://inloggen.voorbeeld.nl/gka",
        "Adres van de dienst waarmee coördinatoren inloggen (OpenID Connect). Leeg: geen beheerpagina's.",
        values.issuer,
        _LOGIN,
    ),
    Variable(
        "GKA_OIDC_CLIENT_ID",
        "oidc_client_id",
        "",
        "landkaart",
        "Naam van het dashboard bij die dienst (client id).",
        str,
        _LOGIN,
    ),
    Variable(
        "GKA_OIDC_CLIENT_SECRET",
        "oidc_client_secret",
        "",
        "geheim-van-de-dienst",
        "Geheim van het dashboard bij die dienst (client secret).",
        str,
        _LOGIN,
        secret=True,
    ),
    Variable(
        "GKA_OIDC_GROUPS",
        "oidc_groups",
        "",
        "gka-coordinatoren,gka-beheer",
        "Groepen die de gegevens mogen beheren, met een komma ertussen.",
        values.groups,
        _LOGIN,
    ),
    Variable(
        "GKA_OIDC_GROUPS_CLAIM",
        "oidc_groups_claim",
        "groups",
        "roles",
        "Onder welke naam de dienst de groepen van iemand doorgeeft (claim).",
        str,
    ),
    Variable(
        "GKA_SESSION_KEY",
        "session_key",
        "",
        values.EXAMPLE_KEY,
        "Willekeurige tekst van ten minste 32 tekens, waarmee het dashboard sessies ondertekent.",
        values.session_key,
        _LOGIN,
        secret=True,
    ),
    Variable(
        "GKA_PDOK_OGC",
        "pdok_ogc",
        "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/items"
        "?f=json&limit=1000&jaarcode={year}",
        "https://spiegel.voorbeeld.nl/ogc/v1",
        "OGC API van PDOK met gemeentegrenzen.",
        values.service,
    ),
    Variable(
        "GKA_PDOK_ATOM",
        "pdok_atom",
        "https://service.pdok.nl/cbs/gebiedsindelingen/atom/v1_0/downloads/cbsgebiedsindelingen{year}.gpkg",
        "https://spiegel.voorbeeld.nl/downloads",
        "GeoPackage van PDOK met gemeentegrenzen.",
        values.service,
    ),
    Variable(
        "GKA_PDOK_WFS",
        "pdok_wfs",
        "https://service.pdok.nl/cbs/gebiedsindelingen/{year}/wfs/v1_0?service=WFS&version=2.0.0"
        "&request=GetFeature&typeNames=gemeente_gegeneraliseerd&outputFormat=application/json&srsName=EPSG:4326",
        "https://spiegel.voorbeeld.nl/{year}/wfs/v1_0",
        "WFS van PDOK met gemeentegrenzen.",
        values.service,
    ),
    Variable(
        "GKA_CBS_ODATA",
        "cbs_odata",
        "https://opendata.cbs.nl",
        "https://spiegel.voorbeeld.nl",
        "Open data van het CBS (OData v3) met indelingen in regio's.",
        values.odata,
    ),
    Variable(
        "GKA_STATE_DIR",
        "state_dir",
        "state",
        "/var/lib/gka/state",
        "Map voor wat bewaard moet blijven: de publicaties. Maak hier reservekopieën van.",
        values.folder,
    ),
    Variable(
        "GKA_DATABASE_URL",
        "database_url",
        "",
        "postgresql://gka@db.voorbeeld.nl/gka",
        "Database met publicaties. Leeg: het SQLite-bestand publicaties.sqlite in GKA_STATE_DIR.",
        values.database,
        secret=True,
    ),
)
