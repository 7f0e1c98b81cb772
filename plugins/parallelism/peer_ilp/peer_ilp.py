"""HyPar's partition problem as an integer programme, solved by HiGHS: an optimum that owes nothing to our own code.

Reads the ingredient `problem` (../problem/README.md) and computes what it reports from that document alone.
"""

import itertools
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3, "core", "sdk", "python"))
from tare_worker import parameter, serve, unsupported  # noqa: E402


class PeerIlp:
    def prepare(self, case, record):
        from partition_program import PartitionProgram  # needs highspy, which may be missing until here

        with open(case["ingredients"]["problem"], encoding="utf-8") as file:
            self.problem = json.load(file)
        levels = self.problem["settings"]["levels"]
        if levels > case["params"]["max_levels"]:
            raise unsupported("too_many_levels", f"{levels} levels make {4**levels} arcs a layer; raise max_levels")
        with record.phase("build"):
            self.program = PartitionProgram(self.problem)
        self.columns, self.step_bytes = self.program.solve()

    def operations(self):
        return {"search": self.program.solve}

    def evaluate(self, record):
        law = self.problem["law"]
        record.metric("step_bytes", self.step_bytes)
        record.metric("step_time_s", law["compute_time_s"] + law["time_s_per_byte"] * self.step_bytes)
        record.metric("step_energy_j", law["compute_energy_j"] + law["energy_j_per_byte"] * self.step_bytes)
        record.artifact("plan", "/".join("".join(map(str, row)) for row in itertools.zip_longest(*self.columns)))


if __name__ == "__main__":
    serve(
        PeerIlp,
        name="peer-ilp",
        track="parallelism",
        version="1.0.0",
        summary="the cheapest plan of HyPar's space by an integer programme in HiGHS",
        params=[parameter("max_levels", "integer", 4, "refuses deeper hierarchies: 4^levels arcs a layer", low=0, high=8)],
        needs=("highspy",),
    )
