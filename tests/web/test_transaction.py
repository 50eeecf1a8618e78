"""The request is the transaction, and it begins when the request is here as a whole."""

import io
from typing import Any

from portal import clock
from tests.conftest import Client
from tests.support.rows_applying import a_full_draft, open_doors
from tests.support.statements import counted


def test_a_body_is_read_before_anything_is_asked_of_the_database(client: Client) -> None:
    open_doors()
    _application, token = a_full_draft(at=clock.now())
    before: list[int] = []
    with counted() as sent:

        class Body(io.BytesIO):
            """A body that notes how many statements went out before it was read."""

            def readinto(self, buffer: Any) -> int:
                before.append(len(sent))
                return super().readinto(buffer)

        body = b"csrf=none&work=Bread"
        kind = "application/x-www-form-urlencoded"
        answer = client.post(
            f"/apply/{token}/work", input_stream=Body(body), content_length=len(body), content_type=kind
        )
    assert answer.status_code == 422
    assert before
    assert sent
    own = [text for text in sent[: max(before)] if not text.startswith(("SAVEPOINT", "RELEASE"))]
    assert own == []
