#include "gateway/webhooks/webhook.hpp"

#include <algorithm>
#include <set>

#include "gateway/partners/http_section.hpp"
#include "gateway/partners/section_reader.hpp"
#include "mappings/maps/table_reader.hpp"

namespace weighbridge::webhooks {
namespace {

using partners::SectionReader;

bool is_name(std::string_view text) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of(kAllowed) == std::string_view::npos;
}

/// What sending itself records is not told: it would go on for ever.
bool may_be_told(std::string_view event) {
  return event.starts_with("case.") || event.starts_with("message.") ||
         event.starts_with("document.") || event.starts_with("event.");
}

std::vector<curl::Secret> read_secrets(const yaml::Node* list, maps::TableReader& table) {
  std::vector<curl::Secret> secrets;
  if (list == nullptr) return secrets;
  for (const yaml::Node& item : list->items) {
    SectionReader secret(item, "a secret", table);
    if (secret.has_only({"secret_file", "secret_env"})) secrets.push_back(secret.secret("secret"));
  }
  return secrets;
}

Webhook read_webhook(const yaml::Node& node, maps::TableReader& table) {
  SectionReader section(node, "a webhook", table);
  Webhook hook;
  if (!section.has_only({"name", "url", "events", "secrets", "network", "ca_file", "pin",
                         "connect_timeout", "timeout", "response_bytes_max"}))
    return hook;
  hook.name = section.needed("name", "erp");
  if (!is_name(hook.name))
    table.error(node, "`" + hook.name + "` cannot name a webhook",
                "use up to 64 small letters, digits, - and _");
  hook.peer = partners::read_http_peer(section);
  hook.url = partners::read_url(section, hook.peer);
  hook.events = section.texts("events");
  if (hook.events.empty()) hook.events = {"case.", "message."};
  for (const std::string& event : hook.events)
    if (!may_be_told(event))
      table.error(node, "`" + event + "` is nothing that a webhook is told of",
                  "begin with case., message., document. or event.");
  hook.secrets = read_secrets(section.find("secrets"), table);
  if (hook.secrets.empty())
    table.error(node, "nothing signs what it sends", "give `secrets`, each with secret_file");
  return hook;
}

}  // namespace

bool Webhook::wants(std::string_view action) const {
  return std::any_of(events.begin(), events.end(),
                     [&](const std::string& event) { return action.starts_with(event); });
}

std::vector<Webhook> read_webhooks(const std::string& file, const std::string& text,
                                   std::vector<TableError>& errors) {
  std::vector<Webhook> hooks;
  if (text.empty()) return hooks;
  const std::size_t before = errors.size();
  maps::TableReader table(file, errors);
  const yaml::Node root = table.parse(text);
  if (errors.size() != before || !table.is_map_of(root, "webhooks.yaml", {"webhooks"}))
    return hooks;
  std::set<std::string> names;
  const yaml::Node* list = root.find("webhooks");
  if (list == nullptr) return hooks;
  for (const yaml::Node& node : list->items) {
    const std::size_t known = errors.size();
    Webhook hook = read_webhook(node, table);
    if (!hook.name.empty() && !names.insert(hook.name).second)
      table.error(node, "there are two webhooks `" + hook.name + "`", "call one of them otherwise");
    if (errors.size() == known) hooks.push_back(std::move(hook));
  }
  return hooks;
}

}  // namespace weighbridge::webhooks
