"""Does each act once in a real browser and keeps what the page asked of the server."""

from pathlib import Path

from playwright.sync_api import Page, Request, sync_playwright

from benchmarks import browser
from benchmarks.load.journey import Ask, Step, ask_of
from scripts.find_chromium import ARGUMENTS

OPEN = "open"
PLACE = browser.PLACES[0]


def record(address: str, chromium: Path) -> dict[str, Step]:
    """The acts by name; the first is `OPEN`. Raises playwright's Error when the page cannot be used."""
    asked: list[Ask] = []
    steps: dict[str, Step] = {}

    def note(request: Request) -> None:
        ask = ask_of(request.method, request.url, request.post_data, request.headers, address)
        if ask:
            asked.append(ask)

    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            page = chrome.new_page(viewport=browser.VIEWPORT)
            page.set_default_timeout(browser.TIMEOUT_MS)
            page.add_init_script(browser.PROBE.read_text(encoding="utf-8") + ";__probe.begin('ours');")
            traffic = browser.Traffic()
            traffic.watch(page.context.new_cdp_session(page))
            page.on("request", note)
            for name, act in ACTS.items():
                asked.clear()
                act(page, address)
                traffic.rest(page)
                steps[name] = Step(name, tuple(ask for ask in asked if "favicon" not in ask.path))
        finally:
            chrome.close()
    empty = [name for name, step in steps.items() if not step.asks]
    if empty:
        raise ValueError(f"De pagina vroeg niets bij: {', '.join(empty)}.")
    return steps


def _open(page: Page, address: str) -> None:
    page.goto(f"{address}/", wait_until="commit")
    page.evaluate("Promise.all([__probe.map, __probe.charts])")


def _click(page: Page, _address: str) -> None:
    x, y = page.evaluate("place => __probe.point(place)", PLACE)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.up()


def _filter(page: Page, _address: str) -> None:
    page.get_by_role("checkbox").first.check()


def _time(page: Page, _address: str) -> None:
    page.locator("#tijdlijn input[type=range]:visible").first.press("PageDown")
    page.wait_for_timeout(1000)  # the page asks when somebody has stopped moving


def _list(page: Page, _address: str) -> None:
    page.get_by_role("link", name="Gemeenten", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=PLACE["name"]).first.wait_for()


def _place(page: Page, _address: str) -> None:
    page.get_by_role("main").get_by_role("link", name=PLACE["name"]).first.click()


def _download(page: Page, address: str) -> None:
    page.evaluate(
        "address => fetch(address).then(answer => answer.text())", f"{address}/export/gemeenten.csv"
    )


ACTS = {
    OPEN: _open,
    "click": _click,
    "filter": _filter,
    "time": _time,
    "list": _list,
    "municipality": _place,
    "download": _download,
}
