"""The checks of the tree find what they promise to find, in a small tree that breaks one rule at a time."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["TARE_SOURCE_ROOT"])
GOOD = "// What this file is for.\n"
HEADER = GOOD + "#pragma once\n"


class Checks(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tare-checks."))
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "scripts").mkdir()
        shutil.copy(SOURCE / "scripts" / "layers.toml", self.root / "scripts")
        for folder in ("core/plan", "plugins/parallelism/problem", "tests/unit/plan"):
            (self.root / folder).mkdir(parents=True)

    def run_check(self, name, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)
        return subprocess.run(
            [sys.executable, SOURCE / "scripts" / name, self.root], capture_output=True, text=True, check=False
        )

    def check_table(self, name, rows):
        for path, text, said in rows:
            with self.subTest(said=said):
                done = self.run_check(name, path, text)
                (self.root / path).unlink()
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.assertIn(said, done.stdout)
        clean = self.run_check(name, "core/plan/good.hpp", HEADER)
        self.assertEqual(clean.returncode, 0, clean.stdout + clean.stderr)

    def test_includes_that_break_a_layer_are_found(self):
        self.check_table(
            "check_layers",
            [
                ("core/plan/a.cpp", GOOD + '#include "store/store.hpp"\n', "core/plan/a.cpp:2: core/plan may not include"),
                ("core/plan/a.cpp", GOOD + "#include <sqlite3.h>\n", "core/store"),
                ("core/plan/a.cpp", GOOD + '#include "../run/run.hpp"\n', "climbs out"),
                ("core/plan/a.cpp", GOOD + "#include <spdlog/spdlog.hpp>\n", "third party"),
                ("core/plan/a.cpp", GOOD + "#include <zlib.h>\n", "third party"),
                ("core/new_one/a.cpp", GOOD + '#include "base/text.hpp"\n', "has no rule"),
                ("core/plan/a.cpp", GOOD + '#include "parallelism/problem/plan.hpp"\n', "may not include"),
                ("plugins/parallelism/problem/a.cpp", GOOD + '#include "storage/a.hpp"\n', "may not include"),
            ],
        )

    def test_layout_that_is_not_as_agreed_is_found(self):
        self.check_table(
            "check_layout",
            [
                ("core/plan/a.cpp", GOOD + "int a;\n" * 400, "401 lines"),
                ("core/plan/utils.cpp", GOOD, "names nothing"),
                ("core/plan/string_utils.cpp", GOOD, "names nothing"),
                ("core/plan/a.hpp", "#pragma once\nint a;\n", "begin with"),
                ("tests/unit/other/a.test.cpp", GOOD, "mirrors no folder"),
                ("core/plan/a.cpp", "int a;\n", "core/plan/a.cpp:1: begin with"),
                ("core/plan/a.hpp", GOOD, "#pragma once"),
                ("core/plan/a.cpp", GOOD + "// TO" + "DO: later\n", "left for later"),
                ("core/plan/a.md", "see /wo" + "rk/main\n", "a path of one machine"),
                ("tests/unit/plan/a.cpp", GOOD + "CHECK" + "(true);\n", "cannot fail"),
                ("library/a.cpp", GOOD, "no top-level folder"),
            ],
        )


if __name__ == "__main__":
    unittest.main()
