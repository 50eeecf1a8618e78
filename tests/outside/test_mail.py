"""Speaking to a mail server over TLS: only to one that can prove who it is."""

import shutil
import ssl
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from portal.outside.mail import Carrier, NotTaken
from tests.support.mailbox import Mailbox, mail_server


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine that nobody has signed, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here")
    target = tmp_path / "own.pem"
    command = "req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", target, "-out", tmp_path / "cert.pem"]
    subprocess.run(["openssl", *command.split(), *names, *files], check=True, capture_output=True)
    with target.open("a") as file:
        file.write((tmp_path / "cert.pem").read_text())
    return target


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portal@p.example", "ada@x.example", "Hello"
    mail.set_content("Hello.")
    return mail


@pytest.mark.parametrize("trusted", [True, False])
def test_a_letter_goes_only_to_a_server_that_proves_who_it_is(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailbox = Mailbox()
    with mail_server(mailbox, tls=context) as url, Carrier(url) as carrier:
        if trusted:
            carrier.deliver(a_mail())
        else:
            with pytest.raises(NotTaken, match="certificate") as refused:
                carrier.deliver(a_mail())
            assert (refused.value.dead, refused.value.for_good) == (True, False)
    assert len(mailbox.mails) == int(trusted)


def test_a_wrong_password_is_no_reason_to_give_letters_up() -> None:
    with mail_server(Mailbox()) as url:
        carrier = Carrier(url.replace("//", "//user:wrong@"))
        with pytest.raises(NotTaken) as refused:
            carrier.deliver(a_mail())
    assert (refused.value.dead, refused.value.for_good) == (True, False)
