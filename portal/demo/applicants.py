"""Who applies in the demo: in every state, with names in several scripts."""

from dataclasses import dataclass
from typing import Any

from portal.models.joining.application import Source
from portal.models.joining.decision import Outcome


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """One application: sent so many days ago, given to so many readers, with the scores that are in.

    `scores` has a string of five digits a reader; a shorter one is not given in yet. `fate` is what
    was decided, and why.
    """

    name: str
    town: str
    days: float
    readers: int = 0
    scores: tuple[str, ...] = ()
    source: Source = Source.ORGANIC
    fate: tuple[Outcome, str] | None = None
    quiet: bool = False
    before: bool = False


APPLICANTS = (
    Applicant(name="Joan Pettifer", town="York", days=13, readers=2, scores=("21323", "44333"),
              source=Source.INVITED, before=True),
    Applicant(name="Dev Raman", town="Leeds", days=12.6, readers=2, scores=("32323", "33323")),
    Applicant(name="Hattie Lund", town="Hull", days=11, readers=2, scores=("22122", "12222")),
    Applicant(name="Οδυσσέας Μαρκάκης", town="Cardiff", days=10, readers=2, scores=("43434", "34443")),
    Applicant(name="نور الهاشمي", town="Manchester", days=9.5, readers=2, scores=("33432", "42333"),
              source=Source.NOMINATED),
    Applicant(name="Bea Thornquist", town="Bristol", days=9, readers=2, scores=("32333",)),
    Applicant(name="Kwame Adjei-Boateng", town="Kendal", days=8, readers=2, scores=("3233", "44343")),
    Applicant(name="Seán Mac Giolla Phádraig", town="Galway", days=8, readers=2, source=Source.INVITED),
    Applicant(name="陳美玲", town="Cambridge", days=7, readers=2, scores=("23",)),
    Applicant(name="Margit Einarsdóttir", town="Leith", days=6.4, readers=2),
    Applicant(name="Oluwaseun Adébáyọ̀", town="Norwich", days=5, readers=2),
    Applicant(name="Iris van der Meer", town="Falmouth", days=3),
    Applicant(name="Мирослава Ткаченко", town="Sheffield", days=2.2, source=Source.NOMINATED),
    Applicant(name="José Ñandú Quiñones", town="Ludlow", days=1.3),
    Applicant(name="Fern 🌿 Ashdown", town="Hebden Bridge", days=0.2, source=Source.INVITED),
    Applicant(name="Rosalind Achterberg", town="Whitby", days=33, readers=2, scores=("33233", "32333"),
              fate=(Outcome.WAITLISTED, "full")),
    Applicant(name="Ravi Subramaniam", town="Luton", days=31, readers=2, scores=("33323", "23333"),
              fate=(Outcome.WAITLISTED, "next season"), quiet=True),
    Applicant(name="Colm Fitzwarren", town="Ludlow", days=36, readers=2, scores=("11212", "12112"),
              fate=(Outcome.DECLINED, "other audience")),
    Applicant(name="שירה לוי", town="Brighton", days=34, readers=2, scores=("13212", "22112"),
              fate=(Outcome.DECLINED, "incomplete")),
    Applicant(name="Pia Kettunen", town="Dundee", days=27, readers=2, scores=("33103", "32113"),
              fate=(Outcome.DECLINED, "ties")),
    Applicant(name="Gareth Pugh-Jones", town="Wrexham", days=25, readers=2, scores=("12222", "21122"),
              fate=(Outcome.DECLINED, "too early"), quiet=True),
)  # fmt: skip
WITHDRAWN = Applicant(name="Tamsin Curnow", town="Penzance", days=16)
BEFORE: dict[str, Any] = {
    "source": Source.ORGANIC,
    "scores": ("21222", "22122"),
    "fate": (Outcome.DECLINED, "too early"),
}
