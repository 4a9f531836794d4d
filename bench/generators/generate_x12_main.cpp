// generate_x12 BYTES [SEED] > FILE: X12 traffic of any size, in constant memory.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "bench/generators/x12_mix.hpp"

namespace {

/// Reads a whole number with an optional K, M or G (powers of ten); false when it is not one.
bool parse_size(std::string_view text, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return false;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit == "K") value *= 1'000;
  if (unit == "M") value *= 1'000'000;
  if (unit == "G") value *= 1'000'000'000;
  return unit.empty() || unit == "K" || unit == "M" || unit == "G";
}

}  // namespace

int main(int argc, char** argv) {
  weighbridge::bench::X12MixOptions options;
  const bool understood = (argc == 2 || argc == 3) && parse_size(argv[1], options.bytes) &&
                          (argc == 2 || parse_size(argv[2], options.seed));
  if (!understood) {
    std::fputs("usage: generate_x12 BYTES [SEED] > FILE   (BYTES like 500000, 100M, 2G)\n", stderr);
    return 2;
  }
  weighbridge::bench::generate_x12_mix(options, [](std::string_view piece) {
    if (std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size()) return;
    std::perror("generate_x12: cannot write");
    std::exit(70);
  });
  if (std::fflush(stdout) == 0) return 0;
  std::perror("generate_x12: cannot write");
  return 70;
}
