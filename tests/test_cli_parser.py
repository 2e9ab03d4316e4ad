"""The command line speaks Dutch, also of mistakes, and ends as commands end: 0 for help, 2 for a mistake."""

import pytest

from gka_dash.__main__ import main
from gka_dash.cli_parser import DutchParser

MISTAKES = {
    "": "dit ontbreekt: opdracht",
    "verzin": "opdracht: 'verzin' kan niet; kies uit 'build', 'check', 'boundaries', 'divisions'",
    "build nog": "dit is niet bekend: nog",
    "boundaries add": "dit ontbreekt: BESTAND, --year",
    "boundaries add x --year": "--year: hier hoort één waarde achter",
    "boundaries add x --year 22": "--year: '22' is geen jaar; schrijf het als 2022",
    "boundaries fetch": "kies een van deze: --year --all",
    "boundaries fetch --all --year 2019": "--year: kan niet samen met --all",
    "boundaries fetch --all=3": "--all: de waarde '3' hoort hier niet",
    "boundaries fetch --all --source ftp": "--source: 'ftp' kan niet; kies uit",
    "divisions fetch --year twee": "--year: 'twee' is geen jaar",
    "divisions import": "dit ontbreekt: BESTAND",
}
ENGLISH = ("argument", "usage", "invalid", "required", "expected", "choose", "option", "error", "show this")


@pytest.mark.parametrize(("typed", "said"), MISTAKES.items())
def test_a_mistake_is_explained_in_dutch(typed: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(typed.split())
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""
    assert f"fout: {said}" in told.err
    assert told.err.startswith("gebruik: python -m gka_dash")
    assert not [word for word in ENGLISH if word in told.err]


@pytest.mark.parametrize("typed", ["", "check ", "boundaries ", "boundaries add ", "divisions import "])
def test_help_is_in_dutch(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(f"{typed}--help".split())
    told = capsys.readouterr()
    assert ended.value.code == 0
    assert told.out.startswith("gebruik: ")
    assert "toon deze uitleg" in told.out
    assert not [word for word in ENGLISH if word in told.out]


def test_what_it_cannot_translate_is_still_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        DutchParser(prog="proef").error("something new")
    assert "proef: fout: something new." in capsys.readouterr().err


def test_two_options_that_begin_alike(capsys: pytest.CaptureFixture[str]) -> None:
    parser = DutchParser(prog="proef")
    parser.add_argument("--jaar", type=int)
    parser.add_argument("--jaren")
    for words, said in (
        (["--ja=1"], "kan meer betekenen: --jaar, --jaren"),
        (["--jaar", "x"], "--jaar: 'x' kan niet"),
    ):
        with pytest.raises(SystemExit):
            parser.parse_args(words)
        assert said in capsys.readouterr().err
