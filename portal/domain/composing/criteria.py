"""What the criteria sheet says, gathered from the rules in force, the rubric and the settings."""

from datetime import date

from portal.domain.composing.letterhead import as_printed, contact_of, document_of
from portal.domain.composing.order import Order
from portal.domain.composing.ways import ways_to_earn
from portal.domain.composing.words import said
from portal.domain.joining import doors, rubric
from portal.domain.paper.criteria import Applying, CriteriaSheet, Keeping, Scale
from portal.domain.program import revisions
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.models.paper.document import DocumentKind
from portal.models.program import Program


def compose(order: Order) -> CriteriaSheet:
    """Return the sheet as the rules in force say; raises `Refused` before the first rules."""
    program, revision = the_program(), revisions.current()
    if revision is None:
        raise Refused("There are no published rules yet.")
    return CriteriaSheet(
        document=document_of(order),
        program=as_printed(program, order.pictures),
        contact=contact_of(program),
        types=ways_to_earn(revision),
        keeping=Keeping(
            threshold=revision.threshold,
            fading=revision.fading,
            provisional_quarters=revision.provisional_quarters,
        ),
        scales=tuple(
            Scale(line.name, line.weight, line.words0, line.words2, line.words4) for line in rubric.lines()
        ),
        counts=said(order, DocumentKind.CRITERIA, "counts"),
        reach=said(order, DocumentKind.CRITERIA, "reach"),
        applying=_applying(program, url=order.apply_url, on=day_of(order.at)),
    )


def _applying(program: Program, *, url: str, on: date) -> Applying:
    shut = doors.shut(program, on=on)
    return Applying(
        url=url,
        shut=shut.doors.value if shut else "",
        opens_on=shut.opens_on if shut else None,
        closes_on=None if shut else program.closes_on,
        reviews=program.reviews_needed,
        answer_days=program.answer_days,
        reapply_days=program.reapply_days,
        least_age=program.least_age,
        pass_mark=program.pass_mark,
    )
