// Every setting of gateway.yaml: its key, its default, and where it goes. config/gateway.yaml shows
// the same rows to people; a test holds the two together.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/serve/settings.hpp"

namespace weighbridge::serve {

/// A value as written: a list's items, or the one text.
using Words = std::vector<std::string>;

struct Setting {
  std::string_view key;       ///< "http.deadlines.idle"
  std::string_view fallback;  ///< as it would be written
  /// Puts the value where it goes. Empty when all is well, else what was expected instead.
  std::string (*put)(Settings& settings, const Words& words);
  bool secret = false;  ///< `KEY_file` may name a file that holds it
};

std::span<const Setting> setting_table();

/// WEIGHBRIDGE_HTTP_DEADLINES_IDLE, the environment variable that overrides a key.
std::string environment_name(std::string_view key);

}  // namespace weighbridge::serve
