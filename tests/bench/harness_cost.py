"""What the harness itself costs, against its limits: a no-op case end to end, `tare list`, and memory over many cases.

usage: harness_cost.py [CASES]    (1,000 by default for the time; ten times as many for the memory with 10000)

Run it on a quiet machine. Prints a line a figure; exit code 1 when one is missed. Worker start and the store's writing
have benchmarks of their own beside this file.
"""

import contextlib
import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = pathlib.Path(os.environ["TARE_BUILD_ROOT"])
TARE = BUILD / "core" / "cli" / "tare"
CASE_LIMIT_MS = 25
LIST_LIMIT_MS = 50
GROWTH_LIMIT_MB = 5

SUITE = """timing = false
[suite]
name = "noop"
track = "fixture"
seeds = [{seeds}]
[[method]]
name = "noop"
baseline = true
"""


def resident_mb(pid):
    with contextlib.suppress(OSError, ValueError):
        for line in (pathlib.Path("/proc") / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return None


def finished_cases(store):
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as data:
        return data.execute("SELECT count(*) FROM halves WHERE outcome IS NOT NULL").fetchone()[0]
    return 0


def many_cases(folder, environment, count):
    """Seconds for all, and resident memory early and late in the run."""
    (folder / "noop.toml").write_text(SUITE.format(seeds=", ".join(map(str, range(1, count + 1)))))
    store = folder / "noop.db"
    began = time.monotonic()
    process = subprocess.Popen(
        [TARE, "run", "noop.toml", "--quiet", "--store", store], cwd=folder, env=environment, stdout=subprocess.DEVNULL
    )
    early = late = None
    while process.poll() is None:
        time.sleep(0.5)
        now = resident_mb(process.pid)
        if now is not None:
            # The caches of SQLite and the allocator fill in the first cases; growth is what comes after them.
            finished = finished_cases(store)
            early = now if early is None and finished >= count / 20 else early
            late = now if finished < count else late
    seconds = time.monotonic() - began
    if process.returncode != 0 or finished_cases(store) != count:
        sys.exit(f"the no-op suite did not finish: exit code {process.returncode}, {finished_cases(store)} of {count} cases")
    return seconds, early, late


def list_ms(folder, environment):
    times = []
    for _ in range(12):
        began = time.monotonic()
        subprocess.run([TARE, "list"], cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
        times.append((time.monotonic() - began) * 1000)
    return statistics.median(times[2:])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rows = []
    with tempfile.TemporaryDirectory(prefix="tare-bench.") as name:
        folder = pathlib.Path(name)
        environment = dict(
            os.environ,
            TARE_CACHE=str(folder / "cache"),
            TARE_PLUGIN_PATH=str(BUILD / "tests" / "fixtures" / "plugins"),
        )
        seconds, early, late = many_cases(folder, environment, count)
        rows.append((f"a no-op case end to end, of {count}", seconds / count * 1000, CASE_LIMIT_MS, "ms"))
        if early is not None:
            # From the twentieth part of the cases on, scaled to 10,000 of them.
            growth = (late - early) * 10000 / (0.95 * count)
            rows.append(("growth of tare over 10,000 cases", growth, GROWTH_LIMIT_MB, "MB"))
        rows.append(("`tare list` with a warm cache", list_ms(folder, environment), LIST_LIMIT_MS, "ms"))
    for what, found, limit, unit in rows:
        print(f"{what}: {found:.1f} {unit}, limit {limit} {unit}: {'met' if found <= limit else 'MISSED'}")
    return 1 if any(found > limit for _, found, limit, _ in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
