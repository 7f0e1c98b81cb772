"""A device that this machine lacks makes unsupported rows; the others run. On a machine with a GPU the rows are ok."""

import unittest

from harness import BUILD, EndToEnd

PLUGIN = BUILD / "tests" / "fixtures" / "cuda" / "count-cuda.so"

SUITE = """timing = false
[suite]
name = "devices"
track = "fixture"
device = ["cpu", "cuda"]
[[method]]
name = "count-cuda"
baseline = true
[[method]]
name = "steady"
"""


class Device(EndToEnd):
    def test_a_missing_device_is_unsupported_and_the_rest_runs(self):
        if not PLUGIN.exists():
            self.skipTest("built without nvcc: scripts/setup --cuda")
        self.sandbox.environment["TARE_PLUGIN_PATH"] += f":{PLUGIN.parent}"
        self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 0)
        rows = dict()
        query = (
            "SELECT c.label, k.device, h.outcome, h.reason, h.message FROM run_cases c"
            " JOIN cases k ON k.identity = c.identity JOIN halves h ON h.id = c.answer_half_id"
        )
        for label, device, outcome, reason, message in self.sandbox.rows(query):
            rows[label, device] = (outcome, reason)
            if outcome == "unsupported":
                self.assertNotEqual(message, "")
        self.assertEqual(rows["steady", "cpu"], ("ok", ""))
        self.assertEqual(rows["steady", "cuda"], ("unsupported", "device_not_offered"))
        self.assertEqual(rows["count-cuda", "cpu"], ("ok", ""))
        self.assertIn(rows["count-cuda", "cuda"], [("ok", ""), ("unsupported", "no_device")])


if __name__ == "__main__":
    unittest.main()
