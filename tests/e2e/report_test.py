"""`tare report` in all its forms on a real run, on hostile names, and `tare compare` between two runs."""

import contextlib
import csv
import html.parser
import io
import json
import shutil
import sqlite3
import unittest
import xml.etree.ElementTree

from harness import EndToEnd

SUITE = """
[suite]
name = "{name}"
track = "fixture"
about = "Which one counts further?"
seeds = [1, 2, 3]
[matrix]
size = [3, 4]
[timing]
rounds = {{ min = 8, max = 8 }}
processes = 1
min_time = "1 ms"
twin = false
[[method]]
name = "steady"
baseline = true
[[method]]
name = "{rival}"
plugin = "steady"
params = {{ seed_factor = {factor} }}
[[method]]
name = "faulty"
params = {{ fault = "fail", when = "evaluate" }}
[[claim]]
id = "further"
source = "counting"
says = "{says}"
metric = "answer_count"
method = "{rival}"
aggregate = "geomean"
expect = {{ at_most = 0.9 }}
"""

HOSTILE = "<script>alert(1)</script>' & \\u202e right to left " + "x" * 10000


class Tags(html.parser.HTMLParser):
    """Counts elements and keeps what would be fetched from elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.counts, self.external = {}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        for name, value in attributes:
            if name in ("src", "href", "xlink:href") and value and not value.startswith(("#", "data:")):
                self.external.append(value)


class WithSuite(EndToEnd):
    def suite(self, name="forms", rival="rival", factor=5, says="It counts further"):
        self.sandbox.write("s.toml", SUITE.format(name=name, rival=rival, factor=factor, says=says))
        return self.sandbox.run("run", "s.toml")

    def report(self, format):
        done = self.sandbox.run("report", "--format", format, "--output", "-")
        self.assert_exit(done, 0)
        return done.stdout


class Report(WithSuite):
    def test_a_run_ends_with_the_path_of_a_page_that_stands_alone(self):
        done = self.suite()
        self.assertIn("report results/forms.html", done.stdout)
        text = (self.sandbox.folder / "results" / "forms.html").read_text()
        tags = Tags(text)
        self.assertEqual(tags.external, [])
        self.assertGreater(tags.counts["svg"], 0)
        self.assertGreater(tags.counts["table"], 3)
        for said in ("Which one counts further?", "It counts further", "not_implemented", "SELECT * FROM results"):
            self.assertIn(said, text)

    def test_every_form_tells_of_the_same_claim_and_cases(self):
        self.suite()
        document = json.loads(self.report("json"))
        self.assertEqual((document["schema"], document["version"]), ("tare-report", 1))
        suite = document["suites"][0]
        self.assertEqual([claim["verdict"] for claim in suite["claims"]], ["reproduced"])
        self.assertEqual(len(suite["cases"]), 18)
        rows = list(csv.DictReader(io.StringIO(self.report("csv"))))
        better = [row for row in rows if row["method"] == "rival" and row["name"] == "answer_count"]
        self.assertEqual(len(better), 2)
        junit = xml.etree.ElementTree.fromstring(self.report("junit"))
        self.assertEqual(sum(1 for _ in junit.iter("failure")), 6)
        markdown = self.report("md")
        self.assertLess(len(markdown.splitlines()), 120)
        self.assertIn("It counts further", markdown)

    def test_hostile_names_are_harmless_in_every_form(self):
        quoted = HOSTILE.replace('"', "'")
        self.suite(rival=quoted, says=quoted)
        page = self.report("html")
        scripts = Tags(page).counts["script"]
        self.suite()
        self.assertEqual(scripts, Tags(self.report("html")).counts["script"])
        self.assertFalse("<script>alert" in page)
        # Text that turns the direction stays within its element.
        self.assertFalse("\u202e" in page.replace("</bdi>", "\0").split("<bdi>")[0])

    def test_a_report_of_no_run_is_refused(self):
        self.assert_exit(self.sandbox.run("report"), 5)
        self.suite()
        self.assert_exit(self.sandbox.run("report", "ffff"), 2)
        self.assert_exit(self.sandbox.run("report", "--format", "pdf"), 2)
        self.assert_exit(self.sandbox.run("report", "--output", "no/folder/x.html", "--format", "html"), 0)


class Compare(WithSuite):
    def runs(self):
        return [row[0] for row in self.sandbox.rows("SELECT id FROM runs ORDER BY started_ms")]

    def test_two_runs_are_paired_by_question_and_the_gate_agrees_with_the_table(self):
        self.suite()
        self.sandbox.run("run", "s.toml", "--fresh", "--quiet")
        first, second = self.runs()
        done = self.sandbox.run("compare", first, second, "--fail-on", "worse:answer_count")
        self.assert_exit(done, 0)
        self.assertIn("18 cases in common", done.stdout)
        self.assertIn("not interleaved", done.stdout)
        self.assertIn("time of count", done.stdout)

    def test_baselines_stores_and_other_questions(self):
        self.suite()
        self.assert_exit(self.sandbox.run("compare", "last", "--baseline", "main"), 0)
        shutil.copy(self.sandbox.store, self.sandbox.folder / "other.db")
        self.assert_exit(self.sandbox.run("compare", "main", "other.db"), 0)
        self.suite(name="else", factor=6)
        done = self.sandbox.run("compare", "main", "last")
        self.assert_exit(done, 0)
        self.assertIn("suite digest", done.stdout)
        self.assertIn("12 cases in common", done.stdout)
        self.assert_exit(self.sandbox.run("compare", "main"), 2)
        self.assert_exit(self.sandbox.run("compare", "main", "ffff"), 2)
        self.assert_exit(self.sandbox.run("compare", "main", "last", "--fail-on", "sometimes"), 2)

    def test_times_of_other_machine_classes_are_refused_without_force(self):
        self.suite()
        shutil.copy(self.sandbox.store, self.sandbox.folder / "other.db")
        with contextlib.closing(sqlite3.connect(self.sandbox.folder / "other.db")) as database:
            database.execute("UPDATE runs SET machine_class = 'another'")
            database.commit()
        refused = self.sandbox.run("compare", "last", "other.db")
        self.assert_exit(refused, 0)
        self.assertIn("machine class: another, was", refused.stdout)
        self.assertIn("times are not compared", refused.stdout)
        self.assertIn("time of count", self.sandbox.run("compare", "last", "other.db", "--force").stdout)


if __name__ == "__main__":
    unittest.main()
