// Reads a text and writes down what the reader handed out, as lines to compare.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/byte_source.hpp"
#include "parsers/finding.hpp"
#include "parsers/x12/interchange_reader.hpp"

namespace weighbridge::x12 {

/// Hands out `text` in pieces of at most `piece` bytes, as a pipe would.
class PiecewiseSource final : public ByteSource {
 public:
  PiecewiseSource(std::string_view text, std::size_t piece) : rest_(text), piece_(piece) {}
  std::size_t read(std::span<char> room) override {
    const std::size_t n = rest_.copy(room.data(), std::min(room.size(), piece_));
    rest_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

/// Lines such as "interchange 000000701", "set 856 7001 accepted 28 segments", "  8 BSN04 ...".
std::vector<std::string> read_all(std::string_view text, std::size_t piece = 1 << 20,
                                  ReaderLimits limits = {});

/// The sets alone, each as "856 7001 accepted".
std::vector<std::string> sets_of(std::string_view text);

/// The findings of every kind, each as "set error 1 BSN02 message".
std::vector<std::string> findings_of(std::string_view text, ReaderLimits limits = {});

/// Whether any of `lines` begins with `start`.
bool any_begins(const std::vector<std::string>& lines, std::string_view start);

/// A file of tests/samples/x12.
std::string sample(const std::string& name);

/// One 856 or 810 from `body` (segments after ST, without SE), in a whole interchange.
std::string interchange_of(std::string_view set, std::string_view body,
                           std::string_view version = "004010");

}  // namespace weighbridge::x12
