// Where a value stands in a segment, as maps write it (docs/formats/maps.md):
//
//     BSN02                                     an element
//     CTP05-1                                   a component of a composite
//     LIN02+ after UP|UI                        the value after a qualifier, in pairs from LIN02 on
//     REF02 when REF01=CN|2I and REF03!=empty   only where other elements say so
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "mappings/maps/code_list.hpp"

namespace weighbridge::maps {

/// An element of a segment; counts from 1, component 0 is the whole element.
struct ElementPath {
  std::string tag;
  std::uint8_t element = 0;
  std::uint8_t component = 0;
};

/// "REF01=CN|2I": the element is one of the codes (or, negated, none of them). The word `empty`
/// stands for an element that is not there, packed as 0.
struct Condition {
  ElementPath path;
  bool negated = false;
  std::vector<PackedCode> codes;
};

struct Source {
  ElementPath path;
  bool pairs = false;             ///< qualifiers at path, path + 2, ...; values right after each
  std::vector<PackedCode> after;  ///< the qualifiers of a pair
  std::vector<Condition> conditions;
};

/// Why a source or condition is not understood. `offset` counts bytes from its start.
struct SourceError {
  std::size_t offset = 0;
  std::string message, mend;
};

[[noreturn]] void throw_exception_from_error(const SourceError& error,
                                             const boost::source_location& where);

boost::system::result<Source, SourceError> parse_source(std::string_view text);

/// What a word of a source names, in documents whose places are called otherwise than elements.
using PlaceFinder =
    std::function<boost::system::result<ElementPath, SourceError>(std::string_view word)>;

/// The same language with other places. Pairs are of segments alone.
boost::system::result<Source, SourceError> parse_source(std::string_view text,
                                                        const PlaceFinder& find);
boost::system::result<std::vector<Condition>, SourceError> parse_conditions(
    std::string_view text, const PlaceFinder& find);

/// What stands after "when": conditions joined by "and", all on one segment.
boost::system::result<std::vector<Condition>, SourceError> parse_conditions(std::string_view text);

}  // namespace weighbridge::maps
