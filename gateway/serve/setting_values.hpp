// Values as people write them in gateway.yaml. Each returns an empty text when all is well, else
// what was expected.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>

#include "gateway/http/settings.hpp"
#include "gateway/serve/settings_table.hpp"

namespace weighbridge::serve {

/// "500ms", "30s", "5m", "2h", "1d", within the bounds.
std::string put_time(const Words& words, std::chrono::milliseconds& target,
                     std::chrono::milliseconds min, std::chrono::milliseconds max);
std::string put_time(const Words& words, std::chrono::seconds& target, std::chrono::seconds min,
                     std::chrono::seconds max);
/// "4096", "64KiB", "1MiB", "2GiB", within the bounds.
std::string put_size(const Words& words, std::uint64_t& target, std::uint64_t min,
                     std::uint64_t max);
std::string put_count(const Words& words, std::uint64_t& target, std::uint64_t min,
                      std::uint64_t max);
/// The same for narrower targets; `max` must fit.
template <class Number>
std::string put_number(std::string (*put)(const Words&, std::uint64_t&, std::uint64_t,
                                          std::uint64_t),
                       const Words& words, Number& target, std::uint64_t min, std::uint64_t max) {
  std::uint64_t value = 0;
  std::string expected = put(words, value, min, max);
  if (expected.empty()) target = static_cast<Number>(value);
  return expected;
}
std::string put_switch(const Words& words, bool& target);
std::string put_text(const Words& words, std::string& target);
/// One or more of "127.0.0.1:8480", "[::]:443".
std::string put_endpoints(const Words& words, std::vector<http::Endpoint>& target);

}  // namespace weighbridge::serve
