// What one more ship notice and its invoice cost a store that holds few documents already, and
// one that holds many: recorded, judged with all that they touch, and the result kept. It must be
// the same. bench/README.md says more.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/generators/supply_chains.hpp"
#include "gateway/pipeline/judging.hpp"

namespace {

using namespace weighbridge;

constexpr std::size_t kArrivals = 200;

/// A store in memory, and judging in it.
class JudgedStore {
 protected:
  static void add(store::Writer& writer, const Receipt& receipt) {
    matching::AcceptedReceipt accepted;
    accepted.receipt = receipt;
    accepted.source = receipt.document.number;
    accepted.content_hash = receipt.document.number;
    writer.add_receipt(accepted);
  }

  pipeline::JudgingTask task() const {
    pipeline::JudgingTask task{policy_, {}, reference_, false, clock_, as_of_, {}};
    task.measures_latency = false;
    return task;
  }

  const matching::Policy policy_ = matching::standard_policy();
  const ReferenceData reference_{};
  const matching::UtcClock clock_{};
  Instant as_of_ = *parse_instant("2027-01-01T00:00:00Z");
  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
};

/// A store with `documents` documents, judged, and orders that wait for a ship notice and an
/// invoice.
class Gateway : JudgedStore {
 public:
  explicit Gateway(std::size_t documents) {
    std::vector<Receipt> all;
    bench::SupplyChainOptions options;
    options.order_lines = documents;  // more than enough: an order has five documents and 4.5 lines
    bench::make_supply_chains(options, [&](Receipt&& r) {
      if (all.size() < documents) all.push_back(std::move(r));
    });
    hold_back(all);
    store_->write([&](store::Writer& writer) {
      for (const Receipt& r : all) add(writer, r);
      pipeline::judge_arrival(task(), writer);
    });
  }

  bool has_more() const { return !waiting_.empty(); }

  /// The next two documents; returns how many order lines were looked at.
  std::size_t arrive() {
    const std::vector<Receipt> documents = std::move(waiting_.back());
    waiting_.pop_back();
    as_of_ += std::chrono::minutes{1};
    std::size_t lines = 0;
    store_->write([&](store::Writer& writer) {
      for (const Receipt& r : documents) add(writer, r);
      const pipeline::Touched touched = pipeline::judge_arrival(task(), writer);
      if (touched.everything) std::abort();  // it would measure something else
      lines = touched.judgement.lines.size();
    });
    return lines;
  }

 private:
  /// Of the last orders that have come to an end the ship notice and the invoice.
  void hold_back(std::vector<Receipt>& all) {
    std::map<std::string, std::vector<std::size_t>> of_order;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool wanted = all[i].stage == Stage::shipped || all[i].stage == Stage::invoiced;
      if (wanted && !all[i].lines.empty()) of_order[all[i].lines[0].po.str()].push_back(i);
    }
    std::vector<std::size_t> taken;
    for (auto it = of_order.rbegin(); it != of_order.rend() && waiting_.size() < kArrivals; ++it) {
      if (it->second.size() != 2) continue;
      std::vector<Receipt>& pair = waiting_.emplace_back();
      for (const std::size_t i : it->second) pair.push_back(all[i]);
      taken.insert(taken.end(), it->second.begin(), it->second.end());
    }
    std::sort(taken.rbegin(), taken.rend());
    for (const std::size_t i : taken) all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
  }

  std::vector<std::vector<Receipt>> waiting_;
};

/// A store with orders of one supplier, and deliveries for them as they come: ship notice, receipt,
/// posting and invoice of each.
class Deliveries : JudgedStore {
 public:
  /// Prices and quantities differ enough that no invoice looks like another.
  struct Goods {
    std::string po;
    int po_line = 1, quantity = 0, price = 0;
  };

  void order(const std::string& po, const std::vector<Goods>& lines) {
    pending_.push_back(document(Stage::ordered, DocumentKind::purchase_order, po));
    for (const Goods& goods : lines) pending_.back().lines.push_back(line(goods, goods.po_line));
  }

  void deliver(const Goods& goods, int billed_price) {
    const std::string number = std::to_string(++delivered_);
    const auto send = [&](Stage stage, DocumentKind kind, const char* letter) {
      Receipt& r = pending_.emplace_back(document(stage, kind, letter + number));
      ReceiptLine& l = r.lines.emplace_back(line(goods, goods.po_line));
      if (stage != Stage::shipped) l.references.ship_notice = "S" + number;
      if (stage == Stage::accrued) l.references.receipt = "R" + number;
      if (stage == Stage::invoiced) l.unit_price = UnitPrice(Decimal::from_integer(billed_price));
    };
    send(Stage::shipped, DocumentKind::ship_notice, "S");
    send(Stage::received, DocumentKind::warehouse_receipt, "R");
    send(Stage::accrued, DocumentKind::accrual, "G");
    send(Stage::invoiced, DocumentKind::invoice, "V");
  }

