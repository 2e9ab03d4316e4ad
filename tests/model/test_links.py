import pytest

from gka_dash.model.links import is_web_link

GOOD = [
    "https://www.gelijke-kansen.nl",
    "http://voorbeeld.nl/pad?vraag=1&b=%20#deel",
    "https://voorbeeld.nl:8443/",
    "https://www.gemeentehulst.nl/Archief:gkBPBGbGSZKo_-t0L1UG0Q/Ook_Hulst",
    "https://súdwest.frl/é",
    "HTTPS://Voorbeeld.NL/",
    "https://xn--sdwest-zsa.xn--p1ai/",
]
BAD = [
    "",
    "https://",
    "https:///pad",
    "//voorbeeld.nl",
    "voorbeeld.nl",
    "ftp://voorbeeld.nl",
    "javascript:alert(1)",
    "JaVaScRiPt://voorbeeld.nl/%0aalert(1)",
    "data:text/html;base64,AAAA",
    "https:voorbeeld.nl",
    "https://localhost/",
    "https://jan@voorbeeld.nl",
    "https://jan:geheim@voorbeeld.nl",
    "https://@voorbeeld.nl",
    "https://voorbeeld.nl\\@kwaad.nl",
    "https://voorbeeld.nl/ pad",
    "https://voorbeeld.nl/\tpad",
    "https://voorbeeld.nl/\npad",
    " https://voorbeeld.nl",
    "java\tscript:alert(1)",
    "https://voorbeeld.nl:99999/",
    "https://voorbeeld.nl:0/",
    "https://voorbeeld.nl:x/",
    "https://[::1]/",
    "https://[::1",
    "https://127.0.0.1/",
    "https://voor_beeld..nl/",
    "https://-voorbeeld.nl/",
    "https://voorbeeld.nl/\u202egpj.exe",
    "https://voorbeeld.nl/\u200b",
    "https://voorbeeld.nl/<script>",
    'https://voorbeeld.nl/"onclick=',
    "https://voorbeeld.nl/" + "x" * 2000,
    "https://" + "a." * 200 + "nl",
]


@pytest.mark.parametrize("text", GOOD)
def test_a_web_address_may_be_a_link(text: str) -> None:
    assert is_web_link(text)


@pytest.mark.parametrize("text", BAD)
def test_anything_else_may_not(text: str) -> None:
    assert not is_web_link(text)
