"""Rates: levels of a rate, in proportion, and both: "từ 95% trở lên tính theo công thức"."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import say
from parself.issued.figures import decimal_of
from parself.issued.meaning import Doubt, Meaning, Share, Step, Steps
from parself.issued.meaning import Straight as InProportion
from parself.issued.phrases import worth
from parself.issued.phrases.best import judged
from parself.issued.phrases.clauses import About, Clause, Words, is_plain
from parself.issued.phrases.formula import RATIO, product_of
from parself.issued.phrases.ranges import (
    Range,
    Unit,
    is_one_subject,
    nested,
    nothing,
    range_of,
    tiled,
)
from parself.issued.phrases.worth import Straight, Value
from parself.issued.spelling import spelled
from parself.text import sentence_case
from parself.values import evolve

_LETTER: Final = re.compile(
    r"(?:trong đó:?\s*)?(?:gọi\s+)?(?P<name>[a-z])\s*(?:=|:|là)\s*(?P<means>[^=]{3,200})"
)
_IS_RATIO: Final = re.compile(r"tỷ lệ(?: %)?(?P<of>[^=:]*?)\s*[=]\s*(?P<formula>.+)")
_STATED: Final = re.compile(
    r"(?:công thức(?: tính)?\s*:\s*)?"
    r"(?P<formula>(?:số )?điểm(?: đạt được| đánh giá| số)?\s*(?:[=:]|bằng\s).+)"
)
Named = tuple[Range, Value]


def read(clauses: Sequence[Clause], about: About) -> Meaning | Doubt | None:
    """Return the meaning of a rule about a rate."""
    names, ratio, rest = _definitions(_in_percent(clauses, about))
    if not rest:
        return None
    if len(rest) == 1 and (alone := _alone(rest[0], ratio, about)) is not None:
        return alone
    found = _levels(rest, about)
    if found is None:
        return None
    found = [(span, _named(value, names)) for span, value in found]
    formula = ratio or next(
        (one for _, one in found if isinstance(one, Straight) and one.part), None
    )
    share = _share(formula, _subject([span for span, _ in found]), rest, about)
    return _assembled(found, share, about)


_LETTERS: Final = re.compile(
    r"\(?(?P<rate>[a-z]\s*/\s*[a-z])\)?\s*(?P<sign>[<>≤≥])\s*(?P<n>[01](?:[.,][0-9]+)?|[0-9]+\s*%)"
)


def _in_percent(clauses: Sequence[Clause], about: About) -> list[Clause]:
    """Return clauses with "b/a < 0,7" as a rate in percent, where a formula has that b/a."""
    rates = {
        one["rate"].replace(" ", "") for clause in clauses if (one := _RATE.search(clause.lower))
    }
    targets = {one["n"] for clause in clauses if (one := _AIM.search(clause.lower))}
    found = [_one_in_percent(one, rates) for one in clauses]
    return [_at_target(one, *targets) if len(targets) == 1 else one for one in found]


_AIM: Final = re.compile(r"/\s*\(?chỉ tiêu\s+(?:là\s+|giao\s+)?(?P<n>[0-9]+(?:[.,][0-9]+)?\s*%)")
_MEETS: Final = re.compile(
    r"(?:đạt|bằng)(?:\s+(?:hoặc|và)\s+(?:vượt|trên))?\s+chỉ tiêu(?!\s+[0-9])"
)


def _at_target(clause: Clause, target: str) -> Clause:
    """Return a clause about meeting the target with the target's figure."""
    found = _MEETS.match(clause.lower)
    if found is None:
        return clause
    return Clause(f"từ {target} trở lên{clause.lower[found.end() :]}", clause.points)


_RATE: Final = re.compile(r"điểm[^:;=]{0,20}[=:]\s*\(?(?P<rate>[a-z]\s*/\s*[a-z])\)?")


def _one_in_percent(clause: Clause, rates: set[str]) -> Clause:
    found = _LETTERS.search(clause.lower)
    if found is None or found["rate"].replace(" ", "") not in rates:
        return clause
    figure = decimal_of(found["n"].rstrip("% "))
    percent = figure if found["n"].endswith("%") else (figure * 100).normalize()
    shown = f"{percent:f}".replace(".", ",")
    before, after = clause.lower[: found.start()], clause.lower[found.end() :]
    return Clause(f"{before}tỷ lệ {found['sign']} {shown}%{after}", clause.points)


