// Who is told of what happens, at which address, signed how: webhooks.yaml of the configuration
// (docs/operating/webhooks.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/curl/http_client.hpp"
#include "mappings/reader/table_text.hpp"

namespace weighbridge::webhooks {

struct Webhook {
  std::string name;
  std::string url;
  std::vector<std::string> events;  ///< beginnings of the ledger's actions: "case.", "message."
  /// Every one of them signs, so that a receiver can change from one to the next.
  std::vector<curl::Secret> secrets;
  curl::HttpPeer peer;

  bool wants(std::string_view action) const;
  bool operator==(const Webhook&) const = default;
};

/// Reads the text of webhooks.yaml. What has mistakes is told and left out.
std::vector<Webhook> read_webhooks(const std::string& file, const std::string& text,
                                   std::vector<TableError>& errors);

}  // namespace weighbridge::webhooks
