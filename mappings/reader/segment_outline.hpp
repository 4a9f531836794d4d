// The tree of a document of segments (X12, EDIFACT), with names and meanings of what they say.
#pragma once

#include <cstddef>
#include <vector>

#include "mappings/reader/reader.hpp"
#include "parsers/edi/transaction_set.hpp"

namespace weighbridge {

/// One row a segment, at most `rows_max` and a last one that counts the rest. Names and meanings
/// are those of the dictionary that the set was read with; where there is none, only tags and
/// values are left.
std::vector<OutlineRow> segment_outline(const edi::TransactionSet& set, std::size_t rows_max);

}  // namespace weighbridge
