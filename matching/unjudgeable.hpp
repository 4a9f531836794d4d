// Figures with which exact arithmetic leaves 128 bits: whose they are, so that only they are
// refused.
#pragma once

#include <utility>
#include <vector>

#include "mappings/canonical/rational.hpp"
#include "mappings/canonical/receipt.hpp"

namespace weighbridge::matching {

/// Thrown by a stage of the judgement that can not calculate with some documents; `judge` refuses
/// these and judges the others again. Never leaves `judge`.
struct Unjudgeable {
  std::vector<const Receipt*> documents;  ///< never empty
};

/// Runs `work`; where a result does not fit, says that the documents of `whose()` are to blame.
template <class Work, class Whose>
void blaming(Whose whose, Work work) {
  try {
    work();
  } catch (const ArithmeticOverflow&) {
    throw Unjudgeable{whose()};
  }
}

}  // namespace weighbridge::matching
