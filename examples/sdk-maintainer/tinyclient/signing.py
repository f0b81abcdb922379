"""The signature ACS3-HMAC-SHA256."""

import hashlib
import hmac
from typing import Callable, Mapping
from urllib.parse import quote, quote_plus

ALGORITHM = "ACS3-HMAC-SHA256"
Encode = Callable[[str], str]


def percent(text: str) -> str:
    """Percent-encoding as RFC 3986 has it: all but letters, digits, and the four marks."""
    return quote(text, safe="-_.~")


#: What the first version of this client took for the same: it encodes HTML forms, so a space becomes a plus sign.
form = quote_plus


def query(parameters: Mapping[str, str], encode: Encode = percent) -> str:
    """The canonical query: sorted by name, encoded."""
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in sorted(parameters.items()))


def string_to_sign(method: str, canonical_query: str, headers: Mapping[str, str], body_hash: str) -> str:
    """The text whose HMAC is the signature."""
    lines = "".join(f"{name}:{value.strip()}\n" for name, value in sorted(headers.items()))
    canonical = f"{method}\n/\n{canonical_query}\n{lines}\n{';'.join(sorted(headers))}\n{body_hash}"
    return f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"


def authorization(key_id: str, secret: str, text: str, headers: Mapping[str, str]) -> str:
    """The header Authorization."""
    signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={';'.join(sorted(headers))},Signature={signature}"
