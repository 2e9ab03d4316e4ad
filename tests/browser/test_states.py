"""axe-core finds nothing and nothing scrolls sideways in any state of any page, at every width."""

import pytest

from tests.browser.actions import Actions
from tests.browser.conftest import Check, Visitor, Watch
from tests.browser.states.every import ON_THE_SERVER
from tests.browser.states.state import HEIGHT, State, at_widths


@pytest.mark.parametrize("state", ON_THE_SERVER, ids=lambda state: state.name)
def test_every_state_at_every_width(visitor: Visitor, watch: Watch, check: Check, state: State) -> None:
    if state.trouble:
        watch.expect(state.trouble)

    def arrive(**options: object) -> Actions:
        return Actions(visitor(viewport={"width": state.widths[0], "height": HEIGHT}, **options))

    at_widths(state.reach(arrive), check, state.widths)
