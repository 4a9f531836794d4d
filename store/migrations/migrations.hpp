// The steps from an empty database to the newest schema.
#pragma once

#include <span>
#include <string_view>

namespace weighbridge::store {

struct Migration {
  int version = 0;        ///< 1, 2, 3, ... without gaps
  std::string_view name;  ///< "0001_initial"
  std::string_view sql;   ///< one or more statements
};

/// All of them, in order; they live as long as the program.
std::span<const Migration> migrations();

}  // namespace weighbridge::store
