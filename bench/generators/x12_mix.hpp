// X12 traffic of any size for the benchmarks: 856 and 810 of many sizes, from several partners.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace weighbridge::bench {

struct X12MixOptions {
  std::uint64_t bytes = 100'000'000;  ///< stops at the first interchange that reaches this size
  std::uint64_t seed = 1;             ///< equal seeds and sizes give equal bytes, everywhere
};

/// Writes interchange after interchange to `sink`, each in one piece (valid until it returns), so
/// that memory stays at one interchange whatever the size. The interchanges differ in delimiters,
/// line wrapping and release (004010, 005010); their sets run from two lines to hundreds,
/// and keep every rule of the standard: a validating reader finds nothing to report.
void generate_x12_mix(const X12MixOptions& options,
                      const std::function<void(std::string_view)>& sink);

/// The same, in memory.
std::string x12_mix(const X12MixOptions& options);

}  // namespace weighbridge::bench
