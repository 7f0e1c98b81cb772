"""tare is killed at any moment: the store opens clean, and the next run finishes exactly what is missing."""

import random
import unittest

from harness import SIGINT, SIGKILL, EndToEnd

SUITE = """
[suite]
name = "killed"
track = "fixture"
about = "three groups of four methods, long enough to be killed in"

[matrix]
size = [1, 2, 3]

[[method]]
name = "base"
plugin = "steady"
baseline = true
[[method]]
name = "a"
plugin = "steady"
params = { prepare_ms = 20 }
[[method]]
name = "b"
plugin = "steady"
params = { prepare_ms = 21 }
[[method]]
name = "c"
plugin = "steady"
params = { prepare_ms = 22 }

[timing]
rounds = { min = 8, max = 8 }
min_time = "1 ms"
processes = 1
"""

SIX = """
[suite]
name = "six"
track = "fixture"
[[method]]
name = "base"
plugin = "steady"
baseline = true
params = { prepare_ms = 40 }
""" + "".join(
    f'[[method]]\nname = "m{i}"\nplugin = "steady"\nparams = {{ prepare_ms = {40 + i} }}\n' for i in range(1, 6)
)

OK_ANSWERS = "SELECT identity, count(*) FROM halves WHERE half = 'answer' AND outcome = 'ok' GROUP BY identity"
OK_TIMINGS = """
SELECT c.identity, count(DISTINCT h.id), max(r.is_baseline) FROM halves h JOIN cases c USING (identity)
JOIN run_cases r USING (identity) WHERE h.half = 'timing' AND h.outcome = 'ok' GROUP BY c.identity
"""


class Killed(EndToEnd):
    def check_store(self):
        self.sandbox.wait_for_silence()
        if self.sandbox.store.exists() and self.sandbox.store.stat().st_size > 0:
            self.assertEqual(self.sandbox.integrity(), "ok")

    def check_finished(self, cases):
        answers = self.sandbox.rows(OK_ANSWERS)
        self.assertEqual(len(answers), cases)
        self.assertEqual({count for _, count in answers}, {1}, "a finished answer ran twice")
        timings = self.sandbox.rows(OK_TIMINGS)
        self.assertEqual(len(timings), cases)
        self.assertEqual({n for _, n, is_baseline in timings if not is_baseline}, {1}, "a finished timing ran twice")

    def test_fifty_random_moments(self):
        seed = random.randrange(1 << 32)
        moments = random.Random(seed)
        suite = self.sandbox.write("killed.toml", SUITE)
        kills = 0
        with self.subTest(seed=seed):
            while kills < 50:
                process = self.sandbox.start("run", suite)
                try:
                    process.communicate(timeout=moments.uniform(0.0, 0.9))
                except Exception:
                    process.send_signal(SIGKILL)
                    process.communicate()
                    kills += 1
                    self.check_store()
                    continue
                self.assertEqual(process.returncode, 0)
                self.check_finished(12)
                for file in self.sandbox.store.parent.iterdir():
                    file.unlink()
            self.assert_exit(self.sandbox.run("run", suite), 0)
            self.check_finished(12)

    def test_between_the_fifth_and_sixth_preparation_of_a_group(self):
        suite = self.sandbox.write("six.toml", SIX)
        process = self.sandbox.start("run", suite)

        def five_answers():
            try:
                return len(self.sandbox.rows(OK_ANSWERS)) == 5
            except Exception:
                return False

        self.sandbox.wait_until(five_answers, "five finished answers")
        process.send_signal(SIGKILL)
        process.communicate()
        self.check_store()
        self.assertEqual(len(self.sandbox.rows(OK_ANSWERS)), 5)
        self.assertEqual(self.sandbox.rows("SELECT count(*) FROM halves WHERE half = 'timing' AND outcome = 'ok'")[0][0], 0)
        again = self.sandbox.run("run", suite)
        self.assert_exit(again, 0)
        self.assertIn("answers: 1 run, 5 cached", again.stdout)
        self.check_finished(6)


class Interrupted(EndToEnd):
    def interrupted(self, signals):
        suite = self.sandbox.write(
            "slow.toml",
            SUITE.replace("prepare_ms = 20 ", "prepare_ms = 30000 "),
        )
        process = self.sandbox.start("run", suite)

        def is_preparing():
            try:
                return self.sandbox.rows("SELECT count(*) FROM halves WHERE outcome IS NULL")[0][0] == 1 and (
                    self.sandbox.rows("SELECT count(*) FROM halves")[0][0] == 2
                )
            except Exception:
                return False

        self.sandbox.wait_until(is_preparing, "the second case to prepare")
        for _ in range(signals):
            process.send_signal(SIGINT)
        out, err = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130, out + err)
        self.sandbox.wait_for_silence()
        return out

    def test_once_leaves_a_cancelled_row(self):
        out = self.interrupted(1)
        self.assertIn("interrupted", out)
        outcomes = self.sandbox.rows("SELECT outcome FROM halves ORDER BY started_ms, id")
        self.assertEqual([row[0] for row in outcomes], ["ok", "cancelled"])
        self.assertEqual(self.sandbox.rows("SELECT status FROM runs"), [("interrupted",)])

    def test_twice_stops_at_once(self):
        self.interrupted(2)
        self.assertEqual(self.sandbox.integrity(), "ok")


class TwoAtOnce(EndToEnd):
    def test_both_finish_and_nothing_is_lost(self):
        suite = self.sandbox.write("killed.toml", SUITE)
        other = self.sandbox.write("other.toml", SUITE.replace('"killed"', '"other"').replace("[1, 2, 3]", "[4, 5, 6]"))
        first = self.sandbox.start("run", suite)
        second = self.sandbox.start("run", other)
        for process in (first, second):
            out, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, out + err)
        self.check(24)

    def check(self, cases):
        self.assertEqual(self.sandbox.integrity(), "ok")
        answers = self.sandbox.rows(OK_ANSWERS)
        self.assertEqual(len(answers), cases)
        self.assertEqual({count for _, count in answers}, {1})


if __name__ == "__main__":
    unittest.main()
