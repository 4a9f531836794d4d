#include "gateway/partners/partner_channels.hpp"

#include <utility>

namespace weighbridge::partners {

std::vector<PartnerSections> partner_sections(const std::vector<NamedText>& files,
                                              std::vector<TableError>& errors) {
  std::vector<PartnerSections> partners;
  for (const NamedText& file : files) {
    if (!file.path.starts_with("partners/")) continue;
    maps::TableReader table(file.path, errors);
    yaml::Node root = table.parse(file.text);
    const yaml::Node* name = root.find("partner");
    if (name == nullptr || !name->is_scalar()) continue;  // the maps' reader tells that
    partners.push_back({file.path, name->text, std::move(root)});
  }
  return partners;
}

}  // namespace weighbridge::partners
