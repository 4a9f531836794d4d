// A map, compiled: flat arrays of numbers that a transaction set is run through. Nothing here is a
// path or a name that would have to be looked up while reading.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "mappings/maps/code_list.hpp"
#include "mappings/maps/field.hpp"
#include "mappings/maps/flat_plan.hpp"
#include "mappings/maps/partner.hpp"
#include "mappings/maps/range.hpp"
#include "mappings/maps/written_time.hpp"
#include "mappings/maps/xml_plan.hpp"

namespace weighbridge::maps {

/// An element must hold one of the codes, or none of them.
struct Check {
  std::uint8_t element = 0, component = 0;
  bool negated = false;
  Range codes;  ///< in Plan::codes
};

constexpr std::uint16_t kNoTranslation = 0xFFFF;

/// What becomes of a code that a translation does not list.
enum class Otherwise : std::uint8_t {
  report,  ///< a finding; the value is left out
  keep,    ///< stands as it came
  drop,    ///< is left out, silently
  word,    ///< becomes Translation::word
};

/// From the document's codes to our words.
struct Translation {
  std::string name;  ///< of the code list, for findings
  CodeList list;     ///< code → index in `words`
  std::vector<std::string> words;
  Otherwise otherwise = Otherwise::report;
  std::string word;
};

/// One element taken to one target. `rank` orders the alternatives of a target: 0 is preferred.
struct Take {
  std::uint8_t target = 0;  ///< a Field, or in a record a Member
  std::uint8_t element = 0, component = 0;
  std::uint8_t decimals = 0;  ///< implied by the dictionary: N2 has two
  std::uint8_t rank = 0;
  bool taken_off = false;  ///< a number counts negative, whatever sign it has
  DateFormat format = kPlanFormat;
  std::uint8_t format_component = 0;  ///< which qualifies the format of a date; 0: none does
  std::uint16_t translation = kNoTranslation;
  Range checks;  ///< in Plan::checks
};

/// How the parts of a line (RecordKind::part) go together with the line's own quantity.
enum class PartsMode : std::uint8_t {
  beside,   ///< each is a line of its own, and the line's quantity stands without them
  within,   ///< each is a line of its own, taken off the line's quantity
  instead,  ///< the line's quantity is what the parts come to, without those rejected
  dated,    ///< each is a line of its own with its date, where they come to the line's quantity
};

/// A segment, or a loop with all that is in it, that states a charge, a tax, a party, terms or a
/// part of a line.
struct Record {
  RecordKind kind = RecordKind::charge;
  Range checks;    ///< in Plan::checks, of the segment or the loop's first one: all must hold
  Range negative;  ///< in Plan::checks: if all hold, amounts are taken off; none: never
  Range takes;     ///< in Plan::takes, of one segment; of a loop they are in LoopMembers
};

/// What a segment inside a loop record adds to it.
struct LoopMembers {
  std::uint16_t record = 0;  ///< which of the scope's records
  Range takes;               ///< in Plan::takes
};

/// What a segment means where it stands.
struct SegmentRules {
  Range takes;        ///< in Plan::takes, for every such segment
  Range records;      ///< in Plan::records
  Range qualified;    ///< in Plan::qualified
  Range pairs;        ///< in Plan::pairs
  Range members;      ///< in Plan::loop_members, for the loop and all in it
  bool empty = true;  ///< but for `members`
};

/// Takes that hang on the code in one element: REF01, DTM01.
struct Qualified {
  std::uint8_t element = 0, component = 0;
  bool asks_empty = false;  ///< some hang on its absence
  CodeList groups;          ///< code → index in Plan::groups
};

/// Takes that hang on the qualifier of a pair: LIN02/LIN03, LIN04/LIN05 ...
struct Pairs {
  std::uint8_t first_element = 0;
  CodeList groups;  ///< qualifier → index in Plan::groups
};

constexpr std::uint16_t kNoScope = 0xFFFF;

/// A loop of the set for which the map has rules, or which leads to one.
struct Scope {
  std::string path;     ///< "" is the set, else such as "IT1/SAC"
  PackedCode loop = 0;  ///< its own id
  std::uint16_t parent = 0;
  bool opens_frame = false;          ///< each occurrence may be a line
  bool around_lines = false;         ///< its frames hold lines and are none
  Range records;                     ///< in Plan::records: each occurrence opens them
  std::vector<std::uint16_t> inner;  ///< indices of the scopes in it
};

/// How the documents write numbers and dates.
struct ValueSyntax {
  char decimal_mark = '.';
  char other_decimal_mark = 0;  ///< as good as the first: EDIFACT senders use either
  char grouping = 0;            ///< left out of numbers: the comma of 1,000.00
  bool trailing_minus = false;  ///< the sign may stand behind: 12.50-
  DateFormat date = kBasicFormat;
  std::string_view date_example = "CCYYMMDD";  ///< for findings

  /// Whether numbers are as Decimal::parse() reads them.
  bool has_plain_numbers() const {
    return decimal_mark == '.' && other_decimal_mark == 0 && grouping == 0 && !trailing_minus;
  }
};

/// What stands where the document states nothing.
struct Default {
  std::uint16_t take = 0;  ///< in Plan::takes: for which target
  std::string text;
};

struct Plan {
  std::string id, version;  ///< "x12-856", "1.0.0"
  std::string file;         ///< it was compiled from
  std::string standard, set;
  std::string partner;           ///< whose rules are in it, "acme@1.0.0"; empty: nobody's
  std::string partner_supplier;  ///< our id of the partner; empty: the document says
  Stage stage = Stage::ordered;
  DocumentKind kind = DocumentKind::purchase_order;
  std::optional<EventKind> event;  ///< it gives events of this kind and no receipt
  bool to_supplier = false;        ///< the buyer sends it: the supplier is its receiver
  bool reads_announced = false;    ///< some rule takes Field::line_announced
  bool lines_optional = false;     ///< it may state nothing about goods, or money without goods
  PartsMode parts = PartsMode::beside;
  ValueSyntax syntax;
  DateFormats date_formats;

  std::vector<PackedCode> item_levels;  ///< HL03 of the levels that name items; empty: no hierarchy
  std::vector<Scope> scopes;            ///< 0 is the set
  CodeList symbols;                     ///< segment tag → column in `rules`
  std::uint16_t symbol_count = 0;
  std::vector<SegmentRules> rules;  ///< [scope * symbol_count + symbol]
  std::vector<Take> takes;
  std::vector<Check> checks;
  std::vector<PackedCode> codes;
  std::vector<Record> records;
  std::vector<Qualified> qualified;
  std::vector<Pairs> pairs;
  std::vector<LoopMembers> loop_members;
  std::vector<Range> groups;  ///< in `takes`
  std::vector<Translation> translations;
  std::vector<Default> defaults;
  std::vector<Field> required;  ///< their absence is told
  FlatRules flat;               ///< how rows are cut, where the documents are flat files
  Range rows;                   ///< in `checks`: of flat files, all must hold for a row to count
  XmlRules xml;  ///< in place of scopes, rules and checks, where the documents are XML

  /// "x12-856@1.0.0", or with a partner's rules "x12-856@1.0.0+acme@1.0.0".
  std::string name() const { return id + "@" + version + (partner.empty() ? "" : "+" + partner); }

  bool is_on(Switch which) const { return (switches_on >> static_cast<unsigned>(which) & 1U) != 0; }
  void switch_on(Switch which) { switches_on |= 1U << static_cast<unsigned>(which); }
  std::uint32_t switches_on = 0;  ///< one bit a Switch
};

}  // namespace weighbridge::maps
