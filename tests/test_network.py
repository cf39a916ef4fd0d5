"""No command needs the network, and none tries to use it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FORBIDDING = """
import sys

FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto", "socket.sendmsg",
    "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
)

def forbid(event, details):
    if event in FORBIDDEN:
        sys.stderr.write(f"network: {event} {details}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)

sys.addaudithook(forbid)
"""
MAIN = "from parself.cli import main\nmain()\n"


def offline(code: str, *words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter that ends with code 99 where it reaches for the network."""
    return subprocess.run(
        [sys.executable, "-c", FORBIDDING + code, *map(str, words)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PARSELF_LANG": "en", "HOME": str(home)},
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "import socket; socket.gethostbyname('localhost')",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
    ],
)
def test_the_watch_sees_the_network(code: str, tmp_path: Path) -> None:
    assert offline(code, home=tmp_path).returncode == 99


def test_the_districts_main_job_and_the_provinces_need_no_network(tmp_path: Path) -> None:
    folder, file, round_ = tmp_path / "a", tmp_path / "a.zip", tmp_path / "round"
    calls: list[tuple[str | Path, ...]] = [
        ("new", folder, "--rubric", "lang-son-huyen-2023", "--unit", "van-quan"),
        ("answer", folder, "3.4.1", "part=12301", "whole=12450"),
        ("status", folder, "--json"),
        ("explain", folder, "3.4.1"),
        ("repair", folder),
        ("export", folder, "-o", file),
        ("verify", file),
        ("merge", round_, file),
        ("rubric", "list"),
        ("rubric", "check", folder / "rubric.toml"),
        ("demo", tmp_path / "demo"),
    ]
    for words in calls:
        done = offline(MAIN, *words, home=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
