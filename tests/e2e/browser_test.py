"""The report's page in headless Chromium: no error, no request, sorting, filtering, tooltips, WCAG 2.1 AA by axe-core.

Skipped unless scripts/setup --browser has been called. TARE_SCREENSHOTS=FOLDER keeps pictures at 400 and 1400 px.
"""

import os
import pathlib
import subprocess
import sys
import unittest

from harness import SOURCE, EndToEnd

try:
    import axe_core_python
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
except ModuleNotFoundError:
    webdriver = None
    found = subprocess.run([SOURCE / "scripts" / "setup", "--where", "browser"], capture_output=True, text=True, check=False)
    python = pathlib.Path(found.stdout.strip() or "/nonexistent") / "bin" / "python"
    if python.exists() and os.path.realpath(sys.prefix) != os.path.realpath(python.parent.parent):
        os.execv(python, [str(python), *sys.argv])

AXE = webdriver and pathlib.Path(axe_core_python.__file__).parent / "axe.min.js"
RUN_AXE = "const done = arguments[1]; axe.run(document, arguments[0]).then((result) => done(result.violations))"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}

SUITE = """
[suite]
name = "page"
track = "fixture"
about = "Which one counts further?"
seeds = [1, 2, 3]
[matrix]
size = [3, 4, 5, 6, 7]
[timing]
rounds = { min = 8, max = 8 }
processes = 1
min_time = "1 ms"
twin = false
[[method]]
name = "steady"
baseline = true
[[method]]
name = "slow"
plugin = "steady"
params = { work = 3000, seed_factor = 2 }
[[method]]
name = "plain"
plugin = "steady"
[[method]]
name = "faulty"
params = { fault = "fail", when = "evaluate" }
[[claim]]
id = "further"
source = "counting"
says = "It counts further"
metric = "answer_count"
method = "slow"
aggregate = "geomean"
expect = { at_most = 0.9 }
"""


@unittest.skipIf(webdriver is None, "no browser is set up: scripts/setup --browser")
class Browser(EndToEnd):
    def setUp(self):
        super().setUp()
        self.sandbox.write("s.toml", SUITE)
        self.sandbox.run("run", "s.toml")
        self.page = self.sandbox.folder / "results" / "page.html"
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        try:
            self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        except WebDriverException as problem:
            self.skipTest(f"Chromium does not start here: {str(problem).splitlines()[0]}")
        self.addCleanup(self.driver.quit)

    def open(self, width=1400):
        self.driver.set_window_size(width, 1000)
        self.driver.get(self.page.as_uri())

    def picture(self, name):
        folder = os.environ.get("TARE_SCREENSHOTS")
        if folder:
            self.driver.save_screenshot(str(pathlib.Path(folder) / f"{name}.png"))

    def test_it_loads_nothing_else_and_complains_of_nothing(self):
        self.open()
        self.assertEqual([entry for entry in self.driver.get_log("browser")], [])
        requests = [e["message"] for e in self.driver.get_log("performance") if "Network.requestWillBeSent\"" in e["message"]]
        foreign = [text for text in requests if '"url":"http' in text]
        self.assertEqual(foreign, [])

    def test_tables_sort_and_filter_and_marks_tell_about_themselves(self):
        self.open()
        self.driver.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        table = self.driver.find_element(By.CSS_SELECTOR, "table.list.sortable, table.sortable")
        before = [row.text for row in table.find_elements(By.CSS_SELECTOR, "tbody tr")]
        head = table.find_elements(By.CSS_SELECTOR, "thead th")[0]
        for direction in ("ascending", "descending"):
            self.driver.execute_script("arguments[0].querySelector('button').click()", head)
            self.assertEqual(head.get_attribute("aria-sort"), direction)
        after = [row.text for row in table.find_elements(By.CSS_SELECTOR, "tbody tr")]
        self.assertEqual(sorted(before), sorted(after))
        search = self.driver.find_element(By.CSS_SELECTOR, ".tools input")
        search.send_keys("no such text")
        self.assertIn("no row has this text", self.driver.page_source)
        mark = self.driver.find_element(By.CSS_SELECTOR, "svg [data-tip]")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
        ActionChains(self.driver).move_to_element(mark).perform()
        self.assertNotEqual(self.driver.find_element(By.ID, "tip").text, "")

    def test_axe_finds_no_violation_in_light_and_dark_at_both_widths(self):
        for width in (1400, 400):
            self.open(width)
            for theme in ("light", "dark"):
                with self.subTest(width=width, theme=theme):
                    self.driver.execute_script(f"document.documentElement.dataset.theme = '{theme}'")
                    self.picture(f"{width}-{theme}")
                    self.driver.execute_script(AXE.read_text())
                    found = self.driver.execute_async_script(RUN_AXE, RULES)
                    told = [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]
                    self.assertEqual(told, [])
            overflow = self.driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
            self.assertLessEqual(overflow, 0, f"the page scrolls sideways at {width} px")


if __name__ == "__main__":
    unittest.main()
