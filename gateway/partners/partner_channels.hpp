// How messages come from and go to a partner: the sections of its file that are about transport
// (`as2:`, `folder:`, `sftp:`, `ftps:`, `http:`, `erp:`, `answers:`), beside its maps.
#pragma once

#include <string>
#include <vector>

#include "mappings/maps/table_reader.hpp"
#include "mappings/reader/reader.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::partners {

/// A partner file, read but not yet understood: each channel reads its own section and tells its
/// mistakes with file, line and column.
struct PartnerSections {
  std::string path;  ///< of the file, for mistakes
  std::string name;  ///< of the partner
  yaml::Node root;

  /// The section of a channel; null when the partner does not use it.
  const yaml::Node* section(std::string_view channel) const { return root.find(channel); }
};

/// Those of `files` (a configuration's tables) that are partner files, by name. What cannot be read
/// is told in `errors`.
std::vector<PartnerSections> partner_sections(const std::vector<NamedText>& files,
                                              std::vector<TableError>& errors);

}  // namespace weighbridge::partners
