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
    assert settings.frame_ancestors == ()
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
    Settings.from_environment({variable.name: variable.example})  # type: ignore[attr-defined]


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
        ("GKA_FRAME_ANCESTORS", "*"),
        ("GKA_FRAME_ANCESTORS", "voorbeeld.nl; script-src *"),
        ("GKA_FRAME_ANCESTORS", "https://a.nl/pad"),
        ("GKA_HSTS", "soms"),
        ("GKA_LOG_LEVEL", "veel"),
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
        ("GKA_FRAME_ANCESTORS", "zelf, https://*.a.nl", "frame_ancestors", ("'self'", "https://*.a.nl")),
        ("GKA_FRAME_ANCESTORS", "'none'", "frame_ancestors", ()),
        ("GKA_HSTS", "ALTIJD", "hsts", "altijd"),
        ("GKA_LOG_LEVEL", "debug", "log_level", "DEBUG"),
    ],
)
def test_values_are_read(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(Settings.from_environment({name: value}), field) == expected


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings.from_environment({}).port = 1  # type: ignore[misc]
