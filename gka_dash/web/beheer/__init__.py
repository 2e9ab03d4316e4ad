"""Signing in and the management pages.

Nothing of it is loaded when no provider is configured: no sessions, no keys, no address under /beheer.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from gka_dash.settings import Settings
    from gka_dash.store.store import Store


def register_beheer(server: "Flask", settings: "Settings", find_store: "Callable[[], Store | None]") -> None:
    """Add the management pages to a server when somebody can sign in to them.

    ``find_store`` gives None for as long as the database cannot be opened.
    """
    if settings.has_login:
        from gka_dash.web.beheer.register import add_management

        add_management(server, settings, find_store)
