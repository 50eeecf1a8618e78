"""bin/messages finds every kind of sentence that the portal says."""

import subprocess

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from portal.config import ROOT
from portal.domain.issuing import wordings
from portal.domain.issuing.passages import PASSAGES
from portal.domain.post.letter_kinds import KINDS
from portal.domain.post.letter_templates import FOLDER


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What bin/messages gathers."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    subprocess.run([ROOT / "bin" / "messages", target], check=True)
    with target.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("a page", "No letter fits"),
        ("a view", "Called back. It will not be sent."),
        ("a form", "Type the subject."),
        ("a refusal", "Only a letter that could not be delivered is tried again."),
        ("the audit", "called back"),
        ("an error", "That is too large to send"),
    ],
)
def test_a_sentence_is_found(catalogue: Catalog, where: str, message: str) -> None:
    assert message in catalogue, where


def test_each_letter_is_one_message(catalogue: Catalog) -> None:
    for kind, about in KINDS.items():
        assert (FOLDER / f"{kind}.md").read_text("utf-8").strip() in catalogue
        assert about.name in catalogue
        assert about.when in catalogue


def test_each_passage_of_a_document_is_one_message(catalogue: Catalog) -> None:
    for kind, passages in PASSAGES.items():
        for passage, about in passages.items():
            said = (wordings.FOLDER / kind / f"{passage}.md").read_text("utf-8").strip()
            assert not said or said in catalogue
            assert {about.name, about.about, *(value.means for value in about.own.values())} <= {
                message.id for message in catalogue
            }


def test_a_plural_has_both_forms(catalogue: Catalog) -> None:
    message = catalogue["One letter is on its way"]
    assert message.id == ("One letter is on its way", "%(num)d letters are on their way")
