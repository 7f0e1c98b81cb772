"""The verbs that read stores, and stores in trouble: full disk, read-only, foreign, damaged, newer."""

import contextlib
import csv
import json
import shutil
import sqlite3
import subprocess
import unittest

from harness import EndToEnd

SUITE = """
[suite]
name = "kept"
track = "fixture"
[matrix]
size = [3, 4]
[timing]
rounds = { min = 8, max = 8 }
processes = 1
min_time = "1 ms"
[[method]]
name = "steady"
baseline = true
[[method]]
name = "no, \\"op\\""
plugin = "noop"
[[method]]
name = "faulty"
params = { fault = "fail", when = "evaluate" }
"""


class Kept(EndToEnd):
    def setUp(self):
        super().setUp()
        self.sandbox.write("s.toml", SUITE)

    def finished_run(self):
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 3)
        return self.sandbox.rows("SELECT id FROM runs ORDER BY started_ms DESC LIMIT 1")[0][0]


class Verbs(Kept):
    def test_runs_are_listed_and_shown_with_what_went_wrong(self):
        run = self.finished_run()
        listed = json.loads(self.sandbox.run("runs", "--format", "json").stdout)
        self.assertEqual([(one["run"], one["status"]) for one in listed], [(run, "done")])
        self.assertEqual((listed[0]["cases"], listed[0]["failed"]), (6, 2))
        self.assertIn(run, self.sandbox.run("runs").stdout)
        for name in (run, run[:12], "last"):
            shown = self.sandbox.run("show", "run", name)
            self.assert_exit(shown, 0)
            self.assertIn(f"run {run}", shown.stdout)
            self.assertIn("faulty answer: failed/not_implemented", shown.stdout)
            self.assertIn("answer_count", shown.stdout)
        self.assertEqual(self.sandbox.run("show", "run", "last", "--suite").stdout, SUITE)

    def test_a_run_that_is_not_there_is_bad_usage(self):
        self.finished_run()
        for arguments in (["show", "run", "ffff"], ["export", "ffff"], ["rerun", "ffff"]):
            done = self.sandbox.run(*arguments)
            self.assert_exit(done, 2)
            self.assertIn("ffff", done.stderr)

    def test_an_export_has_every_row_of_the_view_in_both_formats(self):
        run = self.finished_run()
        rows = self.sandbox.rows("SELECT method, metric, value FROM results WHERE run = ? ORDER BY 1, 2, 3", run)
        key = lambda row: (row[0], row[1] or "", row[2] or 0)  # noqa: E731
        self.assert_exit(self.sandbox.run("export", "--output", "out.csv"), 0)
        with open(self.sandbox.folder / "out.csv", newline="") as file:
            from_csv = [
                (row["method"], row["metric"] or None, float(row["value"]) if row["value"] else None)
                for row in csv.DictReader(file)
            ]
        lines = self.sandbox.run("export", run[:13], "--format", "jsonl").stdout.splitlines()
        from_json = [(row["method"], row["metric"], row["value"]) for row in map(json.loads, lines)]
        self.assertEqual(sorted(from_csv, key=key), sorted(rows, key=key))
        self.assertEqual(sorted(from_json, key=key), sorted(rows, key=key))
        self.assertIsInstance(json.loads(lines[0])["workload"], dict)
        self.assert_exit(self.sandbox.run("export", "--output", "no/such/folder.csv"), 2)

    def test_a_merge_is_complete_and_a_second_one_changes_nothing(self):
        self.finished_run()
        shutil.move(self.sandbox.store, self.sandbox.folder / "a.db")
        self.finished_run()
        shutil.move(self.sandbox.store, self.sandbox.folder / "b.db")
        self.assert_exit(self.sandbox.run("merge", "--into", "all.db", "a.db", "b.db"), 0)
        self.assertEqual(len(json.loads(self.sandbox.run("runs", "--store", "all.db", "--format", "json").stdout)), 2)
        again = self.sandbox.run("merge", "--into", "all.db", "b.db", "a.db")
        self.assertEqual(again.stdout.count(": 0 rows added"), 2)
        self.assert_exit(self.sandbox.run("merge", "--into", "all.db", "a.db", "gone.db"), 5)

    def test_a_rerun_names_no_difference_of_the_same_plugins(self):
        self.finished_run()
        done = self.sandbox.run("rerun", "last")
        self.assert_exit(done, 3)
        self.assertIn(": 0 differ", done.stdout)

    def test_reading_makes_no_store(self):
        for arguments in (["runs"], ["show", "run", "last"], ["export"]):
            done = self.sandbox.run(*arguments)
            self.assert_exit(done, 5)
            self.assertIn("no store at results/tare.db", done.stderr)
        self.assertFalse(self.sandbox.store.parent.exists())


class Trouble(Kept):
    def mounted(self, options):
        folder = self.sandbox.folder / "mounted"
        folder.mkdir(exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tare-test", folder], capture_output=True).returncode:
            self.skipTest("mounts are not permitted here")
        self.addCleanup(subprocess.run, ["umount", "-l", folder], check=True)
        return folder

    def test_files_that_are_no_store_of_ours_are_refused_and_left_alone(self):
        self.finished_run()
        good = self.sandbox.store.read_bytes()
        with contextlib.closing(sqlite3.connect(self.sandbox.folder / "foreign.db")) as database:
            database.execute("CREATE TABLE runs (a)")
            database.commit()
        shutil.copy(self.sandbox.store, self.sandbox.folder / "newer.db")
        with contextlib.closing(sqlite3.connect(self.sandbox.folder / "newer.db")) as database:
            database.execute("PRAGMA user_version = 99")
            database.commit()
        self.sandbox.write("text.db", "this is no database, but it is long enough to be looked at" * 20)
        (self.sandbox.folder / "cut.db").write_bytes(good[: len(good) // 2])
        (self.sandbox.folder / "folder.db").mkdir()
        for name in ("foreign.db", "newer.db", "text.db", "cut.db", "folder.db"):
            path = self.sandbox.folder / name
            before = path.read_bytes() if path.is_file() else None
            for arguments in (["runs"], ["run", "s.toml"]):
                with self.subTest(name=name, arguments=arguments):
                    done = self.sandbox.run(*arguments, "--store", name)
                    self.assert_exit(done, 5)
                    self.assertIn(name, done.stderr)
                    self.assertEqual(path.read_bytes() if path.is_file() else None, before)

    def test_a_full_disk_ends_the_run_with_a_sound_store(self):
        folder = self.mounted("size=300k")
        done = self.sandbox.run("run", "s.toml", "--store", folder / "tare.db")
        self.assert_exit(done, 5)
        self.assertRegex(done.stderr, "full|space")
        self.sandbox.wait_for_silence()
        if (folder / "tare.db").exists():
            shutil.copytree(folder, self.sandbox.folder / "copy")
            with contextlib.closing(sqlite3.connect(self.sandbox.folder / "copy" / "tare.db")) as database:
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")

    def test_a_read_only_store_can_be_read_and_not_written(self):
        run = self.finished_run()
        folder = self.mounted("size=8m")
        shutil.copy(self.sandbox.store, folder / "tare.db")
        before = (folder / "tare.db").read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True, capture_output=True)
        done = self.sandbox.run("run", "s.toml", "--store", folder / "tare.db")
        self.assert_exit(done, 5)
        self.assertIn("tare.db", done.stderr)
        self.assertIn(run, self.sandbox.run("runs", "--store", folder / "tare.db").stdout)
        self.assert_exit(self.sandbox.run("export", "--store", folder / "tare.db"), 0)
        self.assertEqual((folder / "tare.db").read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
