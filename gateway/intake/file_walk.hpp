// Files and folders as somebody names them, turned into the files to read.
#pragma once

#include <string>
#include <vector>

#include "gateway/intake/input_file.hpp"

namespace weighbridge::intake {

struct FileWalk {
  std::vector<std::string> files;  ///< sorted within each folder, each file once; "-" stays "-"
  std::vector<Trouble> troubles;   ///< paths that cannot be read or hold nothing
};

/// Folders are walked to any depth that is sane; hidden names, links to folders and what is no
/// plain file are left out there. A file that is named itself is taken whatever it is.
FileWalk walk(const std::vector<std::string>& paths);

}  // namespace weighbridge::intake
