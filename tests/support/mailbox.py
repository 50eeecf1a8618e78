"""A real mail server that keeps what it takes, and refuses or dawdles where a test says so."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """What came in, in order; `answers` are given to the next mails in place of 250."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.receivers: list[list[str]] = []
        self.answers: list[str] = []
        self.begun = 0
        self.slowness = 0.0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse whoever is called nobody."""
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail, then take the time it takes to say so."""
        self.begun += 1
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.receivers.append(list(envelope.rcpt_tos))
        time.sleep(self.slowness)
        return "250 Taken"


@contextmanager
def mail_server(mailbox: Mailbox, port: int = 0, tls: SSLContext | None = None) -> Iterator[str]:
    """Run a mail server on this machine, with STARTTLS if `tls`; yields its address for `PORTAL_MAIL_URL`."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port or free_port(), tls_context=tls)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
