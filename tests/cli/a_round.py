"""A round played from the shell: every command of it at least once, and most of its refusals.

What each command prints is kept under its name, so that laws can be stated on all of it.
"""

import shutil
from collections import defaultdict
from pathlib import Path

from cli.shell import RUBRIC, Call, call
from cli.test_gate import COMMANDS
from parself import demo
from parself.assessment import store
from parself.assessment.model import Purpose, Reply, Returned
from parself.province.overview import open_overview
from parself.province.round import open_round
from parself.submission.intake import read_bundle
from parself.values import evolve
from province.comparing_round import hand_in, landed
from province.test_meeting import filled
from submission.samples import UNITS, build


class Teller:
    """Runs commands in one language with the same option, and keeps what each printed."""

    def __init__(self, *more: str, lang: str = "en") -> None:
        self.more, self.lang = more, lang
        self.said: dict[str, list[Call]] = defaultdict(list)
        self.refusals: dict[str, list[Call]] = defaultdict(list)

    def __call__(self, *words: str | Path, code: int = 0) -> Call:
        """Run a command that ends with this code."""
        told = call(*words, *self.more, lang=self.lang)
        assert told.code == code, (words, told.code, told.err, told.out)
        name = next(" ".join(one) for one in COMMANDS if list(one) == list(words[: len(one)]))
        (self.said if told.out else self.refusals)[name].append(told)
        return told


def played(tell: Teller, here: Path, province: demo.Demo) -> Teller:
    """Play a round through: of the demo's, and of one of which nothing has come."""
    desk = Path(shutil.copytree(province.round.path, here / "round"))
    empty = here / "empty"
    tell("round", "new", empty, "--rubric", RUBRIC, "--roster", "lang-son-11-huyen")
    tell("round", "new", empty, "--rubric", RUBRIC, code=2)
    _tables(tell, here, desk, empty)
    _results(tell, here, desk, empty, province)
    _second(tell, here, desk, province)
    _closing(tell, here, desk, empty)
    _publishing(tell, here, desk)
    tell("round", "accept", desk, "--look")
    tell("round", "undo", empty, "--look")
    tell("round", "undo", empty, code=2)
    _season(tell, here, desk)
    _appraising(tell, desk)
    _comparing(tell, here)
    _desks(tell, here, desk)
    _terms(tell, here, desk, province)
    return tell


def _tables(tell: Teller, here: Path, desk: Path, empty: Path) -> None:
    """Survey points and reference figures: from files, by hand, and what is there."""
    table, figures = here / "bang.csv", here / "so-lieu.csv"
    table.write_text("Đơn vị;8.1.percent\nH. Văn Quan;84,35\nTổng;1\n", encoding="utf-8")
    figures.write_text("Đơn vị;3.4.1.part\nH. Văn Quan;1\nBắc Sơn;2\n", encoding="utf-8")
    survey = ("round", "survey", "import", desk, table)
    reference = ("round", "reference", "import", desk, figures, "--source", "Cổng DVC")
    tell("round", "survey", "template", desk, "-o", here / "dieu-tra.xlsx")
    tell(*survey)
    tell(*survey, "--yes")
    table.write_text("Đơn vị;8.1.percent\nVăn Quan;84\n", encoding="utf-8")
    tell(*survey, "--yes", code=2)
    tell(*survey, "--yes", "--why", "Nhầm")
    table.write_text("Đơn vị;8.1.percent\nVăn Quan;184\nXã Lạ;3\n", encoding="utf-8")
    tell(*survey, code=1)
    entry = ("round", "survey", "set", desk, "cao-loc")
    tell(*entry, "8.1", "percent=84.35", "--why", "Biên bản 3")
    tell(*entry, "8.1", "percent=84.5", "--why", "Nhầm")
    for words in (("8.1", "percent=-"), ("8.1", "la=1"), ("8.1", "percent=x"), ("1.1.1", "part=1")):
        tell(*entry, *words, code=2)
    tell("round", "survey", "set", desk, "la", "8.1", "percent=1", code=2)
    tell("round", "survey", "show", desk)
    tell("round", "survey", "show", empty)
    tell("round", "survey", "setting", empty, "--not-held", "--why", "Tỉnh không tổ chức")
    tell("round", "survey", "show", empty)
    tell("round", "survey", "setting", empty, "--held", "--why", "Tỉnh tổ chức")
    tell("round", "survey", "setting", empty, "--why", "x", code=2)
    tell(*reference)
    tell(*reference, "--yes")
    tell(*reference, "--row", "la", code=2)
    tell(*reference, "--match", "x", code=2)
    tell("round", "extend", empty, "bac-son", "mai", "--why", "Mưa lũ", code=2)
    for one in (desk, empty):
        tell("round", "reference", "show", one)


