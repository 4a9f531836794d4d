// Work that is due: each message that was taken is one job until it has been read, judged and
// recorded. A job is claimed by the transaction that does it; no clock guards it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"
#include "store/deliveries.hpp"

namespace weighbridge::store {

enum class JobState : std::uint8_t {
  waiting,  ///< to be done when it is due
  done,
  failed,  ///< given up: a person must look (INTERNAL, or tried too often)
};
std::string_view to_string_view(JobState state);
std::optional<JobState> job_state_from(std::string_view text);

struct Job {
  std::string message;
  JobState state = JobState::waiting;
  unsigned tries = 0;  ///< that failed
  Instant since{};     ///< when it began to wait
  Instant due{};
  std::uint32_t partition = 0;
  std::optional<Trouble> trouble;  ///< of the last try
  bool operator==(const Job&) const = default;
};

/// How much waits somewhere, and for how long.
struct QueueLength {
  std::uint64_t waiting = 0;
  std::optional<Instant> oldest{};
  std::uint64_t given_up = 0;
  bool operator==(const QueueLength&) const = default;
};

class JobReader {
 public:
  virtual ~JobReader() = default;
  /// Messages whose job is due, by arrival.
  virtual std::vector<std::string> due_jobs(Instant now, std::size_t limit) = 0;
  virtual std::optional<Job> job(std::string_view message) = 0;
  virtual QueueLength job_queue() = 0;
};

class JobWriter {
 public:
  virtual ~JobWriter() = default;
  /// Adds the job of a known message, or takes its place.
  virtual void put_job(const Job& job) = 0;
};

}  // namespace weighbridge::store
