// What the program's exit status says (contract, section 3).
#pragma once

namespace weighbridge::cli {

enum class ExitStatus : int {
  well = 0,           ///< all well
  errors = 1,         ///< the input holds errors, or discrepancies at or above --fail-on
  usage = 2,          ///< wrong usage
  configuration = 3,  ///< a configuration file holds mistakes
  rejected = 4,       ///< nothing of the input could be read
  internal = 70,      ///< the program or the machine failed
};

}  // namespace weighbridge::cli
