"""A small OpenID Connect issuer with keys of its own, that keeps to the rules unless it is told otherwise."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "whereas", "an invented + secret"


class Issuer:
    """`spoil` are claims that stand in the place of the right ones (None: left out); `sign` the key that signs,
    `algorithm` how (`none` and `HS256` are forged)."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.sign, self.algorithm = self.key, "RS256"
        self.spoil: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.person: dict[str, Any] = {"sub": "7", "preferred_username": "Rhee", "groups": ["desk"]}
        self.asked: list[str] = []

    def approve(self, address: str) -> str:
        """What the provider's own page does: the browser is sent back with a code. Gives where to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"], "iss": self.address})
        return f"{asked['redirect_uri']}?{back}"

    def discovered(self) -> dict[str, Any]:
        return {
            "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys", **self.discovery,
        }  # fmt: skip

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)  # a code works once
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        shown = base64.b64decode(authorization.partition(" ")[2] or b"").decode().partition(":")
        known = (unquote_plus(shown[0]), unquote_plus(shown[2])) == (CLIENT, SECRET)  # RFC 6749, 2.3.1
        if asked is None or challenge.decode() != asked["code_challenge"] or not known:
            return None
        if form["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
                  **self.person, **self.spoil}  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return {"id_token": self.signed(claims), "token_type": "Bearer"}

    def signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "RS256":
            return jwt.encode({"alg": "RS256", "kid": self.sign.kid or "one"}, claims, self.sign)
        # Forged: with no signature, or with what everybody may fetch taken for a shared secret.
        parts = ({"alg": self.algorithm, "kid": "one"}, claims)
        body = ".".join(_base64(json.dumps(one).encode()) for one in parts)
        if self.algorithm == "none":
            return f"{body}."
        return f"{body}.{_base64(hmac.digest(self.key.as_pem(private=False), body.encode(), 'sha256'))}"


@contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer that serves on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.issuer = Issuer(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.issuer  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class _Handler(BaseHTTPRequestHandler):
    @property
    def issuer(self) -> Issuer:
        found: Issuer = self.server.issuer  # type: ignore[attr-defined]
        return found

    def do_GET(self) -> None:
        self.issuer.asked.append(self.path)
        if self.path == "/.well-known/openid-configuration":
            self._answer(self.issuer.discovered())
        elif self.path == "/keys":
            self._answer(KeySet([self.issuer.key]).as_dict(private=False))
        elif self.path.startswith("/authorize?"):  # its page, at which somebody signs in, is passed over
            self.send_response(302)
            self.send_header("location", self.issuer.approve(self.path))
            self.send_header("content-length", "0")
            self.end_headers()
        else:
            self._answer(None)

    def do_POST(self) -> None:
        self.issuer.asked.append(self.path)
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(self.issuer.token(form, self.headers.get("authorization", "")))

    def _answer(self, said: Any) -> None:
        body = json.dumps(said).encode()
        self.send_response(200 if said is not None else 400)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the parent's name
        """Nothing."""
