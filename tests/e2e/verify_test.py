"""`tare verify`, claims after `tare run`, and `--fail-on`, whose exit code agrees with what is printed."""

import json
import unittest

from harness import EndToEnd

SUITE = """timing = false
[suite]
name = "claims"
track = "fixture"
[matrix]
size = [6, 12]
[[method]]
name = "steady"
baseline = true
[[method]]
name = "half"
plugin = "steady"
[[claim]]
id = "same-count"
source = "counting"
says = "Both count the same"
metric = "answer_count"
method = "half"
aggregate = "geomean"
expect = { about = 1, within = "1 %" }
[[claim]]
id = "twice"
kind = "guard"
source = "nobody"
says = "One counts twice as far"
metric = "answer_count"
method = "half"
aggregate = "geomean"
expect = { about = 2, within = "1 %" }
"""


class Verify(EndToEnd):
    def setUp(self):
        super().setUp()
        self.sandbox.write("s.toml", SUITE)

    def verdicts(self, done):
        document = json.loads(done.stdout)
        return {claim["id"]: claim["verdict"] for suite in document["suites"] for claim in suite["claims"]}

    def test_a_suite_is_run_where_needed_and_its_claims_are_judged(self):
        done = self.sandbox.run("verify", "s.toml", "--format", "json", "--export", "out.json")
        self.assert_exit(done, 0)
        self.assertEqual(self.verdicts(done), {"same-count": "reproduced", "twice": "not_reproduced"})
        exported = json.loads((self.sandbox.folder / "out.json").read_text())
        self.assertEqual((exported["schema"], exported["version"]), ("tare-reproducibility", 1))
        self.assertEqual(exported["suites"][0]["claims"][1]["points"][0]["value"], 1.0)
        self.assertEqual(len(exported["suites"][0]["suite_digest"]), 64)
        text = self.sandbox.run("verify", "last")
        self.assert_exit(text, 0)
        self.assertIn("2 claims: 1 reproduced, 1 not_reproduced", text.stdout)
        self.assertEqual(self.sandbox.rows("SELECT count(*) FROM runs"), [(1,)], "a run is judged, not run again")

    def test_the_exit_code_is_one_only_as_asked(self):
        for fail_on, code in [("not_reproduced", 1), ("guard", 1), ("inconclusive,not_run", 0)]:
            with self.subTest(fail_on):
                self.assert_exit(self.sandbox.run("verify", "s.toml", "--fail-on", fail_on), code)
                self.assert_exit(self.sandbox.run("run", "s.toml", "--fail-on", fail_on), code)
        self.assert_exit(self.sandbox.run("verify", "s.toml", "--fail-on", "sometimes"), 2)
        self.assert_exit(self.sandbox.run("run", "s.toml", "--fail-on", "worse:answer_count"), 0)

    def test_a_run_ends_with_its_claims(self):
        done = self.sandbox.run("run", "s.toml")
        self.assert_exit(done, 0)
        self.assertIn("2 claims: 1 reproduced, 1 not_reproduced", done.stdout)

    def test_a_failed_method_is_not_run_with_the_reason(self):
        text = SUITE.replace('plugin = "steady"', 'plugin = "faulty"\nparams = { fault = "fail", when = "prepare" }')
        self.sandbox.write("s.toml", text)
        done = self.sandbox.run("verify", "s.toml", "--format", "json")
        self.assert_exit(done, 3)
        self.assertEqual(set(self.verdicts(done).values()), {"not_run"})
        self.assertIn("not_implemented", done.stdout)

    def test_wrong_targets_are_bad_usage(self):
        self.assert_exit(self.sandbox.run("verify", "gone.toml"), 2)
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 0)
        self.assert_exit(self.sandbox.run("verify", "ffff"), 2)

    def test_worse_is_told_by_the_exit_code(self):
        # With a seed of 3 the baseline counts 15 further than the other method, and more is better.
        worse = SUITE.replace('track = "fixture"\n', 'track = "fixture"\nseeds = [3]\n')
        worse = worse.replace("baseline = true", "params = { seed_factor = 5 }\nbaseline = true")
        self.sandbox.write("worse.toml", worse)
        for fail_on, code in [("worse", 1), ("worse:answer_count", 1), ("worse:noise_ratio", 0), ("undecided", 0)]:
            with self.subTest(fail_on):
                self.assert_exit(self.sandbox.run("run", "worse.toml", "--fail-on", fail_on), code)


if __name__ == "__main__":
    unittest.main()
