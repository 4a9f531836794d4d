#include "gateway/partners/section_reader.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace weighbridge::partners {
namespace {

using std::chrono::milliseconds;

/// A whole number with one of `units` behind it; "" among them allows none.
std::optional<std::uint64_t> with_unit(
    std::string_view text,
    std::initializer_list<std::pair<std::string_view, std::uint64_t>> units) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const auto& [unit, factor] : units)
    if (text == unit && number <= UINT64_MAX / 2 / factor) return number * factor;
  return std::nullopt;
}

std::string in_words(milliseconds duration) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> kUnits = {
      {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1000, "s"}}};
  for (const auto& [factor, unit] : kUnits)
    if (duration.count() != 0 && duration.count() % factor == 0)
      return std::to_string(duration.count() / factor) + std::string(unit);
  return std::to_string(duration.count()) + "ms";
}

}  // namespace

std::string SectionReader::text(std::string_view key, std::string otherwise) {
  const yaml::Node* node = find(key);
  if (node == nullptr) return otherwise;
  return table_.text(*node, key).value_or(otherwise);
}

std::string SectionReader::needed(std::string_view key, std::string_view example) {
  return table_.text_of(section_, key, example).value_or("");
}

std::vector<std::string> SectionReader::texts(std::string_view key) {
  std::vector<std::string> all;
  if (const yaml::Node* node = find(key))
    for (const yaml::Node* item : table_.one_or_more(*node, key)) all.push_back(item->text);
  return all;
}

std::string SectionReader::path(std::string_view key) {
  std::string path = text(key);
  if (!path.empty() && path.front() != '/')
    table_.error(*find(key), "`" + std::string(key) + "` is no absolute path",
                 "begin it with /, as it must mean the same wherever the program starts");
  return path;
}

bool SectionReader::flag(std::string_view key, bool otherwise) {
  const yaml::Node* node = find(key);
  if (node == nullptr) return otherwise;
  if (node->text != "true" && node->text != "false")
    table_.error(*node, "`" + std::string(key) + "` is neither true nor false",
                 "write one of them");
  return node->text == "true";
}

milliseconds SectionReader::duration(std::string_view key, milliseconds otherwise,
                                     milliseconds least, milliseconds most) {
  const yaml::Node* node = find(key);
  if (node == nullptr) return otherwise;
  const auto value = with_unit(
      node->text, {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}});
  if (!value)
    table_.error(*node, "`" + std::string(key) + "` is no duration: " + node->text,
                 "write a whole number and ms, s, m, h or d, such as 30s");
  else if (milliseconds(*value) < least || milliseconds(*value) > most)
    table_.error(
        *node,
        "`" + std::string(key) + "` is not between " + in_words(least) + " and " + in_words(most),
        "the default is " + in_words(otherwise));
  return value ? milliseconds(*value) : otherwise;
}

std::uint64_t SectionReader::bytes(std::string_view key, std::uint64_t otherwise) {
  const yaml::Node* node = find(key);
  if (node == nullptr) return otherwise;
  const auto value = with_unit(
      node->text, {{"", 1}, {"KiB", 1ULL << 10U}, {"MiB", 1ULL << 20U}, {"GiB", 1ULL << 30U}});
  if (!value || *value == 0)
    table_.error(*node, "`" + std::string(key) + "` is no size: " + node->text,
                 "write bytes, or a whole number and KiB, MiB or GiB, such as 64MiB");
  return value.value_or(otherwise);
}

std::uint32_t SectionReader::number(std::string_view key, std::uint32_t otherwise,
                                    std::uint32_t least, std::uint32_t most) {
  const yaml::Node* node = find(key);
  if (node == nullptr) return otherwise;
  const auto value = with_unit(node->text, {{"", 1}});
  if (!value || *value < least || *value > most) {
    table_.error(*node,
                 "`" + std::string(key) + "` is no number from " + std::to_string(least) + " to " +
                     std::to_string(most),
                 "the default is " + std::to_string(otherwise));
    return otherwise;
  }
  return static_cast<std::uint32_t>(*value);
}

curl::Secret SectionReader::secret(const std::string& name) {
  curl::Secret secret;
  secret.file = path(name + "_file");
  secret.environment = text(name + "_env");
  if (!secret.file.empty() && !secret.environment.empty())
    table_.error(*find(name + "_env"), "`" + name + "` is both in a file and in the environment",
                 "say where it is once");
  if (const yaml::Node* plain = find(name))
    table_.error(*plain, "the " + name + " itself stands in the configuration",
                 "put it into a file that only the gateway may read, and write `" + name +
                     "_file: PATH`, or `" + name + "_env: VARIABLE`");
  return secret;
}

}  // namespace weighbridge::partners
