"""Files that show work: to whoever sent them in, and to whoever reviews."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.db import db
from portal.domain.working import evidence
from portal.models.working.submission import Evidence
from portal.web.access import May, can, may, me
from portal.web.pages import file_answer, picture_answer, the_store

bp = Blueprint("evidence", __name__, url_prefix="/evidence")


@bp.get("/<int:id>")
@may(May.SELF)
def show(id: int) -> ResponseReturnValue:
    """Give a picture as a picture, and anything else as a download."""
    chosen = evidence.seen_by(me(), reviews=can(May.WORK)).where(Evidence.id == id)
    file = (db.session.scalar(chosen) or abort(404)).file
    if not file.is_bitmap:
        return file_answer(the_store().read(file.sha256), media_type=file.media_type, name=file.name)
    response = picture_answer(file, name=file.name)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
