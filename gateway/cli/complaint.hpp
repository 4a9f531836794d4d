// What the program says on standard error: one line each, with the place, the reason and the mend.
#pragma once

#include <string>
#include <string_view>

#include "mappings/reader/reader.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::cli {

/// "segment 12 (SE), element 1", "line 3, column 9 (quantity)", "byte 4711"; empty when the flaw
/// has no place.
std::string place_text(const Place& place);

/// "weighbridge: WHERE: WHAT (MEND)" and a newline; `where` and `mend` may be empty. Everything is
/// made printable and kept on the one line.
std::string complaint(std::string_view where, std::string_view what, std::string_view mend = {});

/// A finding of `file`; `document` says which ("856 0001"), or is empty.
std::string complaint(std::string_view file, std::string_view document, const Finding& finding);

/// A mistake in a configuration file, with the "file:line:column:" that editors jump to.
std::string complaint(const TableError& error);

}  // namespace weighbridge::cli
