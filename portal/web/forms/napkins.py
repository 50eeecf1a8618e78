"""The form of the napkin: the deal, and the rules one by one."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.domain.program.revisions import LONGEST_LINE
from portal.web.forms.base import Form, in_one_line
from portal.web.forms.fields import AtMost, LinesField


class RulesField(LinesField):
    """Each rule in a control of its own; those left empty are passed over."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, each on one line."""
        self.data = [line for line in map(in_one_line, valuelist[:LIMIT]) if line]


# More controls than a page can have; the rules themselves know how many there may be.
LIMIT = 40


class NapkinForm(Form):
    """What of the napkin is written here; points and rewards are changed where they are kept."""

    deal = TextAreaField(_("The deal in a sentence"), [Optional(), AtMost(300)])
    lines = RulesField(_("The rules"), [Optional()])

    def validate_lines(self, field: RulesField) -> None:
        """Raise `ValidationError` for a rule that is longer than a rule can be."""
        for number, line in enumerate(field.data, start=1):
            if len(line) > LONGEST_LINE:
                most = LONGEST_LINE
                said = gettext("Rule %(number)s is longer than %(most)s letters.", number=number, most=most)
                raise ValidationError(said)
