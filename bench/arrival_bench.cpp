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

/// A store with `documents` documents, judged, and orders that wait for a ship notice and an
/// invoice.
class Gateway {
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
  const ReferenceData reference_;
  const matching::UtcClock clock_;
  Instant as_of_ = *parse_instant("2027-01-01T00:00:00Z");
  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  std::vector<std::vector<Receipt>> waiting_;
};

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

}  // namespace

BENCHMARK_MAIN();
