"""CONTRIBUTING.md's page 'Add a method' as it is written, from an empty folder; tracks and methods in the tree likewise."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from harness import BUILD, SOURCE, TARE, EndToEnd

PAGE = (SOURCE / "CONTRIBUTING.md").read_text()
TOOLS = pathlib.Path(os.environ["TARE_TOOLS"])


def block(mark):
    """The shell commands under `# mark`."""
    return re.search(rf"```sh\n# {mark}[^\n]*\n(.*?)```", PAGE, re.DOTALL).group(1)


METHOD = re.search(r"```cpp\n(.*?)```", PAGE, re.DOTALL).group(1)


class AddMethod(EndToEnd):
    def setUp(self):
        super().setUp()
        self.sandbox.environment.pop("TARE_PLUGIN_PATH")
        self.home = self.sandbox.folder / "home"
        self.home.mkdir()
        # The tests' own build is what gets installed; HOME is a scratch folder.
        # The compiler's cache is asked for before HOME changes: the copy of the tree is then compiled from it.
        if shutil.which("ccache"):
            asked = subprocess.run(["ccache", "-k", "cache_dir"], capture_output=True, text=True, check=False)
            self.sandbox.environment["CCACHE_DIR"] = asked.stdout.strip()
        cache = TOOLS.parents[1]  # as scripts/environment.sh lays it out
        self.sandbox.environment.update(HOME=str(self.home), TARE_BUILD=str(BUILD), TARE_NO_BUILD="1", TARE_CACHE=str(cache))

    def need_scripts(self):
        if not (TOOLS / "meson").exists() or not TOOLS.parent.name.startswith("tools-"):
            self.skipTest("meson was not set up by scripts/setup, which scripts/install relies on")

    def shell(self, commands, folder, code=0):
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands + "\npwd >&2"],
            cwd=folder,
            env=self.sandbox.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=240,
        )
        self.assertEqual(done.returncode, code, f"{commands}\n{done.stdout}\n{done.stderr}")
        return done

    def install(self):
        self.need_scripts()
        exports = self.shell(f"'{SOURCE}/scripts/install' ~/tare", self.home).stdout
        return exports + f'export PATH="{TOOLS}:$PATH"\n'

    def outcomes(self, folder):
        self.sandbox.store = folder / "results" / "tare.db"
        query = "SELECT DISTINCT method, outcome, reason FROM results WHERE run = (SELECT max(id) FROM runs) ORDER BY 1"
        return self.sandbox.rows(query)

    def test_the_page_works_as_written_outside_the_tree(self):
        self.need_scripts()
        first = self.shell(block("add-a-method: in a checkout"), SOURCE)
        folder = self.home / "my-work" / "my-method"
        self.assertIn("my-method", first.stdout)
        self.assertIn("no problems", first.stdout)
        self.assertIn("exit code 3", first.stdout)
        self.assertIn(("my-method", "failed", "not_implemented"), self.outcomes(folder))
        self.assertIn(("hypar", "ok", ""), self.outcomes(folder))
        (folder / "my_method.cpp").write_text(METHOD)
        exports = f'export PATH="{self.home}/tare/bin:$PATH:{TOOLS}"\n'
        self.shell(exports + block("add-a-method: filled in"), folder)
        self.assertIn(("my-method", "ok", ""), self.outcomes(folder))

    def test_a_compiler_and_pkg_config_are_enough_and_an_install_may_be_moved(self):
        exports = self.install()
        shutil.move(self.home / "tare", self.home / "moved")
        exports = exports.replace(f"{self.home}/tare", f"{self.home}/moved")
        self.shell(exports + "tare new method parallelism plain", self.home)
        self.shell(
            exports + "g++ -std=c++20 -shared -fPIC -fvisibility=hidden -Wl,-z,defs -Wl,--exclude-libs,ALL plugin.cpp plain.cpp"
            " -o plain.so $(pkg-config --cflags --libs tare-parallelism)\n"
            "tare list methods --plugin-path . && tare run suite.toml --plugin-path . || test $? = 3\n"
            "tare run ~/moved/share/tare/suites/quick-parallelism.toml --quiet --store quick.db",
            self.home / "plain",
        )
        self.assertIn(("plain", "failed", "not_implemented"), self.outcomes(self.home / "plain"))

    def test_a_track_outside_the_tree_answers_that_it_is_not_implemented(self):
        self.shell(
            self.install() + "tare new track sorting && cd sorting && tare new method sorting quick\n"
            "meson setup build && ninja -C build && tare show track sorting --plugin-path build\n"
            "tare run suites/sorting/quick.toml --plugin-path build || test $? = 3",
            self.home,
        )
        self.assertEqual({row[1:] for row in self.outcomes(self.home / "sorting")}, {("failed", "not_implemented")})

    def test_a_method_in_the_tree_compiles_and_keeps_the_contract(self):
        tree = self.home / "tree"
        listed = subprocess.run(["git", "-C", SOURCE, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
        if listed.returncode:
            self.skipTest("the tree is no checkout")
        for name in listed.stdout.splitlines():
            if (SOURCE / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(SOURCE / name, tree / name)
        self.shell(f"'{TARE}' new method parallelism my-method", tree)
        options = "-Dtorch=disabled -Dhighs=disabled -Dcuda=disabled"
        self.shell(
            f'export PATH="{TOOLS}:$PATH"\nmeson setup build {options} && ninja -C build plugins/parallelism/my-method.so', tree
        )
        plugin = tree / "build" / "plugins" / "parallelism" / "my-method.so"
        self.shell(f"TARE_CONTRACT_PLUGIN='{plugin}' '{BUILD}/tests/contract/contract'", tree)
        self.shell(f"'{TARE}' run suites/parallelism/my-method.toml --plugin-path '{plugin.parent}'", tree, code=3)
        self.assertIn(("my-method", "failed", "not_implemented"), self.outcomes(tree))


if __name__ == "__main__":
    unittest.main()
