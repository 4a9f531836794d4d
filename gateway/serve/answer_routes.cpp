#include "gateway/serve/answer_routes.hpp"

#include <algorithm>
#include <array>

#include "mappings/maps/table_reader.hpp"

namespace weighbridge::serve {
namespace {

/// Those that can bring something to a partner.
constexpr std::array<std::string_view, 5> kChannels{"as2", "sftp", "ftps", "folder", "http"};

bool contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::vector<std::string> texts_of(const yaml::Node* node) {
  std::vector<std::string> texts;
  if (node == nullptr) return texts;
  if (node->is_scalar()) texts.push_back(node->text);
  for (const yaml::Node& item : node->items)
    if (item.is_scalar()) texts.push_back(item.text);
  return texts;
}

/// The channel that `answers` names; empty when it names none.
std::string chosen_channel(const partners::PartnerSections& partner,
                           const std::vector<std::string>& channels, maps::TableReader& table) {
  const yaml::Node* answers = partner.section("answers");
  if (answers == nullptr || !table.is_map_of(*answers, "`answers`", {"channel"})) return {};
  std::string channel = table.text_of(*answers, "channel", "channel: as2").value_or("");
  if (channel.empty() || contains(channels, channel)) return channel;
  table.error(*answers->find("channel"), "the partner has no section `" + channel + "`",
              "add the section, or name one of as2, sftp, ftps, folder, http that it has");
  return {};
}

/// "ACME" of "ZZ:ACME".
std::string_view without_qualifier(std::string_view sender) {
  const std::size_t colon = sender.find(':');
  return colon == std::string_view::npos ? sender : sender.substr(colon + 1);
}

}  // namespace

AnswerRoutes::AnswerRoutes(const std::vector<partners::PartnerSections>& partners,
                           std::vector<TableError>& errors) {
  for (const partners::PartnerSections& partner : partners) {
    maps::TableReader table(partner.path, errors);
    Ways& ways = all_.emplace_back();
    ways.partner = partner.name;
    ways.senders = texts_of(partner.section("sender"));
    for (const std::string_view channel : kChannels)
      if (partner.section(channel) != nullptr) ways.channels.emplace_back(channel);
    ways.chosen = chosen_channel(partner, ways.channels, table);
  }
}

const AnswerRoutes::Ways* AnswerRoutes::find(const std::string& partner,
                                             const std::string& sender) const {
  for (const Ways& ways : all_)
    if (!partner.empty() && ways.partner == partner) return &ways;
  if (!partner.empty() || sender.empty()) return nullptr;
  for (const Ways& ways : all_)
    if (contains(ways.senders, sender) || contains(ways.senders, without_qualifier(sender)))
      return &ways;
  return nullptr;
}

pipeline::AnswerRoute AnswerRoutes::route(const std::string& partner, const std::string& channel,
                                          const std::string& sender) const {
  const Ways* ways = find(partner, sender);
  if (ways == nullptr) return {partner, {}};
  if (!ways->chosen.empty()) return {ways->partner, ways->chosen};
  if (contains(ways->channels, channel)) return {ways->partner, channel};
  return {ways->partner, ways->channels.empty() ? std::string() : ways->channels.front()};
}

}  // namespace weighbridge::serve
