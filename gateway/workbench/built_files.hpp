// The files of the workbench as npm built them.
#pragma once

#include <string_view>
#include <vector>

namespace weighbridge::workbench {

struct BuiltFile {
  std::string_view path;     ///< "index.html", "assets/index-Bx81.js"
  std::string_view sha256;   ///< of `content`, in hexadecimal
  std::string_view content;  ///< lives as long as the program
  std::string_view gzip;     ///< the same, compressed; empty when it was not worth it
};

/// Sorted by path; none when the program was built without the workbench.
const std::vector<BuiltFile>& built_files();

}  // namespace weighbridge::workbench
