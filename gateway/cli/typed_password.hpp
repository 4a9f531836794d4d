// A password typed at the terminal, without being shown.
#pragma once

#include <optional>
#include <string>

namespace weighbridge::cli {

/// Whether somebody sits at a terminal who could type one.
bool has_terminal();
/// Asks twice; nothing when both are not the same, or the terminal goes away.
std::optional<std::string> typed_password(const std::string& user);

}  // namespace weighbridge::cli
