"""The three questions about the rules."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Needed

SHORT = AtMost(300)
NEEDED = Needed(_("Write what comes to mind. “I don’t know” is an answer too."))


class NapkinQuestionsForm(Form):
    """What an ambassador does, what they get for it, and by when."""

    does = StringField(_("What do you do?"), [NEEDED, SHORT])
    gets = StringField(_("What do you get?"), [NEEDED, SHORT])
    by_when = StringField(_("By when?"), [NEEDED, SHORT])

    def matter(self) -> dict[str, str]:
        """Return what was typed as the verb takes it."""
        return {name: self[name].data for name in ("does", "gets", "by_when")}
