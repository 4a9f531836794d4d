// map test MAP FILE: what a map makes of a message, value by value.
#pragma once

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"

namespace weighbridge::cli {

ExitStatus map_test(const MapTestOptions& options, const Screen& screen);

}  // namespace weighbridge::cli
