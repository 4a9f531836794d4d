// The program's version, as --version prints it.
#pragma once

#include <string_view>

namespace weighbridge {

/// "0.1.0"
std::string_view version();

}  // namespace weighbridge
