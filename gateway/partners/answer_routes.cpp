#include "gateway/partners/answer_routes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

namespace weighbridge::partners {

namespace {

// In the order in which they are looked for where nothing is said.
constexpr std::array<std::string_view, 5> kWaysOut{"as2", "sftp", "ftps", "folder", "http"};
constexpr std::string_view kKept = "kept";

struct Routes {
  struct Partner {
    std::string answers;            ///< as the file says; empty: it does not
    std::vector<std::string> ways;  ///< channels of the partner that lead out
  };
  std::map<std::string, Partner> partners;
  std::map<std::string, std::string> by_sender;

  std::string partner_of(const std::string& known, const std::string& sender) const {
    if (!known.empty()) return known;
    const auto found = by_sender.find(sender);
    if (found != by_sender.end()) return found->second;
    const auto bare = by_sender.find(sender.substr(sender.find(':') + 1));
    return bare == by_sender.end() ? std::string() : bare->second;
  }

  pipeline::AnswerRoute find(const std::string& known, const std::string& channel,
                             const std::string& sender) const {
    pipeline::AnswerRoute route;
    route.partner = partner_of(known, sender);
    const auto at = partners.find(route.partner);
    if (at == partners.end()) return route;
    const Partner& partner = at->second;
    if (!partner.answers.empty()) {
      if (partner.answers != kKept) route.channel = partner.answers;
      return route;
    }
    const auto leads_out = [&](std::string_view way) {
      return std::find(partner.ways.begin(), partner.ways.end(), way) != partner.ways.end();
    };
    if (channel != "http" && leads_out(channel))
      route.channel = channel;
    else if (!partner.ways.empty())
      route.channel = partner.ways.front();
    return route;
  }
};

void read_senders(const PartnerSections& partner, Routes& routes) {
  const yaml::Node* senders = partner.section("sender");
  if (senders == nullptr) return;
  if (senders->is_scalar()) routes.by_sender.emplace(senders->text, partner.name);
  for (const yaml::Node& item : senders->items)
    if (item.is_scalar()) routes.by_sender.emplace(item.text, partner.name);
}

}  // namespace

std::function<pipeline::AnswerRoute(const std::string&, const std::string&, const std::string&)>
answer_routes(const std::vector<PartnerSections>& partners, std::vector<TableError>& errors) {
  auto routes = std::make_shared<Routes>();
  for (const PartnerSections& partner : partners) {
    Routes::Partner& entry = routes->partners[partner.name];
    for (const std::string_view way : kWaysOut)
      if (partner.section(way) != nullptr) entry.ways.emplace_back(way);
    read_senders(partner, *routes);
    const yaml::Node* answers = partner.section("answers");
    if (answers == nullptr) continue;
    maps::TableReader table(partner.path, errors);
    const bool known = answers->is_scalar() &&
                       (answers->text == kKept || std::find(entry.ways.begin(), entry.ways.end(),
                                                            answers->text) != entry.ways.end());
    if (known)
      entry.answers = answers->text;
    else
      table.error(*answers, "`answers` names none of the partner's channels",
                  "write kept, or one of as2, folder, sftp, ftps, http that the file has");
  }
  return [routes](const std::string& partner, const std::string& channel,
                  const std::string& sender) { return routes->find(partner, channel, sender); };
}

}  // namespace weighbridge::partners
