"""The integer programme: a unit of flow through the layers, a node a layer and column, an arc a pair of neighbours.

A column is a layer's split at every level (0 dp, 1 mp), so the bytes of a plan are a sum over nodes and arcs.
Minimise sum of cost * arc, every arc binary, one arc between neighbouring layers, what enters a node leaves it.
"""

import itertools

import highspy
import numpy


class PartitionProgram:
    """Built once; `solve` may be called again and again and starts afresh each time."""

    def __init__(self, problem):
        self._costs = problem["costs"]
        self._columns = list(itertools.product((0, 1), repeat=problem["settings"]["levels"]))
        self._shrinks_by_writer = problem["settings"]["inter_tensor"] == "prev"
        self._layer_count = len(problem["layers"])
        self._build()

    def solve(self):
        """The cheapest plan: a column a layer, and its bytes over a training step."""
        self._highs.clearSolver()
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS ended with {self._highs.modelStatusToString(status)}")
        chosen = numpy.flatnonzero(numpy.asarray(self._highs.getSolution().col_value) > 0.5)
        states = len(self._columns)
        if self._layer_count == 1:
            plan = [int(chosen[0])]
        else:
            arcs = [int(arc) % (states * states) for arc in chosen]
            plan = [arcs[0] // states, *(arc % states for arc in arcs)]
        # The solver's objective carries its tolerances; the plan's own costs are exact.
        return [self._columns[state] for state in plan], float(self._arc_costs[chosen].sum())

    def _build(self):
        states = len(self._columns)
        layer_costs = numpy.array([[self._layer(l, c) for c in self._columns] for l in range(self._layer_count)])
        if self._layer_count == 1:
            self._arc_costs = layer_costs[0]
        else:
            gaps = [self._gap_costs(layer) + layer_costs[layer][None, :] for layer in range(1, self._layer_count)]
            gaps[0] = gaps[0] + layer_costs[0][:, None]
            self._arc_costs = numpy.concatenate([gap.ravel() for gap in gaps])
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("mip_rel_gap", 0.0)
        # Bytes reach 1e12; HiGHS wants costs of a moderate size.
        scale = max(self._arc_costs.max(initial=0.0), 1.0)
        count = len(self._arc_costs)
        self._highs.addVars(count, numpy.zeros(count), numpy.ones(count))
        every = numpy.arange(count, dtype=numpy.int32)
        self._highs.changeColsCost(count, every, self._arc_costs / scale)
        self._highs.changeColsIntegrality(count, every, numpy.full(count, highspy.HighsVarType.kInteger))
        first = every[: states * states] if self._layer_count > 1 else every
        self._highs.addRow(1.0, 1.0, len(first), first, numpy.ones(len(first)))
        for layer in range(1, self._layer_count - 1):
            for state in range(states):
                enters = (layer - 1) * states * states + numpy.arange(states) * states + state
                leaves = layer * states * states + state * states + numpy.arange(states)
                row = numpy.concatenate([enters, leaves]).astype(numpy.int32)
                self._highs.addRow(0.0, 0.0, 2 * states, row, numpy.repeat([1.0, -1.0], states))

    def _shrink(self, column, key):
        """By level: the factor that the levels above leave of an amount."""
        factors = [self._costs["shrink"][split][key] for split in column]
        return list(itertools.accumulate(factors, lambda a, b: a * b, initial=1.0))[: len(column)]

    def _layer(self, layer, column):
        left = {split: self._shrink(column, key) for split, key in enumerate(("dp_bytes", "mp_bytes"))}
        amount = {0: self._costs["dp_bytes"][layer], 1: self._costs["mp_bytes"][layer]}
        return sum(2.0**level * amount[split] * left[split][level] for level, split in enumerate(column))

    def _gap_costs(self, layer):
        """Rows: columns of the layer before; the tensor between shrinks by its writer's or its reader's history."""
        moving = numpy.array(self._costs["forward_part"]) + numpy.array(self._costs["backward_part"])
        key = "inter_bytes_prev" if self._shrinks_by_writer else "inter_bytes_own"
        costs = []
        for before, column in itertools.product(self._columns, repeat=2):
            left = self._shrink(before if self._shrinks_by_writer else column, key)
            levels = enumerate(zip(before, column))
            costs.append(sum(2.0**level * moving[a][b] * left[level] for level, (a, b) in levels))
        states = len(self._columns)
        return self._costs["inter_bytes"][layer] * numpy.array(costs).reshape(states, states)
