"""A provider that signs whatever a test wants it to say, served by a thread on this computer."""

import base64
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "landkaart"
CLAIMS = {"preferred_username": "anna@gemeente.nl", "sub": "a1", "groups": ["gka-beheer", "lunch"]}


class FalseProvider:
    """``claims`` overrule what an honest provider would say; ``broken`` makes every answer an error."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "1"}, private=True)
        self.signs_with: Any = self.key
        self.algorithm = "RS256"
        self.issuer = ""
        self.named = ""
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.without_token = False
        self.broken = False
        self.asked: list[dict[str, str]] = []
        self._nonces: dict[str, str] = {}

    def code_for(self, address: str) -> tuple[str, str]:
        """What somebody who signs in at ``address`` comes back with: a code and the state."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_hex(8)
        self._nonces[code] = query["nonce"]
        return code, query["state"]

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.named or self.issuer,
            "authorization_endpoint": f"{self.issuer}/in",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/wie",
            "end_session_endpoint": f"{self.issuer}/uit",
            "jwks_uri": f"{self.issuer}/sleutels",
            "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
        }

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        self.asked.append(form)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self._nonces.pop(form.get("code", ""), ""),
            **CLAIMS,
            **self.claims,
        }
        signed = self._signed({name: value for name, value in claims.items() if value is not None})
        answer = {"access_token": "x", "token_type": "Bearer", "expires_in": 300}
        return answer if self.without_token else {**answer, "id_token": signed}

    def _signed(self, claims: dict[str, Any]) -> str:
        """The old tricks are done by hand, because no library wants to: no signature, or a public secret."""
        if self.algorithm == "RS256":
            return jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signs_with)
        content = b".".join(_coded(part) for part in ({"alg": self.algorithm, "kid": "1"}, claims))
        secret = self.key.as_pem(private=False) if self.algorithm == "HS256" else b""
        mark = hmac.new(secret, content, "sha256").digest() if secret else b""
        return b".".join((content, base64.urlsafe_b64encode(mark).rstrip(b"="))).decode()


def _coded(part: dict[str, Any]) -> bytes:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")


@contextmanager
def serving_provider() -> Iterator[FalseProvider]:
    provider = FalseProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            answers = {
                "/.well-known/openid-configuration": provider.description,
                "/sleutels": lambda: {"keys": [provider.key.as_dict(private=False)]},
                "/wie": lambda: provider.userinfo,
            }
            self._answer(answers[path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _answer(self, content: Any) -> None:
            data = json.dumps(content).encode()
            self.send_response(500 if provider.broken else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """A test keeps quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
