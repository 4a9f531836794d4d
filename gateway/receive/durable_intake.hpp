// The intake that keeps its promise: one thread writes, and everything that waits goes into one
// commit. docs/operating/reliability.md tells what happens when disk or memory run out.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gateway/receive/intake.hpp"
#include "mappings/canonical/time.hpp"
#include "store/store.hpp"

namespace weighbridge::receive {

struct IntakeSettings {
  std::size_t waiting_max = 4096;                   ///< deliveries; beyond, NotTaken::busy
  std::uint64_t waiting_bytes_max = 256ULL << 20U;  ///< of their contents that are in memory
  std::size_t group_max = 512;                      ///< deliveries in one commit
  std::uint64_t group_bytes_max = 64ULL << 20U;     ///< a larger one goes alone
  std::chrono::seconds retry_after{5};              ///< told with NotTaken
  std::chrono::seconds room_check{5};               ///< how often a full disk is tried again
  std::function<Instant()> clock{};                 ///< empty: the wall clock
  /// A commit failed in a way that leaves unknown what is on the disk. Must not return; the default
  /// writes a line to standard error and ends the process with status 70 (durability rule 5).
  std::function<void(const std::string& what)> on_disk_failure{};
  /// Called after each commit that brought work, on the intake's thread: wakes the worker.
  std::function<void()> arrived{};
  /// Called when the disk turns full (true) or has room again (false).
  std::function<void(bool full)> room_changed{};
};

/// For metrics and readiness.
struct IntakeState {
  std::size_t waiting = 0;
  std::uint64_t waiting_bytes = 0;
  std::optional<std::chrono::steady_clock::duration> oldest{};
  bool full = false;  ///< read-only until there is room
  bool stopping = false;
  std::uint64_t taken = 0, repeated = 0, refused = 0, not_taken = 0;  ///< since the start
  std::uint64_t commits = 0;
};

class DurableIntake : public Intake {
 public:
  /// What waits is still committed; what comes later is NotTaken::stopping. Idempotent.
  virtual void stop() = 0;
  virtual IntakeState state() const = 0;
};

/// `store` must outlive it.
std::unique_ptr<DurableIntake> make_durable_intake(store::Store& store, IntakeSettings settings);

}  // namespace weighbridge::receive
