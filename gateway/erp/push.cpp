#include "gateway/erp/push.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "gateway/curl/url_text.hpp"
#include "gateway/deliver/http_push.hpp"
#include "parsers/json/pointer.hpp"

namespace weighbridge::erp {
namespace {

using deliver::Failed;
using deliver::Result;

constexpr std::uint64_t kMessageBytesMax = 64ULL << 20U;

/// `/companies({/company})/receipts`: what stands in braces is taken from the message.
std::string filled_in(const std::string& path, json::Value message,
                      std::vector<std::string>& missing) {
  std::string filled;
  std::size_t at = 0;
  while (at < path.size()) {
    const std::size_t open = std::min(path.find("{/", at), path.size());
    filled += path.substr(at, open - at);
    const std::size_t close = path.find('}', open);
    if (open == path.size() || close == std::string::npos) return filled + path.substr(open);
    const std::string pointer = path.substr(open + 1, close - open - 1);
    const auto value = json::at_pointer(message, pointer);
    if (value && !value->text().empty())
      filled += curl::url_escaped(std::string(value->text()));
    else
      missing.push_back(pointer);
    at = close + 1;
  }
  return filled;
}

Result not_configured(const deliver::Outbound& message, const std::string& what) {
  return Failed{false, "TRANSPORT", what,
                "add it to the section `erp` of the partner file " + message.partner};
}

Result send(const Connector& connector, const Push& push, const deliver::Outbound& message,
            curl::HttpClient& client) {
  const std::string text = message.bytes.text();
  Findings findings;
  const auto document = json::Document::parse(text, findings);
  if (!document)
    return Failed{false, "ENVELOPE", "the " + message.kind + " is no JSON: " + findings[0].message,
                  "look at what made it"};
  std::vector<std::string> missing;
  curl::HttpRequest request;
  request.method = push.method;
  request.url = connector.url + filled_in(push.path, document->root(), missing);
  request.body = render(push.body, document->root(), missing);
  if (!missing.empty())
    return Failed{false, "ENVELOPE",
                  "the " + message.kind + " has nothing at " + missing.front() +
                      ", which the table of its shape requires",
                  "complete what it is made of, or give the member a `default`"};
  request.headers = connector.headers;
  request.headers.emplace_back("Content-Type", "application/json");
  request.headers.emplace_back("Accept", "application/json");
  request.headers.emplace_back(push.key_header, message.id);
  const curl::HttpResult answer = client.send(request, connector.peer);
  Result result = deliver::result_of(answer, request.url);
  const auto* response = std::get_if<curl::HttpResponse>(&answer);
  const bool is_known =
      response != nullptr &&
      std::count(push.known_by.begin(), push.known_by.end(), response->status) > 0;
  if (auto* failed = std::get_if<Failed>(&result); failed != nullptr && is_known)
    return deliver::Delivered{std::move(failed->evidence)};  // an earlier try came through
  return result;
}

}  // namespace

ErpDeliverer::ErpDeliverer(std::vector<Connector> connectors) {
  use(std::move(connectors));
}

void ErpDeliverer::use(std::vector<Connector> connectors) {
  const std::scoped_lock lock(mutex_);
  connectors_.clear();
  for (Connector& connector : connectors) {
    const std::string partner = connector.partner;
    connectors_.insert_or_assign(partner, std::move(connector));
  }
}

Result ErpDeliverer::deliver(const deliver::Outbound& message) {
  std::optional<Connector> connector;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = connectors_.find(message.partner);
    if (found != connectors_.end()) connector = found->second;
  }
  if (!connector) return not_configured(message, message.partner + " is no ERP that we know");
  const auto push = std::find_if(connector->pushes.begin(), connector->pushes.end(),
                                 [&](const Push& row) { return row.kind == message.kind; });
  if (push == connector->pushes.end())
    return not_configured(message, "nothing says how a " + message.kind + " is pushed");
  if (message.bytes.size() > kMessageBytesMax)
    return Failed{false, "ENVELOPE", "the message is too large to be shaped", "send it in parts"};
  return send(*connector, *push, message, client_);
}

}  // namespace weighbridge::erp
