"""Handing letters to a mail server."""

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import Self
from urllib.parse import unquote, urlsplit

from portal.models.letter import Letter

SECONDS = 20


class NotTaken(Exception):
    """The server did not take a letter; the message holds its words.

    `for_good` says that trying again cannot help, `dead` that no letter would be taken now.
    """

    def __init__(self, why: str, *, for_good: bool = False, dead: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good
        self.dead = dead


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who letters come from, and where answers go."""

    address: str
    name: str
    answers_to: str


def message(letter: Letter, *, sender: Sender, attachment: bytes | None, at: datetime) -> EmailMessage:
    """Return a letter as a mail, with a text part and an HTML part.

    Raises `NotTaken`, for good, for an address that is none.
    """
    try:
        to = _address(letter.to_name, letter.to)
        mail = EmailMessage(policy=SMTP if to.addr_spec.isascii() else SMTPUTF8)
        mail["To"] = to
    except (ValueError, IndexError) as error:
        raise NotTaken(f"This is not a mail address: {error}", for_good=True) from None
    own_name, own_address = parseaddr(sender.address)
    mail["From"] = _address(own_name or sender.name, own_address)
    mail["Reply-To"] = _address("", sender.answers_to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = letter.message_id
    mail["Auto-Submitted"] = "auto-generated"
    if letter.leave:
        mail["List-Unsubscribe"] = f"<{letter.leave}>"
    mail.set_content(letter.text, cte="quoted-printable")
    mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if attachment is not None and letter.attachment is not None:
        kind, _, subkind = letter.attachment.media_type.partition("/")
        mail.add_attachment(attachment, maintype=kind, subtype=subkind, filename=letter.attachment.name)
    return mail


def _address(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    if not local or not domain:
        raise ValueError(address)
    return Address(name, local, domain if domain.isascii() else domain.encode("idna").decode())


class Carrier:
    """A connection to the server at `url` (smtp://user:password@host:587), opened when first needed.

    smtps speaks TLS from the beginning; smtp changes over where the server offers it, and must where a
    password is sent to another machine.
    """

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._hang_up()

    def deliver(self, mail: EmailMessage) -> None:
        """Hand one mail over; raises `NotTaken` with the server's words."""
        try:
            server = self._server = self._server or self._connected()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._hang_up()
            raise NotTaken(_words(error), dead=True) from None
        try:
            server.send_message(mail)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._hang_up()
            raise NotTaken(_words(error), for_good=_is_final(error)) from None

    def _connected(self) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        context = ssl.create_default_context()
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self._url.port or 465, timeout=SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=SECONDS)
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls") or (self._url.username and host not in {"localhost", "127.0.0.1"}):
                server.starttls(context=context)
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server

    def _hang_up(self) -> None:
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._server = None


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, smtplib.SMTPNotSupportedError)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return " ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
