"""The values of an assessment: what one unit answered, cited and explained.

Only entered values are kept; points are always computed. Every value is frozen
and rebuilt, never changed: `Assessment.with_answer` returns a new one, so that undo
is the previous value and a live score is a function of a value. Text is cleaned
and numbers are exact from construction on, so that reading back what was saved
gives an equal value.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from parself.assessment.group import Group
from parself.files import Fingerprint
from parself.rubric.identity import RubricIdentity
from parself.rules.amounts import Value
from parself.text import cleaned, one_line
from parself.values import Frozen, evolve, field, settle

EFFORTS: Final = range(1, 6)
"""How hard a row is to lift: 1 is easy, 5 is hard."""


def _plain_number(value: Value) -> Value:
    """Give equal numbers one form: whole counts as int, others as Decimal without an exponent."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value


def _plain_values(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return {key: _plain_number(value) for key, value in sorted(values.items())}


def _reasons(waivers: Mapping[str, str]) -> Mapping[str, str]:
    return {key: cleaned(reason) for key, reason in sorted(waivers.items())}


def _whole_second(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(microsecond=0)


class State(StrEnum):
    """What the unit says of a row."""

    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    NO_INCIDENCE = "no-incidence"
    """Nothing of the kind occurred: worth what the rubric says."""
    NOT_APPLICABLE = "not-applicable"
    """The row does not concern the unit: it is taken out of the maximum."""


class Purpose(StrEnum):
    """Real and practice data never mix."""

    REAL = "real"
    PRACTICE = "practice"


class DocumentKind(StrEnum):
    """How a document of proof is held."""

    FILE = "file"
    LINK = "link"
    EXTRACT = "extract"
    PHOTO = "photo"
    ON_FILE = "on-file"
    """Kept at the unit: cited, not attached."""


class Citation(Frozen):
    """Where in which document the proof stands."""

    document: str
    """Id in the evidence register."""
    section: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        settle(self, one_line, "section", "page")


class Document(Frozen):
    """An entry of the evidence register."""

    id: str
    kind: DocumentKind
    title: str = ""
    number: str = ""
    """Số, ký hiệu, as printed."""
    issued: date | None = None
    issuer: str = ""
    link: str = ""
    captured: date | None = None
    """Day on which a link was looked at."""
    original_name: str = ""
    stored_name: str = ""
    """ASCII name under ``evidence/``; empty where nothing is attached."""
    size: int = 0
    """Bytes of the stored file."""
    sha256: str = ""

    def __post_init__(self) -> None:
        settle(self, one_line, "title", "number", "issuer", "link", "original_name")

    @property
    def fingerprint(self) -> Fingerprint:
        """What the stored file holds, by which it is known again."""
        return Fingerprint(self.size, self.sha256)

    @property
    def called(self) -> str:
        """What people call it: its number, else its title, else its id."""
        return self.number or self.title or self.id


class Answer(Frozen):
    """What the unit entered for one row. A blank one means: not answered yet."""

    state: State = State.UNANSWERED
    values: Mapping[str, Value] = field(default_factory=dict)
    """Entered values by key; an unanswered row may hold some of them already."""
    explanation: str = ""
    """What stands behind the claim besides documents (giải trình)."""
    note: str = ""
    """A remark; unlike an explanation it backs no claim."""
    flagged: bool = False
    provisional: bool = False
    """Figure not final at the data date (số liệu chưa chốt)."""
    estimate: Decimal | None = None
    """Points expected by the unit; only for rows that others score."""
    citations: tuple[Citation, ...] = ()
    effort: int | None = None
    """How hard it is to lift the row, 1 (easy) to 5 (hard), as the unit sees it."""
    who: str = ""
    when: datetime | None = None

    def __post_init__(self) -> None:
        # Most answers have few of these, and a hand-in has hundreds of answers.
        if self.values:
            settle(self, _plain_values, "values")
        if self.explanation or self.note:
            settle(self, cleaned, "explanation", "note")
        if self.who:
            settle(self, one_line, "who")
        if self.when:
            settle(self, _whole_second, "when")

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was entered."""
        return evolve(self, who="", when=None) == Answer()

    @property
    def is_backed(self) -> bool:
        """Whether something stands behind the claim: a citation or an explanation."""
        return bool(self.citations or self.explanation.strip())


class SignOff(Frozen):
    """The leader's sign-off; any edit after unlocking voids it."""

    name: str
    title: str
    place: str
    signed: date

    def __post_init__(self) -> None:
        settle(self, one_line, "name", "title", "place")


class HandIn(Frozen):
    """The last exported submission."""

    sequence: int
    """Number of the submission (lần gửi), from 1."""
    payload_hash: str
    """Hash of what was handed in; the number rises only when this changes."""
    when: datetime
    light: bool = False
    """Whether the files of evidence went in a second volume."""
    digest: str = ""
    """By which the province names it; empty where an earlier program wrote it."""

    def __post_init__(self) -> None:
        settle(self, _whole_second, "when")


class Cause(StrEnum):
    """Where the reason lies that points were not reached."""

    OBJECTIVE = "objective"
    """Khách quan: outside the unit."""
    SUBJECTIVE = "subjective"
    """Chủ quan: with the unit."""


class Task(Frozen):
    """What is to be done about a row: a line of the remedial plan, which is never handed in."""

    work: str = ""
    """Solution or task."""
    cause: Cause | None = None
    reason: str = ""
    """The cause in words."""
    product: str = ""
    lead: str = ""
    """Responsible office; empty: the rubric's."""
    contributors: str = ""
    due: date | None = None

    def __post_init__(self) -> None:
        settle(self, cleaned, "work", "reason")
        settle(self, one_line, "product", "lead", "contributors")


class Part(Frozen):
    """The part of one department (phần của phòng, ban), and how things stood when it was given."""

    department: str
    """Id of the department in the rubric."""
    rows: Mapping[str, Mapping[str, str]]
    """The department's rows, and the hashes of the cells of each answer as it was given out."""
    figures: Mapping[str, Value] = field(default_factory=dict)
    """Shared figures as they were given out."""
    sent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Hashes of what the department said before, by field: what this part goes on from."""

    def __post_init__(self) -> None:
        settle(self, _plain_values, "figures")


class Reply(Frozen):
    """What the unit replies to the appraisal of one row."""

    agrees: bool
    explanation: str = ""
    """Why it disagrees, or what was asked (ý kiến giải trình)."""
    when: datetime | None = None
    again: bool = False
    """Whether it answers an earlier return, to be given again: then it is not handed in."""
    appeals: bool = False
    """Whether it appeals what was published of the row (kiến nghị), instead of replying."""

    def __post_init__(self) -> None:
        settle(self, cleaned, "explanation")
        settle(self, _whole_second, "when")


class Returned(Frozen):
    """The last return that was received from the province; its file is kept beside."""

    round: str
    number: int
    digest: str
    """Hash of the return's content."""

    def __post_init__(self) -> None:
        settle(self, one_line, "round")


class Assessment(Frozen):
    """One unit's self-assessment of one year against one rubric."""

    unit: str
    """The unit's code in the roster."""
    year: int
    rubric: RubricIdentity
    purpose: Purpose = Purpose.REAL
    revision: int = 0
    """Number of saves so far."""
    data_date: date | None = None
    """Số liệu tính đến ngày."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By row id; rows without an entry are blank."""
    figures: Mapping[str, Value] = field(default_factory=dict)
    """Shared figures by id."""
    documents: tuple[Document, ...] = ()
    """The evidence register."""
    waivers: Mapping[str, str] = field(default_factory=dict)
    """Why findings of the inspector were left as they are, by the finding's key."""
    locked: bool = False
    """Frozen for signature."""
    sign_off: SignOff | None = None
    hand_in: HandIn | None = None
    part: Part | None = None
    """Set where this is only the part of one department."""
    returned: Returned | None = None
    """The return that the replies answer."""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """By row id."""
    position: str = ""
    """Row to go on at."""
    edited: datetime | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the files beside it that carry no seal of their own, by name."""
    tasks: Mapping[str, Task] = field(default_factory=dict)
    """The remedial plan by row id; it is not handed in."""
    set_aside: Mapping[str, Answer] = field(default_factory=dict)
    """What rows of an earlier edition held, by row id: kept for a later one, never counted."""
    group: Group | None = None
    """Set where this is the work of a group in a workshop."""
    survey_held: bool = True
    """Whether the unit takes it that a survey is held; what a result says goes before."""

    def __post_init__(self) -> None:
        settle(self, _plain_values, "figures")
        settle(self, _reasons, "waivers")
        settle(self, _whole_second, "edited")

    def answer(self, row_id: str) -> Answer:
        """Return what was entered for a row; a blank answer when nothing was."""
        return self.answers.get(row_id, _BLANK)

    def says_unknown(self, row_id: str) -> bool:
        """Say whether a group answers that it does not know a row: said, nothing entered since."""
        is_said = self.group is not None and row_id in self.group.unknown
        return is_said and self.answer(row_id).state is State.UNANSWERED

    def with_answer(self, row_id: str, answer: Answer) -> "Assessment":
        """Return this assessment with one row's answer replaced; a blank one is left out."""
        answers = {**self.answers, row_id: answer}
        if answer.is_blank:
            del answers[row_id]
        return evolve(self, answers=dict(sorted(answers.items())))

    def with_figure(self, figure_id: str, value: Value | None) -> "Assessment":
        """Return this assessment with one shared figure set, or taken away (None)."""
        figures = {**self.figures, figure_id: value}
        return evolve(self, figures={k: v for k, v in figures.items() if v is not None})

    def with_waiver(self, key: str, reason: str) -> "Assessment":
        """Return this assessment with a finding waived; an empty reason takes the waiver back."""
        waivers = {**self.waivers, key: reason}
        return evolve(self, waivers={k: why for k, why in waivers.items() if why.strip()})

    def with_task(self, row_id: str, task: Task) -> "Assessment":
        """Return this assessment with the task of a row set; an empty one is left out."""
        tasks = {**self.tasks, row_id: task}
        return evolve(self, tasks={k: t for k, t in sorted(tasks.items()) if t != Task()})

    def with_reply(self, row_id: str, reply: Reply | None) -> "Assessment":
        """Return this assessment with the reply to a row given, or taken back (None)."""
        replies = {**self.replies, row_id: reply}
        return evolve(self, replies={k: one for k, one in sorted(replies.items()) if one})

    def receiving_as(self, later: "Assessment") -> "Assessment":
        """Return this earlier state with the return that a later one has received.

        The replies are those of this state where they answer the same return.
        """
        replies = self.replies if self.returned == later.returned else later.replies
        return evolve(self, returned=later.returned, replies=replies)

    def document(self, document_id: str) -> Document | None:
        """Return a document of the register by id; None where there is none."""
        return next((d for d in self.documents if d.id == document_id), None)


_BLANK = Answer()


class PastPoints(Frozen):
    """Last year's points of one row, None where not known, and the figures behind them."""

    claimed: Decimal | None = None
    appraised: Decimal | None = None
    survey: Decimal | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    """What was entered, where the row asked for the same; it is compared, never carried over."""
    peers: Decimal | None = None
    """What the figures of all units came to, in a row that compares with them."""

    def __post_init__(self) -> None:
        settle(self, _plain_values, "values")

    @property
    def reached(self) -> Decimal | None:
        """The points that stood in the end: by survey, else appraised, else claimed."""
        return next((p for p in (self.survey, self.appraised, self.claimed) if p is not None), None)


class Past(Frozen):
    """What is known of the unit's last year, row by row."""

    year: int
    rows: Mapping[str, PastPoints] = field(default_factory=dict)


class Scenario(Frozen):
    """A named what-if copy of an assessment; never exported, never mixed with the truth."""

    name: str
    made: datetime
    """Local time."""
    base: Assessment
    """The truth when it was made."""
    assessment: Assessment
    """What would be."""

    def __post_init__(self) -> None:
        settle(self, one_line, "name")
