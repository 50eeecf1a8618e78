"""Sealing: short secrets kept encrypted, under keys drawn from the portal's secret key."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """Closes and opens texts (Fernet: AES-CBC with HMAC), and marks them so that a second is known."""

    def __init__(self, secret: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_key(secret, b"sealing")))
        self._marking = _key(secret, b"marking")

    def closed(self, text: str) -> str:
        """Return `text` encrypted; twice the same text is twice another."""
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str | None:
        """Return what was sealed, or None where it was under another secret key, or was changed."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def mark(self, text: str) -> str:
        """Return a keyed hash of `text` as hex: the same for the same text, and no way back to it."""
        return hmac.new(self._marking, text.encode(), hashlib.sha256).hexdigest()


def _key(secret: str, purpose: bytes) -> bytes:
    """Draw a key of 32 bytes for one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal " + purpose).derive(secret.encode())
