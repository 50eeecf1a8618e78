"""The forms of asking for a reward, and of where it goes."""

import secrets
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.domain.refusal import Refused
from portal.models.earning.reward import RewardKind
from portal.web.forms.base import Form
from portal.web.forms.fields import AtMost, Needed


class AddressForm(Form):
    """Where a thing goes."""

    address = TextAreaField(
        _("Where it goes"),
        [Needed(_("Say where it goes: name, street, town and country.")), AtMost(500)],
        description=_(
            "Name, street, town with its code, country. Kept until thirty days after it arrived, "
            "or sixty after it was sent."
        ),
    )


class RedemptionForm(AddressForm):
    """Asking for a reward; `key` tells this form from every other, so that sending it twice asks once."""

    key = HiddenField(validators=[InputRequired(_("Reload the page and try once more.")), Length(max=64)])
    cost = HiddenField()

    def __init__(self, *, kind: RewardKind, address: str) -> None:
        known: dict[str, Any] = {"key": secrets.token_urlsafe(16), "address": address}
        super().__init__(data=known)
        if kind is not RewardKind.TANGIBLE:
            del self.address

    def check(self, cost: int | None) -> None:
        """Raise `Refused` where the page that was confirmed named another cost."""
        if self.cost.data and self.cost.data != str(cost or 0):
            raise Refused("It takes %(cost)s credits by now. Swap them if that suits you.", cost=cost or 0)
