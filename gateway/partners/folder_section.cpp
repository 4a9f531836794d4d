#include "gateway/partners/folder_section.hpp"

#include "gateway/partners/section_reader.hpp"

namespace weighbridge::partners {

std::optional<receive::DropFolder> folder_section(const PartnerSections& partner,
                                                  std::vector<TableError>& errors) {
  using namespace std::chrono_literals;
  const yaml::Node* node = partner.section("folder");
  if (node == nullptr) return std::nullopt;
  maps::TableReader table(partner.path, errors);
  SectionReader section(*node, "folder", table);
  if (!section.has_only(
          {"path", "settle", "patience", "rescan", "bytes_max", "keep_done", "ignore"}))
    return std::nullopt;
  receive::DropFolder folder;
  folder.partner = partner.name;
  section.needed("path", "path: /srv/weighbridge/drop/acme");
  folder.path = section.path("path");
  folder.settle = section.duration("settle", folder.settle, 0ms, 1h);
  folder.patience = std::chrono::duration_cast<std::chrono::seconds>(
      section.duration("patience", folder.patience, 0s, 24h));
  folder.rescan = section.duration("rescan", folder.rescan, 100ms, 1h);
  folder.bytes_max = section.bytes("bytes_max", folder.bytes_max);
  folder.keep_done = section.duration("keep_done", folder.keep_done, 0ms, 24h * 3650);
  folder.ignore = section.texts("ignore");
  if (table.failed()) return std::nullopt;
  return folder;
}

}  // namespace weighbridge::partners
