// Reads a message of X12 interchanges from front to back, one transaction set at a time.
#pragma once

#include <cstdint>
#include <memory>

#include "parsers/byte_source.hpp"
#include "parsers/finding.hpp"
#include "parsers/x12/dictionary.hpp"
#include "parsers/x12/interchange.hpp"
#include "parsers/x12/transaction_set.hpp"

namespace weighbridge::x12 {

/// What the reader holds in memory at most, and how long it listens to a broken message.
struct ReaderLimits {
  std::uint64_t transaction_bytes_max = 64ULL << 20;  ///< at most 1 GiB: one set stays in memory
  std::uint32_t segment_bytes_max = 1U << 20;         ///< a longer segment means a wrong terminator
  std::uint32_t findings_max = 100;                   ///< per set, group, interchange and message
};

enum class Event : std::uint8_t {
  interchange_begin,
  group_begin,
  transaction_set,
  group_end,
  interchange_end,
  end
};

/// A pull reader: the caller asks for the next event and looks at what it names.
///
///     InterchangeReader reader(bytes, dictionaries);
///     for (Event event = reader.next(); event != Event::end; event = reader.next())
///       if (event == Event::transaction_set) use(reader.transaction_set());
///
/// Begins and ends always pair, also in a message whose envelopes do not: a missing ISA or GS is
/// implied, a missing IEA or GE is closed and reported. Whatever is wrong with a message becomes a
/// finding of the set, group, interchange or message it spoils, and reading goes on at the next
/// ST, GS or ISA.
class InterchangeReader {
 public:
  /// `bytes` and `dictionaries` must outlive the reader.
  InterchangeReader(ByteSource& bytes, const Dictionaries& dictionaries, ReaderLimits limits = {});
  ~InterchangeReader();
  InterchangeReader(InterchangeReader&&) noexcept;
  InterchangeReader& operator=(InterchangeReader&&) noexcept;

  /// Reads on. After `Event::end` it answers `end` for ever. Throws only what `bytes` throws.
  Event next();

  /// The open interchange: from interchange_begin until the `next()` after interchange_end.
  const Interchange& interchange() const;
  /// The open group: from group_begin until the `next()` after group_end.
  const FunctionalGroup& group() const;
  /// The set just read, validated; only after Event::transaction_set and until `next()`.
  TransactionSet& transaction_set();
  /// Flaws of the message outside any interchange; complete at Event::end.
  const Findings& findings() const;
  /// Bytes read so far.
  std::uint64_t offset() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace weighbridge::x12
