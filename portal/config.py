"""The settings, read once from the environment; a wrong value refuses to start and says which."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

Mode = Literal["production", "demo", "development", "test"]
ROOT = Path(__file__).resolve().parent.parent


class Misconfigured(Exception):
    """A setting is missing or wrong; the message names its variable."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Where files lie that are not on this machine; `endpoint` is empty for Amazon's own."""

    name: str
    prefix: str
    endpoint: str
    region: str
    key: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting of the portal; the field `x` is read from `PORTAL_X`."""

    mode: Mode = "development"
    secret_key: str
    public_url: str = "http://127.0.0.1:8000"
    database_url: str
    var: Path = ROOT / "var"
    mail_url: str | None = None
    mail_from: str = "portal@localhost"
    queue_url: str | None = None
    redis_url: str | None = None
    staff_2fa: Literal["optional", "required"] = "optional"
    upload_limit: int = 10_000_000
    bucket: Bucket | None = None
    proxies: int = 0

    @property
    def host(self) -> str:
        """The host name, with port, at which people reach the portal."""
        return urlsplit(self.public_url).netloc

    @property
    def secure(self) -> bool:
        """Whether people reach the portal over TLS."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The host names that are answered; any other is refused."""
        local = [] if self.mode == "production" else ["127.0.0.1", "localhost"]
        return [self.host.rsplit(":", 1)[0], *local]


def read(environ: Mapping[str, str]) -> Config:
    """Build the settings from `PORTAL_…` variables.

    Raises `Misconfigured`, naming the variable, for a value that is missing or cannot be meant.
    """
    mode = _choice(environ, "MODE", ("production", "demo", "development", "test"), "development")
    var = Path(environ.get("PORTAL_VAR") or ROOT / "var").resolve()
    settings = Config(
        mode=mode,  # type: ignore[arg-type]
        secret_key=environ.get("PORTAL_SECRET_KEY") or _stand_in_key(mode),
        public_url=_url(environ, mode),
        database_url=_database(environ.get("PORTAL_DATABASE_URL"), var),
        var=var,
        mail_url=environ.get("PORTAL_MAIL_URL") or None,
        mail_from=environ.get("PORTAL_MAIL_FROM") or "portal@localhost",
        queue_url=environ.get("PORTAL_QUEUE_URL") or None,
        redis_url=environ.get("PORTAL_REDIS_URL") or None,
        staff_2fa=_choice(environ, "STAFF_2FA", ("optional", "required"), "optional"),  # type: ignore[arg-type]
        upload_limit=_whole(environ, "UPLOAD_LIMIT", 10_000_000, least=100_000),
        bucket=_bucket(environ, mode),
        proxies=_whole(environ, "PROXIES", 0, least=0),
    )
    _check(settings, environ)
    return settings


def _check(settings: Config, environ: Mapping[str, str]) -> None:
    if len(settings.secret_key) < 32:
        raise Misconfigured("PORTAL_SECRET_KEY is shorter than 32 characters.")
    _server(settings.mail_url, "MAIL", ("smtp", "smtps"))
    _server(settings.queue_url, "QUEUE", ("redis", "rediss", "postgresql"))
    _server(settings.redis_url, "REDIS", ("redis", "rediss"))
    if "@" not in parseaddr(settings.mail_from)[1]:
        raise Misconfigured("PORTAL_MAIL_FROM must be a mail address.")
    if settings.mode != "production":
        return
    if not settings.mail_url and environ.get("PORTAL_MAIL") != "kept":
        raise Misconfigured(
            "PORTAL_MAIL_URL is missing: name the mail server (smtp://user:password@host:587), "
            "or say PORTAL_MAIL=kept so that letters stay in the outbox."
        )
    if settings.mail_url and not environ.get("PORTAL_MAIL_FROM"):
        raise Misconfigured("PORTAL_MAIL_FROM is missing: the address that letters come from.")


def _server(url: str | None, name: str, schemes: tuple[str, ...]) -> None:
    try:
        parts = urlsplit(url or f"{schemes[0]}://host")
        plain = parts.scheme in schemes and parts.hostname and (parts.port or True)
    except ValueError:
        plain = False
    if not plain:
        ways = ", ".join(f"{scheme}://host:port" for scheme in schemes)
        raise Misconfigured(f"PORTAL_{name}_URL must read like one of {ways}, or be empty.")


def _bucket(environ: Mapping[str, str], mode: str) -> Bucket | None:
    url = environ.get("PORTAL_FILES_URL")
    if not url:
        return None
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", parts.netloc):
        raise Misconfigured(
            "PORTAL_FILES_URL must read s3://bucket/folder?endpoint=https://host, or be empty."
        )
    if set(asked) - {"endpoint", "region"}:
        raise Misconfigured("PORTAL_FILES_URL knows endpoint and region behind its question mark, no more.")
    endpoint = asked.get("endpoint", "").rstrip("/")
    if not re.fullmatch(r"(https?://[^/?#@\s]+)?", endpoint):
        raise Misconfigured("PORTAL_FILES_URL names an endpoint that is no https://host.")
    if mode == "production" and re.match(r"http://(?!(127\.0\.0\.1|localhost)(:|$))", endpoint):
        raise Misconfigured("PORTAL_FILES_URL would send files and keys in the clear: use an https endpoint.")
    key, secret = environ.get("PORTAL_FILES_KEY"), environ.get("PORTAL_FILES_SECRET")
    if not key or not secret:
        raise Misconfigured("PORTAL_FILES_KEY and PORTAL_FILES_SECRET open the bucket of PORTAL_FILES_URL.")
    place = {"name": parts.netloc, "prefix": parts.path.strip("/"), "endpoint": endpoint}
    return Bucket(**place, region=asked.get("region") or "us-east-1", key=key, secret=secret)


def _stand_in_key(mode: str) -> str:
    if mode == "production":
        raise Misconfigured("PORTAL_SECRET_KEY is missing: at least 32 random characters.")
    return secrets.token_urlsafe(32)


def _url(environ: Mapping[str, str], mode: str) -> str:
    url = environ.get("PORTAL_PUBLIC_URL", "").rstrip("/")
    if not url:
        if mode == "production":
            raise Misconfigured("PORTAL_PUBLIC_URL is missing: the address people open, https://…")
        return f"http://127.0.0.1:{environ.get('PORT', '8000')}"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise Misconfigured("PORTAL_PUBLIC_URL must read https://host, without a path.")
    return url


def _database(url: str | None, var: Path) -> str:
    if not url:
        return f"sqlite:///{var / 'portal.sqlite'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise Misconfigured("PORTAL_DATABASE_URL must read postgresql://… or sqlite:///…")
    return url


def _choice(environ: Mapping[str, str], name: str, known: tuple[str, ...], otherwise: str) -> str:
    value = environ.get(f"PORTAL_{name}") or otherwise
    if value not in known:
        raise Misconfigured(f"PORTAL_{name} must be one of {', '.join(known)}; it is {value!r}.")
    return value


def _whole(environ: Mapping[str, str], name: str, otherwise: int, *, least: int) -> int:
    value = environ.get(f"PORTAL_{name}") or str(otherwise)
    if not value.isdecimal() or int(value) < least:
        raise Misconfigured(f"PORTAL_{name} must be a whole number of at least {least}; it is {value!r}.")
    return int(value)