_GIVEN_AS: Final = re.compile(
    r"(?:.*?\s)?(?:là\s+)?tỷ lệ(?: %| phần trăm)?(?: giữa)?\s+(?:số\s+)?(?P<part>[^:;=]+?)\s+"
    r"(?:trên|so với|trong)\s+tổng số\s+(?P<whole>[^:;=]+)"
)


def _given_as(lower: str) -> Straight | None:
    """Return a rate whose two figures are named: of these, out of all of those."""
    found = _GIVEN_AS.fullmatch(lower)
    if found is None:
        return None
    return Straight(Fraction(1), f"số {found['part']}", f"tổng số {found['whole']}")


def _definitions(
    clauses: Sequence[Clause],
) -> tuple[Mapping[str, str], Straight | None, list[Clause]]:
    """Return what letters stand for, the rate that is stated by them, and the other clauses."""
    names: dict[str, str] = {}
    ratio: Straight | None = None
    rest: list[Clause] = []
    for clause in clauses:
        letter = _LETTER.fullmatch(clause.lower)
        stated = _IS_RATIO.fullmatch(clause.lower)
        if letter is not None and clause.points is None:
            at = clause.lower.index(letter["means"])
            same = len(clause.lower) == len(clause.text)
            names[letter["name"]] = clause.text[at:].strip() if same else letter["means"]
        elif ratio is None and clause.points is None and (given := _given_as(clause.lower)):
            ratio = given
        elif stated is not None and ratio is None and clause.points is None:
            ratio = worth.straight(product_of(_without_percent(stated["formula"])), Decimal(1))
            if ratio is None or ratio.times != 1:
                rest.append(clause)
        else:
            rest.append(clause)
    return names, worth.named(ratio, names) if ratio is not None else None, rest


def _without_percent(formula: str) -> str:
    return re.sub(r"\s*[*x]\s*100\s*%?$", "", formula)


def _alone(clause: Clause, ratio: Straight | None, about: About) -> Meaning | None:
    """Return a rule that is nothing but one formula."""
    text = _formula_of(clause)
    value = worth.value_of(text, about.maximum)
    if not isinstance(value, Straight) or value.times != Fraction(about.maximum):
        return None
    if clause.points is not None or not (value.part or ratio or RATIO in text):
        return None
    named = value if value.part else ratio
    return Meaning(_share(named, "", [clause], about), InProportion())


_BEGINS: Final = re.compile(
    r"điểm bằng tỷ lệ\b|(?:điểm (?:được )?)?tính theo công thức\b|(?:số )?điểm[^:;]{0,20}="
)


def _is_formula(clause: Clause) -> bool:
    """Say whether a clause is a formula from its first word on."""
    return _STATED.fullmatch(clause.lower) is not None or bool(_BEGINS.match(clause.lower))


def _formula_of(clause: Clause) -> str:
    stated = _STATED.fullmatch(clause.lower)
    return stated["formula"] if stated is not None else clause.lower


def _levels(clauses: Sequence[Clause], about: About) -> list[Named] | None:
    """Return the range and worth of every clause; None where one of them has no rate."""
    found = [_level(clause, about) for clause in clauses]
    none = [at for at, one in enumerate(found) if one is None]
    levels = [one for one in found if one is not None]
    if len(none) == 1 and (best := _none_at_all(clauses[none[0]], levels, about)):
        levels.append(best)
    spans = [span for span, _ in levels]
    is_whole = len(levels) == len(found) and not all(span.is_rest for span in spans)
    doubled = {span.subject for span in spans if _ALTERNATIVE.search(span.subject)}
    if doubled and {span.subject for span in spans if not span.is_rest} != doubled:
        # "And" and "or" belong to the name only where every level has the same one.
        return None
    if len(doubled) > 1:
        return None
    return levels if is_whole and is_one_subject(spans) else None


