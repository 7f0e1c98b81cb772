"""Whatever a plugin does wrong becomes one typed outcome of its case; the rest of the suite goes on; nothing is left behind."""

import unittest

from harness import EndToEnd

# fault, where, expected outcome, expected reason, of which half.
FAULTS = [
    ("crash", "prepare", "crashed", "sigsegv", "answer"),
    ("crash", "evaluate", "crashed", "sigsegv", "answer"),
    ("crash", "run", "crashed", "sigsegv", "timing"),
    ("abort", "prepare", "crashed", "sigabrt", "answer"),
    ("exit", "prepare", "crashed", "exited", "answer"),
    ("exit_7", "evaluate", "crashed", "exited", "answer"),
    ("stack_overflow", "prepare", "crashed", "sigsegv", "answer"),
    ("endless_output", "prepare", "timed_out", "time_limit", "answer"),
    ("closed_descriptors", "prepare", None, None, "answer"),
    ("ignored_sigterm", "prepare", "timed_out", "time_limit", "answer"),
    ("hang", "run", "timed_out", "time_limit", "timing"),
    ("family", "prepare", "ok", "", "answer"),
    ("family_and_crash", "prepare", "crashed", "sigsegv", "answer"),
    ("family_with_sessions", "evaluate", "ok", "", "answer"),
    ("family_with_sessions_and_crash", "prepare", "crashed", "sigsegv", "answer"),
    ("allocate_2_gib", "prepare", "out_of_memory", "memory_limit", "answer"),
    ("bad_alloc", "prepare", "out_of_memory", None, "answer"),
    ("nonsense", "prepare", "failed", "protocol_error", "answer"),
    ("throw", "prepare", "failed", "exception", "answer"),
    ("throw_int", "evaluate", "failed", "exception", "answer"),
    ("throw", "run", "failed", "exception", "timing"),
    ("fail", "prepare", "failed", "not_implemented", "answer"),
    ("unsupported", "prepare", "unsupported", "budget_floor", "answer"),
    ("wrong_answer", "evaluate", "wrong_answer", None, "answer"),
]

HEAD = """
[suite]
name = "faults"
track = "fixture"
about = "everything that can go wrong, and a good method beside it"
[[method]]
name = "good"
plugin = "steady"
baseline = true
"""

TAIL = """
[limits]
time = "3 s"
memory = "512 MiB"
[timing]
rounds = { min = 2, max = 2 }
min_time = "1 ms"
processes = 1
"""


def label(fault, when):
    return f"{fault} in {when}"


class Faults(EndToEnd):
    def test_each_fault_is_one_typed_outcome(self):
        methods = "".join(
            f'[[method]]\nname = "{label(fault, when)}"\nplugin = "faulty"\nparams = {{ fault = "{fault}", when = "{when}" }}\n'
            for fault, when, *_ in FAULTS
        )
        suite = self.sandbox.write("faults.toml", HEAD + methods + TAIL)
        result = self.sandbox.run("run", suite, time_limit_s=120)
        self.assert_exit(result, 3)
        self.sandbox.wait_for_silence()
        found = {
            (name, half): (outcome, reason, message)
            for name, half, outcome, reason, message in self.sandbox.rows(
                "SELECT r.label, h.half, h.outcome, h.reason, h.message FROM halves h JOIN run_cases r USING (identity)"
            )
        }
        for fault, when, outcome, reason, half in FAULTS:
            with self.subTest(fault=fault, when=when):
                row = found[(label(fault, when), half)]
                if outcome is None:
                    self.assertNotIn(row[0], (None, "ok"), row)
                else:
                    self.assertEqual(row[0], outcome, row)
                if reason is not None:
                    self.assertEqual(row[1], reason, row)
                if outcome not in ("ok",):
                    self.assertTrue(row[2], "an outcome that is not ok says why")
        for half in ("answer", "timing"):
            self.assertEqual(found[("good", half)][0], "ok")
        self.assertEqual(self.sandbox.rows("SELECT count(*) FROM halves WHERE outcome IS NULL"), [(0,)])

    def test_what_a_worker_printed_is_kept_and_bounded(self):
        suite = self.sandbox.write(
            "loud.toml",
            HEAD + '[[method]]\nname = "loud"\nplugin = "faulty"\nparams = { fault = "endless_output" }\n' + TAIL,
        )
        self.assert_exit(self.sandbox.run("run", suite), 3)
        (output,) = self.sandbox.rows(
            "SELECT h.output FROM halves h JOIN run_cases r USING (identity) WHERE r.label = 'loud'"
        )[0]
        self.assertTrue(output.endswith("x") or output.endswith("\n"))
        self.assertLess(len(output), 1 << 20)

    def test_metrics_that_are_no_numbers_are_null_and_unknown_ones_fail(self):
        methods = "".join(
            f'[[method]]\nname = "{metric}"\nplugin = "faulty"\nparams = {{ metric = "{metric}" }}\n'
            for metric in ("nan", "infinite", "unknown", "missing", "outside")
        )
        suite = self.sandbox.write("metrics.toml", HEAD + methods + TAIL)
        self.assert_exit(self.sandbox.run("run", suite), 3)
        outcomes = dict(
            self.sandbox.rows(
                "SELECT r.label, h.outcome || '/' || h.reason FROM halves h JOIN run_cases r USING (identity)"
                " WHERE h.half = 'answer'"
            )
        )
        self.assertEqual(outcomes["nan"], "ok/")
        self.assertEqual(outcomes["infinite"], "ok/")
        self.assertEqual(outcomes["missing"], "ok/")
        self.assertEqual(outcomes["unknown"], "failed/unknown_metric")
        self.assertEqual(outcomes["outside"], "failed/bad_artifact")
        values = self.sandbox.rows(
            "SELECT r.label, m.value FROM metrics m JOIN halves h ON h.id = m.half_id JOIN run_cases r USING (identity)"
            " WHERE m.name = 'answer_count' AND r.label IN ('nan', 'infinite')"
        )
        self.assertEqual(sorted(values), [("infinite", None), ("nan", None)])


class TareKilled(EndToEnd):
    def test_a_family_with_sessions_of_its_own_goes_with_tare(self):
        suite = self.sandbox.write(
            "family.toml",
            HEAD
            + '[[method]]\nname = "family"\nplugin = "faulty"\nparams = { fault = "family_with_sessions_and_hang" }\n'
            + TAIL.replace('"3 s"', '"60 s"'),
        )
        process = self.sandbox.start("run", suite)
        # tare, guard and worker of `good`, guard and worker of `family`, its two orphans: seven at the least.
        self.sandbox.wait_until(lambda: len(self.sandbox.left_processes()) >= 7, "the family to be there")
        process.kill()
        process.communicate()
        self.sandbox.wait_for_silence()


if __name__ == "__main__":
    unittest.main()
