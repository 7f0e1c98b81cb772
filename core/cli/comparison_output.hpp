// Rows of a run, compared and printed for a person.
#pragma once

#include "run/progress.hpp"
#include "store/store.hpp"

namespace tare::cli {

// The comparison table of every suite of the run, on standard output.
void print_comparison(const store::Store& store, const run::Tally& tally);

}  // namespace tare::cli
