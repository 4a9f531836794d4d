// The files of config/ as they were when the program was built.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace weighbridge {

struct EmbeddedFile {
  std::string_view path;  ///< relative to config/, such as "maps/x12-856.yaml"
  std::string_view text;  ///< lives as long as the program
};

/// All embedded files, sorted by path.
std::vector<EmbeddedFile> embedded_files();

/// One embedded file's text, or nothing when there is none of that path.
std::optional<std::string_view> embedded_file(std::string_view path);

}  // namespace weighbridge