def _results(tell: Teller, here: Path, desk: Path, empty: Path, province: demo.Demo) -> None:
    """Results sent back: a look, files with a letter; and whom to remind."""
    why = ("--why", "Như huyện Cao Lộc?")
    tell("round", "appraise", desk, "van-quan", "5.1.1", "ask", *why)
    send = ("round", "return", desk, "--unit", "van-quan", "--anyway", "-o", here / "ket-qua")
    for one in (desk, empty):
        tell("round", "return", one, "--look")
    tell("round", "return", desk, "-o", here / "ket-qua", code=1)
    tell(*send, "--letter", "html")
    tell("round", "return", desk, "--unit", "la", code=2)
    _withdrawn(tell, here, Path(shutil.copytree(desk, here / "apart-1" / "withdrawn")), province)
    tell("round", "tables", desk, "-o", here / "bang")
    for one in (desk, empty):
        tell("round", "reminders", one)
    tell("round", "reminders", empty, "--format", "html", "-o", here / "don-doc.html")


def _withdrawn(tell: Teller, here: Path, ky: Path, province: demo.Demo) -> None:
    """A result withdrawn, answered all the same, and sent anew."""
    withdraw = ("round", "withdraw", ky, "van-quan")
    sent = open_overview(ky).returned["van-quan"]
    tell(*withdraw, code=2)
    tell(*withdraw, "--why", "Gửi nhầm bản dự thảo")
    tell(*withdraw, "--why", "Gửi nhầm bản dự thảo", code=2)
    tell("round", "status", ky)
    tell("round", "return", ky, "--unit", "van-quan", "--look")
    tell("round", "return", ky, "--unit", "van-quan", "--anyway", "-o", here / "thay-the")
    file = here / "tra-loi-thu-hoi.zip"
    folder = store.load(Path(shutil.copytree(province.open_folder, here / "thu-hoi")))
    named = Returned(open_round(ky).id, sent.number, sent.digest)
    held = evolve(folder.assessment, returned=named, replies={"5.1.1": Reply(False, "Đã đủ")})
    file.write_bytes(build(evolve(folder, assessment=held), sequence=2))
    call("merge", ky, file)
    tell("round", "status", ky)


def _second(tell: Teller, here: Path, desk: Path, province: demo.Demo) -> None:
    """The second appraisal: a unit replies and says more than it may, another is silent."""
    second = Path(shutil.copytree(desk, here / "apart-2" / "second"))
    tell("round", "replies", second)
    tell("round", "appraise", second, "chi-lang", "5.1.1", "ask", "--why", "Nêu rõ")
    tell("round", "return", second, "--unit", "chi-lang", "--anyway", "-o", here / "lan-1")
    view = open_overview(second)
    sent = view.returned["van-quan"]
    folder = store.load(Path(shutil.copytree(province.open_folder, here / "lai")))
    named = Returned(view.round.id, sent.number, sent.digest)
    held = evolve(folder.assessment, returned=named, replies={"5.1.1": Reply(False, "Đã đủ")})
    other = evolve(held.answer("1.1.1"), explanation="Viết lại")
    held = held.with_answer("1.1.1", other)
    file = here / "tra-loi.zip"
    file.write_bytes(build(evolve(folder, assessment=held), sequence=2))
    call("merge", second, file)
    begin = ("round", "start-second", second)
    tell(*begin, "--take-back", "--why", "Nhầm", code=2)
    tell(*begin, "--look", code=1)
    late = ("round", "dates", second, "--replies", "2024-02-25", "--why", "Kế hoạch 3")
    tell(*late)
    tell(*begin, "--look", code=1)
    moved = ("--replies", "2099-01-01", "--appraisal-2", "2099-02-01", "--why", "Lùi hạn")
    tell("round", "dates", second, *moved)
    tell(*begin, "--why", "Hết hạn", code=1)
    tell(*begin, "--despite", "--why", "Hết hạn")
    tell(*begin, "--take-back", "--why", "Nhầm")
    tell(*begin, "--despite", "--why", "Hết hạn")
    tell(*begin, "--look", code=1)
    tell("round", "appraise", second, "van-quan", "5.1.1", "adjust", "--points", "0", "--why", "A")
    tell(*begin, "--take-back", "--why", "Nhầm", code=1)
    tell("round", "replies", second)
    tell("round", "replies", second, "--unit", "la", code=2)
    tell("round", "replay", second, "--unit", "van-quan")
    tell("round", "replay", second, "--row", "5.1.1")
    tell("round", "replay", second, "--row", "5.1.1", "--format", "html", "-o", here / "mua.html")
    for words in ((), ("--row", "9.9"), ("--unit", "la"), ("--unit", "cao-loc", "--row", "1.1.1")):
        tell("round", "replay", second, *words, code=2)


