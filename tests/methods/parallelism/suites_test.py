"""The track's suites through the built tare: all are read without a problem, figure 8 comes out as its claims say,
and bad input becomes a located message.

Needs the system's python3 and nothing else. Expected numbers are read from the suite, so that they stand in one place.
"""

import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["TARE_SOURCE_ROOT"])
TARE = pathlib.Path(os.environ["TARE_BUILD_ROOT"]) / "core" / "cli" / "tare"
SUITES = SOURCE / "suites"


class SuitesTest(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="tare-suites.")
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)
        self.store = self.folder / "store.db"

    def tare(self, *arguments):
        environment = dict(os.environ, TARE_CACHE=str(self.folder / "cache"), TERM="dumb")
        return subprocess.run(
            [str(TARE), *map(str, arguments)], capture_output=True, text=True, timeout=240, env=environment, cwd=self.folder
        )

    def rows(self, query):
        connection = sqlite3.connect(self.store)
        self.addCleanup(connection.close)
        return connection.execute(query).fetchall()

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def test_every_suite_of_the_track_is_read_without_a_problem(self):
        suites = sorted(SUITES.glob("quick*.toml")) + sorted(SUITES.glob("parallelism/*.toml"))
        self.assertGreaterEqual(len(suites), 13)
        checked = self.tare("check", *suites)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_figure_8_has_the_papers_bytes(self):
        suite = SUITES / "parallelism" / "hypar-figure-8.toml"
        done = self.tare("run", suite, "--store", self.store)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        found = {
            (method, network): value
            for method, network, value in self.rows(
                "SELECT method, json_extract(workload, '$.network'), value FROM results WHERE metric = 'step_bytes'"
            )
        }
        for claim, method, within in [("bytes-data-parallel", "data-parallel", 0.005), ("bytes-hypar", "hypar", 0.08)]:
            table = suite.read_text().split(f'id = "{claim}"')[1].split("[[claim]]")[0]
            published = re.findall(r'network = "([^"]+)", about = ([0-9.e]+)', table)
            self.assertEqual(len(published), 10)
            for network, about in published:
                with self.subTest(method=method, network=network):
                    self.assertAlmostEqual(found[method, network] / float(about), 1, delta=within)

    def test_a_bad_network_file_is_a_failed_row_with_its_place(self):
        self.write(
            "bad.toml",
            'input = { features = 10 }\n[[layer]]\nname = "fc1"\ntype = "fc"\ninput = "input"\nin = 12\nout = 4\n',
        )
        self.write(
            "suite.toml",
            'timing = false\n[suite]\nname = "bad"\ntrack = "parallelism"\n[workload]\nnetwork = "bad.toml"\n'
            '[[method]]\nname = "hypar"\n',
        )
        done = self.tare("run", "suite.toml", "--store", self.store)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        rows = self.rows("SELECT outcome, reason, message FROM halves")
        self.assertEqual([row[:2] for row in rows], [("failed", "bad_network")])
        self.assertIn("bad.toml:6:6: layer fc1 says in = 12, but the input gives 10 features", rows[0][2])

    def test_levels_and_batches_out_of_range_are_found_at_their_place(self):
        for key, value in [("levels", "-1"), ("levels", "40"), ("batch", "0"), ("batch", str(2**40))]:
            with self.subTest(key=key, value=value):
                self.write(
                    "suite.toml",
                    f'[suite]\nname = "bad"\ntrack = "parallelism"\n[workload]\nnetwork = "vgg-a"\n{key} = {value}\n'
                    '[[method]]\nname = "hypar"\n',
                )
                checked = self.tare("check", "suite.toml")
                self.assertEqual(checked.returncode, 2, checked.stdout + checked.stderr)
                self.assertIn(f"suite.toml:6:{len(key) + 4}: ", checked.stdout + checked.stderr)


if __name__ == "__main__":
    unittest.main()
