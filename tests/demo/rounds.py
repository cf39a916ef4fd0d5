"""The practice province's round before anything in it is appraised."""

import shutil

from parself import demo
from parself.demo.figures import HANDED_IN
from parself.province.receiving import merge


def fresh(made: demo.Demo) -> demo.Demo:
    """Return a practice province whose round holds one hand-in of each unit, and nothing else."""
    shutil.rmtree(made.path / demo.ROUND)
    hand_ins = sorted((made.path / demo.HAND_INS).glob("*.zip"))
    merge(made.path / demo.ROUND, hand_ins, now=HANDED_IN)
    return demo.prepare(made.path)
