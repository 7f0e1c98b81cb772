"""`tare data` against a local server that does everything wrong, and suites whose data are here, missing or changed."""

import contextlib
import hashlib
import http.server
import subprocess
import threading
import unittest

from harness import EndToEnd

CONTENT = bytes(range(256)) * 4000  # 1.02 MB: more than one buffer of anyone's


class Server(http.server.BaseHTTPRequestHandler):
    """A path names what goes wrong: /good, /half, /gone, /wrong, /loop, /stubborn (knows no ranges)."""

    protocol_version = "HTTP/1.1"
    ranges = []
    halves_left = 0

    def log_message(self, *_):
        pass

    def do_GET(self):
        name = self.path.strip("/")
        if name == "gone":
            return self.send_error(404)
        if name == "loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        content = CONTENT if name != "wrong" else CONTENT[::-1]
        begin = 0
        asked = self.headers.get("Range")
        Server.ranges.append(asked)
        if asked and name != "stubborn":
            begin = int(asked.removeprefix("bytes=").split("-")[0])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        body = content[begin:]
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            if name == "half" and Server.halves_left > 0:
                Server.halves_left -= 1
                self.wfile.write(body[: len(body) // 2])
                self.close_connection = True
                return
            self.wfile.write(body)


class WithServer(EndToEnd):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        self.server.handle_error = lambda *_: None  # clients that leave are part of the tests
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        Server.ranges, Server.halves_left = [], 0
        self.data = self.sandbox.folder / "mine"
        self.cached = self.sandbox.folder / "cache" / "data"
        for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            self.sandbox.environment.pop(variable, None)
        self.sandbox.environment["TARE_DATA"] = str(self.data)
        self.describe("good")

    def describe(self, name, content=CONTENT):
        address = f"http://127.0.0.1:{self.server.server_address[1]}/{name}"
        self.sandbox.write(
            f"mine/{name}/dataset.toml",
            f'title = "{name}"\nabout = "a"\nsource = "here"\nlicence = "free"\nlicence_text = "Do as you like."\n'
            f'reading = "bytes"\nrows_count = 3\n[[file]]\npath = "a.bin"\nsize_bytes = {len(content)}\n'
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"\naddress = "{address}"\n',
        )

    def fetched(self, name):
        return self.cached / name / "a.bin"


class Data(WithServer):
    def test_a_fetch_shows_the_licence_checks_and_finds_what_it_put_there(self):
        self.assertIn("tare data fetch good", self.sandbox.run("data", "list", "good").stdout)
        done = self.sandbox.run("data", "fetch", "good")
        self.assert_exit(done, 0)
        self.assertIn("Do as you like.", done.stdout)
        self.assertEqual(self.fetched("good").read_bytes(), CONTENT)
        self.assertEqual(self.sandbox.run("data", "path", "good").stdout.strip(), str(self.cached / "good"))
        self.assert_exit(self.sandbox.run("data", "verify", "good"), 0)
        asked = len(Server.ranges)
        self.assert_exit(self.sandbox.run("data", "fetch", "good"), 0)
        self.assertEqual(len(Server.ranges), asked, "a second fetch must not download again")

    def test_half_a_file_is_gone_on_with(self):
        self.describe("half")
        Server.halves_left = 1
        self.assert_exit(self.sandbox.run("data", "fetch", "half"), 0)
        self.assertEqual(self.fetched("half").read_bytes(), CONTENT)
        self.assertEqual(Server.ranges, [None, f"bytes={len(CONTENT) // 2}-"])

    def test_a_fetch_that_never_ends_well_says_so_and_the_next_goes_on(self):
        self.describe("half")
        Server.halves_left = 100
        broken = self.sandbox.run("data", "fetch", "half")
        self.assert_exit(broken, 3)
        self.assertFalse(self.fetched("half").exists())
        Server.halves_left = 0
        self.assert_exit(self.sandbox.run("data", "fetch", "half"), 0)
        self.assertEqual(self.fetched("half").read_bytes(), CONTENT)
        self.assertNotIn(Server.ranges[-1], (None, "bytes=0-"))

    def test_a_server_without_ranges_starts_over(self):
        self.describe("stubborn")
        part = self.sandbox.write("cache/data/stubborn/a.bin.part", "")
        part.write_bytes(CONTENT[:1000])
        self.sandbox.run("data", "fetch", "stubborn")
        self.assert_exit(self.sandbox.run("data", "fetch", "stubborn"), 0)
        self.assertEqual(self.fetched("stubborn").read_bytes(), CONTENT)

    def test_what_is_wrong_is_named_and_nothing_takes_its_place(self):
        for name, said in {"wrong": "SHA-256", "gone": "404", "loop": "redirects"}.items():
            with self.subTest(name):
                self.describe(name)
                done = self.sandbox.run("data", "fetch", name)
                self.assert_exit(done, 3)
                self.assertIn(said, done.stderr)
                self.assertFalse(self.fetched(name).exists())
        self.server.shutdown()
        self.server.server_close()
        self.describe("unreachable")
        self.assert_exit(self.sandbox.run("data", "fetch", "unreachable"), 3)

    def test_no_space_is_named(self):
        small = self.sandbox.folder / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tare-test", small], capture_output=True).returncode:
            self.skipTest("mounts are not permitted here")
        self.addCleanup(subprocess.run, ["umount", small], check=True)
        self.sandbox.environment["TARE_CACHE"] = str(small)
        done = self.sandbox.run("data", "fetch", "good")
        self.assert_exit(done, 3)
        self.assertIn("no space left", done.stderr)

    def test_two_at_once_both_succeed(self):
        both = [self.sandbox.start("data", "fetch", "good") for _ in range(2)]
        for process in both:
            out, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, out + err)
        self.assertEqual(self.fetched("good").read_bytes(), CONTENT)

    def test_wrong_names_and_folders_are_bad_usage(self):
        done = self.sandbox.run("data", "fetch", "goood")
        self.assert_exit(done, 2)
        self.assertIn("did you mean good", done.stderr)
        self.sandbox.environment["TARE_DATA"] = str(self.sandbox.folder / "nowhere")
        done = self.sandbox.run("data", "list")
        self.assert_exit(done, 2)
        self.assertIn("nowhere", done.stderr)

    def test_changed_bytes_are_found_by_verify_and_by_path(self):
        self.assert_exit(self.sandbox.run("data", "fetch", "good"), 0)
        with open(self.fetched("good"), "r+b") as file:
            file.write(b"x")
        done = self.sandbox.run("data", "verify", "good")
        self.assert_exit(done, 3)
        self.assertIn("BAD", done.stdout)
        self.assert_exit(self.sandbox.run("data", "path", "good"), 3)


SUITE = """timing = false
[suite]
name = "with-data"
track = "fixture"
[data]
sets = ["good"]
[[method]]
name = "steady"
baseline = true
"""


class SuitesWithData(WithServer):
    def answers(self):
        return self.sandbox.rows("SELECT DISTINCT outcome, reason FROM halves WHERE half = 'answer' ORDER BY started_ms")

    def test_missing_data_are_unsupported_with_the_way_out_and_found_later(self):
        self.sandbox.write("s.toml", SUITE)
        self.assert_exit(self.sandbox.run("check", "s.toml"), 0)
        done = self.sandbox.run("run", "s.toml", "--quiet")
        self.assert_exit(done, 4)
        self.assertIn("tare data fetch good", done.stderr)
        self.assertEqual(self.answers(), [("unsupported", "no_data")])
        self.assert_exit(self.sandbox.run("data", "fetch", "good"), 0)
        self.assert_exit(self.sandbox.run("run", "s.toml", "--quiet"), 0)
        self.assertEqual(self.answers()[-1], ("ok", ""))

    def test_other_data_are_another_case(self):
        self.sandbox.write("s.toml", SUITE)
        for content in (CONTENT, CONTENT + b"more"):
            self.describe("good", content)
            (self.data / "good" / "a.bin").write_bytes(content)
            self.assertIn("1 run, 0 cached", self.sandbox.run("run", "s.toml").stdout)
        self.assertIn("0 run, 1 cached", self.sandbox.run("run", "s.toml").stdout)


if __name__ == "__main__":
    unittest.main()
