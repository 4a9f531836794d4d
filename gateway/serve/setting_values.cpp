#include "gateway/serve/setting_values.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace weighbridge::serve {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t worth;
};
constexpr std::array kTimes{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                            Unit{"d", 86'400'000}};
constexpr std::array kSizes{Unit{"", 1}, Unit{"KiB", 1ULL << 10U}, Unit{"MiB", 1ULL << 20U},
                            Unit{"GiB", 1ULL << 30U}};
constexpr std::array kCounts{Unit{"", 1}};

/// A whole number with one of the units behind it; nothing for anything else.
std::optional<std::uint64_t> read_amount(const Words& words, std::span<const Unit> units) {
  if (words.size() != 1) return std::nullopt;
  const std::string& text = words[0];
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc()) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& known : units)
    if (known.name == unit && number <= UINT64_MAX / known.worth) return number * known.worth;
  return std::nullopt;
}

/// The amount in the largest unit that shows it whole.
std::string written(std::uint64_t amount, std::span<const Unit> units) {
  for (auto unit = units.rbegin(); unit != units.rend(); ++unit)
    if (amount % unit->worth == 0 && (amount != 0 || unit + 1 == units.rend()))
      return std::to_string(amount / unit->worth) + std::string(unit->name);
  return std::to_string(amount);
}

std::string put_amount(const Words& words, std::uint64_t& target, std::uint64_t min,
                       std::uint64_t max, std::span<const Unit> units, std::string_view what) {
  const std::optional<std::uint64_t> amount = read_amount(words, units);
  if (amount && *amount >= min && *amount <= max) {
    target = *amount;
    return {};
  }
  return std::string(what) + " from " + written(min, units) + " to " + written(max, units);
}

std::optional<http::Endpoint> read_endpoint(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  http::Endpoint endpoint;
  endpoint.address = text.substr(0, colon);
  if (endpoint.address.front() == '[' && endpoint.address.back() == ']')
    endpoint.address = endpoint.address.substr(1, endpoint.address.size() - 2);
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data() + colon + 1, end, endpoint.port);
  if (failure != std::errc() || stop != end) return std::nullopt;
  return endpoint;
}

}  // namespace

std::string put_time(const Words& words, std::chrono::milliseconds& target,
                     std::chrono::milliseconds min, std::chrono::milliseconds max) {
  std::uint64_t value = 0;
  std::string expected =
      put_amount(words, value, static_cast<std::uint64_t>(min.count()),
                 static_cast<std::uint64_t>(max.count()), kTimes, "a time such as 30s or 5m,");
  if (expected.empty()) target = std::chrono::milliseconds(value);
  return expected;
}

std::string put_time(const Words& words, std::chrono::seconds& target, std::chrono::seconds min,
                     std::chrono::seconds max) {
  std::chrono::milliseconds value{};
  std::string expected =
      put_time(words, value, std::chrono::milliseconds(min), std::chrono::milliseconds(max));
  if (expected.empty()) target = std::chrono::ceil<std::chrono::seconds>(value);
  return expected;
}

std::string put_size(const Words& words, std::uint64_t& target, std::uint64_t min,
                     std::uint64_t max) {
  return put_amount(words, target, min, max, kSizes, "a size such as 64KiB or 1GiB,");
}

std::string put_count(const Words& words, std::uint64_t& target, std::uint64_t min,
                      std::uint64_t max) {
  return put_amount(words, target, min, max, kCounts, "a number");
}

std::string put_switch(const Words& words, bool& target) {
  if (words.size() != 1 || (words[0] != "true" && words[0] != "false")) return "true or false";
  target = words[0] == "true";
  return {};
}

std::string put_text(const Words& words, std::string& target) {
  if (words.size() > 1) return "one value";
  target = words.empty() ? std::string() : words[0];
  return {};
}

std::string put_endpoints(const Words& words, std::vector<http::Endpoint>& target) {
  std::vector<http::Endpoint> endpoints;
  for (const std::string& word : words) {
    const std::optional<http::Endpoint> endpoint = read_endpoint(word);
    if (!endpoint) return "an address with its port, such as 127.0.0.1:8480 or [::]:8480";
    endpoints.push_back(*endpoint);
  }
  if (endpoints.empty()) return "at least one address with its port";
  target = std::move(endpoints);
  return {};
}

}  // namespace weighbridge::serve
