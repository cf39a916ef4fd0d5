"""What goes out to one unit holds nothing that is not meant for it, whatever stands in the round.

Every word in the round is a token of its own kind; the law looks for the tokens in the bytes of
what goes out, as a stranger would.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.shell import good
from parself.desk.sending_back import send_back
from parself.province import parts, publishing, sharing, stages, terms
from parself.province.appeals import Act, Appeal, Appeals, Ruling, RulingBack, Withdrawal
from parself.province.appraisal import Appraisal
from parself.province.calendar import Dates, Extension
from parself.province.decisions import Cell, Decision, Verdict
from parself.province.officers import Officer, Share
from parself.province.overview import Overview, open_overview
from parself.province.receiving import merge
from parself.province.record import Second
from parself.province.reference import Reference, write_references
from parself.province.remarks import Audience, Remark, Way
from parself.province.reminding import reminders
from parself.province.returning import outgoing
from parself.province.survey import write_survey
from parself.province.terms import Change
from parself.province.versions import Version
from parself.province.work import decided
from parself.report import appeals as appeal_papers
from parself.report import making, open_tables, return_letter
from parself.report import reminders as reminder_papers
from parself.report.case import RoundCase
from parself.report.reminders import ReminderCase
from parself.report.return_letter import LetterCase
from parself.returns.file import read_return
from parself.returns.form import dump
from parself.returns.model import Phase, Published
from parself.tables.package import files_of
from parself.values import evolve
from province.desks import WHY, judge, with_officers
from submission.samples import NOW, UNITS, assessment, build, make_folder

OURS, THEIRS = UNITS[0], UNITS[1]
ROWS = ("1.1", "1.2")
TOKEN = re.compile(r"tok-\d+-")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    """A round in which two units have handed in, and nothing is decided."""
    place = tmp_path_factory.mktemp("leaks")
    paths = []
    for code, part in ((OURS, 90), (THEIRS, 73)):
        folder = make_folder(place / code, assessment(code, part=part))
        path = place / f"{code}.zip"
        path.write_bytes(build(folder, sequence=1))
        paths.append(path)
    merge(place / "vong", paths, now=NOW)
    return open_overview(place / "vong")


Told = tuple[Version, set[str]]
"""What an officer wrote, and the tokens in it that our unit may read."""


@st.composite
def decision(draw: st.DrawFn, number: int) -> Told:
    verdict, unit = draw(st.sampled_from(tuple(Verdict))), draw(st.sampled_from((OURS, THEIRS)))
    look = draw(st.sampled_from((1, 1, 2)))
    one = Decision(
        cell=Cell(unit, draw(st.sampled_from(ROWS)), look),
        verdict=verdict,
        points=Decimal("1.5") if verdict in {Verdict.ACCEPT, Verdict.ADJUST} else None,
        reason=f"tok-{number}-",
        way=draw(st.sampled_from((None, 1))),
        who=f"tok-{number + 500}-",
        when=NOW,
    )
    is_told = unit == OURS and look == 1 and verdict in {Verdict.ADJUST, Verdict.ASK}
    return one, {one.reason} if is_told else set()


@st.composite
def remark(draw: st.DrawFn, number: int) -> Told:
    one = Remark(
        unit=draw(st.sampled_from((OURS, THEIRS))),
        row=draw(st.sampled_from(ROWS)),
        text=f"tok-{number}-",
        audience=draw(st.sampled_from(tuple(Audience))),
        withdrawn=draw(st.booleans()),
        source=f"tok-{number + 600}-",
        who=f"tok-{number + 500}-",
        when=NOW,
    )
    is_told = one.unit == OURS and one.audience is Audience.UNIT and not one.withdrawn
    return one, {one.text} if is_told else set()


@st.composite
def way(draw: st.DrawFn, number: int) -> Told:
    """The case of an agreed way is told where it is cited, to whichever unit."""
    one = Way(
        row=draw(st.sampled_from(ROWS)),
        number=1,
        case=f"tok-{number + 700}-",
        points=Decimal(1),
        reason=f"tok-{number}-",
        who=f"tok-{number + 500}-",
        when=NOW,
    )
    return one, {one.case, one.reason}


@st.composite
def written(draw: st.DrawFn) -> tuple[list[Version], set[str]]:
    """Everything that officers wrote, and all that our unit may read."""
    kinds = [
        draw(st.sampled_from((decision, remark, way))) for _ in range(draw(st.integers(1, 14)))
    ]
    told = [draw(kind(number)) for number, kind in enumerate(kinds)]
    return [one for one, _may in told], set().union(*(may for _one, may in told))


@given(written())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_return_and_its_letter_hold_no_word_that_is_not_for_the_unit(
    base: Overview, drawn: tuple[Sequence[Version], set[str]]
) -> None:
    made, may = drawn
    ways = Appraisal(tuple(made)).ways
    resting = [_resting(base, ways, one) if isinstance(one, Decision) else one for one in made]
    view = evolve(base, appraisal=base.appraisal.added(resting))
    unit = view.round.roster.unit(OURS)
    assert unit is not None
    value = outgoing(view, unit).value
    letter = return_letter.papers(
        LetterCase(value, unit, view.round.rubric, view.round.roster, date(2024, 1, 2))
    )
    for data in (dump(value), making.drawn(letter, "html")):
        found = set(TOKEN.findall(data.decode()))
        assert found <= may
        assert THEIRS not in data.decode()
    wanted = {
        one.text
        for remarks in [view.remarks.get((OURS, row), ()) for row in ROWS]
        for one in remarks
        if one.audience is Audience.UNIT
    }
    assert wanted <= set(TOKEN.findall(dump(value).decode()))


@st.composite
def appealed(draw: st.DrawFn) -> tuple[Appeals, set[str]]:
    """Appeals of two units with all that was done about them, and what our unit may read."""
    acts: list[Act] = []
    may: set[str] = set()
    cells = draw(
        st.lists(st.sampled_from([(u, r) for u in (OURS, THEIRS) for r in ROWS]), max_size=9)
    )
    for number, (unit, row) in enumerate(cells):
        who = f"tok-{number + 500}-"
        text, letter = f"tok-{number + 100}-", f"tok-{number + 200}-"
        one = Appeal(
            unit=unit,
            row=row,
            number=1,
            points=Decimal(1),
            text=text,
            letter=letter,
            who=who,
            when=NOW,
        )
        points = draw(st.sampled_from((None, Decimal("1.5"))))
        ruling = Ruling(appeal=one.id, points=points, reason=f"tok-{number}-", who=who, when=NOW)
        back = RulingBack(ruling=ruling.id, reason=f"tok-{number + 300}-", who=who, when=NOW)
        end = Withdrawal(appeal=one.id, reason=f"tok-{number + 400}-", who=who, when=NOW)
        done: tuple[Act, ...] = draw(
            st.sampled_from(((), (ruling,), (ruling, back), (end,), (ruling, back, end)))
        )
        acts += [one, *done]
        may |= {ruling.reason} if done == (ruling,) and unit == OURS else set()
    return Appeals(tuple(acts)), may


@given(appealed())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_of_appeals_a_result_and_its_letter_hold_the_answers_to_the_unit_alone(
    base: Overview, drawn: tuple[Appeals, set[str]]
) -> None:
    appeals, may = drawn
    view = evolve(base, appeals=appeals)
    unit = view.round.roster.unit(OURS)
    assert unit is not None
    value = outgoing(view, unit).value
    letter = return_letter.papers(
        LetterCase(value, unit, view.round.rubric, view.round.roster, date(2024, 1, 2))
    )
    for data in (dump(value), making.drawn(letter, "html")):
        assert set(TOKEN.findall(data.decode())) <= may
    told = {one.appeal.reason for one in value.rows.values() if one.appeal is not None}
    assert told <= may
    assert bool(told) is bool(may)
    own = tuple(one for one in view.appealed if one.appeal.unit == OURS)
    answers = making.drawn(appeal_papers.letters(RoundCase(view, date(2024, 1, 2)), own), "html")
    letters = {one.appeal.letter for one in own}
    assert set(TOKEN.findall(answers.decode())) <= may | letters


@given(appealed())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_appeals_move_no_byte_of_what_is_published_or_sent_but_their_own_answers(
    base: Overview, drawn: tuple[Appeals, set[str]]
) -> None:
    """Open, refused, withdrawn, taken back, and granted too, as long as it is not put in."""
    view, today = evolve(base, appeals=drawn[0]), date(2024, 1, 2)
    for one in (OURS, THEIRS):
        unit = view.round.roster.unit(one)
        assert unit is not None
        before, after = (outgoing(each, unit).value for each in (base, view))
        rows = {row: evolve(each, appeal=None) for row, each in after.rows.items()}
        assert dump(evolve(after, rows=rows)) == dump(before)
    assert publishing.snapshot(view, WHY) == publishing.snapshot(base, WHY)
    assert (view.lines(today), view.places) == (base.lines(today), base.places)


@given(written())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_open_tables_hold_no_word_that_no_unit_is_sent(
    base: Overview, drawn: tuple[Sequence[Version], set[str]]
) -> None:
    made, _may = drawn
    ways = Appraisal(tuple(made)).ways
    resting = [_resting(base, ways, one) if isinstance(one, Decision) else one for one in made]
    case = RoundCase(evolve(base, appraisal=base.appraisal.added(resting)), date(2024, 1, 2))
    told = open_tables.told_of(case.view)
    sent = set(TOKEN.findall("".join(dump(value).decode() for value in told.values())))
    tables = dict(files_of("bang", "Bảng", open_tables.resources(case, told)))
    assert set(TOKEN.findall(b"".join(tables.values()).decode())) == sent
    assert tables["standings.csv"].count(b"\n") == 1
    wide = making.drawn(open_tables.wide(case, told), "xlsx")
    assert not TOKEN.findall(texts(wide))


def _resting(view: Overview, ways: Mapping[str, Sequence[Way]], one: Decision) -> Decision:
    """A decision that rests on what is there, and on the agreed way that it cites."""
    cited = next((way.id for way in ways.get(one.cell.row, ()) if one.way == 1), "")
    return evolve(one, basis=evolve(view.basis(one.cell.unit, one.cell.row), way=cited))


POISON = "Thuốc độc"
"""Stands in everything that is not for the unit."""


@pytest.fixture
def poisoned(landed: Path) -> Path:
    """A round full of what must not go out: in every field that a person or a bundle fills."""
    why = Change(f"{POISON} ai", NOW, f"{POISON} vì sao")
    lead = Officer("thuoc-doc", f"{POISON} lan", f"{POISON} phòng", "thuoc-doc-login", is_lead=True)
    other = Officer("thuoc-doc-2", f"{POISON} an", f"{POISON} sở", shares=(Share((OURS,)),))
    for officer in (lead, other):
        sharing.add(landed, officer, why)
    sharing.share(landed, "thuoc-doc-2", Share((THEIRS,)), why)
    sharing.bar(landed, "thuoc-doc-2", THEIRS, evolve(why, why=f"{POISON} người nhà"))
    terms.set_dates(landed, Dates(hand_in=date(2023, 12, 30), replies=date(2024, 2, 1)), why)
    extension = Extension(THEIRS, date(2024, 1, 5), f"{POISON} mưa", f"{POISON} 12/CV")
    terms.extend(landed, extension, why)
    sharing.set_second_look(landed, 100, Decimal(0), f"{POISON} hạt", why)
    write_survey(landed, {THEIRS: {"1.1": {"percent": Decimal("77.77")}}})
    values = {OURS: Decimal("66.66"), THEIRS: Decimal("55.55")}
    source = Reference("1.1", "part", f"{POISON} Cổng", values)
    write_references(landed, (source,))

    def write(view: Overview, _act: object) -> Sequence[Version]:
        return list(_written(view))

    decided(landed, "thuoc-doc", NOW, write)
    return landed


def _written(view: Overview) -> Iterable[Version]:
    for unit in (OURS, THEIRS):
        for row in ROWS:
            own = unit == OURS
            yield Remark(unit=unit, row=row, text=f"{POISON} nội bộ", who="thuoc-doc", when=NOW)
            yield Remark(
                unit=unit,
                row=row,
                text="Cho đơn vị" if own else f"{POISON} cho đơn vị kia",
                audience=Audience.UNIT,
                who="thuoc-doc",
                when=NOW,
            )
            yield Decision(
                cell=Cell(unit, row),
                verdict=Verdict.ADJUST,
                points=Decimal("1.5") if own else Decimal("3.33"),
                reason="Lý do" if own else f"{POISON} lý do",
                basis=view.basis(unit, row),
                who="thuoc-doc",
                when=NOW,
            )
            yield Decision(
                cell=Cell(unit, row, 2),
                verdict=Verdict.ADJUST,
                points=Decimal("1.5"),
                reason=f"{POISON} lượt hai",
                basis=view.basis(unit, row),
                who="thuoc-doc",
                when=NOW,
            )


FORBIDDEN = (
    POISON, "thuoc-doc", THEIRS, "Huyện b", "UBND huyện b", "3.33", "3,33", "77.77", "66.66",
    "55.55", "4.38", "4,38",
)  # fmt: skip
"""Words of others, their names and figures; 4.38 is what the other unit claims."""


def texts(data: bytes) -> str:
    """All that stands in a file, and in the files packed in it."""
    found = data.decode("utf-8", "ignore")
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            return "\n".join((*names, *(texts(archive.read(name)) for name in names)))
    return found


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_no_file_for_a_unit_holds_anything_of_others_or_of_the_desk(
    form: str, poisoned: Path, tmp_path: Path
) -> None:
    why = Change(f"{POISON} ai", NOW, f"{POISON} vì sao")
    done = send_back(poisoned, [OURS], tmp_path / "gui", why, form=form)
    assert (len(done.sending.written), len(done.letters), done.failed) == (1, 1, ())
    for path in sorted((tmp_path / "gui").iterdir()):
        said = texts(path.read_bytes()) + path.name
        assert "huyen-a" in said
        assert [word for word in FORBIDDEN if word in said] == [], path.name
    assert "Cho đơn vị" in texts(done.sending.written[0].path.read_bytes())


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_a_reminder_to_one_unit_names_no_other_and_nothing_of_the_desk(
    form: str, poisoned: Path, tmp_path: Path
) -> None:
    send_back(poisoned, [OURS], tmp_path / "gui", Change("x", NOW, ""))
    view, today = open_overview(poisoned), date(2024, 3, 1)
    own = tuple(one for one in reminders(view, today) if one.unit.code == OURS)
    assert len(own) == 1
    papers = reminder_papers.papers(ReminderCase(view.round, own, today), listed=False)
    said = texts(making.drawn(papers, form))
    assert "UBND huyện a" in said
    assert [word for word in FORBIDDEN if word in said] == []


def test_no_return_says_a_place_an_index_or_a_class_before_publication(base: Overview) -> None:
    unit = base.round.roster.unit(OURS)
    assert unit is not None
    begun = Second(NOW, "lan", "hết hạn", 0, "")
    for second in (None, begun):
        value = outgoing(evolve(base, round=evolve(base.round, second=second)), unit).value
        assert value.phase is (Phase.SECOND if second else Phase.FIRST)
        assert value.published is None
        assert not re.search(r"^(place|index|band|of)\b", dump(value).decode(), re.MULTILINE)


PLACED = re.compile(r"^(place|band)\b", re.MULTILINE)
INDEX = ("61.3", "61,3")
"""The index of our unit once 1.2 is worth 0.73 points: stands in nothing else."""


def sent_out(folder: Path, place: Path) -> list[Path]:
    """Send everything that a round has to send: results, letters, open tables."""
    done = send_back(folder, [OURS], place, WHY, form="docx")
    assert done.sending.written
    good("round", "tables", folder, "-o", place / "bang")
    return [one for one in place.rglob("*") if one.is_file()]


@pytest.mark.parametrize("stage", ["open", "closed", "reopened"])
def test_nothing_that_goes_out_holds_a_place_or_an_index_before_publication(
    stage: str, landed: Path, tmp_path: Path
) -> None:
    """Nor once the round is reopened: what is changed then is no result."""
    with_officers(landed, an=Share((OURS,)))
    for row, points in (("1.1", "5.4"), ("1.2", "0.73")):
        judge(landed, row, points, who="lan")
    if stage != "open":
        stages.close(landed, WHY, despite=True)
    if stage == "reopened":
        publishing.publish(landed, WHY)
        stages.reopen(landed, WHY)
    assert open_overview(landed).figures[OURS].index == Decimal("61.3")
    out = sent_out(landed, tmp_path / "gui")
    if stage != "closed":
        parts.give(open_overview(landed), "an", tmp_path / "an.zip", WHY)
        out.append(tmp_path / "an.zip")
    for path in out:
        said = texts(path.read_bytes())
        assert not PLACED.search(said), path.name
        assert "[[publication]]" not in said, path.name
        assert [word for word in INDEX if word in said] == [], path.name


def test_once_it_is_published_a_unit_is_told_its_own_place_and_nobody_else_s(
    landed: Path, tmp_path: Path
) -> None:
    judge(landed, "1.2", "0.73")
    stages.close(landed, WHY, despite=True)
    publishing.publish(landed, WHY)
    done = send_back(landed, [OURS, THEIRS], tmp_path / "gui", WHY, anyway=True, form="html")
    told = {one.outgoing.unit.code: one.outgoing.value for one in done.sending.written}
    assert told[OURS].published == Published(1, 2, Decimal("61.30"), 1, "Yếu")
    assert told[THEIRS].published == Published(1, 2, Decimal("48.00"), 2, "Yếu")
    assert {one.phase for one in told.values()} == {Phase.PUBLISHED}
    for one in done.sending.written:
        assert read_return(one.path).value == one.outgoing.value
        assert ("61.3" in texts(one.path.read_bytes())) == (one.outgoing.unit.code == OURS)
    letter = next(path for path in done.letters if OURS in path.name)
    assert "61,30%" in letter.read_text("utf-8")
