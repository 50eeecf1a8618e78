"""The settings: each that is missing or wrong refuses to start, and is named."""

import secrets
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Bucket, Config, Misconfigured, read

GOOD = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": secrets.token_urlsafe(48),
    "PORTAL_PUBLIC_URL": "https://ambassadors.example",
    "PORTAL_MAIL_URL": "smtp://user:word@mail.example:587",
    "PORTAL_MAIL_FROM": "portal@ambassadors.example",
}
BUCKET = {
    "PORTAL_FILES_URL": "s3://files/portal/?endpoint=https://s3.example:9000/&region=eu-west-3",
    "PORTAL_FILES_KEY": "k",
    "PORTAL_FILES_SECRET": "s",
}


def test_production_starts_with_what_it_needs(tmp_path: Path) -> None:
    found = read(GOOD | {"PORTAL_VAR": str(tmp_path)})
    assert found == Config(
        mode="production",
        secret_key=GOOD["PORTAL_SECRET_KEY"],
        public_url="https://ambassadors.example",
        database_url=f"sqlite:///{tmp_path / 'portal.sqlite'}",
        var=tmp_path,
        mail_url=GOOD["PORTAL_MAIL_URL"],
        mail_from=GOOD["PORTAL_MAIL_FROM"],
    )
    assert (found.secure, found.hosts) == (True, ["ambassadors.example"])


def test_development_starts_with_nothing() -> None:
    found = read({})
    assert (found.mode, found.mail_url, found.public_url) == ("development", None, "http://127.0.0.1:8000")
    assert len(found.secret_key) >= 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_MODE", "prod"),
        ("PORTAL_SECRET_KEY", ""),
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_PUBLIC_URL", ""),
        ("PORTAL_PUBLIC_URL", "ambassadors.example"),
        ("PORTAL_PUBLIC_URL", "https://ambassadors.example/portal"),
        ("PORTAL_MAIL_URL", ""),
        ("PORTAL_MAIL_URL", "mail.example:587"),
        ("PORTAL_MAIL_URL", "smtp://"),
        ("PORTAL_MAIL_URL", "smtp://mail.example:port"),
        ("PORTAL_MAIL_FROM", ""),
        ("PORTAL_MAIL_FROM", "no address"),
        ("PORTAL_DATABASE_URL", "mysql://localhost/portal"),
        ("PORTAL_QUEUE_URL", "amqp://localhost"),
        ("PORTAL_REDIS_URL", "localhost:6379"),
        ("PORTAL_STAFF_2FA", "yes"),
        ("PORTAL_UPLOAD_LIMIT", "ten"),
        ("PORTAL_UPLOAD_LIMIT", "10"),
        ("PORTAL_PROXIES", "-1"),
        ("PORTAL_FILES_URL", "https://bucket.example"),
        ("PORTAL_FILES_URL", "s3://"),
        ("PORTAL_FILES_URL", "s3://Not A Bucket"),
        ("PORTAL_FILES_URL", "s3://files?endpoint=files.example"),
        ("PORTAL_FILES_URL", "s3://files?endpoint=http://files.example"),
        ("PORTAL_FILES_URL", "s3://files?endpoint=http://localhost.evil.example"),
        ("PORTAL_FILES_URL", "s3://files?endpoint=https://key@files.example"),
        ("PORTAL_FILES_URL", "s3://files?access_key_id=x"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read(GOOD | (BUCKET if name == "PORTAL_FILES_URL" else {}) | {name: value})


def test_a_bucket_needs_its_keys() -> None:
    for missing in ("PORTAL_FILES_KEY", "PORTAL_FILES_SECRET"):
        with pytest.raises(Misconfigured, match=missing):
            read(GOOD | BUCKET | {missing: ""})


def test_a_bucket_is_read_from_its_address() -> None:
    assert read(GOOD | BUCKET).bucket == Bucket(
        name="files",
        prefix="portal",
        endpoint="https://s3.example:9000",
        region="eu-west-3",
        key="k",
        secret="s",
    )
    assert read(GOOD | BUCKET | {"PORTAL_FILES_URL": ""}).bucket is None


def test_letters_may_be_kept_in_production() -> None:
    found = read(GOOD | {"PORTAL_MAIL_URL": "", "PORTAL_MAIL": "kept"})
    assert found.mail_url is None


@pytest.mark.parametrize("plain", ["postgres://u@h/portal", "postgresql://u@h/portal"])
def test_postgresql_is_spoken_to_by_psycopg(plain: str) -> None:
    assert read(GOOD | {"PORTAL_DATABASE_URL": plain}).database_url == "postgresql+psycopg://u@h/portal"


def test_the_demo_never_loads_in_production(tmp_path: Path) -> None:
    app: Flask = create_app(read(GOOD | {"PORTAL_VAR": str(tmp_path)}))
    answer = app.test_cli_runner().invoke(args=["demo", "load", "--program", "brand"])
    assert answer.exit_code != 0
    assert "production" in answer.output
