"""What a visitor does and sees, in words of the screen: roles, names and labels."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MUNICIPALITIES = 342
CHARTS = ("Activiteiten per thema", "Activiteiten per sector", "Waar zitten de gaten?")


@dataclass(frozen=True)
class Actions:
    """A visitor with a page; every method is one thing a person does or looks at."""

    page: Page

    # ---- going somewhere ---------------------------------------------------------------------------------

    def open(self, path: str = "/", regions: int = MUNICIPALITIES) -> "Actions":
        """Open an address and wait until its page can be used; ``regions`` is how many the map shows."""
        self.page.goto(path)
        return self.wait_for_page(regions)

    def wait_for_page(self, regions: int = MUNICIPALITIES) -> "Actions":
        """Wait for the heading and, on the page with the map, for the regions and the timeline."""
        expect(self.page.get_by_role("main").get_by_role("heading", level=1)).to_be_attached()
        if self.page.locator("body").get_attribute("data-page") == "kaart" or self._path == "/":
            expect(self.regions()).to_have_count(regions)
            expect(self.page.get_by_role("region", name="Aansluiting in de tijd")).to_be_visible()
        return self

    @property
    def _path(self) -> str:
        return re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)

    @property
    def link(self) -> str:
        """The address behind the host."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def expect_link(self, link: str) -> None:
        """The address becomes exactly this."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{re.escape(link)}$"))

    # ---- the map -----------------------------------------------------------------------------------------

    def map(self) -> Locator:
        """The map that can be used; the drawing before it is gone by then."""
        return self.page.get_by_role("main").get_by_role("listbox")

    def regions(self) -> Locator:
        """The municipalities on the map."""
        return self.map().get_by_role("option")

    def outlines(self) -> int:
        """How many regions are outlined."""
        return self.map().locator(".lk-outlines path").count()

    def municipality(self, name: str) -> Locator:
        """One municipality on the map."""
        return self.map().get_by_role("option", name=re.compile(rf"^{re.escape(name)}(:|$)"))

    def click_municipality(self, name: str) -> None:
        """Click inside a municipality as a mouse does: at a point of the screen, whatever is there."""
        x, y = self.place_of(name)
        self.page.mouse.click(x, y)

    def hover_municipality(self, name: str) -> None:
        """Rest the mouse on a municipality."""
        x, y = self.place_of(name)
        self.page.mouse.move(x - 3, y - 3)
        self.page.mouse.move(x, y)

    def place_of(self, name: str) -> tuple[float, float]:
        """A point on the screen that lies inside the region (not always the middle of its box)."""
        region = self.municipality(name)
        region.scroll_into_view_if_needed()
        point = region.evaluate(
            """(path) => {
              const box = path.getBBox(), toScreen = path.getScreenCTM();
              for (const part of [2, 3, 4, 5, 7, 9, 13, 17])
                for (let i = 1; i < part; i += 1)
                  for (let j = 1; j < part; j += 1) {
                    const [x, y] = [box.x + (box.width * i) / part, box.y + (box.height * j) / part];
                    const point = new DOMPoint(x, y);
                    if (path.isPointInFill(point)) {
                      const place = point.matrixTransform(toScreen);
                      return [place.x, place.y];
                    }
                  }
              return null;
            }"""
        )
        assert point is not None, f"{name} has no inside"
        return point[0], point[1]

    def covered_municipalities(self) -> list[str]:
        """Municipalities (of the chosen region) of which the middle lies under the legend or a button."""
        self.page.wait_for_timeout(900)  # the zoom to a region takes a moment
        names: list[str] = self.map().evaluate(
            """(svg) => {
              const seen = (el) => getComputedStyle(el).backgroundColor !== 'rgba(0, 0, 0, 0)';
              const legend = document.querySelector('main [aria-label=Legenda]');
              const panels = [legend, legend.parentElement].filter(seen);
              const words = panels.length ? panels : [...legend.children];
              const covers = [...words, ...document.querySelectorAll('.lk button')]
                .map((el) => el.getBoundingClientRect());
              return [...svg.querySelectorAll('[role=option]:not(.lk-outside)')].filter((path) => {
                const box = path.getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                return covers.some((c) => x > c.left && x < c.right && y > c.top && y < c.bottom);
              }).map((path) => path.getAttribute('aria-label').split(':')[0]);
            }"""
        )
        return names

    def expect_chosen(self, name: str) -> None:
        """This municipality is marked and its card is there."""
        expect(self.municipality(name)).to_have_attribute("aria-selected", "true")
        expect(self.card(name)).to_be_visible()

    def card(self, name: str) -> Locator:
        """The card of a chosen municipality: what has its name as heading and a button to close it."""
        return self.page.get_by_role("main").get_by_role("heading", name=name, exact=True, level=2)

    def legend(self) -> Locator:
        """The legend of the map."""
        return self.page.get_by_role("list", name="Legenda")

    def legend_counts(self) -> dict[str, int]:
        """Counts in the legend by label."""
        lines = self.legend().get_by_role("listitem").all_inner_texts()
        form = re.compile(r"(.+?)\s*([\d.]+)\s+gemeenten?\b.*")
        pairs = [form.fullmatch(" ".join(line.split())) for line in lines]
        return {pair[1].strip(): int(pair[2].replace(".", "")) for pair in pairs if pair}

    # ---- words and numbers -------------------------------------------------------------------------------

    def status(self) -> Locator:
        """The line that says in words what is shown."""
        return self.page.get_by_role("main").get_by_role("status").first

    def total(self, label: str, origin: str) -> Locator:
        """The button of a total; ``label`` is a part of its words, ``origin`` is gepubliceerd or geteld."""
        return self.page.get_by_role("button", name=re.compile(rf"^\d+ .*{re.escape(label)}.*{origin}"))

    def expect_total(self, number: int, label: str, origin: str) -> None:
        """A total with this number."""
        expect(self.total(label, origin)).to_have_accessible_name(re.compile(rf"^{number}\b"))

    def dialog(self) -> Locator:
        """The open dialog."""
        return self.page.get_by_role("dialog")

    def open_sharing(self) -> Locator:
        """Open the window to share; its script comes only now."""
        self.page.get_by_role("button", name="Delen", exact=True).click()
        expect(self.dialog().get_by_label("Link naar deze pagina")).to_be_attached()
        return self.dialog()

    def notice(self) -> Locator:
        """The polite notice about the link."""
        return self.page.get_by_role("status").filter(has_text="weggelaten")

    # ---- filters -----------------------------------------------------------------------------------------

    def filters(self) -> Locator:
        """The filter panel."""
        return self.page.get_by_role("search", name="Filter de kaart en de lijsten")

    def choice(self, group: str, label: str) -> Locator:
        """A box to tick in a group of the filter panel."""
        name = re.compile(rf"^(✓ )?{re.escape(label)}$")
        return self.filters().get_by_role("group", name=group).get_by_role("checkbox", name=name)

    def choose_theme(self, name: str) -> None:
        """Tick or untick a theme, on its visible label."""
        self._click_label("Thema", name)

    def choose_sector(self, name: str) -> None:
        """Tick or untick a sector."""
        self._click_label("Sector", name)

    def choose_kind(self, name: str) -> None:
        """Tick or untick a kind of activity."""
        self._click_label("Aard", name)

    def _click_label(self, group: str, name: str) -> None:
        self.choice(group, name).click()

    def choose_region(self, name: str) -> None:
        """Choose a region."""
        self.filters().get_by_label("Regio").select_option(label=name)

    def search_text(self, text: str) -> None:
        """Look for a word in the activities."""
        box = self.filters().get_by_label("Zoek in activiteiten")
        box.fill(text)
        box.press("Enter")

    def clear_filters(self) -> None:
        """The one button that undoes every filter."""
        self.filters().get_by_role("button", name="Wis filters").click()

    # ---- charts ------------------------------------------------------------------------------------------

    def chart(self, title: str) -> Locator:
        """The card of a chart."""
        return self.page.get_by_role("region", name=re.compile(re.escape(title))).filter(
            has=self.page.get_by_role("radio", name="Tabel")
        )

    def wait_for_charts(self) -> "Actions":
        """Wait until every chart is drawn."""
        for title in CHARTS:
            expect(self.chart(title).locator(".main-svg").first).to_be_attached()
        return self

    def bars(self, title: str) -> dict[str, int]:
        """The bars as drawn: each label with the number that stands at the same height."""
        pairs: list[list[str]] = self.chart(title).evaluate(
            """(card) => {
              const middle = (el) => {
                const box = el.getBoundingClientRect();
                return box.y + box.height / 2;
              };
              const bars = [...card.querySelectorAll('.bars')][0].querySelectorAll('.point');
              return [...card.querySelectorAll('.ytick text')].map((label) => {
                const away = (bar) => Math.abs(middle(bar) - middle(label));
                const bar = [...bars].reduce((best, next) => (away(next) < away(best) ? next : best));
                const number = bar.querySelector('text');
                return [label.textContent.trim(), number ? number.textContent : '0'];
              });
            }"""
        )
        return {label: int(number) for label, number in pairs}

    def as_table(self, title: str) -> Locator:
        """Switch a chart to its table."""
        card = self.chart(title)
        card.get_by_role("radio", name="Tabel").click()
        expect(card.get_by_role("table")).to_be_visible()
        return card.get_by_role("table")

    # ---- time --------------------------------------------------------------------------------------------

    def time_slider(self, name: str = "Tijdlijn") -> Locator:
        """A handle of the timeline: Tijdlijn, or Begin/Einde van de periode when comparing."""
        return self.page.get_by_role("slider", name=name)

    def go_to_date(self, iso: str, label: str = "Datum") -> None:
        """Type an exact date."""
        box = self.page.get_by_label(label, exact=True)
        box.fill(iso)
        box.press("Enter")


def table_rows(table: Locator) -> list[list[str]]:
    """The cells of a table, row by row, without the head."""
    rows: list[list[str]] = table.locator("tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return rows


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return pixels


def cut_tables(page: Page) -> list[str]:
    """Captions of the tables that are wider than their place, so that their last column is cut off."""
    found: list[str] = page.locator(".table-scroll").evaluate_all(
        """(boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => box.querySelector("caption").textContent)"""
    )
    return found
