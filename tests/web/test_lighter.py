import pytest

from gka_dash.web.lighter import NotAsExpected, lighter, reachable


def test_what_can_be_made_lighter_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert lighter("Het bestand", b"abc", lambda whole: whole[:1]) == b"a"
    assert capsys.readouterr().out == ""


def test_otherwise_the_whole_goes_and_one_line_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_whole: bytes) -> bytes:
        raise NotAsExpected("er ontbreekt iets")

    assert lighter("Het bestand", b"abc", refuse) == b"abc"
    assert capsys.readouterr().out == "Let op: Het bestand gaat in zijn geheel mee: er ontbreekt iets.\n"


@pytest.mark.parametrize(
    ("start", "expected"),
    [([], ""), (["a"], "abc"), (["c"], "c"), (["d"], "bcd"), (["a", "d"], "abcd"), (["elsewhere"], "")],
)
def test_reachable_follows_every_use_and_stands_circles(start: list[str], expected: str) -> None:
    uses = {"a": ["b"], "b": ["c", "b"], "c": ["elsewhere"], "d": ["b", "d"], "e": ["a"]}
    assert reachable(uses, start) == set(expected)
