"""Nobody but our own server learns of a visit, and nothing is left behind in the browser."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.actions import Actions, table_rows
from tests.browser.addresses import EVERY_PAGE
from tests.browser.conftest import Watch


def test_no_other_host_no_cookie_no_storage(user: Actions, watch: Watch, server: str) -> None:
    for path in EVERY_PAGE:
        user.open(path)
        user.page.wait_for_load_state("networkidle")
    user.open("/").wait_for_charts()
    user.click_municipality("Almere")
    user.expect_chosen("Almere")
    user.page.wait_for_load_state("networkidle")
    hosts = {urlsplit(address).netloc for address in watch.requests if address.startswith("http")}
    assert hosts == {urlsplit(server).netloc}
    assert user.page.context.cookies() == []
    kept = user.page.evaluate(
        """async () => [document.cookie, localStorage.length, sessionStorage.length,
          (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert kept == ["", 0, 0, 0, 0]


def test_every_link_out_is_http_and_tells_the_other_side_nothing(user: Actions) -> None:
    for path in ("/gemeente/GM0034", "/achtergrond", "/interventies?thema=taalbevordering"):
        user.open(path)
        links = user.page.locator("a[href*='//']").evaluate_all(
            "(all) => all.map((a) => [a.protocol, a.host, a.rel, a.getAttribute('href')])"
        )
        out = [link for link in links if link[1] != urlsplit(user.page.url).netloc]
        assert out
        assert {link[0] for link in out} <= {"http:", "https:"}
        assert [link for link in out if "noreferrer" not in link[2]] == []


def test_a_page_says_nothing_of_the_machine_behind_it(user: Actions) -> None:
    for path in ("/", "/data/gemeenten.csv", "/bestaat-niet", "/_dash-layout"):
        answer = user.page.request.get(path)
        assert "server" not in answer.headers, path
        assert "x-powered-by" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_policy_really_blocks_a_script_that_came_in_from_outside(user: Actions, watch: Watch) -> None:
    watch.expect("Content Security Policy")
    user.open()
    ran = user.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.broken = true';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="window.broken = true">');
          return window.broken === true;
        }"""
    )
    watch.expect("/x")
    assert not ran
    assert not user.page.evaluate("window.broken === true")


def test_text_from_the_link_is_text(user: Actions, watch: Watch) -> None:
    user.open("/interventies?zoek=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(user.page.get_by_role("main")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(user.page.locator("main img")).to_have_count(0)


def test_no_name_of_a_person_is_in_the_list_of_columns(user: Actions) -> None:
    user.open("/data")
    names = " ".join(row[0] + row[2] for row in table_rows(user.page.get_by_role("table", name="Tabellen")))
    assert names
    for word in ("telefoon", "e-mail", "contactpersoon", "ambtenaar"):
        assert word not in names.lower()
