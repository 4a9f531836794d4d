// The real program, run as a person runs it.
#pragma once

#include <string>
#include <vector>

#include "tests/gateway/temp_folder.hpp"

namespace weighbridge {

struct ProgramRun {
  int status = -1;  ///< exit status; negative: killed by that signal
  std::string out, err;
};

struct ProgramSetting {
  std::string input = {};                     ///< standard input
  std::string folder = {};                    ///< to run in; empty: where the test runs
  std::vector<std::string> environment = {};  ///< "NAME=value", added to what is there
  std::string out_path = {};                  ///< standard output goes there instead of `out`
};

/// Runs `weighbridge words...` to its end.
ProgramRun run_program(const std::vector<std::string>& words, const ProgramSetting& setting = {});

}  // namespace weighbridge
