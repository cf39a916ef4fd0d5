"""What the program loads before its first question, and what it must not."""

import subprocess
import sys

from parself.assessment import store

SHOW = """
import asyncio, sys
from pathlib import Path
import parself.cli
from parself.tui.app import ParselfApp

async def main():
    app = ParselfApp(Path(sys.argv[1]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(type(app.screen).__name__, *sys.modules)

asyncio.run(main())
"""
ROOMS = ("annex", "demo", "editions", "lift", "province", "report", "workbook", "years")
MODULES = (
    "parself.assessment.block",
    "parself.assessment.going_back",
    "parself.assessment.repair",
    "parself.desk.what_if",
    "parself.files.packed",
    "parself.submission.archive",
    "parself.submission.bag",
    "parself.submission.intake",
    "parself.submission.landing",
)
OTHERS = (
    "attr",
    "cattrs",
    "csv",
    "docx",
    "hypothesis",
    "lxml",
    "openpyxl",
    "xlsxwriter",
    "zipfile",
)


def test_the_first_question_loads_no_reader_of_files_that_others_send_and_no_maker_of_papers(
    folder: store.Folder,
) -> None:
    command = [sys.executable, "-c", SHOW, str(folder.path)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    screen, *loaded = result.stdout.split()
    assert screen == "QuestionScreen"
    too_early = {*OTHERS, *MODULES, *(f"parself.{room}" for room in ROOMS)}
    assert not too_early & set(loaded)
