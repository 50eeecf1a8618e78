"""The forms of sending an application, and of finding it again."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from portal.web.forms.fields import Needed
from portal.web.forms.kept import KeptForm, mail_field


class SendForm(KeptForm):
    """The last look: what is agreed to, each thing apart."""

    rules = BooleanField(
        _("I have read the rules, and they are fine with me."),
        [Needed(_("Read the rules and tick this, or save and leave."))],
    )
    consent = BooleanField("", [Needed(_("Without this we may not keep your answers, and cannot decide."))])
    marketing = BooleanField("")

    def __init__(self, *args: Any, organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent.label.text = _(
            "%(who)s may keep this to decide on it, and for six months after if the answer is no.",
            who=organisation,
        )
        self.consent.description = _("Then it is deleted. You can withdraw it on any day.")
        self.marketing.label.text = _("%(who)s may write to me about its news.", who=organisation)
        self.marketing.description = _(
            "Up to one letter a month; one click ends it. This has no bearing on your application."
        )

    @property
    def agreed(self) -> dict[str, Any]:
        """Return the words that were agreed to, by what they are for."""
        wordings = {
            field.name: f"{field.label.text} {field.description}" for field in (self.consent, self.marketing)
        }
        return {name: wording if self[name].data else None for name, wording in wordings.items()}


class FindForm(KeptForm):
    """The address that somebody applied with."""

    email = mail_field()
