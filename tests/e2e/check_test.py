"""`tare check` as people and scripts see it: exit codes, places, JSON, and every suite that ships."""

import json
import sys
import unittest

from harness import SOURCE, Sandbox

HEAD = '[suite]\nname = "s"\ntrack = "parallelism"\n'
METHODS = '[[method]]\nname = "data-parallel"\nbaseline = true\n[[method]]\nname = "hypar"\n'

# A rival that only says what it is.
PEER = """
import json, os
commands = os.fdopen(int(os.environ["TARE_COMMAND_FD"]), "r")
events = os.fdopen(int(os.environ["TARE_EVENT_FD"]), "w")
def say(**event):
    events.write(json.dumps(event) + "\\n")
    events.flush()
say(event="ready", protocol=1, pid=os.getpid())
for line in commands:
    command = json.loads(line)["command"]
    if command == "exit":
        break
    if command == "describe":
        width = dict(name="width", type="integer", unit="", default=8, min=1, max=64, choices=[], doc="")
        say(event="description", method=dict(name="peer", track="parallelism", version="1", summary="", build="",
                                             params=[width], devices=["cpu"]), track=dict(name="parallelism"))
    say(event="done", command=command, outcome="ok", reason="", message="")
"""


class Check(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)

    def test_every_suite_that_ships_has_no_problems(self):
        suites = sorted((SOURCE / "suites").rglob("*.toml"))
        suites = [path for path in suites if "networks" not in path.parts]
        self.assertGreater(len(suites), 10)
        done = self.sandbox.run("check", *suites)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("no problems", done.stdout)

    def test_a_wrong_suite_is_two_with_place_and_way_out(self):
        path = self.sandbox.write("wrong.toml", HEAD + "[workload]\nbacth = 1\nlevels = 99\n" + METHODS)
        done = self.sandbox.run("check", "wrong.toml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("wrong.toml:5:1: error: unknown key 'bacth' in [workload]", done.stdout)
        self.assertIn("did you mean 'batch'?", done.stdout)
        self.assertIn("wrong.toml:6:10: error: 'levels' is 99", done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        found = json.loads(self.sandbox.run("check", "--format", "json", str(path)).stdout)
        self.assertEqual([(it["line"], it["severity"]) for it in found], [(5, "error"), (6, "error")])

    def test_a_folder_a_device_and_nothing_at_all_are_findings(self):
        for path in [".", "/dev/zero", "gone.toml"]:
            with self.subTest(path):
                done = self.sandbox.run("check", path)
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"{path}:1:1: error:", done.stdout)

    def test_an_unknown_data_set_is_a_finding(self):
        self.sandbox.write("data.toml", HEAD + '[data]\nsets = ["mnsit"]\n' + METHODS)
        done = self.sandbox.run("check", "data.toml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'mnist'?", done.stdout)

    def test_a_rivals_program_is_asked_and_its_parameters_are_checked(self):
        self.sandbox.write("peer.py", PEER)
        rival = f'[[method]]\nname = "rival"\nexec = ["{sys.executable}", "peer.py"]\n'
        self.sandbox.write("good.toml", HEAD + METHODS + rival + "params = { width = [8, 16] }\n")
        self.sandbox.write("bad.toml", HEAD + METHODS + rival + "params = { width = 65 }\n")
        done = self.sandbox.run("check", "good.toml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = self.sandbox.run("check", "bad.toml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("'width' is 65, but it must be from 1 to 64", done.stdout)


if __name__ == "__main__":
    unittest.main()
