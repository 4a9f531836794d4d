// Patterns of file names, as people write them in configuration.
#pragma once

#include <string_view>

namespace weighbridge {

/// Whether `name` is one that `pattern` means: `*` stands for any characters, `?` for one; case
/// does not count. Patterns have few stars.
bool name_matches(std::string_view pattern, std::string_view name);

}  // namespace weighbridge
