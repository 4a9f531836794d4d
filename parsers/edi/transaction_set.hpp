// One X12 transaction set or EDIFACT message as views into the reader's buffer.
#pragma once

#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "parsers/edi/delimiters.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::edi {

class Dictionary;

/// The elements of one segment. Nothing is copied: an element is what lies between two separators,
/// and the separators are where the tokeniser found them.
class Elements {
 public:
  class Iterator;

  Elements() = default;
  /// `separators` holds `count + 1` offsets into `text`: the one before each element, then the one
  /// after the last.
  Elements(const char* text, const std::uint32_t* separators, std::uint32_t count)
      : text_(text), separators_(separators), count_(count) {}

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  /// Element `i` counted from 0, components and repetitions not yet cut. `i` must be below size().
  std::string_view operator[](std::size_t i) const {
    return {text_ + separators_[i] + 1, separators_[i + 1] - separators_[i] - 1};
  }
  Iterator begin() const;
  Iterator end() const;

 private:
  const char* text_ = nullptr;
  const std::uint32_t* separators_ = nullptr;
  std::uint32_t count_ = 0;
};

class Elements::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = std::string_view;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = std::string_view;

  Iterator(const Elements* elements, std::size_t i) : elements_(elements), i_(i) {}
  std::string_view operator*() const { return (*elements_)[i_]; }
  Iterator& operator++() {
    ++i_;
    return *this;
  }
  Iterator operator++(int) {
    Iterator old = *this;
    ++i_;
    return old;
  }
  bool operator==(const Iterator& other) const { return i_ == other.i_; }

 private:
  const Elements* elements_;
  std::size_t i_;
};

inline Elements::Iterator Elements::begin() const {
  return {this, 0};
}
inline Elements::Iterator Elements::end() const {
  return {this, count_};
}

/// One segment. Element n (as the standard numbers, from 1) is `element(n)`; views live until the
/// reader moves on.
struct Segment {
  std::string_view tag;
  Elements elements;           ///< raw text, components and repetitions not yet cut
  std::uint64_t offset = 0;    ///< of the tag's first byte, in the message
  std::uint32_t position = 0;  ///< in the transaction set, ST = 1

  /// Element `n` counted from 1; empty when the segment is shorter.
  std::string_view element(std::size_t n) const {
    return n >= 1 && n <= elements.size() ? elements[n - 1] : std::string_view{};
  }
};

constexpr std::uint32_t kNone = 0xFFFFFFFF;

constexpr std::uint16_t kNoSegmentRule = 0xFFFF;

/// One occurrence of a loop, as the dictionary's structure found it. Loop 0 is the set itself. HL
/// loops follow one another here, as the standard draws them; how they nest is in `hierarchy`.
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
  std::string_view version;  ///< GS08, or ST03 where there is no group
  std::string_view text;     ///< its raw bytes, ST to SE
  std::uint64_t offset = 0;  ///< of the ST, in the message
  Delimiters delimiters;
  bool plain = false;                      ///< every value is printable ASCII: is_plain_text()
  const Dictionary* dictionary = nullptr;  ///< that it was read with; null: the set is in none
  bool exact = true;  ///< the dictionary is of its own release; else that of the nearest one
  std::span<const Segment> segments;  ///< ST first, SE last (SE may be missing in a broken set)
  std::vector<Loop> loops;
  std::vector<std::uint32_t> loop_of;  ///< for each segment, its innermost loop
  /// For each segment, its rule in Dictionary::segments(), or kNoSegmentRule.
  std::vector<std::uint16_t> rule_of;
  std::vector<HierarchyNode> hierarchy;  ///< only where the set has HL segments
  bool accepted = true;                  ///< no finding of level error
  Findings findings;
  std::uint32_t findings_dropped = 0;  ///< further findings, over the limit per set
};

}  // namespace weighbridge::edi
