// A value of a document and what became of it, for those who write maps.
#pragma once

#include <string>
#include <vector>

#include "parsers/finding.hpp"

namespace weighbridge {

struct TracedValue {
  Place place;
  std::string text;    ///< as it stands in the document
  std::string target;  ///< "line.item.sku", "charge.amount"; empty: nothing took it
};

using TracedValues = std::vector<TracedValue>;

}  // namespace weighbridge
