"""A state: how somebody gets there, and at which widths it exists."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.actions import SIDEWAYS, Actions, sideways

# 320 is what a window of 1280 shows at 400 percent.
WIDTHS = (1440, 1024, 768, 390, 320)
HEIGHT = 800
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

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


def at_widths(sign: Locator, check: Callable[[Page], None], widths: Sequence[int] = WIDTHS) -> None:
    """Judge the page of ``sign`` at each of the widths: axe, and nothing that scrolls sideways."""
    page = sign.page
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(SETTLED)
        expect(sign, f"not in sight at {width}").to_be_visible()
        check(page)
        with suppress(PlaywrightTimeout):  # a chart takes a moment to follow
            page.wait_for_function(f"!({SIDEWAYS})")
        assert sideways(page) == 0, f"scrolls sideways at {width}"
