// Whether a whole set is printable ASCII: then nobody has to look at the characters of each value.
#pragma once

#include <string_view>

#include "parsers/edi/delimiters.hpp"

namespace weighbridge::edi {

/// True when every byte of `text` is printable ASCII (0x20 to 0x7E) but for separators and the line
/// ends between segments. One vectorised pass; false only says that values should be looked at.
bool is_plain_text(std::string_view text, const Delimiters& delimiters);

}  // namespace weighbridge::edi