def _closing(tell: Teller, here: Path, desk: Path, empty: Path) -> None:
    """Scores closed and reopened, and the board before and after it."""
    closed = shutil.copytree(desk, here / "apart-3" / "closed")
    close = ("round", "close", closed)
    tell(*close, "--look", code=1)
    tell(*close, "--why", "Thông báo 15", code=1)
    tell(*close, "--despite", "--why", "Thông báo 15")
    for one in (desk, empty, closed):
        tell("round", "status", one)
    tell("round", "appraise", closed, "van-quan", "5.1.1", "accept", code=1)
    tell("round", "reopen", closed, "--why", "Khiếu nại")
    tell("round", "reopen", closed, "--why", "Khiếu nại", code=2)


def _publishing(tell: Teller, here: Path, desk: Path) -> None:
    """Results published, read, and carried on to the next year."""
    ky = shutil.copytree(desk, here / "apart-4" / "published")
    publish = ("round", "publish", ky)
    tell(*publish, "--look", code=1)
    tell("round", "published", ky, code=2)
    call("round", "survey", "setting", ky, "--not-held", "--why", "Kế hoạch 5")
    call("round", "survey", "set", ky, "cao-loc", "3.5.2", "choice=tot")
    for one in ("--may-lower", "--never-lower"):
        tell("round", "appeal", "setting", ky, one, "--why", "Kế hoạch 5")
    tell("round", "appeal", "setting", ky, "--why", "Kế hoạch 5", code=2)
    call("round", "dates", ky, "--appeals", "2099-03-10", "--why", "Kế hoạch 5")
    call("round", "close", ky, "--despite", "--why", "Thông báo 16")
    tell("round", "appeal", "list", ky)
    tell("round", "appeal", "note", ky, "cao-loc", "1.1.1", "--why", "Đủ", code=1)
    tell(*publish, "--look")
    tell(*publish, "--decision", "12/QĐ-UBND")
    tell(*publish, code=1)
    tell("round", "published", ky)
    tell("round", "published", ky, "7", code=2)
    tell("round", "standings", ky, "-o", here / "xep-hang-2023.toml")
    tell("round", "standings", ky, "-o", here / "xep-hang-2023.toml", code=2)
    tell("round", "status", ky)
    _appeals(tell, here, ky)
    _correcting(tell, here, ky)


