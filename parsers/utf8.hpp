// UTF-8, the one encoding that leaves our readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weighbridge {

/// The length of the well-formed UTF-8 sequence that `text` begins with (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF); 0 when it begins with none.
std::size_t utf8_sequence_length(std::string_view text);

/// Offset of the first byte that is not part of well-formed UTF-8; npos when all is well.
std::size_t find_malformed_utf8(std::string_view text);

/// Appends `code_point` (a scalar value) in UTF-8.
void append_utf8(std::string& out, std::uint32_t code_point);

/// The longest prefix of `text` of at most `bytes_max` bytes that cuts no sequence in two.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes_max);

}  // namespace weighbridge
