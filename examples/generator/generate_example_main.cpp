// generate_example FOLDER [SEED]: writes the example month and its truth below FOLDER.
#include <charconv>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "examples/generator/files.hpp"
#include "examples/generator/month.hpp"

namespace {

void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw std::filesystem::filesystem_error("cannot write", path, std::error_code{});
}

}  // namespace

int main(int argc, char** argv) try {
  std::uint64_t seed = weighbridge::generator::kCommittedSeed;
  const std::string_view text = argc == 3 ? argv[2] : "";
  const bool understood =
      argc == 2 || (argc == 3 && std::from_chars(text.data(), text.data() + text.size(), seed).ec ==
                                     std::errc{});
  if (!understood) {
    std::fputs("usage: generate_example FOLDER [SEED]\n", stderr);
    return 2;
  }
  weighbridge::generator::Month month = weighbridge::generator::plan_month(seed);
  for (const auto& [path, content] : weighbridge::generator::write_month(month))
    write(std::filesystem::path(argv[1]) / path, content);
  std::printf("%zu orders, %zu discrepancies planted\n", month.orders.size(),
              month.truth.discrepancies());
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "generate_example: %s\n", error.what());
  return 70;
}
