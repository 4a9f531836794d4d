#include "gateway/receive/file_names.hpp"

#include <algorithm>
#include <array>

#include "parsers/name_pattern.hpp"

namespace weighbridge::receive {
namespace {

constexpr std::size_t kNameBytesMax = 180;  // leaves room for what is put before and behind it
constexpr std::array<std::string_view, 8> kPartial = {
    ".*", "*.tmp", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.swp", "*~"};

bool is_harmless(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F && c != '/' && c != '\\';
}

/// Cuts at the beginning of a UTF-8 character.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0U) == 0x80U)
    --bytes_max;
  return text.substr(0, bytes_max);
}

}  // namespace

bool is_partial_name(std::string_view name) {
  return std::any_of(kPartial.begin(), kPartial.end(),
                     [&](std::string_view pattern) { return name_matches(pattern, name); });
}

bool is_one_of(const std::vector<std::string>& patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return name_matches(pattern, name); });
}

std::string safe_name(std::string_view name) {
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  std::string safe;
  for (const char c : name) safe += is_harmless(c) ? c : '_';
  safe.erase(0, std::min(safe.find_first_not_of(". "), safe.size()));
  if (safe.empty()) return "message";
  if (safe.size() <= kNameBytesMax) return safe;
  constexpr std::size_t kExtensionBytesMax = 12;
  const std::size_t dot = safe.rfind('.');
  const bool has_extension = dot != std::string::npos && safe.size() - dot <= kExtensionBytesMax;
  const std::string extension = has_extension ? safe.substr(dot) : "";
  return std::string(cut(safe, kNameBytesMax - extension.size())) + extension;
}

}  // namespace weighbridge::receive
