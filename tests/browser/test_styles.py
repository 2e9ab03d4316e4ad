"""The build leaves most of Bootstrap out: is everything there that a page has?"""

from pathlib import Path

import pytest

from gka_dash.web.bootstrap_parts import CLASSES, classes_in
from tests.browser.actions import Actions
from tests.browser.addresses import EVERY_PAGE, MISSING
from tests.browser.conftest import Watch
from tests.browser.states.map_page import explanation

WORDS = """() => [...document.querySelectorAll('*')].flatMap((element) => [...element.classList])"""


@pytest.fixture(scope="module")
def bootstrap(project: Path) -> set[str]:
    file = project / "node_modules/bootstrap/dist/css/bootstrap.min.css"
    if not file.is_file():
        pytest.skip("Bootstrap is not installed: `make test` gets it")
    return classes_in(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*EVERY_PAGE, MISSING])
def test_every_class_of_bootstrap_on_a_page_has_its_rules(
    user: Actions, watch: Watch, bootstrap: set[str], path: str
) -> None:
    if path == MISSING:
        watch.expect("404")
    user.open(path)
    if path == "/":
        user.wait_for_charts()
        explanation(lambda: user)
    words = set(user.page.evaluate(WORDS))
    assert words & bootstrap, "no page goes without Bootstrap"
    assert words & bootstrap <= CLASSES, "add these to CLASSES in gka_dash/web/bootstrap_parts.py"
