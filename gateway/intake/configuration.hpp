// Maps, standards and policy: what is built in, with a folder's files laid over it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/intake/input_file.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge::intake {

/// The files of a configuration as texts. A file of the folder takes the place of the built-in one
/// of the same path, file by file.
struct ConfigurationFiles {
  std::vector<NamedText> tables;  ///< standards/, maps/, partners/
  std::string policy_path;        ///< empty: there is no policy.yaml
  std::string policy_text;
  std::vector<Trouble> troubles;  ///< folder or files that cannot be read
};

/// `folder` empty: what is built in.
ConfigurationFiles configuration_files(const std::string& folder);

/// Whether `path`, relative to a configuration folder, is where the reader's tables are.
bool is_table_path(std::string_view path);

/// Whether files of this kind are reference data: items, aliases, packs, sites, suppliers.
bool is_reference(ContentKind kind);

/// The whole text of a configuration file. Throws std::system_error; a file beyond 16 MiB is no
/// configuration and is refused the same way (EFBIG).
std::string read_whole(const std::string& path);

}  // namespace weighbridge::intake
