"""The answer of a verb that cannot be done."""


class Refused(Exception):
    """Why a verb cannot be done, as a sentence for the person who tried.

    `why` is an English message with `%(name)s` placeholders filled from `values`; `field` names
    the form field it belongs to, if one does.
    """

    def __init__(self, why: str, field: str | None = None, **values: object) -> None:
        super().__init__(why % values if values else why)
        self.why = why
        self.field = field
        self.values = values
