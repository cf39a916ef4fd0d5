"""How measures and scales stand in the workbook: which columns and detail lines each uses.

A rule is chosen by a word in a cell of the sheet of rows; its slots say which other cells of the
line belong to it, and which key of the rubric's file each of them is.
"""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen


@frozen
class Part:
    """A kind of line on the sheet of details, and the list of a rule that such lines fill."""

    word: str
    list: str
    slots: Mapping[str, str]
    """Column to key path inside the entry."""
    needed: tuple[str, ...] = ("title",)


@frozen
class Rule:
    """A measure or a scale as it is chosen in a cell."""

    kind: str
    word: str
    slots: Mapping[str, str] = field(factory=dict)
    """Column of the row to key path inside the rule."""
    parts: tuple[Part, ...] = ()
    needed: tuple[str, ...] = ()
    """Columns that may not be empty."""
    mark: str = ""
    """Key that tells this rule from others of its kind."""
    parts_needed: bool = True


_PART_INPUTS: Final = {
    "input1": "part.title",
    "figure1": "part.figure",
    "input2": "whole.title",
    "figure2": "whole.figure",
}
_CHANGE_INPUTS: Final = {
    "input1": "value.title",
    "figure1": "value.figure",
    "input2": "base.title",
    "figure2": "base.figure",
}
_ENTRY: Final = {"id": "id", "title": "title"}

LEVEL: Final = Part("Mức để chọn", "levels", {**_ENTRY, "points": "points"}, ("title", "points"))
CHECKED: Final = Part(
    "Nội dung phải đạt", "parts", {**_ENTRY, "points": "points"}, ("title", "points")
)
COUNTER: Final = Part("Nội dung đếm", "counters", {**_ENTRY, "most": "most"})
MEAN_PART: Final = Part(
    "Phần của bình quân",
    "parts",
    {**_ENTRY, **_PART_INPUTS, "weight": "weight", "target": "target"},
    ("title", "input1", "input2"),
)
OPTION: Final = Part(
    "Phương án trả lời", "options", {**_ENTRY, "weight": "weight"}, ("title", "weight")
)
ASKED: Final = Part("Nhóm được hỏi", "parts", {**_ENTRY, "weight": "weight"})
STEP: Final = Part(
    "Mức điểm", "bands", {"points": "points", "from": "from", "above": "above"}, ("points",)
)
PARTS: Final = (LEVEL, CHECKED, COUNTER, MEAN_PART, OPTION, ASKED, STEP)

MEASURES: Final = (
    Rule("given", "Nhập điểm trực tiếp", {"step": "step"}),
    Rule("choice", "Chọn mức", parts=(LEVEL,)),
    Rule("checklist", "Các nội dung phải đạt", parts=(CHECKED,)),
    Rule(
        "ratio",
        "Tỷ lệ",
        {
            **_PART_INPUTS,
            "unit": "unit",
            "decimals": "decimals",
            "may_exceed": "may_exceed",
            "otherwise": "not_done",
        },
        needed=("input1", "input2"),
    ),
    Rule(
        "table",
        "Bảng theo đơn vị trực thuộc: đạt hay không",
        {"input1": "passes", "unit": "unit"},
        needed=("input1",),
        mark="passes",
    ),
    Rule(
        "table",
        "Bảng theo đơn vị trực thuộc: tỷ lệ",
        {"input1": "part", "input2": "whole", "unit": "unit"},
        needed=("input1", "input2"),
    ),
    Rule(
        "mean",
        "Bình quân có trọng số",
        {"unit": "unit", "may_exceed": "may_exceed"},
        parts=(MEAN_PART,),
    ),
    Rule("survey", "Kết quả điều tra xã hội học", parts=(OPTION, ASKED), parts_needed=False),
    Rule("count", "Số lượng, nhiều nội dung", {"unit": "unit"}, parts=(COUNTER,), mark="counters"),
    Rule(
        "count",
        "Số lượng",
        {"input1": "title", "unit": "unit", "most": "most"},
        needed=("input1",),
    ),
    Rule(
        "date",
        "Ngày ban hành",
        {
            "input1": "title",
            "due": "due",
            "due_year": "due.year",
            "input2": "reference.title",
            "days_after": "reference.days_after",
            "otherwise": "not_issued",
        },
        needed=("input1",),
    ),
    Rule(
        "change",
        "So với năm trước, năm gốc, chỉ tiêu",
        {
            **_CHANGE_INPUTS,
            "unit": "unit",
            "compare": "compare",
            "decimals": "decimals",
            "signed": "signed",
        },
        needed=("input1", "input2", "compare"),
    ),
)
SCALES: Final = (
    Rule(
        "proportional",
        "Tính theo tỷ lệ",
        {
            "zero_below": "zero_below",
            "full_at": "full_at",
            "target": "target",
            "from_zero": "from_zero",
        },
    ),
    Rule("bands", "Chấm theo mức", parts=(STEP,)),
    Rule("all_or_nothing", "Đạt hoặc không đạt", {"full_at": "at"}, needed=("full_at",)),
    Rule("deduct", "Trừ điểm theo lỗi", {"each": "each"}),
    Rule("per_case", "Điểm mỗi trường hợp", {"each": "each"}, needed=("each",)),
)
GIVEN: Final = MEASURES[0]
EACH_WORD: Final = {"Hết điểm": "all"}
