#include "cases/canonical_json.hpp"

#include <utility>

namespace weighbridge::cases {
namespace {

void append_escaped(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    out += c;
    return;
  }
  out += "\\u00";
  out += kHex[byte >> 4U];
  out += kHex[byte & 0xFU];
}

std::string quoted(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  for (const char c : text) append_escaped(out, c);
  out += '"';
  return out;
}

}  // namespace

CanonicalObject& CanonicalObject::text(std::string_view name, std::string_view value) {
  return json(name, quoted(value));
}

CanonicalObject& CanonicalObject::number(std::string_view name, std::uint64_t value) {
  return json(name, std::to_string(value));
}

CanonicalObject& CanonicalObject::json(std::string_view name, std::string json) {
  members_.insert_or_assign(std::string(name), std::move(json));
  return *this;
}

std::string CanonicalObject::str() const {
  std::string out = "{";
  for (const auto& [name, value] : members_) {
    if (out.size() > 1) out += ',';
    out += quoted(name);
    out += ':';
    out += value;
  }
  out += '}';
  return out;
}

CanonicalObject CanonicalObject::without_equals(const CanonicalObject& other) const {
  CanonicalObject rest;
  for (const auto& [name, value] : members_) {
    const auto found = other.members_.find(name);
    if (found == other.members_.end() || found->second != value) rest.json(name, value);
  }
  return rest;
}

std::string canonical_list(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) {
    if (out.size() > 1) out += ',';
    out += value;
  }
  out += ']';
  return out;
}

}  // namespace weighbridge::cases
