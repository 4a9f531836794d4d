// generate_input x12|edifact BYTES [SEED] > FILE, generate_input csv LINES [SEED] > FILE: input of
// any size for benchmarks and trials, in constant memory.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "bench/generators/edifact_mix.hpp"
#include "bench/generators/order_lines.hpp"
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

[[noreturn]] void cannot_write() {
  std::perror("generate_input: cannot write");
  std::exit(70);
}

void print(std::string_view piece) {
  if (std::fwrite(piece.data(), 1, piece.size(), stdout) != piece.size()) cannot_write();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view kind = argc > 1 ? argv[1] : "";
  std::uint64_t size = 0;
  std::uint64_t seed = 1;
  const bool known = kind == "x12" || kind == "edifact" || kind == "csv";
  const bool understood = (argc == 3 || argc == 4) && known && parse_size(argv[2], size) &&
                          (argc == 3 || parse_size(argv[3], seed));
  if (!understood) {
    std::fputs(
        "usage: generate_input x12 BYTES [SEED] > FILE       856 and 810\n"
        "       generate_input edifact BYTES [SEED] > FILE   DESADV and INVOIC\n"
        "       generate_input csv LINES [SEED] > FILE       order lines, ordered to invoiced\n"
        "BYTES and LINES are like 5000, 100M, 2G\n",
        stderr);
    return 2;
  }
  if (kind == "x12") {
    weighbridge::bench::generate_x12_mix({size, seed}, print);
  } else if (kind == "edifact") {
    weighbridge::bench::generate_edifact_mix({size, seed}, print);
  } else {
    weighbridge::bench::OrderLinesOptions options;
    options.lines = size;
    options.seed = seed;
    weighbridge::bench::generate_order_lines(options, print);
  }
  if (std::fflush(stdout) != 0) cannot_write();
  return 0;
}
