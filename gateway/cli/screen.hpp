// The standard streams of one run, and how text looks on them.
#pragma once

#include <string_view>

#include "gateway/cli/output.hpp"
#include "gateway/cli/text.hpp"

namespace weighbridge::cli {

struct Screen {
  Output& out;
  Output& err;
  Style style;  ///< of what goes to `out`

  /// A complaint that the report on standard output shows as well: said again only when somebody
  /// else reads standard error.
  void repeat(std::string_view line) const {
    if (!err.same_place_as(out)) err.write(line);
  }
};

}  // namespace weighbridge::cli
