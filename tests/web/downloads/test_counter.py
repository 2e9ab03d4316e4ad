"""What downloads share: a visitor who asks too much waits, and others do not wait for files."""

from gka_dash.exports.files import FILES
from gka_dash.model.selection import Selection
from gka_dash.web.beheer.limits import RateLimit
from gka_dash.web.downloads.counter import AT_ONCE, Counter, Kept


def answer(counter: Counter, what: str = "csv") -> int:
    made = (f"{what}.csv", what.encode())
    return counter.file(what, Selection(), FILES["csv"].media_type, lambda: made).status_code


def with_pages(counter: Counter) -> Counter:
    counter.message = lambda status, *_words, **_more: type("Page", (), {"status_code": status})()  # type: ignore[method-assign,assignment]
    return counter


def test_who_asks_too_often_waits_but_keeps_what_was_made(counter: Counter) -> None:
    with_pages(counter).files = RateLimit(2, 60)
    assert [answer(counter, what) for what in ("a", "b", "c", "a")] == [200, 200, 429, 200]


def test_only_a_few_files_are_made_at_once(counter: Counter) -> None:
    with_pages(counter)
    for _ in range(AT_ONCE):
        counter.room.acquire()
    assert answer(counter) == 503
    counter.room.release()
    assert answer(counter) == 200
    assert answer(counter, "d") == 200, "a place that was used is free again"


def test_a_maker_that_fails_gives_its_place_back(counter: Counter) -> None:
    for _ in range(AT_ONCE + 1):
        try:
            counter.file("x", Selection(), "text/csv", lambda: 1 / 0)  # type: ignore[arg-type,return-value]
        except ZeroDivisionError:
            continue
    assert answer(counter) == 200


def test_files_are_kept_as_long_as_there_is_room() -> None:
    kept = Kept(most=10)
    for name in "abc":
        kept.keep(name, (name, b"1234"))
    assert [kept.find(name) is not None for name in "abc"] == [False, True, True]
    kept.keep("groot", ("groot", b"1" * 50))
    assert kept.find("groot") is None
