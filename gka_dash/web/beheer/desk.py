"""What the management pages share: the store, the provider, the limits, and how a page is made."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Response, g, make_response, render_template
from flask_wtf.csrf import generate_csrf

from gka_dash.errors import StoreError
from gka_dash.settings import Settings
from gka_dash.store.publication import Publication
from gka_dash.store.store import Store
from gka_dash.web.beheer.account import Account
from gka_dash.web.beheer.limits import RateLimit, Slots
from gka_dash.web.beheer.provider import Provider
from gka_dash.web.failures import failure_number, sentence

SIGN_INS_A_MINUTE: Final = 20
UPLOADS_A_MINUTE: Final = 10
UPLOADS_AT_ONCE: Final = 2

_log = logging.getLogger("gka_dash.beheer")


@dataclass(frozen=True)
class Desk:
    """One per worker process."""

    settings: Settings
    find_store: Callable[[], Store | None]
    provider: Provider
    styles: tuple[str, ...]
    sign_ins: RateLimit = field(default_factory=lambda: RateLimit(SIGN_INS_A_MINUTE, 60))
    uploads: RateLimit = field(default_factory=lambda: RateLimit(UPLOADS_A_MINUTE, 60))
    slots: Slots = field(default_factory=lambda: Slots(UPLOADS_AT_ONCE))

    @property
    def books(self) -> Store:
        """The store; raises StoreError when there is none."""
        store = self.find_store()
        if store is None:
            raise StoreError("De database met publicaties is er niet. Beheren kan nu niet.")
        return store

    def latest(self) -> Publication:
        """The publication that everybody sees; raises StoreError when there is none yet."""
        found = self.books.latest()
        if found is None:
            raise StoreError("Er is nog geen publicatie. Start het dashboard opnieuw.")
        return found

    @property
    def account(self) -> Account:
        """Who asks; only on pages behind the sign-in."""
        account: Account = g.account
        return account

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page with everything around it."""
        html = render_template(
            f"beheer/{template}.html",
            styles=self.styles,
            account=g.get("account"),
            csrf_token=generate_csrf,
            **values,
        )
        return make_response(html, status)

    def message(self, status: int, title: str, text: str, link: tuple[str, str] | None = None) -> Response:
        """A page that says what is the matter and where to go from here."""
        number = failure_number(status) if status >= 500 else ""
        told = sentence(number) if number else ""
        return self.page("melding", status, title=title, text=text, link=link, number=told)

    def log(self, deed: str) -> None:
        """Write down who did what: the name of the account and nothing more about a person."""
        _log.info("%s: %s", self.account.who, deed)
