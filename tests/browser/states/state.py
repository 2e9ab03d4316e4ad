"""A state: how somebody gets there, and at which widths it exists."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.actions import Actions, cut_tables, sideways

# 320 is what a window of 1280 shows at 400 percent.
WIDTHS = (1440, 1024, 768, 390, 320)
TABLET = 768  # on a phone a table of numbers scrolls inside itself
HEIGHT = 800
A_MOMENT, MOST_LOOKS = 60, 100  # milliseconds, and how often

# Somebody arrives at the first width of the state; options are those of a browser context.
Arrive = Callable[..., Actions]
Reach = Callable[[Arrive], Locator]


@dataclass(frozen=True)
class State:
    """What `reach` gives must be in sight at every width: else something else was judged.

    ``because`` says why it does not exist at other widths; ``trouble`` fits failures that belong to it.
    """

    reach: Reach
    widths: Sequence[int] = WIDTHS
    because: str = ""
    trouble: str = ""
    called: str = ""

    @property
    def name(self) -> str:
        """What it is called in the list and in a failure."""
        return self.called or self.reach.__name__.replace("_", " ")

    @property
    def told(self) -> str:
        """What it is, in a sentence."""
        return (self.reach.__doc__ or "").strip()


def open_unscripted(arrive: Arrive, address: str) -> Page:
    """Open a document as a browser that runs no scripts reads it.

    axe is a script itself and cannot judge in such a browser. So the same document comes without its scripts,
    and with what it keeps for those who run none.
    """
    page = arrive().page

    def strip(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r"<script\b.*?</script>", "", answer.text(), flags=re.DOTALL)
        route.fulfill(response=answer, body=re.sub(r"</?noscript>", "", text))

    page.route(f"**{address}", strip)
    page.goto(address)
    return page


def at_widths(sign: Locator, check: Callable[[Page], None], widths: Sequence[int] = WIDTHS) -> None:
    """Judge the page of ``sign`` at each width: axe, nothing scrolls sideways, no table is cut off."""
    page = sign.page
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        _settle(page)
        assert sideways(page) == 0, f"scrolls sideways at {width}"
        expect(sign, f"not in sight at {width}").to_be_visible()
        if width >= TABLET:
            assert cut_tables(page) == [], f"wider than their place at {width}"
        check(page)


def _settle(page: Page) -> None:
    """A chart takes a moment to follow. The page is asked from outside: it may run no scripts of its own."""
    for _ in range(MOST_LOOKS):
        page.wait_for_timeout(A_MOMENT)
        if sideways(page) == 0:
            return
