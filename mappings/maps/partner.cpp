#include "mappings/maps/partner.hpp"

#include <algorithm>
#include <array>

namespace weighbridge::maps {

namespace {

constexpr std::array<SwitchInfo, 4> kSwitches{{
    {Switch::parts_repeat_quantity, "parts_repeat_quantity"},
    {Switch::written_decimals, "written_decimals"},
    {Switch::running_line_numbers, "running_line_numbers"},
    {Switch::sent_by_network, "sent_by_network"},
}};

/// Its files tell themselves whose they are; there is no sender in them.
bool is_of_flat_files(const yaml::Node& map) {
  const yaml::Node* reads = map.find("reads");
  return map.find("files") != nullptr || (reads != nullptr && reads->find("format") != nullptr);
}

/// The gateway's sections: how messages travel, not what they mean.
constexpr std::array<std::string_view, 7> kChannels = {"as2",  "folder", "sftp",   "ftps",
                                                       "http", "erp",    "answers"};

bool has_channel(const yaml::Node& root) {
  return std::any_of(kChannels.begin(), kChannels.end(),
                     [&](std::string_view name) { return root.find(name) != nullptr; });
}

}  // namespace

std::span<const SwitchInfo> switches() {
  return kSwitches;
}

bool is_semantic_version(std::string_view text) {
  int dots = 0;
  char before = '.';
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c != '.' || before == '.')) return false;
    dots += c == '.' ? 1 : 0;
    before = c;
  }
  return dots == 2 && before != '.';
}

std::optional<PartnerFile> read_partner_file(const yaml::Node& root, TableReader& table) {
  if (!table.is_map_of(root, "the file",
                       {"partner", "version", "sender", "supplier", "values", "acknowledge", "maps",
                        "as2", "folder", "sftp", "ftps", "http", "erp", "answers"}))
    return std::nullopt;
  PartnerFile partner;
  const std::string version = table.text_of(root, "version", "version: 1.0.0").value_or("0.0.0");
  if (!is_semantic_version(version))
    table.error(*root.find("version"), "`" + version + "` is no semantic version",
                "write three numbers, such as 1.0.0");
  partner.name = table.text_of(root, "partner", "partner: acme").value_or("") + "@" + version;
  if (root.find("supplier") != nullptr)
    partner.supplier = table.text_of(root, "supplier", "supplier: ACME").value_or("");
  partner.values = root.find("values");

  if (const yaml::Node* sender = root.find("sender"))
    for (const yaml::Node* id : table.one_or_more(*sender, "sender"))
      partner.senders.push_back(id->text);
  const yaml::Node* acknowledge = root.find("acknowledge");
  if (acknowledge != nullptr) partner.answers = read_answers(*acknowledge, table);

  const yaml::Node* maps = root.find("maps");
  const bool writes_as_everybody = maps == nullptr && (acknowledge != nullptr || has_channel(root));
  if (!writes_as_everybody && (maps == nullptr || !maps->is_list())) {
    table.error(
        maps != nullptr ? *maps : root, "`maps` is not a list",
        "begin each entry with `- extends: x12-856`, or with `- map: NAME` for a map of its own");
    return std::nullopt;
  }
  bool by_sender = acknowledge != nullptr;
  if (maps != nullptr)
    for (const yaml::Node& item : maps->items) {
      by_sender = by_sender || !is_of_flat_files(item);
      if (item.find("map") != nullptr ||
          table.is_map_of(item, "an entry of `maps`",
                          {"extends", "files", "lists", "lines", "sections", "defaults", "required",
                           "switches"}))
        partner.maps.push_back(&item);
    }
  if (by_sender && partner.senders.empty())
    table.error(root, "`sender` is missing: nobody would be known as this partner",
                "name the ids it sends with, such as `sender: [ZZ:ACME, \"4012345000009\"]`");
  return partner;  // with mistakes its maps are looked at all the same: they may have their own
}

}  // namespace weighbridge::maps
