"""``/.well-known/security.txt`` (RFC 9116): where somebody reports a weak spot. Absent without a contact."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Flask, Response

from gka_dash.settings import Settings

ADDRESS: Final = "/.well-known/security.txt"
# The standard advises less than a year. It is counted from today, so a server that runs is never out of date.
VALID: Final = timedelta(days=180)


def security_txt(contacts: tuple[str, ...], base_url: str, now: datetime) -> str:
    """The file; whole days, so that it changes once a day and can be asked again with its ETag."""
    expires = (now.astimezone(UTC) + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: nl, en"]
    if base_url.startswith("https://"):  # the standard allows nothing else
        lines.append(f"Canonical: {base_url}{ADDRESS}")
    return "\r\n".join(lines) + "\r\n"


def add_security_txt(
    server: Flask, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Register the address when there is somebody to write to."""
    if not settings.security_contacts:
        return

    @server.get(ADDRESS)
    def security_contact() -> Response:
        text = security_txt(settings.security_contacts, settings.base_url, now())
        return Response(text, content_type="text/plain; charset=utf-8")
