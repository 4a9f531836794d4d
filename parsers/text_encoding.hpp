// The character encodings that texts come in, and the one that leaves our readers: UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "parsers/byte_source.hpp"

namespace weighbridge {

/// ISO-8859-1 is read as windows-1252 throughout: the two differ only in control characters that no
/// text has.
enum class TextEncoding : std::uint8_t { utf8, utf16_le, utf16_be, windows_1252, iso_8859_15 };

/// The encoding that a declaration or a map calls `name`, in any case; "utf-16" alone is taken as
/// little-endian, where no byte order mark says otherwise. Nothing for one that we do not read.
std::optional<TextEncoding> text_encoding_from(std::string_view name);

/// The names that text_encoding_from() knows, the usual one of each encoding first.
std::span<const std::string_view> text_encoding_names();

/// What `byte` stands for in an encoding of single bytes; a hole of windows-1252 is U+FFFD.
std::uint32_t code_point(unsigned char byte, TextEncoding encoding);

/// UTF-8 out of bytes in any encoding, piece by piece. A byte order mark overrules the encoding
/// that was named, and is no part of the text. What is said to be UTF-8 goes through as it is, well
/// formed or not; half a unit or half a surrogate pair of UTF-16 becomes U+FFFD.
class DecodedSource final : public ByteSource {
 public:
  /// Borrows `bytes`.
  DecodedSource(ByteSource& bytes, TextEncoding encoding) : bytes_(bytes), encoding_(encoding) {}

  std::size_t read(std::span<char> room) override;

  /// False until the first byte is read, and when the text is the message byte for byte.
  bool transcoded() const { return started_ && encoding_ != TextEncoding::utf8; }
  /// Whether UTF-16 did not go on as UTF-16.
  bool malformed() const { return malformed_; }
  /// Whether text of single bytes so far holds characters beyond ASCII, and all of them as UTF-8
  /// writes them: by all odds it is UTF-8.
  bool looks_utf8() const { return utf8_characters_ != 0 && !not_utf8_ && continuations_ == 0; }

 private:
  void start();
  bool fill_raw();
  void decode();
  void decode_utf16();
  void append_unit(std::uint32_t unit);
  void look_for_utf8(unsigned char byte);

  ByteSource& bytes_;
  TextEncoding encoding_;
  bool started_ = false, ended_ = false, malformed_ = false;
  std::string raw_;   ///< read and not yet decoded
  std::string text_;  ///< decoded and not yet handed out
  std::size_t handed_out_ = 0;
  std::uint32_t high_surrogate_ = 0;  ///< that waits for its other half
  bool not_utf8_ = false;
  unsigned continuations_ = 0;  ///< bytes that a character of UTF-8 still wants
  std::uint64_t utf8_characters_ = 0;
};

}  // namespace weighbridge
