"""Who signed in, and what the session remembers of it."""

import re
import secrets
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self
from urllib.parse import urlsplit

HOME: Final = "/beheer/"
LONGEST_NAME: Final = 100
LONGEST_STAY: Final = 12 * 3600
CLOCKS_DIFFER: Final = 60
_NAMES: Final = ("preferred_username", "email", "sub")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SAFE_PATH = re.compile(r"/beheer/[A-Za-z0-9_\-./]*(\?[A-Za-z0-9_\-.=&%+]*)?")


@dataclass(frozen=True)
class Account:
    """The name under which somebody publishes, the provider's own key, and the groups that matter here."""

    who: str
    subject: str
    groups: frozenset[str]
    since: int
    key: str  # of this one session, so that signing out ends its copies too

    @classmethod
    def of_claims(cls, claims: Mapping[str, Any], groups_claim: str, allowed: frozenset[str]) -> Self:
        """The account of checked claims. Groups that mean nothing here are not kept."""
        names = (_CONTROL.sub("", str(claims.get(name) or "")).strip() for name in _NAMES)
        who = next(filter(None, names), "")[:LONGEST_NAME]
        return cls(
            who,
            str(claims["sub"]),
            groups_of(claims.get(groups_claim)) & allowed,
            int(time.time()),
            secrets.token_urlsafe(16),
        )

    @classmethod
    def of_session(cls, session: Mapping[str, Any], now: float) -> Self | None:
        """The account of a signed session, or None when nobody signed in or it is too long ago."""
        try:
            account = cls(
                str(session["who"]),
                str(session["subject"]),
                frozenset(map(str, session["groups"])),
                int(session["since"]),
                str(session["key"]),
            )
        except (KeyError, TypeError, ValueError):
            return None
        return account if -CLOCKS_DIFFER <= now - account.since <= LONGEST_STAY else None

    def start(self, session: MutableMapping[str, Any]) -> None:
        """Begin a session with nothing of the one before in it."""
        session.clear()
        session.update(
            who=self.who, subject=self.subject, groups=sorted(self.groups), since=self.since, key=self.key
        )

    @property
    def until(self) -> datetime:
        """When the session is over in any case."""
        return datetime.fromtimestamp(self.since + LONGEST_STAY + CLOCKS_DIFFER, UTC)


def groups_of(claim: Any) -> frozenset[str]:
    """The groups in a claim: providers send a list, or one name as text."""
    if isinstance(claim, str):
        return frozenset({claim})
    if isinstance(claim, (list, tuple)):
        return frozenset(name for name in claim if isinstance(name, str))
    return frozenset()


def safe_next(text: str) -> str:
    """``text`` when it is a page of ours, otherwise the first page: nobody is sent elsewhere."""
    parts = urlsplit(text) if _SAFE_PATH.fullmatch(text) else None
    if parts is None or parts.netloc or "//" in text or ".." in text:
        return HOME
    return text
