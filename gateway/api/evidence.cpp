#include "gateway/api/evidence.hpp"

#include <utility>

#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/http/problem.hpp"
#include "mappings/canonical/json.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

void write_receipt(Writer& json, const matching::AcceptedReceipt& accepted) {
  json.begin_object().member("id", std::to_string(accepted.sequence));
  json.member("source", accepted.source);
  json.key("receipt");
  weighbridge::write_json(json, accepted.receipt);
  json.end_object();
}

bool may_see(const Request& request, const matching::AcceptedReceipt& accepted) {
  return in_scope(request.caller, accepted.receipt.supplier.str(), accepted.receipt.site);
}

bool may_see(const Request& request, const matching::AcceptedEvent& accepted) {
  return in_scope(request.caller, accepted.event.supplier.str(), accepted.event.site);
}

/// The next page begins behind the last row that was read, whether or not it may be seen.
template <class Row>
std::optional<std::string> next_of(const std::vector<Row>& rows, std::size_t limit) {
  if (rows.size() < limit) return std::nullopt;
  return std::to_string(rows.back().sequence);
}

Response page_of_events(store::Store& store, const Request& request, std::string_view name,
                        const store::EventQuery& asked) {
  std::vector<matching::AcceptedEvent> events;
  store.read([&](store::Reader& reader) { events = reader.event_page(asked); });
  PageWriter page(name);
  for (const matching::AcceptedEvent& accepted : events) {
    if (!may_see(request, accepted)) continue;
    page.rows().begin_object().member("sequence", std::to_string(accepted.sequence));
    page.rows().member("source", accepted.source).key("event");
    weighbridge::write_json(page.rows(), accepted.event);
    page.rows().end_object();
  }
  return page.end(next_of(events, asked.limit));
}

}  // namespace

Response list_receipts(store::Store& store, const Request& request) {
  Query query(request, {"supplier", "stage", "document", "po"});
  store::ReceiptQuery asked;
  asked.supplier = query.text("supplier");
  asked.stage = query.text("stage");
  query.require(asked.stage.empty() || stage_from(asked.stage).has_value(), "stage",
                "ordered, shipped, received, accrued or invoiced");
  asked.document = query.text("document");
  asked.po = query.text("po");
  asked.before = query.cursor_or(UINT64_MAX);
  asked.limit = query.limit();
  if (query.refusal()) return *query.refusal();
  std::vector<matching::AcceptedReceipt> receipts;
  store.read([&](store::Reader& reader) { receipts = reader.receipt_page(asked); });
  PageWriter page("receipts");
  for (const matching::AcceptedReceipt& accepted : receipts)
    if (may_see(request, accepted)) write_receipt(page.rows(), accepted);
  return page.end(next_of(receipts, asked.limit));
}

Response get_receipt(store::Store& store, const Request& request) {
  const std::string id(request.parameter("id"));
  std::optional<matching::AcceptedReceipt> accepted;
  const bool digits = id.size() <= 18 && id.find_first_not_of("0123456789") == std::string::npos;
  if (digits)
    store.read([&](store::Reader& reader) { accepted = reader.receipt(std::stoull(id)); });
  if (!accepted || !may_see(request, *accepted))
    return http::problem_response(Problem::not_found,
                                  "there is no receipt " + id + "; see /api/v1/receipts");
  std::string body;
  Writer json(body);
  write_receipt(json, *accepted);
  return json_response(std::move(body));
}

Response list_events(store::Store& store, const Request& request) {
  Query query(request, {"kind", "id"});
  store::EventQuery asked;
  asked.kind = query.text("kind");
  query.require(asked.kind.empty() || event_kind_from(asked.kind).has_value(), "kind",
                "a kind of event, such as count or transfer_ship");
  asked.id = query.text("id");
  asked.before = query.cursor_or(UINT64_MAX);
  asked.limit = query.limit();
  if (query.refusal()) return *query.refusal();
  return page_of_events(store, request, "events", asked);
}

Response list_returns(store::Store& store, const Request& request) {
  Query query(request, {"id"});
  store::EventQuery asked;
  asked.kind = to_string_view(EventKind::return_ship);
  asked.id = query.text("id");
  asked.before = query.cursor_or(UINT64_MAX);
  asked.limit = query.limit();
  if (query.refusal()) return *query.refusal();
  return page_of_events(store, request, "returns", asked);
}

}  // namespace weighbridge::api
