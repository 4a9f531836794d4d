#include <algorithm>

#include "gateway/http/media_type.hpp"
#include "gateway/http/message.hpp"

namespace weighbridge::http {

std::string_view Fields::operator[](std::string_view name) const {
  for (const auto& [known, value] : all_)
    if (same_word(known, name)) return value;
  return {};
}

bool Fields::contains(std::string_view name) const {
  return std::any_of(all_.begin(), all_.end(),
                     [&](const auto& field) { return same_word(field.first, name); });
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [known, value] : query)
    if (known == name) return value;
  return std::nullopt;
}

std::string_view Request::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string_view() : found->second;
}

}  // namespace weighbridge::http
