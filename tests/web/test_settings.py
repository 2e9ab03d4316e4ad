from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from gka_dash.errors import SettingsError
from gka_dash.settings import DOCUMENTED, PROJECT_ROOT, Settings


def test_defaults_serve_this_computer_only() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8050)
    assert settings.data_dir == PROJECT_ROOT / "data"
    assert settings.build_dir == PROJECT_ROOT / "build"
    assert settings.embed_hosts == ()
    assert settings.base_url == ""


def test_every_setting_is_documented_once() -> None:
    assert sorted(variable.field for variable in DOCUMENTED) == sorted(
        field.name for field in fields(Settings)
    )
    assert len({variable.name for variable in DOCUMENTED}) == len(DOCUMENTED) == len(fields(Settings))


@pytest.mark.parametrize("variable", DOCUMENTED, ids=lambda variable: variable.name)
def test_every_setting_is_explained_in_the_manual(variable: object) -> None:
    manual = (PROJECT_ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    for text in (variable.name, variable.meaning, variable.default or "(leeg)"):  # type: ignore[attr-defined]
        assert text in manual


@pytest.mark.parametrize("variable", DOCUMENTED, ids=lambda variable: variable.name)
def test_every_example_is_valid(variable: object) -> None:
    examples = {each.name: each.example for each in DOCUMENTED} | OWN_KEY
    wanted = (variable.name, *variable.needs)  # type: ignore[attr-defined]
    Settings.from_environment({name: examples[name] for name in wanted})


OWN_KEY = {"GKA_SESSION_KEY": "9f2c4e81d7b36a50c1e8f4a7d2b95063"}
LOGIN = {v.name: v.example for v in DOCUMENTED if v.needs} | {
    "GKA_BASE_URL": "https://kaart.voorbeeld.nl",
    **OWN_KEY,
}


def test_s36_the_key_of_the_manual_is_refused() -> None:
    """Of a dashboard that shipped a key, two thirds of the installations kept it."""
    example = next(variable.example for variable in DOCUMENTED if variable.name == "GKA_SESSION_KEY")
    assert example in (PROJECT_ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    with pytest.raises(SettingsError, match="GKA_SESSION_KEY"):
        Settings.from_environment({**LOGIN, "GKA_SESSION_KEY": example})


def test_signing_in_is_off_until_it_is_configured() -> None:
    assert not Settings.from_environment({}).has_login
    settings = Settings.from_environment(LOGIN)
    assert settings.has_login
    assert settings.oidc_groups == {"gka-coordinatoren", "gka-beheer"}


@pytest.mark.parametrize("missing", LOGIN)
def test_signing_in_that_is_half_configured_stops_the_start(missing: str) -> None:
    with pytest.raises(SettingsError, match=missing) as caught:
        Settings.from_environment({name: value for name, value in LOGIN.items() if name != missing})
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", [v.name for v in DOCUMENTED if v.secret])
def test_what_is_secret_is_never_shown_as_a_whole(name: str) -> None:
    secret = "postgresql://gka:a1b2c3d4e5f6-geheim@db.nl/gka"
    settings = Settings.from_environment({**LOGIN, name: secret})
    assert secret not in repr(settings)


def test_s36_no_secret_has_a_value_of_itself() -> None:
    """Whoever forgets to make a key has no key, and not the one that everybody can read here."""
    secrets = [variable for variable in DOCUMENTED if variable.secret]
    assert {"GKA_SESSION_KEY", "GKA_OIDC_CLIENT_SECRET"} <= {variable.name for variable in secrets}
    assert [variable.name for variable in secrets if variable.default] == []
    for variable in secrets:
        assert getattr(Settings.from_environment({}), variable.field) == ""


@pytest.mark.parametrize(
    ("name", "secret"), [("GKA_SESSION_KEY", "geheim"), ("GKA_DATABASE_URL", "mysql://geheim@db/gka")]
)
def test_a_secret_that_is_wrong_is_not_repeated(name: str, secret: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        Settings.from_environment({**LOGIN, name: secret})
    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "80a"),
        ("PORT", "-1"),
        ("PORT", "٣"),
        ("HOST", "a b"),
        ("HOST", "http://x"),
        ("GKA_BASE_URL", "kaart.nl"),
        ("GKA_BASE_URL", "ftp://kaart.nl"),
        ("GKA_BASE_URL", "https://kaart.nl/pad"),
        ("GKA_BASE_URL", "https://ik:geheim@kaart.nl"),
        ("GKA_BASE_URL", "https://kaart.nl?x=1"),
        ("GKA_EMBED_HOSTS", "*"),
        ("GKA_EMBED_HOSTS", "https://*"),
        ("GKA_EMBED_HOSTS", "https://*.nl"),
        ("GKA_EMBED_HOSTS", "http://www.voorbeeld.nl"),
        ("GKA_EMBED_HOSTS", "https://ik@voorbeeld.nl"),
        ("GKA_EMBED_HOSTS", "none https://a.nl"),
        ("GKA_EMBED_HOSTS", "voorbeeld.nl; script-src *"),
        ("GKA_EMBED_HOSTS", "https://a.nl/pad"),
        ("GKA_EMBED_HOSTS", "https://" + "a" * 260 + ".nl"),
        ("GKA_EMBED_HOSTS", " ".join(f"https://a{number}.nl" for number in range(21))),
        ("GKA_HSTS", "soms"),
        ("GKA_LOG_LEVEL", "veel"),
        ("GKA_SECURITY_CONTACT", "veilig@voorbeeld.nl"),
        ("GKA_SECURITY_CONTACT", "http://voorbeeld.nl/meld"),
        ("GKA_SECURITY_CONTACT", "mailto:a@b.nl,javascript:alert(1)"),
        ("GKA_SECURITY_CONTACT", "https://voorbeeld.nl/meld\r\nContact: https://evil.nl"),
        ("GKA_SECURITY_CONTACT", "https://ik:geheim@voorbeeld.nl"),
        ("GKA_PROXIES", "-1"),
        ("GKA_PROXIES", "10"),
        ("GKA_OIDC_ISSUER", "http://inloggen.voorbeeld.nl"),
        ("GKA_OIDC_ISSUER", "https://inloggen.nl/{tenant}"),
        ("GKA_OIDC_ISSUER", "https://inloggen.nl?x=1"),
        ("GKA_SESSION_KEY", "kort"),
        ("GKA_SESSION_KEY", "a" * 64),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        Settings.from_environment({name: value})
    assert "Voorbeeld:" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("PORT", " 8080 ", "port", 8080),
        ("PORT", "", "port", 8050),
        ("HOST", "::1", "host", "::1"),
        ("GKA_DATA_DIR", "/srv/data", "data_dir", Path("/srv/data")),
        ("GKA_BASE_URL", "https://kaart.nl/", "base_url", "https://kaart.nl"),
        (
            "GKA_EMBED_HOSTS",
            "https://b.nl, https://*.a.nl:8443 https://b.nl",
            "embed_hosts",
            ("https://b.nl", "https://*.a.nl:8443"),
        ),
        ("GKA_EMBED_HOSTS", "http://127.0.0.1:8000", "embed_hosts", ("http://127.0.0.1:8000",)),
        ("GKA_EMBED_HOSTS", "geen", "embed_hosts", ()),
        ("GKA_EMBED_HOSTS", "", "embed_hosts", ()),
        ("GKA_HSTS", "ALTIJD", "hsts", "altijd"),
        ("GKA_LOG_LEVEL", "debug", "log_level", "DEBUG"),
        (
            "GKA_SECURITY_CONTACT",
            "mailto:meld@a.nl , https://a.nl/meld",
            "security_contacts",
            ("mailto:meld@a.nl", "https://a.nl/meld"),
        ),
    ],
)
def test_values_are_read(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(Settings.from_environment({name: value}), field) == expected


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings.from_environment({}).port = 1  # type: ignore[misc]
