// The part of compiling a map that knows how places in a document are written: one SourceCompiler
// for each kind of document. MapCompiler reads everything else: targets, ranks, code lists, words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mappings/maps/plan.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/edi/dictionary.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

/// A record rule as the map writes it.
struct RecordText {
  RecordKind kind = RecordKind::charge;
  const yaml::Node* node = nullptr;           ///< the whole rule
  const yaml::Node* when = nullptr;           ///< null: always
  const yaml::Node* negative_when = nullptr;  ///< null: never
  /// Its members' sources, best first, each with a take that knows its target and rank.
  std::vector<std::pair<const yaml::Node*, Take>> members;
};

/// What the occurrences of a loop or element are to the lines.
enum class FrameUse : std::uint8_t {
  line,   ///< each may be a line
  around  ///< holds lines, and what it states holds for them alone
};

/// Lays sources out in a plan. What is no source is told to the table, with its place.
class SourceCompiler {
 public:
  virtual ~SourceCompiler() = default;

  /// Looks at `reads`: whether the standard has such a set, how it writes values.
  virtual void read_set(const yaml::Node& reads) = 0;
  /// The scope that `at` names, such as "set" or "IT1/SAC".
  virtual std::uint16_t scope(const yaml::Node& at) = 0;
  /// The scope's name, for people.
  virtual std::string name(std::uint16_t scope) const = 0;
  /// Each occurrence of the scope, which `at` names, opens a frame.
  virtual void open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) = 0;
  /// Occurrences of the scope of which the conditions hold are passed over with all that is in
  /// them. False where the standard's documents know no such thing.
  virtual bool except(std::uint16_t scope, const yaml::Node& conditions) {
    (void)scope, (void)conditions;
    return false;
  }
  /// One value rule, in each of `scopes`. `take` knows all but where its value stands.
  virtual void add_value(std::span<const std::uint16_t> scopes, const yaml::Node& source,
                         const Take& take) = 0;
  virtual void add_record(std::span<const std::uint16_t> scopes, const RecordText& record) = 0;
  /// The text that a source stands for whatever the document says, where it is such a one.
  virtual std::optional<std::string> constant(const yaml::Node& source) const {
    (void)source;
    return std::nullopt;
  }
  /// The plan is complete then.
  virtual void finish() = 0;
};

/// The dictionaries that maps are checked against.
struct Standards {
  const edi::Dictionaries* x12 = nullptr;
  const edi::Dictionaries* edifact = nullptr;
};

/// The compiler for the sources of `standard` ("X12", "EDIFACT" ...), which writes into `plan`;
/// null when maps cannot read that standard.
std::unique_ptr<SourceCompiler> make_source_compiler(std::string_view standard,
                                                     const Standards& standards, Plan& plan,
                                                     TableReader& table);

/// Whether the target is a date or a time.
bool is_time_target(Field field);
bool is_time_target(Member member);

}  // namespace weighbridge::maps
