"""A rival's own implementation as a method of Tare: the worker protocol (core/wire/README.md) in one file.

Copy this file beside your program, or put its folder on PYTHONPATH; it needs Python 3.8 and nothing else. A method is a
class with prepare, evaluate and operations; serve() answers tare until the end. Timed: the calls of an operation and
the loop around them. Not timed: calibration, messages, garbage collection, everything else.

    from tare_worker import serve

    class Mine:
        def prepare(self, case, record):        # case: dict, see the `prepare` command of the protocol
            with record.phase("build"):
                self.problem = json.load(open(case["ingredients"]["problem"]))
        def operations(self):                   # name -> what is called and timed
            return {"search": self.search}
        def evaluate(self, record):
            record.metric("step_bytes", 42.0)

    serve(Mine, name="mine", track="parallelism", version="1.0.0", summary="what it does")

An operation `empty`, which does nothing, is always timed beside the others: what a call from Python costs.
"""

import contextlib
import gc
import hashlib
import importlib.util
import json
import math
import os
import sys
import time
import traceback

PROTOCOL = 1
_OUTCOMES = ("failed", "wrong_answer", "out_of_memory", "unsupported", "cancelled")


class Failure(Exception):
    """How a half ends when it does not end well: an outcome, a reason in snake_case and one sentence.

    outcome: failed, wrong_answer, out_of_memory, unsupported or cancelled.
    """

    def __init__(self, outcome, reason, message):
        if outcome not in _OUTCOMES:
            raise ValueError(f"outcome is {outcome!r}, expected one of {', '.join(_OUTCOMES)}")
        super().__init__(message)
        self.outcome, self.reason, self.message = outcome, reason, message


def unsupported(reason, message):
    """The Failure of a method that cannot do what the case asks, through no fault."""
    return Failure("unsupported", reason, message)


def parameter(name, kind, default, doc, unit="", low=None, high=None, choices=()):
    """A row of the parameter table. kind: boolean, integer, real, text or file."""
    row = {"name": name, "type": kind, "unit": unit, "default": default, "choices": list(choices), "doc": doc}
    row.update({key: value for key, value in (("min", low), ("max", high)) if value is not None})
    return row


class Recorder:
    """What a method reports while it prepares and evaluates."""

    def __init__(self, send):
        self._send = send

    @contextlib.contextmanager
    def phase(self, name):
        """Times a part that happens once, such as training."""
        wall_ns, cpu_ns = time.perf_counter_ns(), time.process_time_ns()
        yield
        self._send(
            event="phase",
            name=name,
            wall_ns=time.perf_counter_ns() - wall_ns,
            cpu_ns=time.process_time_ns() - cpu_ns,
        )

    def metric(self, name, value):
        """A metric of the track's table. None, NaN and infinities are kept as undefined."""
        self._send(event="metric", name=name, value=self._finite(name, value))

    def series(self, name, step, value):
        """A metric's value at a step."""
        self._send(event="series", name=name, step=step, value=self._finite(name, value))

    def artifact(self, name, text=None, path=None, media_type="text/plain"):
        """A text (at most 1 MiB), or a file that tare copies after the half."""
        if (text is None) == (path is None):
            raise ValueError("an artifact is a text or a path")
        content = {"text": text} if path is None else {"path": os.fspath(path)}
        self._send(event="artifact", name=name, media_type=media_type, **content)

    def log(self, text, level="info"):
        """level: debug, info or warning."""
        self._send(event="log", level=level, text=str(text))

    def progress(self, fraction, text=""):
        """fraction: from 0 to 1."""
        self._send(event="progress", fraction=fraction, text=text)

    def _finite(self, name, value):
        if value is None:
            return None
        value = float(value)
        if math.isfinite(value):
            return value
        self.log(f"{name} is {value}, kept as undefined", "warning")
        return None


class Operation:
    """A callable that is timed in rounds: called often enough to fill the wanted time."""

    def __init__(self, call, items_per_call=0, bytes_per_call=0):
        self.call, self.items_per_call, self.bytes_per_call = call, items_per_call, bytes_per_call
        self._iterations = 1

    def _timed(self):
        call, iterations = self.call, self._iterations
        gc_was_on = gc.isenabled()
        gc.disable()
        try:
            cpu_ns, wall_ns = time.process_time_ns(), time.perf_counter_ns()
            for _ in range(iterations):
                call()
            return time.perf_counter_ns() - wall_ns, time.process_time_ns() - cpu_ns
        finally:
            if gc_was_on:
                gc.enable()

    def round(self, min_time_s):
        """One sample: iterations, and wall and processor nanoseconds a call. Iterations are kept while they fit."""
        while True:
            wall_ns, cpu_ns = self._timed()
            used = self._iterations
            if wall_ns >= 2e9 * min_time_s and used > 1:  # for the next round; this sample is good
                self._iterations = max(1, int(used * 1.2e9 * min_time_s / wall_ns))
            if wall_ns >= 1e9 * min_time_s:
                return used, wall_ns / used, cpu_ns / used
            wanted = used * 1.2e9 * min_time_s / max(wall_ns, 1)
            self._iterations = int(min(max(wanted, used + 1), 10 * used, 1e9))
            if used == self._iterations:
                return used, wall_ns / used, cpu_ns / used