  /// Records what was ordered and delivered since the last time, and judges it; says whether that
  /// was all there is.
  bool judge() {
    bool everything = false;
    as_of_ += std::chrono::minutes{1};
    store_->write([&](store::Writer& writer) {
      for (const Receipt& receipt : pending_) add(writer, receipt);
      everything = pipeline::judge_arrival(task(), writer).everything;
    });
    pending_.clear();
    return everything;
  }

  int delivered() const { return delivered_; }

 private:
  Receipt document(Stage stage, DocumentKind kind, std::string number) const {
    Receipt r;
    r.stage = stage;
    r.document.kind = kind;
    r.document.number = std::move(number);
    r.document.date = first_day_ + std::chrono::days{delivered_ / 20};
    r.supplier = SupplierId("ACME");
    r.currency = *Currency::parse("USD");
    return r;
  }

  static ReceiptLine line(const Goods& goods, int item) {
    ReceiptLine l;
    l.line = "1";
    l.po = PoNumber(goods.po);
    l.po_line = std::to_string(goods.po_line);
    l.item.sku = "A-" + std::to_string(item);
    l.quantity = Quantity(Decimal::from_integer(goods.quantity));
    l.uom = "EA";
    l.unit_price = UnitPrice(Decimal::from_integer(goods.price));
    return l;
  }

  const Date first_day_{std::chrono::days{20'454}};
  std::vector<Receipt> pending_;
  int delivered_ = 0;
};

/// One order with very much on it.
void standing_order(benchmark::State& state) {
  const auto documents = static_cast<int>(state.range(0));
  const auto lines = static_cast<int>(state.range(1));
  Deliveries gateway;
  std::vector<Deliveries::Goods> ordered;
  for (int n = 1; n <= lines; ++n) ordered.push_back({"PO-1", n, 1'000'000, n});
  gateway.order("PO-1", ordered);
  const auto deliver = [&] {
    Deliveries::Goods goods = ordered[static_cast<std::size_t>(gateway.delivered() % lines)];
    goods.quantity = 10 + gateway.delivered() % 97;
    gateway.deliver(goods, goods.price);
  };
  while (gateway.delivered() < documents / 4) deliver();
  gateway.judge();
  for (auto _ : state) {
    deliver();
    if (gateway.judge()) std::abort();  // it would measure something else
  }
}

/// One item that stands on very many orders, and is billed too dear (15.5 looks at all its prices).
void common_item(benchmark::State& state) {
  const auto orders = static_cast<int>(state.range(0));
  Deliveries gateway;
  const auto goods = [](int n) {
    return Deliveries::Goods{"PO-" + std::to_string(n), 1, 100 + n, 1'000};
  };
  for (int n = 1; n <= orders; ++n) gateway.order(goods(n).po, {goods(n)});
  gateway.judge();
  int n = 0;
  for (auto _ : state) {
    ++n;
    gateway.deliver(goods(n), 1'100 + 10 * n);
    if (gateway.judge()) std::abort();
  }
}

void arrivals(benchmark::State& state) {
  Gateway gateway(static_cast<std::size_t>(state.range(0)));
  std::size_t lines = 0;
  for (auto _ : state) {
    if (!gateway.has_more()) return state.SkipWithError("no order is waiting");
    lines += gateway.arrive();
  }
  state.counters["order_lines_judged"] =
      benchmark::Counter(static_cast<double>(lines), benchmark::Counter::kAvgIterations);
  state.SetItemsProcessed(state.iterations() * 2);
}

BENCHMARK(arrivals)
    ->Name("an_856_and_its_810_arrive/documents_in_store")
    ->Arg(2'000)
    ->Arg(10'000)
    ->Arg(50'000)
    ->Iterations(kArrivals / 2)
    ->Unit(benchmark::kMicrosecond);

BENCHMARK(standing_order)
    ->Name("a_delivery_arrives/documents_on_its_order/order_lines")
    ->ArgsProduct({{50, 500, 5'000}, {20, 1}})
    ->Iterations(20)
    ->Unit(benchmark::kMicrosecond);

BENCHMARK(common_item)
    ->Name("a_dear_delivery_arrives/orders_of_its_item")
    ->Arg(50)
    ->Arg(500)
    ->Arg(5'000)
    ->Iterations(20)
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
