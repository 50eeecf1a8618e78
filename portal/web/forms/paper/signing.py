"""The form of who signs certificates."""

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, StringField
from wtforms.validators import Optional

from portal.domain.issuing.signatories import MOST
from portal.domain.paper.certificate import Signature
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost


class SignatoryForm(Form):
    """One who signs; without a name there is nobody."""

    class Meta(Form.Meta):
        """The token stands in the form around it."""

        csrf = False

    name = StringField(_("Name"), [Optional(), AtMost(80)], description=_("As it stands over the line."))
    role = StringField(_("Role"), [Optional(), AtMost(60)], description=_("As it stands below the line."))


class SignatoriesForm(Form):
    """Up to three who sign, in order."""

    people = FieldList(FormField(SignatoryForm), min_entries=MOST, max_entries=MOST)

    @property
    def signatures(self) -> list[Signature]:
        """Return those who are named, in order."""
        typed = (entry.form for entry in self.people)
        return [Signature(each.name.data, each.role.data) for each in typed if each.name.data]
