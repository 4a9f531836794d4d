// What a judgement says of documents, beside cases: who is refused, and who not any more.
#pragma once

#include <cstdint>
#include <vector>

#include "cases/journal.hpp"
#include "gateway/pipeline/judging.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// A refusal as the monitor shows it: class, code, what and the mend.
store::Trouble trouble_of(const matching::Refusal& refusal);

/// Of one judgement, within the transaction that it was made in.
class Verdicts {
 public:
  /// All must outlive it.
  Verdicts(const Touched& touched, Instant now, const cases::Act& act, store::Writer& writer)
      : touched_(touched), now_(now), act_(act), writer_(writer) {}

  /// Quarantines and parks what is refused (section 20), and accepts what waited for this.
  void record();
  /// Documents that were refused in this transaction, as they are now.
  const std::vector<store::StoredDocument>& refused() const { return refused_; }

 private:
  void refuse(const matching::Refusal& refusal);
  bool is_free(const store::StoredDocument& parked) const;
  void accept(store::StoredDocument& parked);

  const Touched& touched_;
  const Instant now_;
  const cases::Act& act_;
  store::Writer& writer_;
  std::vector<std::uint64_t> still_refused_;
  std::vector<store::StoredDocument> refused_;
};

}  // namespace weighbridge::pipeline