def _appeals(tell: Teller, here: Path, ky: Path) -> None:
    """Appeals against what was published, in every state, and those granted put in."""
    note, decide = ("round", "appeal", "note", ky), ("round", "appeal", "decide", ky)
    other = ("round", "appeal", "withdraw", ky), ("round", "appeal", "take-back", ky)
    said, refuse = ("--why", "Đủ tài liệu"), ("--refuse", "--why", "Gửi muộn")
    letter = ("--letter", "45/UBND", "--date", "2024-03-05")
    tell(*note, "cao-loc", "1.2.2", *said, *letter)
    tell(*note, "cao-loc", "1.1.3", *said, "--date", "2099-03-11")
    tell(*note, "cao-loc", "1.2.1", *said, "--number", "1")
    tell(*note, "cao-loc", "1.2.1", *said, code=1)
    for words in (("la", "1.1.1"), ("cao-loc", "9.9"), ("cao-loc", "8.1")):
        tell(*note, *words, *said, code=2)
    tell(*note, "cao-loc", "1.3.2", *said, "--number", "7", code=2)
    tell(*decide, "cao-loc", "1.1.1", *refuse, code=2)
    tell(*decide, "cao-loc", "1.2.2", *said, code=2)
    tell(*decide, "cao-loc", "1.1.3", *refuse, code=1)
    tell(*decide, "cao-loc", "1.1.3", *refuse, "--despite")
    tell("round", "appeal", "list", ky, "--unit", "la", code=2)
    tell(*decide, "cao-loc", "1.2.2", "--points", "0", *said, code=2)
    tell(*decide, "cao-loc", "1.2.2", "--points", "99", *said, code=2)
    tell(*decide, "cao-loc", "1.2.2", *refuse)
    for act in other:
        tell(*act, "cao-loc", "1.3.2", "--why", "Nhầm", code=2)
    tell(*other[1], "cao-loc", "1.2.2", "--why", "Nhầm")
    tell(*decide, "cao-loc", "1.2.2", "--points", "0.75", *said)
    tell(*other[0], "cao-loc", "1.2.1", "--why", "Công văn 50")
    tell("round", "appeal", "list", ky)
    tell("round", "status", ky)
    for more in ((), ("--unit", "cao-loc")):
        file = here / f"kien-nghi{len(more)}.docx"
        tell("round", "appeal", "list", ky, *more, "--format", "docx", "-o", file)
    whole = shutil.copytree(ky, here / "apart-5" / "corrected")
    correct = ("round", "appeal", "correct", whole, "--why", "Đính chính")
    tell(*correct, "--look")
    tell(*correct, code=1)
    besides = Path(shutil.copytree(ky, here / "apart-6" / "besides"))
    call("round", "reopen", besides, "--why", "Sửa khác")
    why = ("--points", "0.1", "--why", "Như UBND huyện Cao Lộc")
    call("round", "appraise", besides, "van-quan", "1.2.1", "adjust", *why)
    tell("round", "appeal", "correct", besides, "--look")
    tell(*correct, "--despite")
    tell(*correct, "--despite", code=1)
    put_in = ("round", "appeal", "put-in", ky)
    tell(*put_in, code=1)
    call("round", "reopen", ky, "--why", "Đính chính")
    tell(*put_in)
    tell(*put_in)


def _correcting(tell: Teller, here: Path, ky: Path) -> None:
    """Published results corrected: a row, a unit that gets a place, and what goes to units."""
    tell("round", "return", ky, "--moved", code=2)
    for again in (False, True):
        call("round", "reopen", ky, "--why", "Kiến nghị")
        if not again:
            why = ("--why", "Báo cáo gửi chậm")
            call("round", "appraise", ky, "cao-loc", "1.1.1", "adjust", "--points", "0", *why)
            call("round", "survey", "set", ky, "van-quan", "3.5.2", "choice=tot")
        call("round", "close", ky, "--despite", "--why", "Thông báo 17")
        tell("round", "publish", ky, "--look")
        tell("round", "publish", ky, "--why", "Kết luận kiến nghị")
        moved = ("round", "return", ky, "--moved", "--anyway", "-o", here / "dinh-chinh")
        tell(*moved)
        tell("round", "return", ky, "--moved", "--look")
    tell("round", "return", ky, "--moved", "--unit", "cao-loc", code=2)
    for number in ("1", "2"):
        tell("round", "published", ky, number)
    tell("round", "replay", ky, "--unit", "cao-loc")


def _season(tell: Teller, here: Path, desk: Path) -> None:
    """A season, with and without a round that cannot be opened."""
    season = here / "season"
    shutil.copytree(desk, season / "cap-huyen")
    tell("round", "season", season)
    (season / "cap-so").mkdir()
    (season / "cap-so" / "round.toml").write_bytes(b"")
    tell("round", "season", season, code=1)
    tell("round", "season", here / "ket-qua", code=2)


def _comparing(tell: Teller, here: Path) -> None:
    """A round with rows that compare units: a figure that is adjusted moves another unit."""
    place = here / "so-sanh"
    place.mkdir()
    files = [hand_in(place, unit, one, "110") for unit, one in ((UNITS[0], "90"), (UNITS[1], "80"))]
    vong = place / "vong"
    landed(vong, *files)
    appraise = ("round", "appraise", vong)
    tell(*appraise, UNITS[0], "1.2", "accept")
    tell(*appraise, UNITS[1], "1.2", "adjust", "--figure", "95", "--why", "Theo báo cáo")
    tell(*appraise, UNITS[1], "1.3", "adjust", "--figure", "110", "--why", "x", code=2)
    tell(*appraise, UNITS[1], "1.1", "adjust", "--figure", "9", "--why", "x", code=2)
    tell("round", "remark", vong, UNITS[0], "1.2", "Hỏi lại")


