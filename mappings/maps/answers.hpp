// What a partner wants to hear of what it sends: `acknowledge` of a partner file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mappings/maps/table_reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::maps {

enum class X12Answer : std::uint8_t { none, functional, implementation };  ///< nothing, 997, 999

struct Answers {
  X12Answer x12 = X12Answer::functional;
  bool x12_advice = false;      ///< 824 for every document
  bool edifact_control = true;  ///< CONTRL
  bool edifact_advice = false;  ///< APERAK for every document

  bool operator==(const Answers&) const = default;
};

/// Reads `acknowledge: {x12: [999, 824], edifact: [CONTRL, APERAK]}`. A standard that is left out
/// keeps its usual answer, an empty list is none. Nothing where `node` has mistakes.
std::optional<Answers> read_answers(const yaml::Node& node, TableReader& table);

}  // namespace weighbridge::maps
