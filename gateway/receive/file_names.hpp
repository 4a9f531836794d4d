// Names of files that partners chose, or that are shown to them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::receive {

/// Whether a file of this name is still being written by convention: dot files, `.tmp`, `.part`,
/// `.partial`, `.filepart` (WinSCP), `.crdownload`, `.swp`, a `~` at the end.
bool is_partial_name(std::string_view name);

/// Whether one of `patterns` means this name.
bool is_one_of(const std::vector<std::string>& patterns, std::string_view name);

/// A name that can be written into any folder: without a path, control characters or a dot in
/// front, at most 180 bytes with its extension kept. "message" where nothing is left.
std::string safe_name(std::string_view name);

}  // namespace weighbridge::receive
