"""axe-core finds nothing on any page, at every width. States that a page can be in: test_states.py."""

import pytest

from tests.browser.actions import Actions
from tests.browser.addresses import EVERY_ADDRESS, MISSING
from tests.browser.conftest import Check, Watch
from tests.browser.states.state import at_widths


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_every_page_at_every_width(user: Actions, watch: Watch, check: Check, path: str) -> None:
    if path == MISSING:
        watch.expect("404")
    user.open(path)
    if path == "/":
        user.wait_for_charts()
    at_widths(user.page.get_by_role("main"), check)
