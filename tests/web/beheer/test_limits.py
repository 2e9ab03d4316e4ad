"""Counters that stay small whatever is sent."""

import pytest

from gka_dash.web.beheer import limits
from gka_dash.web.beheer.limits import RateLimit, Slots, client_address


def test_a_rate_is_per_key_and_comes_back() -> None:
    now = [0.0]
    rate = RateLimit(2, 60, lambda: now[0])
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now[0] = 59.9
    assert not rate.allows("a")
    now[0] = 60.1
    assert rate.allows("a")


def test_a_flood_of_keys_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEYS", 10)
    rate = RateLimit(1, 60)
    for number in range(1000):
        rate.allows(str(number))
    assert len(rate._times) == 10


def test_a_place_is_for_one_account_and_free_again_after_a_failure() -> None:
    slots = Slots(2)
    with slots.one("a") as first, slots.one("a") as again, slots.one("b") as second, slots.one("c") as third:
        assert (first, again, second, third) == (True, False, True, False)
    with pytest.raises(ZeroDivisionError), slots.one("a"):
        raise ZeroDivisionError
    with slots.one("a") as room:
        assert room


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "expected"),
    [
        ("192.0.2.1", "198.51.100.7", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1", "9.9.9.9, 198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1", "9.9.9.9, 198.51.100.7, 10.0.0.1", 2, "198.51.100.7"),
        ("192.0.2.1", "", 1, "192.0.2.1"),
        ("192.0.2.1", "geen adres", 1, "192.0.2.1"),
        ("2001:db8::1", "", 0, "2001:db8::/64"),
        ("2001:db8::ffff:2", "", 0, "2001:db8::/64"),
        ("", "", 0, ""),
    ],
)
def test_the_address_is_what_our_own_proxies_saw(
    peer: str, forwarded: str, proxies: int, expected: str
) -> None:
    assert client_address(peer, forwarded, proxies) == expected
