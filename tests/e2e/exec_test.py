"""Rivals' programs in a suite: Python over tare_worker.py, C++ without a library, and what they can do wrong."""

import os
import subprocess
import sys
import unittest

from harness import BUILD, SOURCE, EndToEnd

WORKER_FOLDER = SOURCE / "core" / "sdk" / "python"
RIVAL = BUILD / "tests" / "fixtures" / "exec" / "exec-rival"
PEERS = os.environ.get("TARE_PEERS_PYTHON", "")

PEER = f"""
import sys
sys.path.insert(0, {str(WORKER_FOLDER)!r})
from tare_worker import Failure, Operation, parameter, serve, unsupported

class Peer:
    def prepare(self, case, record):
        print("printed by the peer")
        if case["params"]["fault"] == "throws":
            raise ValueError("no such thing")
        if case["params"]["fault"] == "unsupported":
            raise unsupported("budget_floor", "cannot be that small")
        if case["params"]["fault"] == "leaves":
            sys.exit(7)
        with record.phase("build"):
            self.size = case["workload"]["size"]
    def operations(self):
        return {{"count": Operation(lambda: sum(range(1000)), items_per_call=1000)}}
    def evaluate(self, record):
        record.metric("answer_count", self.size)
        record.metric("noise_ratio", float("nan"))
        record.series("answer_count", 1, self.size)
        record.artifact("note", text="counted in Python")

serve(Peer, name="python-peer", track="fixture", version="1.0.0", summary="counts",
      params=[parameter("fault", "text", "none", "what goes wrong", choices=["none", "throws", "unsupported", "leaves"])])
"""

SUITE = """
[suite]
name = "rivals"
track = "fixture"
[workload]
size = 6
[timing]
rounds = {{ min = 8, max = 8 }}
processes = 1
min_time = "1 ms"
twin = false
[[method]]
name = "steady"
baseline = true
{methods}
"""

PYTHON_METHOD = f'[[method]]\nname = "{{label}}"\nexec = ["{sys.executable}", "peer.py"]\nparams = {{{{ fault = "{{fault}}" }}}}\n'


def python_method(label, fault="none"):
    return PYTHON_METHOD.format(label=label, fault=fault).replace("{{", "{").replace("}}", "}")


class Exec(EndToEnd):
    def setUp(self):
        super().setUp()
        self.sandbox.write("peer.py", PEER)

    def suite(self, *methods):
        self.sandbox.write("s.toml", SUITE.format(methods="\n".join(methods)))

    def test_programs_in_python_and_cpp_run_in_the_rounds_of_a_plugin(self):
        self.suite(python_method("python"), f'[[method]]\nname = "cpp"\nexec = ["{RIVAL}"]\n')
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 0)
        found = self.sandbox.rows("SELECT method, value FROM results WHERE metric = 'answer_count' ORDER BY method")
        self.assertEqual(found, [("cpp", 6.0), ("python", 6.0), ("steady", 6.0)])
        undefined = self.sandbox.rows("SELECT value FROM results WHERE metric = 'noise_ratio' AND method = 'python'")
        self.assertEqual(undefined, [(None,)])
        # One sitting: every operation of every method has its eight rounds.
        counts = self.sandbox.rows(
            "SELECT count(DISTINCT h.sitting_id), s.operation, count(*) FROM samples s JOIN halves h ON h.id = s.half_id"
            " GROUP BY s.operation ORDER BY s.operation"
        )
        self.assertEqual(counts, [(1, "count", 24), (1, "empty", 16)])
        self.assertIn("0 run", self.sandbox.run("run", "s.toml").stdout)

    def test_a_changed_program_is_another_case(self):
        self.suite(python_method("python"))
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 0)
        self.sandbox.write("peer.py", PEER + "\n# changed\n")
        self.assertIn("answers: 1 run, 1 cached", self.sandbox.run("run", "s.toml").stdout)

    def test_what_a_peer_throws_refuses_or_leaves_is_its_row(self):
        faults = {"throws": ("failed", "exception"), "unsupported": ("unsupported", "budget_floor"), "leaves": ("crashed", "exited")}
        self.suite(*(python_method(fault, fault) for fault in faults))
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 3)
        for fault, ending in faults.items():
            with self.subTest(fault):
                query = (
                    "SELECT DISTINCT h.outcome, h.reason FROM halves h JOIN run_cases c ON c.identity = h.identity"
                    " WHERE c.label = ? AND h.half = 'answer'"
                )
                self.assertEqual(self.sandbox.rows(query, fault), [ending])
        self.assertEqual(self.sandbox.left_processes(), [])

    def test_the_protocol_s_conformance_test_passes_good_workers_and_names_what_bad_ones_do(self):
        good = [[sys.executable, "peer.py"], [str(RIVAL)]]
        for command in good:
            with self.subTest(command):
                tried = self.sandbox.run("test-worker", *command)
                self.assert_exit(tried, 0)
                self.assertIn("0 failed", tried.stdout)
        bad = {
            "silent": ("import time\ntime.sleep(60)", "ready"),
            "prints": ("import os\nos.write(int(os.environ['TARE_EVENT_FD']), b'hello\\n')", "JSON object"),
            "leaves": ("", "ready"),
            "twice": (PEER.replace('version="1.0.0"', "version=str(__import__('time').time())"), "the same"),
        }
        for name, (text, said) in bad.items():
            with self.subTest(name):
                self.sandbox.write(f"{name}.py", text)
                tried = self.sandbox.run("test-worker", "--time-limit", "2", sys.executable, f"{name}.py")
                self.assert_exit(tried, 1)
                self.assertIn(said, tried.stdout)

    def test_a_worker_by_hand_says_what_it_is(self):
        for command in ([sys.executable, "peer.py"], [str(RIVAL)]):
            done = subprocess.run(command, cwd=self.sandbox.folder, capture_output=True, text=True, timeout=30)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("worker of tare", done.stderr)


class PeerIlp(EndToEnd):
    def test_an_integer_programme_agrees_with_the_exact_search(self):
        suite = SOURCE / "suites" / "parallelism" / "peer-ilp.toml"
        done = self.sandbox.run("run", suite)
        if not PEERS:
            self.assertIn("scripts/setup --peers", done.stdout + done.stderr)
            self.skipTest("the peers' packages are not set up: scripts/setup --peers")
        self.assert_exit(done, 0)
        bytes_of = dict()
        for method, workload, value in self.sandbox.rows(
            "SELECT method, workload, value FROM results WHERE metric = 'step_bytes'"
        ):
            bytes_of.setdefault(workload, {})[method] = value
        self.assertGreaterEqual(len(bytes_of), 5)
        for workload, found in bytes_of.items():
            self.assertAlmostEqual(found["peer-ilp"] / found["hypar-exact"], 1, delta=1e-9, msg=workload)


if __name__ == "__main__":
    unittest.main()