_ALTERNATIVE: Final = re.compile(r"\s(?:hoặc|và)\s")


def _none_at_all(clause: Clause, levels: Sequence[Named], about: About) -> Named | None:
    """Return none at all as a level of a rate of which less is better."""
    known = [
        (span.low or Fraction(0), value)
        for span, value in levels
        if isinstance(value, Decimal) and not span.is_rest
    ]
    worths = [value for _, value in sorted(known)]
    is_falling = len(set(worths)) > 1 and worths == sorted(worths, reverse=True)
    if not is_falling or len(known) != len(levels):
        return None
    for condition, value in worth.said(clause, about.maximum):
        span = nothing(condition)
        if span is not None and isinstance(value, Decimal) and value > worths[0]:
            return span, value
    return None


def _level(clause: Clause, about: About) -> Named | None:
    alone = worth.value_of(_formula_of(clause), about.maximum) if _is_formula(clause) else None
    if isinstance(alone, Straight) and clause.points is None:
        return Range(is_rest=True), alone
    for condition, value in worth.said(clause, about.maximum):
        before, _, last = condition.rpartition(":")
        span = range_of(last.strip(), Unit.PERCENT)
        if (
            span is not None
            and is_plain(_ALTERNATIVE.sub(" ", span.subject))
            and (not before or is_plain(before))
        ):
            return span, value
    return None


def _named(value: Value, names: Mapping[str, str]) -> Value:
    return worth.named(value, names) if isinstance(value, Straight) else value


def _subject(spans: Sequence[Range]) -> str:
    return max((span.subject for span in spans), key=len, default="")


def _share(
    formula: Straight | None, subject: str, clauses: Sequence[Clause], about: About
) -> Share:
    """Return the figures of a rate: as a formula, the title or the levels name them."""
    for one in (formula, _given_as(spelled(about.title))):
        if one is not None and len(one.part) > 1 and len(one.whole) > 1:
            known = (*clauses, Clause(about.title))
            return Share(_as_issued(one.part, known), _as_issued(one.whole, known))
    return labels(_as_issued(subject, clauses))


_STATE: Final = re.compile(
    r"\s(?=(?:được(?! giao| phân công| duyệt| phê duyệt)|bị|có|đã|đạt|đúng|chưa)\s)"
)
_COUNTED: Final = re.compile(
    r"(?:hồ sơ|văn bản|cán bộ|công chức|đơn vị|xã|phường|phòng|nhiệm vụ|thủ tục|tthc|báo cáo"
    r"|phản ánh|vụ việc|người|dịch vụ)\b",
    re.IGNORECASE,
)


def labels(subject: str) -> Share:
    """Return names for part and whole, made of the words beside a rate.

    "Hoàn thành … số nhiệm vụ" says what is done with all of them; in "số hồ sơ được xử lý" the
    words behind the noun say which of them. Where neither is clear, nothing is named.
    """
    lower = f"{subject[:1].lower()}{subject[1:]}"
    before, found, noun = lower.partition("số ")
    if not found and _COUNTED.match(lower):
        before, noun = "", lower
    elif not found or not (before == "" or before.endswith(" ")):
        return Share()
    noun = re.sub(r"^(?:lượng|các)\s+", "", noun.strip())
    verb = re.sub(r"^(?:tỷ lệ|đạt)\s*|\s*\btổng\s*$", "", before.strip(), flags=re.IGNORECASE)
    if not noun or verb:
        return Share(f"Số {noun} {verb.lower()}", f"Tổng số {noun}") if noun else Share()
    states = list(_STATE.finditer(noun))
    match states:
        case [one]:
            return Share(f"Số {noun}", f"Tổng số {noun[: one.start()]}")
        case [] if found:
            return Share("", f"Tổng số {noun}")
    return Share()


def _as_issued(words: str, clauses: Sequence[Clause]) -> str:
    known, lower = Words(tuple(clauses)), words.lower()
    found = known.of(lower)
    if found == lower and lower.startswith("số "):
        found = f"số {known.of(lower.removeprefix('số '))}"
    return sentence_case(found)


