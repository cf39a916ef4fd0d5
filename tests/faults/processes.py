"""What the other processes of these tests do."""

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from assessment.folders import NOW, ROWS, answered
from parself.assessment import scenarios, store
from parself.files import FolderLock
from parself.province.receiving import merge
from parself.values import evolve


def fork_server() -> ForkServerContext:
    """Return a context whose processes start quickly and share nothing with the test."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["faults.processes"])
    return context


@contextmanager
def running(process: BaseProcess) -> Iterator[None]:
    """Start a process and end it, whatever happens."""
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def save_forever(path: Path, done: Connection) -> None:
    """Save again and again, and tell each revision once its save is acknowledged."""
    folder = store.load(path)
    while True:
        revision = folder.assessment.revision
        number = revision % len(ROWS)
        assessment = answered(folder.assessment, number, f"lần {revision}", part=revision)
        folder = store.save(folder, assessment, now=later(revision))
        done.send(folder.assessment.revision)


def try_out_forever(path: Path, done: Connection) -> None:
    """Change a scenario again and again, and tell each round once it is acknowledged."""
    (kept,) = scenarios.kept_scenarios(store.load(path))
    number = 0
    while kept.scenario is not None:
        number += 1
        tried = answered(kept.scenario.assessment, number % len(ROWS), f"lần {number}", part=number)
        kept = scenarios.keep(kept, evolve(kept.scenario, assessment=tried))
        done.send(number)


def land(paths: Sequence[Path], round_path: Path, begun: Connection) -> None:
    """Land the first half of some hand-ins, then the others, and say when it begins."""
    begun.send(True)
    merge(round_path, paths[: len(paths) // 2], now=NOW)
    merge(round_path, paths, now=NOW)


def later(revision: int) -> datetime:
    """Return a clock that moves ten seconds with each save."""
    return NOW + timedelta(seconds=10 * revision)


def hold_lock(path: Path, done: Connection) -> None:
    """Take the lock, tell so, and keep it until killed."""
    lock = FolderLock(path, NOW)
    done.send(lock.acquire())
    done.poll(None)


def save_once(path: Path) -> None:
    """Open a folder and save it once; a mark tells a tracer where the save begins."""
    folder = store.load(path)
    Path("/parself-save-begins").exists()
    store.save(folder, answered(folder.assessment, 0, "một lần"), now=NOW)
    Path("/parself-save-ends").exists()


def join_forever(path: Path, done: Connection) -> None:
    """Join the officers' files beside a round, then forget it, again and again."""
    from parself.files import remove
    from parself.province.joining import join

    files = sorted(path.parent.glob("*-ve.zip"))
    number = 0
    while True:
        number += 1
        join(path, files, "lan", NOW, keep=True)
        done.send(number)
        remove(path / "appraisal.jsonl")


def receive_forever(path: Path, done: Connection) -> None:
    """Receive the result beside a folder, then go back to before it, again and again."""
    import shutil

    from parself.files import write_atomic
    from parself.returns.taking import look, take

    folder, file, number = store.load(path), path.parent / "kq.zip", 0
    before = (path / "assessment.toml").read_bytes()
    while True:
        number += 1
        take(folder, look(folder, file), now=NOW)
        done.send(number)
        write_atomic(path / "assessment.toml", before)
        shutil.rmtree(path / "returned")
