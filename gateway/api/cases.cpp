#include "gateway/api/cases.hpp"

#include <chrono>
#include <utility>

#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/case_actions.hpp"
#include "gateway/cli/cases.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

/// Whose cases the caller sees is part of the question, as may_see() says it of one: a page that
/// hid some of its rows afterwards would name them by its cursor.
store::CaseQuery read_query(Query& query, const http::Caller& caller, Instant now) {
  store::CaseQuery asked;
  asked.seen_suppliers = caller.suppliers;
  asked.seen_sites = caller.sites;
  const std::string status = query.text("status");
  asked.open_only = status == "open";
  if (!status.empty() && !asked.open_only) {
    asked.state = cases::case_state_from(status);
    query.require(asked.state.has_value(), "status",
                  "open, or a state such as new, assigned, resolved, closed");
  }
  asked.owner = query.text("owner");
  asked.assignee = query.text("assignee");
  asked.supplier = query.text("supplier");
  asked.po = query.text("po");
  asked.code = query.text("code");
  asked.site = query.text("site");
  asked.text = query.text("q");
  if (const std::string amount = query.text("min_amount"); !amount.empty()) {
    const auto value = Decimal::parse(amount);
    query.require(value.has_value(), "min_amount", "an amount such as 100.00");
    if (value) asked.min_amount = Money(*value);
  }
  if (const auto days = query.number("age")) {
    query.require(*days <= 36'500, "age", "a number of days");
    asked.opened_before = now - std::chrono::days(std::min<std::uint64_t>(*days, 36'500));
  }
  const std::string sort = query.text("sort");
  query.require(sort.empty() || sort == "queue" || sort == "newest", "sort", "queue or newest");
  asked.queue = sort == "queue";
  if (asked.queue) {
    asked.offset = query.cursor_or(0);
  } else if (const std::string cursor = query.text("cursor"); !cursor.empty()) {
    const auto number = cases::parse_case_number(cursor);
    query.require(number.has_value(), "cursor", "what `next` said");
    if (number) asked.before = *number;
  }
  asked.limit = query.limit();
  return asked;
}

void write_row(Writer& json, const cases::Case& value, const store::CaseClock& clock) {
  cli::begin_case(json, value);
  if (clock.resolve_due) json.member("resolve_due", to_string(*clock.resolve_due));
  json.end_object();
}

void write_entry(Writer& json, const cases::LedgerEntry& entry) {
  json.begin_object().key("sequence").number(entry.sequence);
  json.member("at", to_string(entry.at)).member("actor", entry.actor).member("role", entry.role);
  json.member("action", entry.action).member("object", entry.object);
  json.key("before").raw(entry.before.empty() ? "null" : entry.before);
  json.key("after").raw(entry.after.empty() ? "null" : entry.after);
  json.member("reason", entry.reason).member("correlation", entry.correlation);
  json.member("previous_hash", entry.previous_hash).member("hash", entry.hash).end_object();
}

}  // namespace

Response list_cases(store::Store& store, Instant now, const Request& request) {
  Query query(request, {"status", "owner", "assignee", "supplier", "site", "po", "code",
                        "min_amount", "age", "q", "sort"});
  const store::CaseQuery asked = read_query(query, request.caller, now);
  if (query.refusal()) return *query.refusal();
  std::vector<cases::Case> found;
  std::vector<store::CaseClock> clocks;
  store.read([&](store::Reader& reader) {
    found = reader.case_page(asked);
    clocks.clear();
    for (const cases::Case& value : found) clocks.push_back(reader.case_clock(value.id));
  });
  PageWriter page("cases");
  for (std::size_t i = 0; i < found.size(); ++i)
    write_row(page.rows(), found[i], is_outside(request.caller) ? store::CaseClock{} : clocks[i]);
  const bool more = found.size() == asked.limit;
  if (!more) return page.end(std::nullopt);
  return page.end(asked.queue ? std::to_string(asked.offset + found.size()) : found.back().id);
}

Response list_ledger(store::Store& store, const Request& request) {
  Query query(request, {"after", "object", "order"});
  const std::string order = query.text("order"), object = query.text("object");
  query.require(order.empty() || order == "oldest" || order == "newest", "order",
                "oldest (without) or newest, which come first");
  const bool newest = order == "newest";
  query.require(!newest || query.text("after").empty(), "after", "left out with order=newest");
  const std::uint64_t from =
      query.number("after").value_or(query.cursor_or(newest ? UINT64_MAX : 0));
  const std::size_t limit = query.limit();
  if (query.refusal()) return *query.refusal();
  std::vector<cases::LedgerEntry> entries;
  store.read([&](store::Reader& reader) {
    entries.clear();
    if (newest)
      entries = reader.newest_of_ledger(from, object, limit);
    else if (!object.empty())
      for (cases::LedgerEntry& entry : reader.ledger_of(object)) {
        if (entry.sequence > from && entries.size() < limit) entries.push_back(std::move(entry));
      }
    else
      reader.ledger(from, [&](const cases::LedgerEntry& entry) {
        entries.push_back(entry);
        return entries.size() < limit;
      });
  });
  PageWriter page("entries");
  for (const cases::LedgerEntry& entry : entries) write_entry(page.rows(), entry);
  const bool more = entries.size() == limit;
  return page.end(more ? std::optional(std::to_string(entries.back().sequence)) : std::nullopt);
}

}  // namespace weighbridge::api
