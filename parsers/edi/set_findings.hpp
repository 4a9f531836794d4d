// Writes the findings of one transaction set or message: place, code of the standard, level.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/edi/transaction_set.hpp"

namespace weighbridge::edi {

// The flaws a set can have. They are numbered as X12 numbers them (718, 720, 723); another standard
// says in its FlawStyle which numbers it has for them.

/// Of the set as a whole.
enum class SetCode : std::uint8_t {
  not_supported = 1,
  trailer_missing = 2,
  control_mismatch = 3,
  count_mismatch = 4,
  segments_in_error = 5,
  identifier_invalid = 6,
  control_invalid = 7,
  control_repeated = 23,
};

/// Of a segment.
enum class SegmentCode : std::uint8_t {
  unrecognised = 1,
  unexpected = 2,
  missing = 3,
  loop_repeats = 4,
  repeats = 5,
  not_in_set = 6,
  out_of_sequence = 7,
  element_errors = 8,
};

/// Of a data element.
enum class ElementCode : std::uint8_t {
  missing = 1,
  condition_missing = 2,
  too_many = 3,
  too_short = 4,
  too_long = 5,
  invalid_character = 6,
  invalid_code = 7,
  invalid_date = 8,
  invalid_time = 9,
  exclusion = 10,
};

/// How a standard speaks of flaws.
struct FlawStyle {
  std::string_view noun = "transaction set";  ///< what it calls a set
  std::string_view trailer = "SE";            ///< a set's last segment
  /// A segment that states nothing and only parts the details from the summary; none in X12.
  std::string_view section_control;
  /// Its numbers, by enumerator; 0: the enumerator's own.
  std::array<std::uint8_t, 24> set_numbers{};
  std::array<std::uint8_t, 11> segment_numbers{}, element_numbers{};
};
inline constexpr FlawStyle kX12Flaws;

/// Which element of a segment; 0: does not apply.
struct ElementPlace {
  std::uint32_t element = 0, component = 0, repetition = 0;
};

/// Adds to `set.findings` up to a limit; what is over it is counted. An error unaccepts the set,
/// counted or kept.
class SetFindings {
 public:
  /// `style` must outlive the findings.
  explicit SetFindings(std::uint32_t findings_max, const FlawStyle& style = kX12Flaws)
      : max_(findings_max), style_(style) {}
  const FlawStyle& style() const { return style_; }
  void begin(TransactionSet& set) { set_ = &set; }

  void add(FindingLevel level, SetCode code, std::string message, std::string mend);
  /// `index` is that of the segment in the set; one past the last stands for the set's end. `tag`
  /// may name another segment: one that is missing there.
  void add(FindingLevel level, SegmentCode code, std::uint32_t index, std::string_view tag,
           std::string message, std::string mend);
  void add(FindingLevel level, ElementCode code, std::uint32_t index, ElementPlace place,
           std::string_view value, std::string message, std::string mend);
  /// What was coped with, or does not add up, but is no flaw that the standard has a code for.
  void note(FindingLevel level, std::string code, std::uint32_t index, std::uint32_t element,
            std::string message, std::string mend);

  /// How people call an element: "BSN02 Shipment Identification", "REF04-2 Reference ...".
  std::string element_title(std::uint32_t index, ElementPlace place) const;

 private:
  Place place_of(std::uint32_t index) const;
  void add(Finding&& finding);

  TransactionSet* set_ = nullptr;
  std::uint32_t max_;
  const FlawStyle& style_;
};

}  // namespace weighbridge::edi
