"""Rows and what their rules mean, as the table of a rubric's file.

This module alone knows how a meaning is said in the language of rubrics. What that language
cannot say is left to be decided, and never said in another way.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from parself.annex.assembly import ID_LENGTH
from parself.annex.scored import ANY_EVIDENCE, NOBODY
from parself.issued import meaning as w
from parself.issued.figures import decimal_of
from parself.issued.outline import Row
from parself.issued.spelling import spelled
from parself.limits import NAME_LENGTH
from parself.rules import MEASURES, PLAINEST, SURVEYED
from parself.text import search_key, shortened, slug
from parself.toml import Table

_PART: Final = "Số đạt yêu cầu (tử số)"
_RATE: Final = re.compile(r"tỷ lệ (?:%\s*)?(?:số\s+)?(?P<of>[^:;()]{3,120})$", re.IGNORECASE)
_WHOLE: Final = "Tổng số (mẫu số)"
_SURVEY: Final = ("dieu tra xa hoi hoc", "dtxhh", "dieu tra xhh", "khao sat muc do hai long")
PLAINEST_MEASURE: Final = MEASURES[PLAINEST]()
_ONLY_SURVEY: Final = re.compile(
    r"(?:theo )?(?:kết quả )?(?:điều tra xã hội học|đtxhh|điều tra xhh|khảo sát)(?: .{0,60})?",
    re.IGNORECASE,
)
_OF_INDEX: Final = re.compile(
    r"(?:số )?điểm\s*(?:=|bằng)\s*(?:chỉ số|tỷ lệ|mức độ)\s[^0-9*/:=;]{2,60}\(%\)[^0-9*/:=;]{0,40}"
    r"\s*(?:\*|x|nhân với|nhân)\s*(?P<times>[0-9]+(?:[.,][0-9]+)?)(?: điểm)?"
)
"""An index of a survey times the maximum, which is what a survey's row is worth."""
POINTS: Final[Table] = {"measure": {"kind": PLAINEST}}
"""Points entered directly with an explanation."""


def is_survey(row: Row, parents: Sequence[Row]) -> bool:
    """Say whether a row's points come from a survey, by its words or those above it."""
    told = search_key(" ".join((row.source, row.title, *(one.title for one in parents))))
    return any(word in told for word in _SURVEY)


def says_survey(row: Row) -> bool:
    """Say whether a row's rule says only that a survey decides."""
    text = " ".join(level.text for level in row.levels).strip(" .-+")
    told = spelled(text)
    formula = _OF_INDEX.fullmatch(told)
    is_all = formula is not None and decimal_of(formula["times"]) == row.points
    return _ONLY_SURVEY.fullmatch(text) is not None or (is_all and is_survey(row, ()))


def surveyed() -> Table:
    """Return the rule of a row that is scored by a survey."""
    measure, scale = SURVEYED
    return {"measure": {"kind": measure}, "scale": {"kind": scale}}


def reprimand(what: str) -> Table:
    """Return the penalty that stands for a reprimand: entered above the unit, it costs nothing."""
    return {
        "id": slug(what, longest=ID_LENGTH),
        "kind": "penalty",
        "title": _label(what),
        "points": Decimal(1),
        "source": "appraiser",
        "guidance": "Không trừ điểm, chỉ giới hạn xếp loại: ghi 1 nếu có.",
        **POINTS,
    }


def rule_of(meaning: w.Meaning, row: Row) -> Table:
    """Return a meaning as measure and scale, with what goes beside them in the row."""
    rule: Table = {"measure": _measure(meaning.entered, row)}
    if meaning.worth is not None:
        rule["scale"] = _scale(meaning.worth)
    if isinstance(meaning.entered, w.AllOrNothing):
        rule["scale"] = {"kind": "all_or_nothing", "at": len(meaning.entered.parts)}
    if isinstance(meaning.entered, w.Several):
        named = _named([title for title, _ in meaning.entered.counters])
        off = [each for _, each in meaning.entered.counters]
        each = {key: points for (key, _), points in zip(named, off, strict=True)}
        rule["scale"] = {"kind": "deduct", "each": each}
    if isinstance(meaning.entered, w.Worthless):
        rule["issued_so"] = True
    if meaning.issued_so:
        rule["issued_so"] = True
    if meaning.not_applicable:
        rule["not_applicable"] = meaning.not_applicable
    if meaning.no_incidence:
        rule["no_incidence"] = meaning.no_incidence
    return rule


def adjusting(rule: Table, row: Row) -> Table | None:
    """Return the rule of a bonus or a penalty; None where it does not say so much each.

    What a penalty takes off per case is what it comes to per case.
    """
    scale = rule.get("scale", {})
    wanted = {"bonus": "per_case", "penalty": "deduct"}[row.adjusts]
    if scale.get("kind") != wanted or not isinstance(scale.get("each"), Decimal):
        return None
    return {"measure": rule["measure"], "scale": {"kind": "per_case", "each": scale["each"]}}


