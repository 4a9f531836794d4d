// The place of a flaw, shown: the line it stands in with a caret below.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/finding.hpp"
#include "parsers/x12/delimiters.hpp"

namespace weighbridge::cli {

/// One printable line and the columns that a caret line marks. `line` is empty where the place
/// cannot be shown.
struct Excerpt {
  std::string line;
  std::size_t caret = 0;  ///< column of the first mark
  std::size_t marks = 1;
};

/// The segment of X12 or EDIFACT round byte `at` of `window`, with the element or component of
/// `place` marked; an element that the segment does not have is marked where it would stand.
Excerpt segment_excerpt(std::string_view window, std::size_t at, const x12::Delimiters& delimiters,
                        const Place& place);

/// The text line round byte `at` of `window`, marked at the byte itself, over the length of `value`
/// where that is what stands there.
Excerpt line_excerpt(std::string_view window, std::size_t at, std::string_view value);

/// At most `columns` of the line, the marks among them; what is cut is shown as "...".
Excerpt narrowed(Excerpt excerpt, std::size_t columns);

}  // namespace weighbridge::cli
