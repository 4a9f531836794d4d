#include "gateway/partners/partner_summary.hpp"

#include <algorithm>
#include <array>

#include "mappings/reader/tables.hpp"

namespace weighbridge::partners {
namespace {

constexpr std::array<std::string_view, 6> kChannels{"as2", "folder", "sftp", "ftps", "http", "erp"};

std::string text_of(const yaml::Node& root, std::string_view key) {
  const yaml::Node* node = root.find(key);
  return node != nullptr && node->is_scalar() ? node->text : std::string();
}

/// One text, or a list of them.
std::vector<std::string> texts_of(const yaml::Node& root, std::string_view key) {
  std::vector<std::string> texts;
  const yaml::Node* node = root.find(key);
  if (node == nullptr) return texts;
  if (node->is_scalar()) texts.push_back(node->text);
  for (const yaml::Node& item : node->items)
    if (item.is_scalar()) texts.push_back(item.text);
  return texts;
}

}  // namespace

std::vector<PartnerSummary> partner_summaries(const std::vector<PartnerSections>& partners,
                                              const ReaderTables& tables) {
  std::vector<PartnerSummary> summaries;
  for (const PartnerSections& partner : partners) {
    PartnerSummary& summary = summaries.emplace_back();
    summary.name = partner.name;
    summary.version = text_of(partner.root, "version");
    summary.supplier = text_of(partner.root, "supplier");
    summary.senders = texts_of(partner.root, "sender");
    for (const std::string_view channel : kChannels)
      if (partner.section(channel) != nullptr) summary.channels.emplace_back(channel);
    const std::string own = partner.name + '@';
    for (const maps::Plan& plan : tables.maps().partner_plans())
      if (plan.partner.starts_with(own)) summary.maps.push_back({plan.id, plan.version});
  }
  std::sort(summaries.begin(), summaries.end(),
            [](const PartnerSummary& a, const PartnerSummary& b) { return a.name < b.name; });
  return summaries;
}

}  // namespace weighbridge::partners
