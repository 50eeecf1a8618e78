"""The program's own pictures: its logo, the contact person's photo, its rewards."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from portal.db import db
from portal.models.earning.reward import Reward
from portal.models.file import File
from portal.web.access import May, may
from portal.web.pages import picture_answer, the_program

bp = Blueprint("pictures", __name__, url_prefix="/pictures")


@bp.get("/<int:id>")
@may(May.ANYONE)
def show(id: int) -> ResponseReturnValue:
    """Give a picture as a picture and nothing else; no other upload is found here."""
    file = db.session.get(File, id)
    if file is None or not _is_shown(id):
        abort(404)
    response = picture_answer(file)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _is_shown(id: int) -> bool:
    if id in {the_program().logo_id, the_program().contact_photo_id}:
        return True
    return db.session.scalar(select(Reward.id).where(Reward.picture_id == id).limit(1)) is not None
