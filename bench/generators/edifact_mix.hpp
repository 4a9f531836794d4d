// EDIFACT traffic of any size for the benchmarks: DESADV and INVOIC of many sizes, from several
// partners.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace weighbridge::bench {

struct EdifactMixOptions {
  std::uint64_t bytes = 100'000'000;  ///< stops at the first interchange that reaches this size
  std::uint64_t seed = 1;             ///< equal seeds and sizes give equal bytes, everywhere
};

/// Writes interchange after interchange to `sink`, each in one piece (valid until it returns). The
/// interchanges differ in separators, line ends and directory (D.96A, D.01B); one in four has
/// released characters. Their messages run from two lines to hundreds, and keep every rule of the
/// standard: a validating reader finds nothing to report.
void generate_edifact_mix(const EdifactMixOptions& options,
                          const std::function<void(std::string_view)>& sink);

/// The same, in memory.
std::string edifact_mix(const EdifactMixOptions& options);

}  // namespace weighbridge::bench