def _appraising(tell: Teller, desk: Path) -> None:
    """Decisions of every kind on rows of two units, and what is refused."""
    appraise = ("round", "appraise", desk, "cao-loc")
    tell(*appraise, "1.1.1", "accept")
    tell("round", "way", desk, "1.1.2", "--case", "Gửi muộn", "--points", "0.25", "--why", "HD 5")
    tell(*appraise, "1.1.2", "adjust", "--way", "1")
    tell(*appraise, "1.2.1", "adjust", "--points", "0.1", "--why", "Thiếu")
    tell("round", "take-back", desk)
    for words in (
        ("1.2.1", "adjust", "--points", "99", "--why", "x"),
        ("1.2.1", "adjust", "--points", "0.1"),
        ("1.2.1", "adjust", "--way", "7"),
        ("1.2.1", "maybe"),
        ("1.2.1", "accept", "--second"),
        ("9.9.9", "accept"),
        ("8.1", "accept"),
    ):
        tell(*appraise, *words, code=2)
    tell("round", "appraise", desk, "la", "1.1.1", "accept", code=2)
    tell("round", "way", desk, "1.1.2", "--case", "", "--points", "9", code=2)
    tell("round", "remark", desk, "cao-loc", "1.2.1", "Hỏi lại")
    tell("round", "remark", desk, "cao-loc", "1.2.1", "Bổ sung", "--for-unit")
    tell("round", "remark", desk, "cao-loc", "1.2.1", "--withdraw", "1")
    tell("round", "remark", desk, "cao-loc", "1.2.1", "--withdraw", "9", code=2)
    adopt = ("round", "remark", desk, "van-quan", "3.4.1", "Cổng có ít hơn", "--adopt")
    tell(*adopt, "reference:Cổng DVC:part")
    tell(*adopt, "la", code=2)
    tell("round", "accept", desk, "--unit", "chi-lang")


def _desks(tell: Teller, here: Path, desk: Path) -> None:
    """Three desks by files: two decide otherwise, the lead settles, a sheet, a second look."""
    officer = ("round", "officer")
    tell(*officer, "add", desk, "an", "--name", "Chị An", "--lead", "--office", "Phòng CCHC")
    tell(*officer, "waive", desk, "an", "van-quan", "--why", "Một mình", code=2)
    tell(*officer, "bar", desk, "an", "van-quan", "--why", "Quê")
    tell(*officer, "waive", desk, "an", "van-quan", "--why", "Một mình")
    for who, name in (("minh", "Anh Minh"), ("so-tp", "Sở Tư pháp"), ("tam", "Tạm")):
        tell(*officer, "add", desk, who, "--name", name)
    for look in ((), ("--second",)):
        tell(*officer, "share", desk, "tam", "--unit", "bac-son", "--row", "5", *look)
    tell(*officer, "list", desk)
    tell(*officer, "remove", desk, "tam", "--why", "Chuyển công tác")
    for who in ("minh", "so-tp"):
        tell(*officer, "share", desk, who, "--row", "2")
    tell(*officer, "bar", desk, "minh", "bac-son", "--why", "Quê")
    tell(*officer, "bar", desk, "minh", "chi-lang", "--why", "Nhầm")
    tell(*officer, "unbar", desk, "minh", "chi-lang", "--why", "Ghi nhầm")
    tell(*officer, "unbar", desk, "minh", "chi-lang", "--why", "Ghi nhầm", code=2)
    tell(*officer, "share", desk, "minh", "--unit", "la", code=2)
    tell(*officer, "share", desk, "minh", "--row", "99", code=2)
    tell(*officer, "share", desk, "la", code=2)
    tell(*officer, "add", desk, "Ông A", "--name", "A", code=2)
    tell(*officer, "list", desk)
    # Both looks at the same rows.
    tell("round", "second", "setting", desk, "--percent", "100", "--why", "Kế hoạch 5")
    tell(*officer, "share", desk, "so-tp", "--row", "1", "--second")
    tell("round", "second", "list", desk, "--who", "so-tp")
    tell("round", "second", "list", desk, "--who", "la", code=2)
    first = ("adjust", "--points", "0.3", "--why", "Muộn", "--who", "an")
    second = ("adjust", "--points", "0.1", "--why", "Rất muộn", "--second", "--who", "so-tp")
    tell("round", "appraise", desk, "trang-dinh", "1.1.1", *first)
    tell("round", "appraise", desk, "trang-dinh", "1.1.1", *second)
    tell("round", "appraise", desk, "trang-dinh", "3.4.1", "accept", "--who", "minh", code=2)
    tell("round", "second", "show", desk)
    _files(tell, here, desk)
    tell(*officer, "share", desk, "minh", "--row", "1.3")
    tell(*officer, "hand-on", desk, "minh", "so-tp", "--why", "Nghỉ phép")
    sheet = here / "hop.xlsx"
    tell("round", "sheet", desk, "2.1.2", "-o", sheet)
    tell("round", "sheet", desk, "9.9", code=2)
    sheet.write_bytes(filled(sheet.read_bytes(), {"I6": 0, "J6": "Không có"}, "2.1.2"))
    tell("round", "sheet-in", desk, sheet, "--who", "an")
    tell("round", "sheet-in", desk, sheet, "--who", "an", "--yes")


