// The separators: a noun that X12 shares with EDIFACT, by its X12 name.
#pragma once

#include "parsers/edi/delimiters.hpp"

namespace weighbridge::x12 {
using namespace edi;
}
