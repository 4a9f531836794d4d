// What we answer: acknowledgments as the reader rendered them, and advice about documents that
// were read well but may not take effect.
#pragma once

#include <optional>
#include <string>

#include "gateway/pipeline/sorting.hpp"
#include "gateway/pipeline/worker.hpp"
#include "matching/discrepancy.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Puts answers into the outbox, each on the way that its receiver's partner file says.
class Replies {
 public:
  /// All must outlive it.
  Replies(const store::MonitoredMessage& message, const ProcessingSetup& setup,
          const WorkerSettings& settings, Instant now, store::Writer& writer)
      : message_(message), setup_(setup), settings_(settings), now_(now), writer_(writer) {}

  /// An interchange of ours that answers one of `head`.
  void send(const InterchangeHead& head, const std::string& interchange);
  /// 824 or APERAK: the document cannot be applied, for this reason. Nothing is sent to a partner
  /// that does not want to hear it.
  void send_refusal(const InterchangeHead& head, const store::StoredDocument& document);
  /// Whether something was sent at once, not only kept to be fetched.
  bool decided() const { return decided_; }

 private:
  std::optional<std::string> refusal_text(const InterchangeHead& head,
                                          const store::StoredDocument& document);

  const store::MonitoredMessage& message_;
  const ProcessingSetup& setup_;
  const WorkerSettings& settings_;
  const Instant now_;
  store::Writer& writer_;
  bool decided_ = false;
};

/// The next number of what goes out to who sent an interchange of `head`.
std::uint64_t next_control(const InterchangeHead& head, store::Writer& writer);

}  // namespace weighbridge::pipeline
