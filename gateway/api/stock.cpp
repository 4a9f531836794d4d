#include "gateway/api/stock.hpp"

#include <utility>

#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/cli/stock_json.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/pipeline/item_names.hpp"
#include "gateway/pipeline/stock_judging.hpp"
#include "matching/parts/links.hpp"

namespace weighbridge::api {
namespace {

using http::Request;
using http::Response;

/// Of all stock, or only of what `key` leads to.
matching::Judgement judge(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                          const std::string& key) {
  matching::Judgement judgement;
  store.read([&](store::Reader& reader) {
    const ReferenceData reference = reader.reference();
    const intake::ZonedSiteClock clock(reference.sites);
    const pipeline::ItemNames names(reader, reference);
    const pipeline::JudgingTask task{setup.policy, setup.policy_text, reference, false, clock, now};
    matching::Trace trace;
    const auto stock = key.empty() ? pipeline::stock_events(reader)
                                   : pipeline::stock_events_linked(reader, names, {key});
    judgement = pipeline::judge_stock(task, names, reader, stock, trace);
  });
  return judgement;
}

/// Stock is of no supplier.
bool may_see_site(const Request& request, const std::string& site) {
  http::Caller caller = request.caller;
  caller.suppliers.clear();
  return in_scope(caller, {}, site);
}

/// A page of `rows` from the place that the cursor says; `wanted` says which of them count.
template <class Row, class Wanted>
Response page_of(std::string_view name, const std::vector<Row>& rows, std::uint64_t from,
                 std::size_t limit, const Wanted& wanted) {
  PageWriter page(name);
  std::size_t written = 0;
  for (std::uint64_t i = from; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (!wanted(row)) continue;
    if (written == limit) return page.end(std::to_string(i));
    cli::write_row(page.rows(), row);
    ++written;
  }
  return page.end(std::nullopt);
}

}  // namespace

Response list_transfers(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                        const Request& request) {
  Query query(request, {"order", "site", "state"});
  const std::string order = query.text("order");
  const std::string site = query.text("site");
  const std::string state = query.text("state");
  const std::uint64_t from = query.cursor_or(0);
  const std::size_t limit = query.limit();
  if (query.refusal()) return *query.refusal();
  const matching::Judgement judgement =
      judge(store, setup, now, order.empty() ? "" : matching::transfer_key(order));
  return page_of(
      "transfers", judgement.transfers, from, limit, [&](const matching::TransferResult& row) {
        return (order.empty() || row.order == order) &&
               (site.empty() || row.from_site == site || row.to_site == site) &&
               (state.empty() || row.state == state) &&
               (may_see_site(request, row.from_site) || may_see_site(request, row.to_site));
      });
}

Response list_counts(store::Store& store, const pipeline::ProcessingSetup& setup, Instant now,
                     const Request& request) {
  Query query(request, {"site", "state", "sku"});
  const std::string site = query.text("site");
  const std::string state = query.text("state");
  const std::string sku = query.text("sku");
  const std::uint64_t from = query.cursor_or(0);
  const std::size_t limit = query.limit();
  if (query.refusal()) return *query.refusal();
  const matching::Judgement judgement =
      judge(store, setup, now, sku.empty() ? "" : matching::stock_item_key("s:" + sku));
  return page_of("counts", judgement.counts, from, limit, [&](const matching::CountResult& row) {
    return (site.empty() || row.site == site) && (state.empty() || row.state == state) &&
           (sku.empty() || row.sku == sku) && may_see_site(request, row.site);
  });
}

}  // namespace weighbridge::api
