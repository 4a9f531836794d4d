// What a release of a standard says: segments with their elements, transaction sets with their
// loops, code lists. Data from config/standards (docs/formats/standards.md), compiled once into
// flat arrays.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/edi/packed.hpp"
#include "parsers/edi/set_rule.hpp"

namespace weighbridge::edi {

enum class DataType : std::uint8_t {
  text,       ///< AN
  alpha,      ///< A: EDIFACT, no digits
  code,       ///< ID
  integer,    ///< N0, N2: `decimals` are implied
  real,       ///< R: explicit point, optional sign
  date,       ///< DT: CCYYMMDD or YYMMDD
  time,       ///< TM: HHMM[SS[D..]]
  composite,  ///< its components have rules of their own
};

enum class Requirement : std::uint8_t { mandatory, optional, conditional };

constexpr std::uint16_t kAnyCode = 0xFFFF;

/// What a byte may be part of, one bit each. The bytes of UTF-8 count as text.
enum CharClass : std::uint8_t { kDigit = 1, kSign = 2, kPoint = 4, kText = 8, kControl = 16 };

/// One element of a segment, or one component of a composite.
struct ElementRule {
  DataType type = DataType::text;
  Requirement requirement = Requirement::optional;
  std::uint8_t decimals = 0;          ///< implied in an integer
  std::uint8_t component_count = 0;   ///< of a composite
  std::uint16_t min = 0, max = 0;     ///< length; of a number, its digits
  std::uint8_t doubtful = 0xFF;       ///< CharClass bits: such a byte asks for a closer look
  std::uint16_t codes = kAnyCode;     ///< its list of valid codes; kAnyCode: not checked
  std::uint16_t first_component = 0;  ///< of a composite, index into Dictionary::rules()
};

/// A relational condition (X12.6), of kind P paired, R at least one, E at most one, C and L: when
/// one is present then all, or at least one, of the others. Bit n-1 stands for element n.
struct SyntaxNote {
  char kind = 'P';
  std::uint8_t composite = 0;  ///< the element whose components it speaks of; 0: of the segment
  bool wants_all = false;      ///< of `others`; else one of them is enough (E: too many is two)
  std::uint64_t first = 0;     ///< it applies when one of these is present; none: always
  std::uint64_t others = 0;    ///< the elements it wants
  /// Its lowest element: where all that are present stand before it, it holds. 0: it always asks.
  std::uint64_t from = 0;

  /// Whether elements that are `present` keep the condition.
  bool holds(std::uint64_t present) const {
    const std::uint64_t given = present & others;
    if (kind == 'E') return (given & (given - 1)) == 0;
    if (first != 0 && (present & first) == 0) return true;
    return wants_all ? given == others : given != 0;
  }
};

struct SegmentRule {
  std::string_view tag, name;
  std::uint32_t first_element = 0;  ///< index into Dictionary::rules()
  std::uint16_t element_count = 0;
  std::uint16_t first_note = 0, note_count = 0;
  std::uint64_t mandatory = 0;  ///< bit n-1: element n must be there
  bool has_composite = false;
};

/// One release. Views point into the texts it was compiled from. Thread-safe when const.
class Dictionary {
 public:
  std::string_view release() const { return release_; }  ///< such as "004010"

  /// Null when the release has no such segment; `tag` as received.
  const SegmentRule* segment(std::string_view tag) const;
  std::uint16_t index_of(const SegmentRule& segment) const;
  std::span<const SegmentRule> segments() const { return segments_; }
  std::span<const ElementRule> rules() const { return rules_; }
  std::span<const ElementRule> elements(const SegmentRule& segment) const;
  std::span<const ElementRule> components(const ElementRule& composite) const;
  /// By composite, the segment's own first; then by SyntaxNote::from.
  std::span<const SyntaxNote> notes(const SegmentRule& segment) const {
    return {notes_.data() + segment.first_note, segment.note_count};
  }
  /// Null when the release has no such transaction set here.
  const SetRule* set(std::string_view id) const;

