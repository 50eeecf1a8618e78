"""Files that show work: to whoever sent them in, and to whoever reviews."""

from flask import Blueprint, abort, make_response
from flask.typing import ResponseReturnValue

from portal.db import db
from portal.domain.working import evidence
from portal.models.working.submission import Evidence
from portal.web.access import May, can, may, me
from portal.web.pages import file_answer, the_store

bp = Blueprint("evidence", __name__, url_prefix="/evidence")


@bp.get("/<int:id>")
@may(May.SELF)
def show(id: int) -> ResponseReturnValue:
    """Give a picture as a picture, and anything else as a download."""
    chosen = evidence.seen_by(me(), reviews=can(May.WORK)).where(Evidence.id == id)
    file = (db.session.scalar(chosen) or abort(404)).file
    body = the_store().read(file.sha256)
    if file.media_type not in evidence.SHOWN:
        return file_answer(body, media_type=file.media_type, name=file.name)
    response = make_response(body)
    response.headers["Content-Type"] = file.media_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers.set("Content-Disposition", "inline", filename=file.name)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
