// The bytes of one value within a JSON text, as they came.
#pragma once

#include <string_view>

#include "parsers/json/document.hpp"

namespace weighbridge::erp {

/// `text` is the one that `value` was read from.
std::string_view raw_value(std::string_view text, json::Value value);

}  // namespace weighbridge::erp
