// One message, one transaction: what its kept bytes say is read, recorded and judged, and what
// follows from it is decided, all at once or not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/worker.hpp"
#include "gateway/spool/payload.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Reference data as it was at some count of changes, so that it is not read for each message.
struct KnownReference {
  std::uint64_t changes = UINT64_MAX;
  ReferenceData data;
  std::unique_ptr<intake::ZonedSiteClock> clock;

  /// Reads it again where it has changed.
  void refresh(store::Reader& reader);
};

struct Processed {
  bool claimed = false;  ///< the job was there to be done
  std::uint64_t documents = 0, quarantined = 0;
  bool decided = false;  ///< something is due in the outbox
};

/// What processing needs beside the message.
struct ProcessingTools {
  const ProcessingSetup& setup;
  const WorkerSettings& settings;
  KnownReference& reference;
  Instant now{};
};

/// Does the job of `message` within the caller's transaction, when it is waiting and due. Documents
/// of it that took effect before stay as they are. Throws what the world throws; the job then
/// stays as it was.
Processed process(const store::MonitoredMessage& message, const spool::Payload& bytes,
                  const ProcessingTools& tools, store::Writer& writer);

/// Judges what has become due by time alone, or was asked for, and refuses what waited in vain for
/// a predecessor. False when there was nothing to do.
Processed process_time(const ProcessingTools& tools, bool measures_latency, store::Writer& writer);

}  // namespace weighbridge::pipeline
