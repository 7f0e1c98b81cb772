"""What is finished is not run again; what is missing is, and only that; reruns say what differs."""

import unittest

from harness import EndToEnd

SUITE = """
[suite]
name = "resumed"
track = "fixture"
[[method]]
name = "base"
plugin = "steady"
baseline = true
[[method]]
name = "a"
plugin = "steady"
params = { prepare_ms = 1 }
[timing]
rounds = { min = 8, max = 8 }
min_time = "1 ms"
twin = true
"""

ADDED = """
[[method]]
name = "b"
plugin = "steady"
params = { prepare_ms = 2 }
"""


class Resumed(EndToEnd):
    def test_a_second_run_does_nothing_and_succeeds(self):
        suite = self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("run", suite), 0)
        again = self.sandbox.run("run", suite)
        self.assert_exit(again, 0)
        self.assertIn("answers: 0 run, 3 cached; timings: 0 run, 3 cached", again.stdout)

    def test_an_added_method_brings_the_baseline_and_its_twin_for_timing_only(self):
        suite = self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("run", suite), 0)
        self.sandbox.write("s.toml", SUITE.replace("[timing]", ADDED + "[timing]"))
        planned = self.sandbox.run("plan", suite)
        self.assert_exit(planned, 0)
        self.assertIn("timed again for a common sitting", planned.stdout)
        again = self.sandbox.run("run", suite)
        self.assert_exit(again, 0)
        self.assertIn("answers: 1 run, 3 cached; timings: 3 run, 1 cached", again.stdout)
        sittings = self.sandbox.rows("SELECT count(*) FROM halves WHERE half = 'timing' GROUP BY sitting_id ORDER BY 1")
        self.assertEqual(sittings, [(3,), (3,)])

    def test_fresh_runs_everything_again(self):
        suite = self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("run", suite), 0)
        again = self.sandbox.run("run", "--fresh", suite)
        self.assertIn("answers: 3 run, 0 cached", again.stdout)

    def test_a_rerun_compares_deterministic_metrics(self):
        suite = self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("run", suite), 0)
        suite.unlink()  # the stored text is enough
        again = self.sandbox.run("rerun", "last")
        self.assert_exit(again, 0)
        self.assertIn("0 differ", again.stdout)

    def test_a_run_that_is_not_there_is_a_usage_error(self):
        suite = self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("run", suite), 0)
        self.assert_exit(self.sandbox.run("rerun", "zzzz"), 2)


if __name__ == "__main__":
    unittest.main()
