"""Signing in: only who the provider vouches for, in the right group, in the sign-in that was begun here."""

import re
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from tests.web.beheer.conftest import HOME, Coordinator, Start, login_settings
from tests.web.beheer.false_provider import CLIENT, FalseProvider


def cookie_of(answer: object) -> str:
    return "\n".join(answer.headers.getlist("Set-Cookie"))  # type: ignore[attr-defined]


def is_signed_in(user: Coordinator) -> bool:
    return user.get("/beheer/").status_code == 200


def test_a_coordinator_signs_in_and_out(stranger: Coordinator) -> None:
    assert not is_signed_in(stranger)
    answer = stranger.sign_in()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/beheer/")
    assert "anna@gemeente.nl" in stranger.get("/beheer/").text
    assert stranger.send("/beheer/uitloggen").headers["Location"] == "/beheer/uitgelogd"
    assert not is_signed_in(stranger)
    assert f"{stranger.provider.issuer}/uit?client_id={CLIENT}" in stranger.get("/beheer/uitgelogd").text


def test_signing_out_ends_a_copied_session_too(stranger: Coordinator) -> None:
    stranger.sign_in()
    copied = stranger.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    assert copied is not None
    stranger.send("/beheer/uitloggen")
    stranger.client.set_cookie("gka_beheer", copied.value, domain="kaart.voorbeeld.nl", path="/beheer")
    answer = stranger.get("/beheer/")
    assert (answer.status_code, answer.headers["Location"][:18]) == (302, "/beheer/inloggen?n")
    stranger.sign_in()
    assert is_signed_in(stranger)


def test_the_sign_in_uses_a_code_with_state_nonce_and_pkce(stranger: Coordinator) -> None:
    address = stranger.start()
    query = parse_qs(urlsplit(address).query)
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [f"{HOME}/beheer/inloggen/terug"]
    assert all(len(query[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))
    stranger.come_back(address)
    assert len(stranger.provider.asked[-1]["code_verifier"]) >= 43


def test_the_cookie_is_for_these_pages_only(stranger: Coordinator) -> None:
    cookie = SimpleCookie(cookie_of(stranger.sign_in()))["gka_beheer"]
    assert cookie["path"] == "/beheer"
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    for path in ("/", "/onbekend", "/health", "/robots.txt", "/beheerder"):
        answer = stranger.get(path)
        assert not answer.headers.getlist("Set-Cookie"), path
        assert "Cookie" not in answer.headers.get("Vary", ""), path


def test_nothing_of_it_exists_without_a_provider(start: Start, provider: FalseProvider) -> None:
    client = start(**dict.fromkeys(login_settings(provider), ""))
    for path in ("/beheer", "/beheer/", "/beheer/inloggen", "/beheer/inleveren"):
        assert client.get(path).status_code == 404, path
    assert client.post("/beheer/inleveren").status_code in (404, 405)
    assert client.application.secret_key is None


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "van-een-ander"},
        {"nonce": None},
        {"iss": "https://elders.nl"},
        {"iss": None},
        {"aud": "ander-programma"},
        {"aud": ["ander-programma", CLIENT]},  # made for somebody else, who is not named
        {"azp": "ander-programma"},
        {"exp": 1},
        {"exp": None},
        {"iat": 99_999_999_999},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(stranger: Coordinator, claims: dict) -> None:
    stranger.provider.claims = claims
    answer = stranger.sign_in()
    assert answer.status_code == 400
    assert "Inloggen is niet gelukt" in answer.text
    assert not is_signed_in(stranger)


def test_a_token_with_another_signature_is_refused(stranger: Coordinator) -> None:
    stranger.provider.signs_with = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
    assert stranger.sign_in().status_code == 400
    stranger.provider.signs_with = stranger.provider.key
    for trick in ("none", "HS256"):  # HS256: with the public key, which everybody can read, as the secret
        stranger.provider.algorithm = trick
        assert stranger.sign_in().status_code == 400, trick
    assert not is_signed_in(stranger)


def test_an_answer_without_a_token_is_refused(stranger: Coordinator) -> None:
    stranger.provider.without_token = True
    assert stranger.sign_in().status_code == 400


