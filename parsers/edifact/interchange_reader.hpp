// Reads a message of EDIFACT interchanges from front to back, one message (UNH to UNT) at a time.
#pragma once

#include <cstdint>
#include <memory>

#include "parsers/byte_source.hpp"
#include "parsers/edi/dictionary.hpp"
#include "parsers/edi/transaction_set.hpp"
#include "parsers/edifact/interchange.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::edifact {

/// What the reader holds in memory at most, and how long it listens to a broken message.
struct ReaderLimits {
  std::uint64_t message_bytes_max = 64ULL << 20;  ///< at most 1 GiB: one UNH to UNT stays in memory
  std::uint32_t segment_bytes_max = 1U << 20;     ///< a longer segment means a wrong terminator
  std::uint32_t findings_max = 100;               ///< per message, group and interchange
};

enum class Event : std::uint8_t {
  interchange_begin,
  group_begin,
  message,
  group_end,
  interchange_end,
  end
};

/// A pull reader: the caller asks for the next event and looks at what it names.
///
/// Begins and ends always pair, also in a message whose envelopes do not: a missing UNB is implied,
/// messages outside a UNG stand in an implied group, a missing UNZ or UNE is closed and reported.
/// Whatever is wrong becomes a finding of the message, group or interchange it spoils, and reading
/// goes on at the next UNH, UNG or UNB.
class InterchangeReader {
 public:
  /// `bytes` and `directories` must outlive the reader.
  InterchangeReader(ByteSource& bytes, const edi::Dictionaries& directories,
                    ReaderLimits limits = {});
  ~InterchangeReader();
  InterchangeReader(InterchangeReader&&) noexcept;
  InterchangeReader& operator=(InterchangeReader&&) noexcept;

  /// Moves on. What the accessors gave before is no longer valid.
  Event next();

  /// The open interchange; at interchange_end complete.
  const Interchange& interchange() const;
  /// The open group; at group_end complete.
  const FunctionalGroup& group() const;
  /// The message, after Event::message: its UNH 0062 as `control`, S009 from 0052 on ("D:96A:UN")
  /// as `version`. The caller may take its findings.
  edi::TransactionSet& message();
  /// Flaws outside any interchange; complete at the end.
  const Findings& findings() const;
  /// How many bytes have been read.
  std::uint64_t offset() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace weighbridge::edifact