def _assembled(found: Sequence[Named], share: Share, about: About) -> Meaning | Doubt:
    order = tiled([span for span, _ in found], Unit.PERCENT)
    if order.fault is not None:
        return Doubt(order.fault, _up_to_the_next(found, share, about))
    values = [found[at][1] for at in order.order]
    spans = list(order.ranges)
    if order.is_open_below:
        low = spans[0]
        spans.insert(0, Range(None, True, low.low, not low.is_low_in))
        values.insert(0, Decimal(0))
    meaning = _straight(spans, values, share, about) or _steps(spans, values, share, about)
    if meaning is None:
        return Doubt(say("The formula does not fit the levels beside it."))
    told = judged(meaning, _worths(values, about), about)
    if isinstance(told, Doubt):
        return told
    if order.is_open_below:
        return Doubt(NOT_BELOW, (meaning,))
    if _is_vague(spans, values):
        return Doubt(say("“In proportion” below a level can be read in two ways."), _both(meaning))
    return meaning


def _up_to_the_next(found: Sequence[Named], share: Share, about: About) -> tuple[Meaning, ...]:
    """Return what levels could mean that all go on upwards: each up to the next."""
    spans = nested([span for span, _ in found]) if len(found) > 1 else None
    if spans is None:
        return ()
    read = _assembled(
        [(span, value) for span, (_, value) in zip(spans, found, strict=True)], share, about
    )
    return (read,) if isinstance(read, Meaning) else read.offered


def _worths(values: Sequence[Value], about: About) -> list[Decimal]:
    """Return the points of every level; a proportion reaches the maximum."""
    return [one if isinstance(one, Decimal) else about.maximum for one in values]


NOT_BELOW: Final = say("It does not say what less than the lowest level is worth.")


def _is_vague(spans: Sequence[Range], values: Sequence[Value]) -> bool:
    """Say whether full marks begin under 100%, and only "in proportion" is said of the rest."""
    is_said = any(isinstance(one, Straight) and not one.is_formula for one in values)
    return is_said and isinstance(values[-1], Decimal) and (spans[-1].low or Fraction(1)) < 1


def _both(meaning: Meaning) -> tuple[Meaning, ...]:
    match meaning.worth:
        case InProportion(zero, full, None) if full is not None:
            return meaning, evolve(meaning, worth=InProportion(zero, None, full))
        case _:
            return (meaning,)


def _straight(
    spans: Sequence[Range], values: Sequence[Value], share: Share, about: About
) -> Meaning | None:
    """Return a rule in one proportion with what stands at its ends."""
    at = [number for number, one in enumerate(values) if isinstance(one, Straight)]
    if len(at) != 1:
        return None
    middle = at[0]
    below, above = list(values[:middle]), list(values[middle + 1 :])
    value, span = values[middle], spans[middle]
    if not isinstance(value, Straight) or below not in ([], [Decimal(0)]):
        return None
    if above not in ([], [about.maximum]) or (below and not span.is_low_in):
        return None
    zero = _decimal(span.low) if below else None
    full = _decimal(spans[middle + 1].low) if above and spans[middle + 1].is_low_in else None
    if above and full is None:
        return None
    if value.times == Fraction(about.maximum):
        return Meaning(share, InProportion(zero, full))
    if full is not None and value.times * Fraction(full) == Fraction(about.maximum):
        return Meaning(share, InProportion(zero, None, full))
    return None


def _steps(
    spans: Sequence[Range], values: Sequence[Value], share: Share, about: About
) -> Meaning | None:
    if any(isinstance(one, Straight) and one.times != Fraction(about.maximum) for one in values):
        return None
    return Meaning(share, Steps(steps_of(spans, values)))


def steps_of(spans: Sequence[Range], values: Sequence[Value]) -> tuple[Step, ...]:
    """Return steps from ranges in order, the lowest without its lower end."""
    made = []
    for number, (span, value) in enumerate(zip(spans, values, strict=True)):
        points = value if isinstance(value, Decimal) else None
        low = _decimal(span.low) if number else None
        made.append(
            Step(points, low if span.is_low_in else None, low if not span.is_low_in else None)
        )
    return tuple(made)


def _decimal(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else Decimal(amount.numerator) / Decimal(amount.denominator)
