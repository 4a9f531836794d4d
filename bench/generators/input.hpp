// The input that the programs of bench/ share, so that their figures can stand side by side.
#pragma once

#include <string>

namespace weighbridge::bench {

/// Mixed X12 (x12_mix.hpp), made once and kept. Its size is 100 MB, or the number of bytes that the
/// environment variable WEIGHBRIDGE_BENCH_BYTES says.
const std::string& x12_input();

/// Mixed EDIFACT (edifact_mix.hpp), of the same size.
const std::string& edifact_input();

}  // namespace weighbridge::bench
