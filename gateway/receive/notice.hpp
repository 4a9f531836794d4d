// What a channel wants the people who run the gateway to know; whoever writes the log decides how
// it looks.
#pragma once

#include <functional>
#include <string>

namespace weighbridge::receive {

struct Notice {
  enum class Level : unsigned char { info, warning, error };
  Level level = Level::info;
  std::string channel, partner;
  std::string what;  ///< what happened and to what, in one line; names in it are as they came
  std::string mend;  ///< what somebody can do; may be empty
};

/// Called from the channel's own threads; must be quick and must not throw.
using Tell = std::function<void(const Notice&)>;

}  // namespace weighbridge::receive