  /// Whether `value` is in the list of valid codes that `rule` names.
  bool valid_code(const ElementRule& rule, std::string_view value) const {
    return rule.codes == kAnyCode || in_code_list(rule, value);
  }

  /// Names for people; empty when unknown. Elements and components count from 1, component 0 is the
  /// element itself.
  std::string_view segment_name(std::string_view tag) const;
  std::string_view element_name(std::string_view tag, std::uint32_t element,
                                std::uint32_t component = 0) const;
  /// The number of the data element, such as "98" for N101; "C040" for a composite.
  std::string_view element_id(std::string_view tag, std::uint32_t element,
                              std::uint32_t component = 0) const;
  /// What a code of a data element says, such as ("98", "ST") → "ship to".
  std::string_view code_meaning(std::string_view element_id, std::string_view code) const;

 private:
  friend class DictionaryCompiler;

  struct Label {
    std::string_view id, name;  ///< of the element rule with the same index
  };
  struct CodeList {
    std::string_view element;
    std::vector<std::uint64_t> slots;  ///< open addressing, a power of two of packed codes
  };
  struct CodeMeaning {
    std::string_view element, code, meaning;
  };

  bool in_code_list(const ElementRule& rule, std::string_view value) const {
    const std::uint64_t key = packed_code(value);
    if (key == 0) return false;
    const std::vector<std::uint64_t>& slots = code_lists_[rule.codes].slots;
    const std::size_t last = slots.size() - 1;
    std::size_t slot = code_slot(key, slots.size());
    while (slots[slot] != key && slots[slot] != 0) slot = (slot + 1) & last;
    return slots[slot] == key;
  }
  const Label* label(std::string_view tag, std::uint32_t element, std::uint32_t component) const;

  std::string_view release_;
  std::vector<SegmentRule> segments_;
  std::vector<ElementRule> rules_;
  std::vector<Label> labels_;
  std::vector<SyntaxNote> notes_;
  std::vector<SetRule> sets_;
  std::vector<CodeList> code_lists_;
  std::vector<CodeMeaning> meanings_;                ///< sorted by element and code
  std::array<std::uint32_t, kTagSlots> tag_keys_{};  ///< open addressing, packed tags
  std::array<std::uint16_t, kTagSlots> tag_segments_{};
};

/// One file of config/standards/x12 or its like. `path` is for error messages and says what the
/// file is:
/// ".../004010/segments.tsv", ".../004010/sets.tsv", ".../004010/codes.tsv", ".../meanings.tsv".
struct DictionaryText {
  std::string path;
  std::string text;
};

/// A flaw in our own tables.
struct DictionaryError {
  std::string file;
  std::uint32_t line = 0, column = 0;
  std::string message;
};

/// All releases we have tables for.
class Dictionaries {
 public:
  Dictionaries() = default;
  Dictionaries(Dictionaries&&) = default;  // copies would share the texts that views point into
  Dictionaries& operator=(Dictionaries&&) = default;

  /// Compiles the tables. Every flaw adds to `errors`; what is flawed is left out.
  static Dictionaries compile(std::vector<DictionaryText> texts,
                              std::vector<DictionaryError>& errors);

  struct Choice {
    const Dictionary* dictionary = nullptr;  ///< null only when there are no tables at all
    bool exact = false;                      ///< it is the release asked for
  };
  /// The tables for a GS08 or ISA12 such as "004010VICS": the release of its first six characters,
  /// else the nearest one.
  Choice nearest(std::string_view version) const;

  std::span<const Dictionary> releases() const { return releases_; }

 private:
  std::vector<std::unique_ptr<const std::string>> texts_;  ///< what the views point into
  std::vector<Dictionary> releases_;                       ///< sorted by release
};

}  // namespace weighbridge::edi
