// Checks the elements of a segment against the dictionary: presence, values, relational conditions.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/edi/set_findings.hpp"
#include "parsers/x12/dictionary.hpp"
#include "parsers/x12/transaction_set.hpp"
#include "parsers/x12/value_check.hpp"

namespace weighbridge::x12 {

class ElementChecker {
 public:
  explicit ElementChecker(SetFindings& findings) : findings_(findings) {}

  /// Starts on a set that has its dictionary, delimiters and version.
  void begin(const TransactionSet& set);
  /// Checks segment `index`, for which `rule` is the dictionary's.
  void check(std::uint32_t index, const SegmentRule& rule);

 private:
  /// Where a value stands, with the rule it has to keep.
  struct Spot {
    std::uint32_t index;
    ElementPlace place;
    const ElementRule& rule;
  };

  bool is_plain(const ElementRule& rule, std::string_view value) const;
  bool is_known_code(const ElementRule& rule, std::string_view value) const;
  void check_closely(const Spot& spot, std::string_view value);
  void check_simple(const Spot& spot, std::string_view value);
  void check_composite(const Spot& spot, const SegmentRule& segment, std::string_view value);
  void check_surplus(std::uint32_t index, const SegmentRule& rule);
  /// Whether all notes hold that speak of the segment, or of its element `composite`.
  bool check_notes(std::uint32_t index, const SegmentRule& rule, std::uint32_t composite,
                   std::uint64_t present);
  void report_missing(std::uint32_t index, ElementPlace place);
  void report_value(const Spot& spot, std::string_view value, ValueFlaw flaw);
  void report_note(std::uint32_t index, const SyntaxNote& note, std::uint64_t present);

  SetFindings& findings_;
  const TransactionSet* set_ = nullptr;
  const Dictionary* dictionary_ = nullptr;
  bool short_dates_ = false;  // the release writes YYMMDD
  bool check_codes_ = false;  // the dictionary is exactly that of the release
  char repetition_ = 0;
  std::uint8_t watched_ = 0xFF;      // CharClass bits that the set's text leaves possible
  std::vector<std::uint64_t> held_;  // by segment: elements with which its notes hold, or 0
};

}  // namespace weighbridge::x12
