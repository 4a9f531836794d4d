// The character sets of syntax identifiers UNOA to UNOY, as what leaves the reader: UTF-8.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace weighbridge::edifact {

/// One set of bytes. UNOC to UNOL are parts of ISO 8859; where none is named, and where the named
/// one (UNOW: UTF-8) is not what was sent, bytes are read as Windows 1252.
class CharacterSet {
 public:
  CharacterSet() : CharacterSet("UNOC") {}
  explicit CharacterSet(std::string_view syntax);

  /// Appends the character that `byte` stands for.
  void append(std::string& out, char byte) const;
  /// Whether the identifier announces UTF-8.
  bool is_utf8() const { return is_utf8_; }
  /// Whether the identifier allows nothing beyond ASCII.
  bool only_ascii() const { return only_ascii_; }

 private:
  std::array<std::uint16_t, 256> code_points_{};
  bool is_utf8_ = false;
  bool only_ascii_ = false;
};

}  // namespace weighbridge::edifact
