// JSON in one spelling only, so that equal content has equal bytes and equal hashes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace weighbridge::cases {

/// One object, its members sorted by the bytes of their names, no blanks, and of the escapes only
/// those that JSON demands (RFC 8785 for the names and values used here). Strings are taken as they
/// are, byte for byte: different strings never give the same JSON.
class CanonicalObject {
 public:
  CanonicalObject& text(std::string_view name, std::string_view value);
  CanonicalObject& number(std::string_view name, std::uint64_t value);
  /// `json` is canonical already.
  CanonicalObject& json(std::string_view name, std::string json);

  bool empty() const { return members_.empty(); }
  std::string str() const;
  /// Only the members that `other` lacks or has with another value.
  CanonicalObject without_equals(const CanonicalObject& other) const;

 private:
  std::map<std::string, std::string, std::less<>> members_;
};

/// A list of values that are canonical JSON already.
std::string canonical_list(const std::vector<std::string>& values);

}  // namespace weighbridge::cases