def _files(tell: Teller, here: Path, desk: Path) -> None:
    """Shares given out, opened, sent back and joined."""
    came = []
    for who, points in (("minh", "0.5"), ("so-tp", "0.25")):
        given, own, back = here / f"{who}.zip", here / who, here / f"{who}-ve.zip"
        tell("round", "part", desk, "--for", who, "-o", given)
        tell("round", "open", given, own)
        words = ("adjust", "--points", points, "--why", f"Chấm {points}")
        tell("round", "appraise", own, "trang-dinh", "2.1.1", *words)
        tell("round", "send", own, "-o", back)
        came.append(back)
    tell("round", "appraise", here / "minh", "trang-dinh", "3.4.1", "accept", code=2)
    tell("round", "part", desk, "--for", "la", code=2)
    tell("round", "open", came[0], here / "la", code=1)
    tell("round", "join", desk, *came, "--look")
    tell("round", "officer", "share", desk, "minh", "--row", "4", "--instead")
    tell("round", "join", desk, *came, here / "minh.zip", here / "bang.csv", code=1)
    tell("round", "officer", "share", desk, "minh", "--row", "2", "--instead")
    tell("round", "join", desk, *came)
    tell("round", "differing", desk)
    settle = ("round", "settle", desk, "trang-dinh", "2.1.1")
    tell(*settle, "la", "--who", "an", code=2)
    tell(*settle, "minh", "--who", "so-tp", code=2)
    tell(*settle, "minh", "--who", "an", "--why", "Đúng")
    tell("round", "differing", desk)


def _terms(tell: Teller, here: Path, desk: Path, province: demo.Demo) -> None:
    """Dates, an extension, codes, a choice between two hand-ins under one number, and undoing."""
    tell("round", "dates", desk, "--hand-in", "2024-01-20", "--why", "Kế hoạch 3")
    tell("round", "dates", desk, "--replies", "2024-01-10", "--why", "Kế hoạch 3", code=2)
    extend = ("round", "extend", desk)
    tell(*extend, "bac-son", "2099-01-01", "--why", "Mưa lũ", "--document", "12/UBND")
    tell(*extend, "bac-son", "2024-01-01", "--why", "Mưa lũ", code=2)
    tell(*extend, "la", "2099-01-01", "--why", "Mưa lũ", code=2)
    (one,) = open_round(desk).units["chi-lang"].received
    right = read_bundle(desk / one.file).code()
    tell("round", "code", desk, "chi-lang", right)
    tell("round", "code", desk, "van-quan", right, code=1)
    tell("round", "code", desk, "van-quan", "1", code=1)
    tell("round", "code", desk, "la", "1", code=2)
    good_, other = store.load(province.open_folder.parent / "chi-lang"), here / "khac.zip"
    rows = good_.assessment.answers
    changed = evolve(rows["3.4.1"], explanation="Số khác")
    other.write_bytes(
        build(evolve(good_, assessment=good_.assessment.with_answer("3.4.1", changed)), sequence=1)
    )
    call("merge", desk, other, "--arrived", "2024-01-14")
    real = evolve(good_, assessment=evolve(good_.assessment, purpose=Purpose.REAL))
    (here / "that.zip").write_bytes(build(real, sequence=1))
    tell("merge", here / "mixed", other, here / "that.zip", code=1)
    tell("merge", here / "mixed", here / "that.zip", "--year", "mai", code=2)
    tell("round", "status", desk)
    tell("round", "choose", desk, "chi-lang", "1", "--why", "Bản đã ký", code=2)
    tell("round", "choose", desk, "chi-lang", one.digest[:8], "--why", "Bản đã ký")
    tell("round", "undo", desk, "--look")
    for _act in ("choice", "landing"):
        tell("round", "undo", desk, "--who", "an")
