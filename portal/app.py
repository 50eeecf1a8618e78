"""Build, wire, register: the only module that sees everything."""

import os
from datetime import timedelta

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import cli
from portal import models as _models  # noqa: F401
from portal.config import ROOT, Config, read
from portal.db import db, engine_options, prepare
from portal.outside import files
from portal.outside.sealing import Seal
from portal.web import (
    access,
    csrf,
    errors,
    headers,
    limits,
    logs,
    numbers,
    pages,
    static,
    transaction,
    waking,
)
from portal.web.admin import room as admin
from portal.web.ambassador import room as ambassador
from portal.web.public import room as public

migrate = Migrate(directory=str(ROOT / "migrations"), render_as_batch=False)


def create_app(config: Config | None = None) -> Flask:
    """Return the portal, ready to serve.

    Raises `Misconfigured` for a wrong setting and `RuntimeError` for a view without a permission.
    """
    config = config or read(os.environ)
    config.var.mkdir(parents=True, exist_ok=True)
    app = Flask("portal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(_settings(config))
    app.extensions.update(portal=config, store=files.the_store(config), seal=Seal(config.secret_key))
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        prepare(db.engine)
    numbers.wrap(app)
    tokens = csrf.wrap(app)
    access.logins.init_app(app, add_context_processor=False)
    limits.wrap(app, config)
    transaction.wrap(app)
    logs.wrap(app)
    headers.wrap(app, secure=config.secure)
    errors.wrap(app)
    pages.wrap(app)
    static.wrap(app, config)
    waking.wrap(app, config)
    for room in (public, ambassador, admin):
        app.register_blueprint(room)
    access.guard(app)
    transaction.open_for_writing(app)
    csrf.spare(app, tokens)
    cli.wrap(app)
    Compress(app)
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    return app


def _settings(config: Config) -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(config.database_url),
        "TRUSTED_HOSTS": config.hosts,
        "MAX_CONTENT_LENGTH": config.upload_limit,
        "PREFERRED_URL_SCHEME": "https" if config.secure else "http",
        "SESSION_COOKIE_NAME": "__Host-portal" if config.secure else "portal",
        "SESSION_COOKIE_SECURE": config.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_FIELD_NAME": "csrf",
        "COMPRESS_MIN_SIZE": 1000,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "TESTING": config.mode == "test",
    }
