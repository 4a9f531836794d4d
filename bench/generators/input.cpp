#include "bench/generators/input.hpp"

#include <cstdlib>

#include "bench/generators/edifact_mix.hpp"
#include "bench/generators/x12_mix.hpp"

namespace weighbridge::bench {

const std::string& x12_input() {
  static const std::string input = [] {
    X12MixOptions options;
    if (const char* bytes = std::getenv("WEIGHBRIDGE_BENCH_BYTES"))
      options.bytes = std::strtoull(bytes, nullptr, 10);
    return x12_mix(options);
  }();
  return input;
}

const std::string& edifact_input() {
  static const std::string input = [] {
    EdifactMixOptions options;
    if (const char* bytes = std::getenv("WEIGHBRIDGE_BENCH_BYTES"))
      options.bytes = std::strtoull(bytes, nullptr, 10);
    return edifact_mix(options);
  }();
  return input;
}

}  // namespace weighbridge::bench
