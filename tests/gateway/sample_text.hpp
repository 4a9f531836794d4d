// Texts that people read, kept as files beside the tests: a change shows as a diff to be judged.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

namespace weighbridge {

/// Compares `text` with tests/samples/cli/`name`. With WEIGHBRIDGE_REFRESH=1 in the environment the
/// file is rewritten instead.
inline void check_sample(const std::string& name, const std::string& text) {
  const std::string path = std::string(WEIGHBRIDGE_SOURCE_DIR) + "/tests/samples/cli/" + name;
  const char* refresh = std::getenv("WEIGHBRIDGE_REFRESH");
  if (refresh != nullptr && std::string(refresh) == "1") std::ofstream(path) << text;
  std::ifstream file(path);
  std::ostringstream kept;
  kept << file.rdbuf();
  INFO("sample " << path << "; to accept a change, run the test with WEIGHBRIDGE_REFRESH=1");
  CHECK(text == kept.str());
}

}  // namespace weighbridge