def _measure(entered: w.Entered | w.Whole, row: Row) -> Table:
    match entered:
        case w.Share(part, whole):
            return {
                "kind": "ratio",
                "part": _label(part or _part_of(row.title)),
                "whole": _label(whole or _WHOLE),
            }
        case w.Number(unit, title):
            said = {"unit": unit} if unit else {}
            return {"kind": "count", "title": _label(title or row.title), **said}
        case w.Days(day, month, year, never):
            due = {"month": month, "day": day, **({"year": year} if year else {})}
            said = {"not_issued": _label(never)} if never else {}
            return {"kind": "date", "title": _label(row.title), "due": due, **said}
        case w.Against(value, base):
            return _figures(
                {
                    "kind": "change",
                    "value": _label(value),
                    "base": _label(base),
                    "compare": "difference",
                }
            )
        case w.Peers():
            return _figures({"kind": "peer_mean", "value": _label(row.title)})
        case w.Choice(levels):
            return {"kind": "choice", "levels": _listed(levels)}
        case w.Parts(parts):
            return {"kind": "checklist", "parts": _listed(parts)}
        case w.AllOrNothing(parts):
            return {
                "kind": "checklist",
                "parts": [{"id": key, "title": title} for key, title in _named(parts)],
            }
        case w.Several(counters):
            named = _named([title for title, _ in counters])
            return {
                "kind": "count",
                "counters": [{"id": key, "title": title} for key, title in named],
            }
        case w.Worthless():
            return {"kind": PLAINEST}


def _part_of(title: str) -> str:
    """Return the name of a rate's part: what the title says that it is the rate of."""
    rate = _RATE.match(title)
    return f"Số {rate['of']}" if rate is not None else _PART


def _figures(measure: Table) -> Table:
    """Return a measure whose figures may have decimals."""
    return {**measure, "decimals": True}


def _scale(worth: w.Worth) -> Table:
    match worth:
        case w.Steps(steps):
            return {"kind": "bands", "bands": [_band(step) for step in steps]}
        case w.Straight(zero_below, full_at, target):
            ends = {"zero_below": zero_below, "full_at": full_at, "target": target}
            return {
                "kind": "proportional",
                **{key: end for key, end in ends.items() if end is not None},
            }
        case w.EachUp(each):
            return {"kind": "per_case", "each": each}
        case w.EachOff(each):
            return {"kind": "deduct", "each": each}


def _band(step: w.Step) -> Table:
    ends = {"from": step.from_, "above": step.above}
    points = "proportional" if step.points is None else step.points
    return {"points": points, **{key: end for key, end in ends.items() if end is not None}}


def _listed(entries: Sequence[tuple[str, Decimal]]) -> list[Table]:
    names = _named([title for title, _ in entries])
    return [
        {"id": key, "title": title, "points": points}
        for (key, title), (_, points) in zip(names, entries, strict=True)
    ]


def _named(titles: Sequence[str]) -> list[tuple[str, str]]:
    """Return titles with ids made of them, each its own."""
    found: list[tuple[str, str]] = []
    taken: set[str] = set()
    for title in titles:
        stem = slug(title, longest=ID_LENGTH) or "muc"
        numbered = (stem, *(f"{stem}-{number}" for number in range(2, len(titles) + 2)))
        key = next(name for name in numbered if name not in taken)
        taken.add(key)
        found.append((key, _label(title)))
    return found


def _label(text: str) -> str:
    return shortened(" ".join(text.split()), NAME_LENGTH)


class Departments:
    """The departments that rows name, in order."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def id_of(self, name: str) -> str:
        """Return the id of a department; of none where no name is given."""
        title = _label(name) or NOBODY["title"]
        key = slug(title, longest=ID_LENGTH) or NOBODY["id"]
        self._known.setdefault(key, title)
        return key

    def table(self) -> list[Table]:
        """Return the list of a rubric's file."""
        return [{"id": key, "title": title} for key, title in self._known.items()]


def scored(row: Row, rule: Table, departments: Departments, *, by_survey: bool) -> Table:
    """Return a scored row of a rubric's file."""
    evidence = [_label(line.lstrip("-+• ")) for line in row.evidence.split("\n") if line.strip()]
    made: Table = {**marked(row), **rule}
    if by_survey:
        made["source"] = "survey"
    else:
        made["department"] = departments.id_of(row.department)
        made["evidence"] = evidence or [ANY_EVIDENCE]
    if by_survey and evidence:
        made["evidence"] = evidence
    guidance = "\n".join(guidance_of(row))
    return {**made, "guidance": guidance} if guidance else made


def marked(row: Row) -> Table:
    """Return what a row and a group have in common, with the mark that the annex writes."""
    mark = row.code.rstrip(". :")
    said = {"mark": mark} if mark != row.id and not row.adjusts else {}
    return {"id": row.id, **said, "title": row.title, "points": row.points}


def without_mark(scored: Table) -> Table:
    """Return a row as a bonus or a penalty: its id tells it from the others, its mark does not."""
    return {key: value for key, value in scored.items() if key != "mark"}


def guidance_of(row: Row) -> list[str]:
    """Return what an annex says of a row beside its title: its rule, who appraises, remarks."""
    said = [
        level.text if level.points is None else f"{level.text}: {_shown(level.points)}"
        for level in row.levels
    ]
    said += [f"Ghi chú: {line}" for line in row.notes.split("\n") if line]
    if row.office:
        said.append(f"Cơ quan thẩm định: {', '.join(row.office.splitlines())}")
    return said


def _shown(points: Decimal) -> str:
    return f"{points:f}".replace(".", ",")
