"""The application: joins everything, decides nothing."""

import os
from collections.abc import Mapping

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import config, web
from tracker.config import ROOT, Config
from tracker.db import prepare_engine
from tracker.domain import every_table
from tracker.extensions import babel, csrf, db, login, migrate
from tracker.jobs import commands
from tracker.queries.memo import Memo


def create_app(environment: Mapping[str, str] | None = None) -> Flask:
    """The web application and its command line, with the settings of `environment`.

    `environment`: TRACKER_* variables; the process's own by default. Raises SettingError.
    """
    settings = config.read(os.environ if environment is None else environment)
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "tracker",
        root_path=str(ROOT / "tracker"),
        instance_path=str(settings.instance.resolve()),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    _configure(app, settings)
    every_table()
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login.init_app(app)
    app.extensions["memo"] = Memo()
    web.install(app, babel)
    csrf.init_app(app)  # Judges after the reader's language is known, to refuse in it.
    commands.install(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    return app


def _configure(app: Flask, settings: Config) -> None:
    app.config.update(
        TRACKER=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": settings.database_url.startswith("postgresql")},
        SESSION_COOKIE_NAME="__Host-suivi" if settings.https else "suivi",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        MAX_CONTENT_LENGTH=1024 * 1024,
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE=settings.timezone.key,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "tracker" / "translations"),
    )
    app.json.ensure_ascii = False
