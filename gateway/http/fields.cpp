#include <algorithm>

#include "gateway/http/message.hpp"

namespace weighbridge::http {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string_view Fields::operator[](std::string_view name) const {
  for (const auto& [known, value] : all_)
    if (same_name(known, name)) return value;
  return {};
}

bool Fields::contains(std::string_view name) const {
  return std::any_of(all_.begin(), all_.end(),
                     [&](const auto& field) { return same_name(field.first, name); });
}

}  // namespace weighbridge::http
