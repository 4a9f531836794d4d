// What a person who watches the traffic asks for: messages with where they came from, how far they
// got and what of them needs a hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/documents.hpp"
#include "store/jobs.hpp"

namespace weighbridge::store {

struct MonitoredMessage {
  std::uint64_t number = 0;  ///< order of arrival
  std::string id;            ///< SHA-256 of the bytes
  std::string source;        ///< file or channel
  std::uint64_t bytes = 0;
  bool bytes_kept = false;
  Instant received_at{};
  std::uint64_t delivery = 0;  ///< the first that brought it; 0: none, it was read by reconcile
  std::string channel, partner, file_name;  ///< of that delivery
  std::optional<Job> job;
  /// Documents by what became of them.
  std::uint64_t accepted = 0, duplicate = 0, parked = 0, quarantined = 0, ignored = 0, answers = 0;
  bool operator==(const MonitoredMessage&) const = default;
};

struct MessageFilter {
  std::string channel{}, partner{};         ///< empty: any
  std::optional<JobState> job{};            ///< how far it got
  std::optional<DocumentState> document{};  ///< with a document in that state
  std::uint64_t before = UINT64_MAX;        ///< numbers below it: the cursor
  std::size_t limit = 100;
};

class MonitorReader {
 public:
  virtual ~MonitorReader() = default;
  virtual std::optional<MonitoredMessage> monitored(std::string_view message) = 0;
  /// The newest first.
  virtual std::vector<MonitoredMessage> monitored(const MessageFilter& filter) = 0;
};

/// What takes room, and may go after its time. What it was, how large, and its hash stay.
class RetentionWriter {
 public:
  virtual ~RetentionWriter() = default;
  /// Drops the bytes of up to `limit` messages, deliveries and sent payloads from before `before`
  /// for which nothing is left to do, the oldest first. Returns how many those were.
  virtual std::size_t drop_bytes(Instant before, std::size_t limit) = 0;
};

}  // namespace weighbridge::store
