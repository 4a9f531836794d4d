// One X12 transaction set, ST to SE, as views into the reader's buffer.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parsers/finding.hpp"

namespace weighbridge::x12 {

/// The separators of one interchange, learned from its ISA (X12.5, X12.6).
struct Delimiters {
  char element = '*';
  char component = ':';
  char repetition = 0;  ///< 0 before 00402: there was none
  char segment = '~';   ///< the first byte of the terminator
  std::string_view
      segment_tail;  ///< its further bytes where a sender terminates with several; never owned
};

/// One segment. Element n (as the standard numbers, from 1) is `element(n)`; views live until the
/// reader moves on.
struct Segment {
  std::string_view tag;
  std::span<const std::string_view> elements;  ///< raw text, components and repetitions not yet cut
  std::uint64_t offset = 0;                    ///< of the tag's first byte, in the message
  std::uint32_t position = 0;                  ///< in the transaction set, ST = 1

  /// Element `n` counted from 1; empty when the segment is shorter.
  std::string_view element(std::size_t n) const {
    return n >= 1 && n <= elements.size() ? elements[n - 1] : std::string_view{};
  }
};

constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// One occurrence of a loop, as the dictionary's structure found it. Loop 0 is the set itself.
struct Loop {
  std::string_view id;      ///< the dictionary's loop id, such as "HL", "N1", "IT1"; "" for the set
  std::uint32_t first = 0;  ///< index of its first segment in `segments`
  std::uint32_t end = 0;    ///< one past its last, nested loops included
  std::uint32_t parent = kNone;  ///< index in `loops`
};

/// One HL of the hierarchy (HL01–HL04). Parents are resolved; an HL without HL02 hangs on the level
/// that the order of the set implies, which is said in a finding.
struct HierarchyNode {
  std::uint32_t loop = 0;        ///< its HL loop in `loops`
  std::uint32_t parent = kNone;  ///< index in `hierarchy`
  std::string_view id;           ///< HL01
  std::string_view level;        ///< HL03: S O T P I ...
};

/// Everything read of one set. It borrows from the reader's buffer: valid until the reader's next
/// `next()`.
struct TransactionSet {
  std::string_view set;      ///< ST01
  std::string_view control;  ///< ST02
  std::string_view version;  ///< GS08, or ST03 where given
  Delimiters delimiters;
  std::span<const Segment> segments;  ///< ST first, SE last (SE may be missing in a broken set)
  std::vector<Loop> loops;
  std::vector<std::uint32_t> loop_of;    ///< for each segment, its innermost loop
  std::vector<HierarchyNode> hierarchy;  ///< only where the set has HL segments
  bool accepted = true;                  ///< no finding of level error
  Findings findings;
};

}  // namespace weighbridge::x12
