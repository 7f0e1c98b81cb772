"""What the end-to-end tests share: running the built tare in a scratch folder and reading its store.

Knows where meson put things (TARE_BUILD_ROOT, TARE_SOURCE_ROOT); needs the system's python3 and nothing else.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import uuid

BUILD = pathlib.Path(os.environ["TARE_BUILD_ROOT"])
SOURCE = pathlib.Path(os.environ["TARE_SOURCE_ROOT"])
TARE = BUILD / "core" / "cli" / "tare"
FIXTURES = BUILD / "tests" / "fixtures" / "plugins"


class Sandbox:
    """A scratch folder with a cache, a store and suites of its own; every process started in it carries a mark."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tare-e2e."))
        self.mark = uuid.uuid4().hex
        self.store = self.folder / "results" / "tare.db"
        self.environment = dict(
            os.environ,
            TARE_CACHE=str(self.folder / "cache"),
            TARE_PLUGIN_PATH=str(FIXTURES),
            TARE_E2E_MARK=self.mark,
            TERM="dumb",
        )

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def start(self, *arguments, **options):
        return subprocess.Popen(
            [str(TARE), *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments, time_limit_s=120):
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=time_limit_s)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"tare {arguments} hung\n{out}\n{err}") from None
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def rows(self, query, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()

    def integrity(self):
        return self.rows("PRAGMA integrity_check")[0][0]

    def left_processes(self):
        """Processes that were started in this sandbox and still run; zombies are gone already."""
        needle = f"TARE_E2E_MARK={self.mark}".encode()
        left = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            with contextlib.suppress(OSError):
                if needle in (entry / "environ").read_bytes():
                    left.append((int(entry.name), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()))
        return left

    def wait_until(self, condition, what, time_limit_s=60):
        deadline = time.monotonic() + time_limit_s
        while time.monotonic() < deadline:
            if condition():
                return
            time.sleep(0.002)
        raise AssertionError(f"waited {time_limit_s} s for: {what}")

    def wait_for_silence(self, time_limit_s=10):
        self.wait_until(lambda: not self.left_processes(), f"no process left, still {self.left_processes()}", time_limit_s)


class EndToEnd(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)

    def assert_exit(self, result, code):
        self.assertEqual(result.returncode, code, f"stdout:\n{result.stdout}\nstderr:\n{result.stderr}")


SIGKILL = signal.SIGKILL
SIGINT = signal.SIGINT