class _Worker:
    def __init__(self, method, description, needs, way_out):
        # Closed with the process: tare sees the end of the file.
        self._commands = os.fdopen(int(os.environ["TARE_COMMAND_FD"]), "r", encoding="utf-8")
        self._events = os.fdopen(int(os.environ["TARE_EVENT_FD"]), "w", encoding="utf-8")
        self._make, self._description, self._needs, self._way_out = method, description, needs, way_out
        self._method, self._is_evaluated, self._operations = None, False, {}
        self._record = Recorder(self._send)

    def _send(self, **event):
        self._events.write(json.dumps(event, allow_nan=False) + "\n")
        self._events.flush()

    def serve(self):
        self._send(event="ready", protocol=PROTOCOL, pid=os.getpid())
        for line in self._commands:
            command = json.loads(line)
            name = command.get("command", "")
            if name == "exit":
                break
            ending = ("ok", "", "")
            try:
                self._obey(name, command)
            except Failure as failure:
                ending = (failure.outcome, failure.reason, failure.message)
            except MemoryError:
                ending = ("out_of_memory", "allocation", "MemoryError")
            except Exception as problem:  # whatever a method throws is its row, not the end of the worker
                traceback.print_exc()
                ending = ("failed", "exception", f"{type(problem).__name__}: {problem}")
            self._send(event="done", command=name, outcome=ending[0], reason=ending[1], message=ending[2])

    def _obey(self, name, command):
        if name == "describe":
            self._send(event="description", method=self._description, track={"name": self._description["track"]})
        elif name == "prepare":
            self._prepare(command["case"])
        elif name == "evaluate":
            if self._method is None or self._is_evaluated:
                raise Failure("failed", "bad_call", "evaluate comes once, after prepare")
            self._is_evaluated = True
            self._method.evaluate(self._record)
        elif name == "round":
            self._round(command)
        else:
            raise Failure("failed", "protocol_error", f"unknown command {name!r}")

    def _prepare(self, case):
        if self._method is not None:
            raise Failure("failed", "bad_call", "prepare was sent twice to one worker")
        self._check_params(case.get("params", {}))
        missing = [module for module in self._needs if importlib.util.find_spec(module) is None]
        if missing:
            raise unsupported("no_peers", f"needs the Python package {', '.join(missing)}; {self._way_out} gets it")
        method = self._make()
        method.prepare(case, self._record)
        offered = getattr(method, "operations", dict)()
        for key, call in {**offered, "empty": lambda: None}.items():
            operation = call if isinstance(call, Operation) else Operation(call)
            self._operations[key] = operation
            self._send(
                event="operation",
                name=key,
                items_per_call=operation.items_per_call,
                bytes_per_call=operation.bytes_per_call,
            )
        self._method = method

    def _check_params(self, params):
        known = {row["name"] for row in self._description["params"]}
        unknown = sorted(set(params) - known)
        if unknown:
            raise Failure("failed", "bad_value", f"unknown parameter {', '.join(unknown)}")

    def _round(self, command):
        operation = self._operations.get(command.get("operation"))
        if operation is None or not isinstance(command.get("min_time_s"), (int, float)):
            raise Failure("failed", "protocol_error", "a round needs an operation that exists and min_time_s")
        iterations, wall_ns, cpu_ns = operation.round(command["min_time_s"])
        self._send(
            event="sample", operation=command["operation"], iterations=iterations, wall_ns=wall_ns, cpu_ns=cpu_ns
        )


def _change_to_peers_python(needs):
    """Goes on under TARE_PEERS_PYTHON, which scripts/tare sets, when this Python lacks what is needed."""
    python = os.environ.get("TARE_PEERS_PYTHON", "")
    here = os.path.dirname(os.path.abspath(python))
    if not needs or not os.access(python, os.X_OK) or os.path.dirname(os.path.abspath(sys.executable)) == here:
        return
    if any(importlib.util.find_spec(module) is None for module in needs):
        os.execv(python, [python, *sys.argv])


def _version_of(module):
    import importlib.metadata

    try:
        return f"{module} {importlib.metadata.version(module)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{module} not installed"


def _sources_digest():
    """Of the Python files beside the program and of this one: tare itself sees only files that the command names."""
    folder = os.path.dirname(os.path.abspath(sys.argv[0]))
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".py")]
    digest = hashlib.sha256()
    for path in [*files, os.path.abspath(__file__)]:
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:16]


def serve(method, *, name, track, version, summary, params=(), devices=("cpu",), needs=(), way_out="scripts/setup --peers"):
    """Answers tare until it says exit. `method` is called without arguments, once a case.

    needs: Python packages; without them a case is unsupported/no_peers and `way_out` is named. Their versions and the
    digest of the Python files beside the program are part of what the method says of itself, so that a changed one is
    another case.
    """
    if "TARE_COMMAND_FD" not in os.environ or "TARE_EVENT_FD" not in os.environ:
        sys.exit("this is a worker of tare: name it in a suite's exec = [...], or try it with `tare test-worker`")
    _change_to_peers_python(needs)
    versions = [f"Python {sys.version.split()[0]}", *map(_version_of, needs), f"sources {_sources_digest()}"]
    description = {
        "name": name,
        "track": track,
        "version": version,
        "summary": summary,
        "build": "; ".join(versions),
        "params": list(params),
        "devices": list(devices),
    }
    _Worker(method, description, needs, way_out).serve()
    sys.stdout.flush()
