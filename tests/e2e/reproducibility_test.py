"""reports/reproducibility.json still holds: its deterministic suites are run and judged again, and agree unless stale."""

import json
import runpy
import unittest

from harness import SOURCE, EndToEnd

KEPT = json.loads((SOURCE / "reports" / "reproducibility.json").read_text())
sources_digest = runpy.run_path(str(SOURCE / "scripts" / "reproducibility"))["sources_digest"]


class Reproducibility(EndToEnd):
    def judged(self, suite):
        done = self.sandbox.run("verify", SOURCE / suite["suite_path"], "--format", "json", "--quiet")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        return {claim["id"]: claim for claim in json.loads(done.stdout)["suites"][0]["claims"]}

    def test_every_row_that_is_not_stale_comes_out_again(self):
        compared = 0
        for suite in KEPT["suites"]:
            path = SOURCE / suite["suite_path"]
            if not path.exists() or sources_digest(path) != suite["sources_digest"]:
                continue
            now = self.judged(suite)
            for claim in suite["claims"]:
                with self.subTest(suite=suite["suite_path"], claim=claim["id"]):
                    self.assertEqual(now[claim["id"]]["verdict"], claim["verdict"])
                    values = [(point["label"], point["value"]) for point in claim["points"]]
                    self.assertEqual([(point["label"], point["value"]) for point in now[claim["id"]]["points"]], values)
                    compared += 1
        if compared == 0:
            self.skipTest("every row is stale: scripts/reproducibility makes them anew")


if __name__ == "__main__":
    unittest.main()
