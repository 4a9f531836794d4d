// Our own tables as texts, and what is wrong with them: a flaw of ours, never of a message.
#pragma once

#include <cstdint>
#include <string>

namespace weighbridge {

/// One flaw in our own tables, found when they are loaded.
struct TableError {
  std::string file;
  std::uint32_t line = 0, column = 0;
  std::string message, mend;
};

struct NamedText {
  std::string path;  ///< relative to the configuration folder
  std::string text;
};

}  // namespace weighbridge