def test_a_provider_that_says_to_be_another_is_not_believed(stranger: Coordinator) -> None:
    stranger.provider.named = "https://elders.nl"
    answer = stranger.get("/beheer/inloggen/start")
    assert answer.status_code == 503
    stranger.provider.named = ""
    assert stranger.sign_in().status_code == 303


def test_a_provider_that_is_away_gets_a_page_of_its_own(
    stranger: Coordinator, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    address = stranger.start()
    stranger.provider.broken = True
    answers = [
        stranger.come_back(address),
        Coordinator(start(), stranger.provider).get("/beheer/inloggen/start"),
    ]
    away = Coordinator(start(GKA_OIDC_ISSUER="http://127.0.0.1:1"), stranger.provider)
    for answer in (*answers, away.get("/beheer/inloggen/start")):
        assert answer.status_code == 503
        assert "Inloggen lukt nu niet" in answer.text
        assert "Traceback" not in answer.text
    assert "geeft geen goed antwoord" in caplog.text


@pytest.mark.parametrize(
    "query",
    ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied", "?error=<script>&state=x"],
)
def test_coming_back_without_having_left_is_refused(stranger: Coordinator, query: str) -> None:
    answer = stranger.get(f"/beheer/inloggen/terug{query}")
    assert answer.status_code == 400
    assert "<script>" not in answer.text


def test_a_code_of_somebody_else_cannot_be_planted(stranger: Coordinator, start: Start) -> None:
    """Sign-in forgery: the address that an attacker would send along does not work in another browser."""
    attacker = Coordinator(start(), stranger.provider)
    code, state = stranger.provider.code_for(attacker.start())
    assert stranger.get(f"/beheer/inloggen/terug?code={code}&state={state}").status_code == 400
    assert not is_signed_in(stranger)


def test_an_address_works_once(stranger: Coordinator) -> None:
    address = stranger.start()
    code, state = stranger.provider.code_for(address)
    back = f"/beheer/inloggen/terug?code={code}&state={state}"
    assert stranger.get(back).status_code == 303
    assert stranger.get(back).status_code == 400


def test_session_fixation_a_session_from_before_is_not_used(stranger: Coordinator) -> None:
    stranger.get("/beheer/inloggen")
    before = stranger.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    stranger.sign_in()
    token = stranger.token()
    stranger.sign_in()
    after = stranger.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    assert after
    assert before is None or before.value != after.value
    assert stranger.post("/beheer/uitloggen", {"csrf_token": token}).status_code == 400


def test_somebody_of_another_group_is_refused(
    stranger: Coordinator, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.provider.claims = {"groups": ["lunch", "GKA-BEHEER", "gka-beheer2"]}
    answer = stranger.sign_in()
    assert answer.status_code == 403
    assert "U hebt geen toegang" in answer.text
    assert not is_signed_in(stranger)
    assert "geweigerd" in caplog.text


@pytest.mark.parametrize("groups", [None, "", "lunch", 7, {"gka-beheer": 1}, [["gka-beheer"]], []])
def test_no_usable_group_is_no_access(stranger: Coordinator, groups: object) -> None:
    stranger.provider.claims = {"groups": groups}
    assert stranger.sign_in().status_code == 403


def test_a_group_may_come_as_text_or_from_the_second_question(stranger: Coordinator) -> None:
    stranger.provider.claims = {"groups": "gka-beheer"}
    assert stranger.sign_in().status_code == 303
    stranger.provider.claims = {"groups": None}
    stranger.provider.userinfo = {"sub": "a1", "groups": ["gka-beheer"]}
    assert stranger.sign_in().status_code == 303
    stranger.provider.userinfo = {"sub": "iemand anders", "groups": ["gka-beheer"]}
    assert stranger.sign_in().status_code == 403


def test_the_group_is_looked_at_on_every_request(anna: Coordinator, start: Start) -> None:
    """With other groups in the settings, the same signed session lets nobody in."""
    assert is_signed_in(anna)
    cookie = anna.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    other = Coordinator(start(GKA_OIDC_GROUPS="andere-groep"), anna.provider)
    assert cookie
    other.client.set_cookie("gka_beheer", cookie.value, domain="kaart.voorbeeld.nl", path="/beheer")
    assert other.get("/beheer/").status_code == 403
    assert other.get("/beheer/taken").status_code == 403


@pytest.mark.parametrize("change", [lambda v: v[:-9] + "x" * 9, lambda v: "x" + v, lambda v: "a.b.c"])
def test_a_tampered_cookie_is_no_session(anna: Coordinator, change: object) -> None:
    cookie = anna.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    assert cookie
    value = change(cookie.value)  # type: ignore[operator]
    anna.client.set_cookie("gka_beheer", value, domain="kaart.voorbeeld.nl", path="/beheer")
    assert not is_signed_in(anna)


def test_a_session_ends_after_eight_quiet_hours_and_after_twelve_in_all(
    anna: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    now = time.time()

    def later(hours: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now + hours * 3600)

    later(7.9)
    assert is_signed_in(anna)
    later(11.9)  # the clock of the quiet hours began again
    assert is_signed_in(anna)
    later(12.1)
    assert not is_signed_in(anna)


def test_a_session_that_ended_is_called_so(anna: Coordinator, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 8.1 * 3600)
    answer = anna.get("/beheer/taken?regio=PV01")
    assert answer.status_code == 302
    assert "Uw sessie is verlopen" in anna.get(answer.headers["Location"]).text
    answer = anna.post("/beheer/publicatie/1/terugzetten")
    assert answer.status_code == 401
    assert "U bent niet ingelogd" in answer.text


def test_one_comes_back_where_one_wanted_to_be(stranger: Coordinator) -> None:
    answer = stranger.get("/beheer/taken?regio=PV01&soort=geen_link")
    to = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    page = stranger.get(answer.headers["Location"]).text
    link = re.search(r'href="(/beheer/inloggen/start[^"]*)"', page)
    assert link
    address = stranger.get(link[1].replace("&amp;", "&")).headers["Location"]
    assert stranger.come_back(address).headers["Location"] == to == "/beheer/taken?regio=PV01&soort=geen_link"


@pytest.mark.parametrize(
    "to",
    [
        "https://elders.nl/",
        "//elders.nl/beheer/",
        "/\\elders.nl",
        "/beheer//elders.nl",
        "/beheer/../elders",
        "/beheer/%0d%0aSet-Cookie:x",
        "/beheer/\r\nX: y",
        "javascript:alert(1)",
        "/beheer@elders.nl",
        "/beheerder",
        "/beheer/?a=//elders.nl",
        "",
    ],
)
def test_open_redirect_nobody_is_sent_elsewhere(stranger: Coordinator, to: str) -> None:
    stranger.client.get("/beheer/inloggen/start", base_url=HOME, query_string={"next": to})
    answer = stranger.client.get("/beheer/inloggen/start", base_url=HOME, query_string={"next": to})
    assert stranger.come_back(answer.headers["Location"]).headers["Location"] == "/beheer/"


def test_signing_in_is_limited_per_address(stranger: Coordinator) -> None:
    def attempt(address: str) -> int:
        return stranger.get(
            "/beheer/inloggen/terug?code=x&state=y", environ_overrides={"REMOTE_ADDR": address}
        ).status_code

    assert [attempt("192.0.2.1") for _ in range(25)].count(429) == 5
    assert attempt("192.0.2.2") == 400


def test_a_made_up_forwarded_address_does_not_help(stranger: Coordinator) -> None:
    answers = [
        stranger.get("/beheer/inloggen/terug", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(25)
    ]
    assert answers.count(429) == 5


def test_the_address_of_our_own_proxy_is_used_when_that_is_configured(
    start: Start, provider: FalseProvider
) -> None:
    user = Coordinator(start(GKA_PROXIES="1"), provider)
    answers = [
        user.get("/beheer/inloggen/terug", headers={"X-Forwarded-For": f"9.9.9.9, 192.0.2.{n}"}).status_code
        for n in range(25)
    ]
    assert answers.count(429) == 0
