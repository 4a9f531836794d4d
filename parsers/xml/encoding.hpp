// The character encodings that XML messages come in, and the one that leaves: UTF-8.
#pragma once

#include <string>

#include "parsers/finding.hpp"

namespace weighbridge::xml {

/// A text in UTF-8 and where in the message its first byte stood.
struct Decoded {
  std::string text;
  std::size_t skipped = 0;  ///< bytes of the byte order mark
  bool transcoded = false;  ///< offsets in `text` are not offsets in the message
  bool readable = false;    ///< false: `findings` say why not
};

/// Turns the bytes of an XML text into UTF-8: by their byte order mark, else by the encoding that
/// their declaration names (UTF-8, UTF-16, ISO-8859-1, ISO-8859-15, windows-1252, US-ASCII), else
/// as UTF-8 (XML 1.0, appendix F). What says UTF-8 and is not is read as windows-1252 with a
/// warning, because that is what it nearly always is. ISO-8859-1 is read as windows-1252
/// throughout: the two differ only in control characters that no text has.
Decoded decode(std::string bytes, Findings& findings);

}  // namespace weighbridge::xml
