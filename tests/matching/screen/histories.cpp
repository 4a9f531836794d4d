#include "tests/matching/screen/histories.hpp"

#include "tests/matching/screen/history_maker.hpp"

namespace weighbridge::matching {

Evidence History::evidence() const {
  Evidence e;
  e.receipts = receipts;
  e.events = events;
  e.decisions = decisions;
  e.reference = &reference;
  return e;
}

int fault_kinds() {
  return static_cast<int>(HistoryMaker::faults().size());
}

History make_history(std::uint64_t seed, const HistoryOptions& options, int only_fault) {
  return HistoryMaker(seed, options).make(only_fault);
}

}  // namespace weighbridge::matching
