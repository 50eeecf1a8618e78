"""Whether the portal is alive, and whether it is ready."""

from datetime import timedelta

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from portal import clock
from portal.db import db, library
from portal.models.worker import Beat
from portal.web.access import May, may

bp = Blueprint("health", __name__)
QUIET = timedelta(minutes=1)


@bp.get("/healthz")
@may(May.ANYONE)
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(alive=True)


@bp.get("/readyz")
@may(May.ANYONE)
def ready() -> ResponseReturnValue:
    """Say whether the database answers, is migrated, and a worker was seen in the last minute."""
    beat = db.session.scalar(select(func.max(Beat.at)))
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    found = MigrationContext.configure(db.session.connection()).get_current_revision()
    facts = {
        "database": library(),
        "migrated": found == scripts.get_current_head(),
        "worker": beat is not None and clock.now() - beat < QUIET,
    }
    whole = bool(facts["migrated"] and facts["worker"])
    return jsonify(ready=whole, **facts), 200 if whole else 503
