"""The OpenID Connect provider: send somebody there, and believe what comes back only after every check."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, Response
from joserfc.errors import JoseError

from gka_dash.errors import GkaError
from gka_dash.settings import Settings

NAME: Final = "gka"
SCOPE: Final = "openid profile email"
SECONDS: Final = 10
# Signatures that only the provider can make. With "none" or a shared secret somebody else could.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


class ProviderAwayError(GkaError):
    """The provider does not answer, or not as a provider does."""


class SignInRefusedError(GkaError):
    """What came back is not a sign-in that we asked for."""


class Provider:
    """One provider, known by its address; its own description is read at the first sign-in."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._settings = settings
        self._client = OAuth(server).register(
            NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "default_timeout": SECONDS},
        )

    def send(self, back_to: str) -> Response:
        """A redirect to the provider; state, nonce and PKCE verifier are kept in the session.

        Raises ProviderAwayError.
        """
        self._description()
        answer: Response = self._client.authorize_redirect(back_to)
        return answer

    def claims(self) -> Mapping[str, Any]:
        """The checked claims of whom the provider sent back with this request.

        Raises SignInRefusedError or ProviderAwayError.
        """
        description = self._description()
        options = {
            "iss": {"essential": True, "values": [description["issuer"]]},
            "aud": {"essential": True, "value": self._settings.oidc_client_id},
        }
        try:
            token = self._client.authorize_access_token(claims_options=options)
            claims = token.get("userinfo")
            if not claims or not claims.get("sub"):
                raise SignInRefusedError("Er kwam geen id-token terug.")
            return {**self._more(token, claims), **claims}
        except (OAuthError, JoseError) as error:
            raise SignInRefusedError(f"{type(error).__name__}: {error}") from error
        except (requests.RequestException, ValueError, KeyError, RuntimeError) as error:
            raise ProviderAwayError(f"{type(error).__name__}: {error}") from error

    def end_of_session(self) -> str:
        """The address where somebody can sign out at the provider as well; empty when it has none."""
        try:
            address = str(self._description().get("end_session_endpoint", ""))
        except ProviderAwayError:
            return ""
        return f"{address}?{urlencode({'client_id': self._settings.oidc_client_id})}" if address else ""

    def _more(self, token: Mapping[str, Any], claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the provider tells of the same person elsewhere, when the token does not name the groups."""
        if self._settings.oidc_groups_claim in claims or "userinfo_endpoint" not in self._description():
            return {}
        told: Mapping[str, Any] = self._client.userinfo(token=token)
        return told if told.get("sub") == claims["sub"] else {}

    def _description(self) -> Mapping[str, Any]:
        """What the provider says about itself; ProviderAwayError when it is not the one we asked."""
        try:
            description: dict[str, Any] = self._client.load_server_metadata()
            same = str(description["issuer"]).rstrip("/") == self._settings.oidc_issuer.rstrip("/")
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise ProviderAwayError(f"{type(error).__name__}: {error}") from error
        if not same:
            self._client.server_metadata.pop("_loaded_at", None)
            raise ProviderAwayError(f"De dienst noemt zich {description['issuer']!r}.")
        offered = description.get("id_token_signing_alg_values_supported") or ALGORITHMS[:1]
        description["id_token_signing_alg_values_supported"] = [a for a in ALGORITHMS if a in offered]
        return description
