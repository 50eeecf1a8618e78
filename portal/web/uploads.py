"""Files that a form brought, taken into the store before the database is asked for anything."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import current_app
from werkzeug.datastructures import FileStorage

from portal.config import Config
from portal.domain.refusal import Refused
from portal.domain.working import evidence
from portal.domain.working.evidence import Kept
from portal.web.forms.base import in_one_line
from portal.web.pages import the_store


@dataclass(frozen=True)
class Brought:
    """What was kept, and why the rest was not."""

    kept: list[Kept]
    refused: list[Refused]


def bring(sent: Iterable[FileStorage]) -> Brought:
    """Recognise every file that was sent, and keep those that may be kept.

    Drawing takes its time, and nobody else should wait for the database meanwhile.
    """
    brought = Brought([], [])
    for file in list(sent)[: evidence.MOST + 1]:
        try:
            brought.kept.append(_kept(file))
        except Refused as why:
            brought.refused.append(why)
    return brought


def _kept(file: FileStorage) -> Kept:
    config: Config = current_app.extensions["portal"]
    name = in_one_line(file.filename)[:200]
    proof = evidence.recognise(file.read(), name=name, limit=config.upload_limit)
    sha256 = the_store().keep(proof.body)
    return Kept(sha256=sha256, size=len(proof.body), media_type=proof.media_type, name=proof.name)
