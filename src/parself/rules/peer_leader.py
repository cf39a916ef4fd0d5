"""A unit's figure between a target and the best unit (leader)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import ClassVar, Final

from parself.errors import Message, Problem, say
from parself.rules.amounts import ONE, Amount, Context, Share, Values
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, not_above_zero
from parself.rules.compared import INPUTS, OWN, Compared
from parself.rules.expressions import AmountText, Sheet, literal
from parself.rules.kinds import Rule, Span, Stated, worth
from parself.rules.lines import CENT
from parself.rules.luck import Luck, Result, picked
from parself.rules.peers import Origin
from parself.rules.rungs import Move, Rung
from parself.rules.steps import StepKind, StepValues, step

LEADER: Final = "leader"
"""Key of the unit's estimate."""
BELOW_TARGET: Final = StepKind(
    "below-target",
    say("{at:rate} × {own:count}/{target:count} of the target = {share:percent}"),
)
BEYOND_TARGET: Final = StepKind(
    "beyond-target",
    say(
        "{at:rate} + {rest:rate} × ({own:count} − {target:count})/({leader:count} −"
        " {target:count}) = {share:percent}"
    ),
)


class PeerLeader(Compared, kw_only=True):
    """A unit's figure as a share: so much of it at the target, all of it at the best unit.

    Below the target in proportion to it; from the target on as far as the best unit is beyond it.
    Where nobody is beyond the target, the target is the most that is reached.
    """

    target: Decimal
    at_target: Decimal
    """Share at the target, 0.5 for half of the points."""

    kind = "peer_leader"
    peers_key = LEADER
    peers_title = say("best unit")
    annex = (
        AnnexRule(
            "peer_leader",
            "Giữa chỉ tiêu và đơn vị dẫn đầu",
            {**INPUTS, "goal": "target", "at_goal": "at_target"},
            needed=("input1", "goal", "at_goal"),
        ),
    )
    told: ClassVar[Mapping[Origin, StepKind]] = {
        Origin.ENTERED: StepKind(
            "leader-entered", say("provisional: the best unit is estimated at {figure:count}")
        ),
        Origin.LAST_YEAR: StepKind(
            "leader-last-year",
            say("provisional: the best unit is taken as in {year:none}, {figure:count}"),
        ),
        Origin.ROUND: StepKind(
            "leader-round",
            say("provisional: best of {units:count}/{of:count} units {figure:count}"),
        ),
        Origin.CLOSED: StepKind("leader", say("best of {units:count} units {figure:count}")),
    }

    def compared(self, figures: Sequence[Fraction]) -> Fraction:
        """Return the greatest figure."""
        return max(figures)

    def amount(self, _maximum: Decimal, values: Values, context: Context) -> Share:
        """Return the share, with the figures that it is made of."""
        own, leader, shown = self.set_against(values, context)
        # A unit that is beyond what it estimates of the best one is the best one itself.
        leader = max(own, leader)
        share = self._share(own, leader)
        figures: StepValues = {"at": Fraction(self.at_target), "own": own, "target": self.target}
        if own < self.target or leader <= self.target:
            return Share(share, (shown, step(BELOW_TARGET, share=share, **figures)))
        rest = ONE - Fraction(self.at_target)
        found = step(BEYOND_TARGET, share=share, rest=rest, leader=leader, **figures)
        return Share(share, (shown, found))

    def _share(self, own: Fraction, leader: Fraction) -> Fraction:
        at, target = Fraction(self.at_target), Fraction(self.target)
        if own < target or leader <= target:
            return at * own / target
        return at + (ONE - at) * (own - target) / (leader - target)

    def span(self) -> Span:
        """Return a span up to all of it."""
        return Span("share", greatest=Decimal(1))

    def rungs(self, rule: Rule, values: Values, _now: Amount, context: Context) -> Iterator[Rung]:
        """Yield the target and the best unit's figure, where they lie above the unit's own."""
        own, leader, _ = self.set_against(values, context)
        smallest = CENT if self.decimals else ONE
        for end in sorted({Fraction(self.target), leader}):
            reached = ceil(end / smallest) * smallest
            if reached > own:
                share = self._share(reached, max(reached, leader))
                points, _ = worth(rule, Share(share))
                more = reached - own
                yield Rung(Move.MORE, self.value.title, more, self.unit, points, threshold=share)

    def text(self, sheet: Sheet, values: Values, _year: int) -> AmountText:
        """Return the share as a formula over the two figures."""
        own, known = self.cells(sheet, values)
        at, target, leader = literal(self.at_target), literal(self.target), f"MAX({own},{known})"
        below = f"{at}*{own}/{target}"
        beyond = f"{at}+(1-{at})*({own}-{target})/({leader}-{target})"
        return AmountText(f"IF(OR({own}<{target},{leader}<={target}),{below},{beyond})", "1")

    def problems(self, at: str, stated: Stated) -> Faults:
        """Check the input, a target of 0, and a share that is none."""
        yield from super().problems(at, stated)
        if self.target <= 0:
            yield not_above_zero(f"{at}.target")
        if not 0 <= self.at_target < 1:
            what = say("The share at the target is {share:count}.", share=self.at_target)
            todo = say("Write a share from 0 to under 1: 0.5 for half of the points.")
            yield Problem(what, f"{at}.at_target", todo)

    def words(self) -> Iterator[Message]:
        """Yield sentences with the target and the best unit."""
        yield say("{value} between target and best unit", value=self.value.title)
        yield say(
            "{share:rate} at the target {target:count}, all at the best unit",
            share=self.at_target,
            target=self.target,
        )

    def invented(self, _rule: Rule, result: Result, luck: Luck, context: Context) -> Values:
        """Roll a figure at the best unit, between it and the target, or below that."""
        target = ceil(self.target)
        known = context.peers
        best = target + luck.roll("beyond", 4, 40)
        if known is not None and not known.is_assumed:
            best = int(known.figure)
        own = picked(result, (best, (target + best) // 2, target * luck.roll("part", 2, 9) // 10))
        found: dict[str, int | Decimal] = {OWN: max(0, own)}
        return found if known is not None and not known.is_assumed else {**found, LEADER: best}
