#include "parsers/json/pointer.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace weighbridge::json {
namespace {

constexpr std::size_t kValuesMax = 1'000'000;

/// The next part of a pointer, unescaped: ~1 is /, ~0 is ~.
std::string next_part(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::size_t end = std::min(pointer.find('/'), pointer.size());
  std::string part;
  for (std::size_t i = 0; i < end; ++i) {
    const bool escaped = pointer[i] == '~' && i + 1 < end;
    part += !escaped ? pointer[i] : pointer[++i] == '1' ? '/' : '~';
  }
  pointer.remove_prefix(end);
  return part;
}

std::optional<Value> child(Value parent, const std::string& part) {
  if (parent.kind() == Kind::object) return parent.find(part);
  if (parent.kind() != Kind::array) return std::nullopt;
  std::size_t wanted = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), wanted);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  for (const Value element : parent)
    if (wanted-- == 0) return element;
  return std::nullopt;
}

void gather(Value at, std::string_view pointer, std::vector<Value>& found) {
  while (!pointer.empty()) {
    if (pointer.front() != '/') return;
    const std::string part = next_part(pointer);
    if (part == "*") {
      if (at.kind() != Kind::array && at.kind() != Kind::object) return;
      for (const Value each : at)
        if (found.size() < kValuesMax) gather(each, pointer, found);
      return;
    }
    const auto next = child(at, part);
    if (!next) return;
    at = *next;
  }
  found.push_back(at);
}

}  // namespace

bool is_pointer(std::string_view text) {
  return text.empty() || text.front() == '/';
}

std::optional<Value> at_pointer(Value root, std::string_view pointer) {
  while (!pointer.empty()) {
    if (pointer.front() != '/') return std::nullopt;
    const auto next = child(root, next_part(pointer));
    if (!next) return std::nullopt;
    root = *next;
  }
  return root;
}

std::vector<Value> all_at_pointer(Value root, std::string_view pointer) {
  std::vector<Value> found;
  gather(root, pointer, found);
  return found;
}

}  // namespace weighbridge::json
