"""The page that compares follows the link."""

from typing import Any

import pytest

from layouts import ids, vergelijken
from tests.callbacks.conversation import answer
from tests.layouts.real_site import page_tree, real_services
from tests.layouts.trees import as_json, by_id, prop

CHOICES = {
    "vergelijken": ("links=GM0034&rechts=GM0363", "links=GM0363&rechts=PV30"),
    "vergelijken-datums": ("", "sinds=2019-07-16&datum=2020-07-14"),
    "vergelijken-nieuw": ("", "regio=PV30&kring=2020-07-14"),
    "vergelijken-tafel": ("tafel=GM0034", "tafel=GM0034,GM0363"),
}


def _answer(path: Any, query: Any) -> dict[str, Any]:
    given = {f"{ids.ASKED_COMPARISON}.data": query, f"{ids.URL}.pathname": path}
    return answer(f"{ids.COMPARISON}.children", given)


@pytest.mark.parametrize("part", vergelijken.PARTS.values(), ids=lambda part: part.key)
def test_after_a_choice_the_page_shows_what_a_fresh_page_would(part: vergelijken.Part) -> None:
    for query in CHOICES[part.key]:
        page, got = page_tree(part.path, query), _answer(part.path, query)
        assert got[f"{ids.COMPARISON}.children"] == as_json(prop(by_id(page, ids.COMPARISON), "children"))
        assert got[f"{ids.COMPARE_STATE}.data"] == as_json(prop(by_id(page, ids.COMPARE_STATE), "data"))


@pytest.mark.parametrize(
    "path", [None, 7, "/", "/geen-pagina", "/vergelijken/iets", "/vergelijken/" + "x" * 900]
)
@pytest.mark.parametrize("query", [None, [], "links=GM9999&tafel=" + "GM0034," * 200, "kring=2019-02-31"])
def test_what_no_page_of_ours_asks_still_gets_an_answer(path: Any, query: Any) -> None:
    assert _answer(path, query)[f"{ids.COMPARISON}.children"]


def test_more_than_fit_at_the_table_is_said_politely() -> None:
    codes = ",".join(real_services().dataset.codes[:30])
    path, search = f"{vergelijken.PARTS['vergelijken-tafel'].path}", f"?tafel={codes}"
    got = answer(f"{ids.PAGE}.children", {f"{ids.URL}.pathname": path, f"{ids.URL}.search": search})
    assert "meer dan 24" in str(got[f"{ids.NOTICE}.children"])
    assert got[f"{ids.PAGE_INFO}.data"]["query"].count("GM") == 24
