"""All states together."""

from tests.browser.states.documents import DOCUMENTS
from tests.browser.states.elsewhere import ELSEWHERE
from tests.browser.states.map_page import MAP_PAGE
from tests.browser.states.other_pages import OTHER_PAGES
from tests.browser.states.presenting import PRESENTING

ON_THE_SERVER = (*MAP_PAGE, *OTHER_PAGES, *PRESENTING, *DOCUMENTS)
NAMES = (*(state.name for state in ON_THE_SERVER), *(name for names in ELSEWHERE.values() for name in names))
