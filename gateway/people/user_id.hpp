// What people sign in with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weighbridge::people {

/// In lower case; nothing when it holds anything but ASCII letters, digits and . _ - @ +, or more
/// than 100 of them.
std::optional<std::string> user_id(std::string_view text);

}  // namespace weighbridge::people
