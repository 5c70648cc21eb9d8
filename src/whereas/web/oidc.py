"""Signing in at the organisation's OpenID Connect provider: authorization code with PKCE, state and nonce.

OpenID Connect Core 1.0, sections 3.1 and 3.1.3.7; RFC 7636; RFC 9207. Only the issuer is asked, by HTTP of its own.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from whereas.core.errors import WhereasError
from whereas.web.provider import Provider

LASTS = 600  # seconds from leaving for the provider to coming back
_ALGORITHMS = ["RS256", "PS256", "ES256", "ES384"]  # none that a public key could be taken as a shared secret for
_LEEWAY = 60  # seconds that two clocks may differ
_LARGEST = 1 << 20  # bytes of an answer
_FRESH = 600.0  # seconds that what was discovered is kept


class ProviderError(WhereasError):
    """The provider did not sign somebody in, or said what cannot be relied on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a browser keeps while it is at the provider's, signed by us: it comes back with the same state or not."""

    state: str
    nonce: str
    verifier: str
    then: str
    until: float

    @classmethod
    def new(cls, then: str) -> "Errand":
        """A fresh one."""
        return cls(state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32),
                   verifier=secrets.token_urlsafe(48), then=then, until=time.time() + LASTS)  # fmt: skip

    def signed(self, secret: str) -> str:
        """As it stands in a cookie."""
        body = base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()
        return f"{body}.{_signature(body, secret)}"

    @classmethod
    def of(cls, cookie: str, secret: str) -> "Errand":
        """Raises `ProviderError` for a cookie that is not ours, or too old."""
        body, _, signature = cookie.partition(".")
        if not cookie or not hmac.compare_digest(signature.encode(), _signature(body, secret).encode()):
            raise ProviderError("this browser did not leave for the provider from here")
        errand = cls(**json.loads(base64.urlsafe_b64decode(body)))
        if errand.until < time.time():
            raise ProviderError("signing in took too long")
        return errand


class Client:
    """Speaks to the issuer. `transport` is for tests of what a provider might answer."""

    def __init__(self, provider: Provider, *, transport: httpx.BaseTransport | None = None) -> None:
        self.provider = provider
        self._http = httpx.Client(timeout=10, follow_redirects=False, transport=transport, trust_env=False)
        self._kept: dict[str, tuple[float, Any]] = {}

    def address(self, errand: Errand, back: str) -> str:
        """Where the browser is sent; `back` is where the provider sends it then."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(errand.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": self.provider.client, "redirect_uri": back, "scope":
            "openid profile email", "state": errand.state, "nonce": errand.nonce, "code_challenge": challenge,
            "code_challenge_method": "S256",
        }  # fmt: skip
        endpoint = self._endpoint("authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def claims(self, errand: Errand, answer: dict[str, str], back: str, *, now: str) -> dict[str, Any]:
        """What the provider says of whoever comes back with this answer. Raises `ProviderError` for all that is odd."""
        if not hmac.compare_digest(answer.get("state", "").encode(), errand.state.encode()):
            raise ProviderError("the answer does not belong to this browser's question")
        if answer.get("iss", self.provider.issuer).rstrip("/") != self.provider.issuer:
            raise ProviderError("the answer comes from another provider")
        if answer.get("error"):
            raise ProviderError("the provider refused")
        token = self._exchanged(answer.get("code", ""), errand, back)
        return self._verified(token, errand.nonce, int(datetime.fromisoformat(now).timestamp()))

    def _exchanged(self, code: str, errand: Errand, back: str) -> str:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back,
                "client_id": self.provider.client, "code_verifier": errand.verifier}  # fmt: skip
        known = [quote_plus(one) for one in (self.provider.client, self.provider.secret)]  # RFC 6749, 2.3.1
        auth = httpx.BasicAuth(*known) if self.provider.secret else None
        said = self._asked("POST", self._endpoint("token_endpoint"), data=form, auth=auth)
        token = said.get("id_token")
        if not isinstance(token, str):
            raise ProviderError("the provider gave no ID token")
        return token

    def _verified(self, token: str, nonce: str, now: int) -> dict[str, Any]:
        rules = jwt.JWTClaimsRegistry(
            now=now, leeway=_LEEWAY, iss={"essential": True, "value": self._issuer()}, sub={"essential": True},
            aud={"essential": True, "value": self.provider.client}, exp={"essential": True}, iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            claims: dict[str, Any] = self._decoded(token).claims
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            raise ProviderError(f"the provider's ID token does not hold: {type(error).__name__}") from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != self.provider.client:
            raise ProviderError("the provider's ID token is for another client")
        return claims

    def _decoded(self, token: str) -> jwt.Token:
        """By the keys we know; where none fits, by those there are now: a provider changes its keys."""
        try:
            return jwt.decode(token, self._keys(), algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            self._kept.pop("keys", None)
            return jwt.decode(token, self._keys(), algorithms=_ALGORITHMS)

    def _keys(self) -> KeySet:
        found: KeySet = self._fresh(
            "keys",
            lambda: KeySet.import_key_set(self._asked("GET", self._endpoint("jwks_uri"))),  # type: ignore[arg-type]
        )
        return found

    def _issuer(self) -> str:
        return str(self._discovered()["issuer"])

    def _endpoint(self, name: str) -> str:
        address = str(self._discovered().get(name, ""))
        if urlsplit(address)[:2] != urlsplit(self.provider.issuer)[:2]:
            raise ProviderError(f"the provider's {name} stands on another host than the issuer")
        return address

    def _discovered(self) -> dict[str, Any]:
        found: dict[str, Any] = self._fresh("discovery", self._discover)
        return found

    def _discover(self) -> dict[str, Any]:
        found = self._asked("GET", f"{self.provider.issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != self.provider.issuer:
            raise ProviderError("the provider calls itself by another name than the issuer that was set")
        return found

    def _fresh(self, name: str, make: Callable[[], Any]) -> Any:
        at, kept = self._kept.get(name, (0.0, None))
        if kept is None or time.monotonic() - at > _FRESH:
            kept = make()
            self._kept[name] = (time.monotonic(), kept)
        return kept

    def _asked(self, method: str, address: str, **how: Any) -> dict[str, Any]:
        try:
            answer = self._http.request(method, address, headers={"accept": "application/json"}, **how)
            said = answer.json() if answer.status_code == 200 and len(answer.content) <= _LARGEST else None
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderError("the provider cannot be asked", todo="try again, or ask whoever keeps it") from error
        if not isinstance(said, dict):
            raise ProviderError(f"the provider answered {answer.status_code} and nothing that can be used")
        return said


def _signature(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"errand {body}".encode(), hashlib.sha256).hexdigest()
