// Checks the elements of a segment against the directory: presence, type, length.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/edi/dictionary.hpp"
#include "parsers/edi/set_findings.hpp"
#include "parsers/edi/transaction_set.hpp"
#include "parsers/edifact/value_check.hpp"

namespace weighbridge::edifact {

class ElementChecker {
 public:
  explicit ElementChecker(SetFindings& findings) : findings_(findings) {}

  /// Starts on a message that has its dictionary and delimiters. `controls`: it may hold control
  /// characters.
  void begin(const TransactionSet& set, bool controls);
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
  void check_element(const Spot& spot, std::string_view value);
  void check_composite(const Spot& spot, std::string_view value);
  void check_simple(const Spot& spot, std::string_view value);
  void check_surplus(std::uint32_t index, const SegmentRule& rule);
  void report_missing(std::uint32_t index, ElementPlace place);
  void report_code(const Spot& spot, std::string_view value);
  void report_value(const Spot& spot, std::string_view value, ValueFlaw flaw);

  SetFindings& findings_;
  const TransactionSet* set_ = nullptr;
  const Dictionary* dictionary_ = nullptr;
  char component_ = 0, repetition_ = 0;
  std::uint8_t watched_ = 0xFF;          ///< CharClass bits that the message's text leaves possible
  std::vector<std::string> told_codes_;  ///< of this message, with their elements
};

}  // namespace weighbridge::edifact
