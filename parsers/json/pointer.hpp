// JSON pointers (RFC 6901), also with `*` for every element of an array or member of an object.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "parsers/json/document.hpp"

namespace weighbridge::json {

/// Whether `text` is a pointer: empty, or it begins with `/`.
bool is_pointer(std::string_view text);

/// The value that `pointer` leads to from `root`; nothing when there is none. `*` is a name here.
std::optional<Value> at_pointer(Value root, std::string_view pointer);

/// All values that `pointer` leads to, `*` standing for all there are; up to a million.
std::vector<Value> all_at_pointer(Value root, std::string_view pointer);

}  // namespace weighbridge::json
