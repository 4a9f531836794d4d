// What a kept store says after any number of arrivals is what one judgement of everything says
// (M-3.5), byte for byte, whichever lines each arrival looked at.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>
#include <utility>

#include <catch2/catch.hpp>

#include "gateway/cli/reconcile_json.hpp"
#include "gateway/intake/configuration.hpp"
#include "gateway/intake/file_walk.hpp"
#include "gateway/pipeline/reconcile.hpp"
#include "tests/matching/screen/histories.hpp"

using namespace weighbridge;
using matching::History;

namespace {

/// Judgements are compared as they are shown; cases tell of the way there, which differs.
std::string shown(pipeline::Report report) {
  report.read = {};
  report.cases.clear();
  report.case_of.clear();
  return cli::reconcile_json(report);
}

std::string first_difference(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const auto line = [at](const std::string& text) {
    const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return text.substr(start, text.find('\n', at) - start);
  };
  return "at once:     " + line(a) + "\nby arrivals: " + line(b);
}

/// Names that stand in the item tables alone.
void name_by_tables(History& history) {
  for (ItemRow& row : history.reference.items) row.upc = "61414102" + row.sku.str().substr(2);
  for (matching::AcceptedReceipt& accepted : history.receipts) {
    if (accepted.receipt.stage == Stage::ordered || history.reference.items.empty()) continue;
    for (ReceiptLine& line : accepted.receipt.lines) {
      const bool is_known = line.item.sku > "A-" && line.item.sku < "A-6";
      if (is_known) line.item = {{}, {}, "61414102" + line.item.sku.substr(2), {}, {}};
    }
  }
}

/// A history as messages, one for each document and event, in the order of their coming.
std::vector<pipeline::Message> messages_of(const History& history, std::uint32_t order) {
  std::vector<pipeline::Message> messages;
  const auto add = [&](const std::string& source) -> pipeline::Message& {
    pipeline::Message& message = messages.emplace_back();
    message.id = std::to_string(messages.size());
    message.file = source;
    return message;
  };
  for (const matching::AcceptedReceipt& receipt : history.receipts) {
    add(receipt.source).receipts.push_back(receipt);
  }
  for (const matching::AcceptedEvent& event : history.events) {
    add(event.source).events.push_back(event);
  }
  std::mt19937 random(order);
  std::shuffle(messages.begin(), messages.end(), random);
  return messages;
}

/// A store that is kept as far as judging is concerned.
class Deliveries {
 public:
  Deliveries(ReferenceData reference, matching::Policy policy)
      : reference_(std::move(reference)), policy_(std::move(policy)) {}
  explicit Deliveries(const History& history) : Deliveries(history.reference, history.policy) {}

  pipeline::Report deliver(std::vector<pipeline::Message> messages, Instant as_of) {
    pipeline::TakenIn taken;
    taken.messages = std::move(messages);
    taken.reference = reference_;
    taken.reference_files = {{"items.csv", 1}};
    pipeline::RunSettings settings;
    settings.policy = policy_;
    settings.as_of = as_of;
    settings.now = as_of;
    settings.keeps = true;
    settings.keeps_bytes = false;
    return pipeline::reconcile(taken, settings, *store_);
  }

 private:
  const ReferenceData reference_;
  const matching::Policy policy_;
  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
};

/// Delivers the history in arrivals of random sizes, time passing in between, and compares each
/// state with what a store says that is given everything so far at once.
/// Returns how many lines were looked at, and how many there were, over all arrivals.
std::pair<std::uint64_t, std::uint64_t> expect_same(const History& history, std::uint32_t order) {
  std::mt19937 random(order);
  const std::vector<pipeline::Message> all = messages_of(history, order);
  Deliveries by_arrivals(history);
  std::size_t given = 0;
  Instant as_of = history.as_of - std::chrono::days{random() % 20};
  std::uint64_t looked_at = 0;
  std::uint64_t there = 0;
  while (given < all.size()) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 6, all.size() - given);
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(given);
    std::vector<pipeline::Message> arrival(from, from + static_cast<std::ptrdiff_t>(count));
    given += count;
    as_of = given == all.size() ? std::max(as_of, history.as_of)
                                : as_of + std::chrono::hours{random() % 30};
    const pipeline::Report report = by_arrivals.deliver(std::move(arrival), as_of);
    looked_at += report.read.judged_lines;
    there += report.judgement.lines.size();
    const std::vector<pipeline::Message> so_far(all.begin(),
                                                all.begin() + static_cast<std::ptrdiff_t>(given));
    const std::string at_once = shown(Deliveries(history).deliver(so_far, as_of));
    const std::string arrived = shown(report);
    if (arrived != at_once) FAIL(first_difference(at_once, arrived));
  }
  return {looked_at, there};
}

/// WEIGHBRIDGE_HISTORIES says how many; a short run without it.
std::uint64_t histories() {
  const char* wanted = std::getenv("WEIGHBRIDGE_HISTORIES");
  return wanted == nullptr ? 24 : std::strtoull(wanted, nullptr, 10);
}

}  // namespace

TEST_CASE("Any history in any arrivals ends as all of it at once (M-3.5)", "[incremental]") {
  std::uint64_t looked_at = 0;
  std::uint64_t there = 0;
  for (std::uint64_t seed = 1; seed <= histories(); ++seed) {
    INFO("seed " << seed);
    const int faults = static_cast<int>(seed % 9);
    History history = matching::make_history(seed, {3 + static_cast<int>(seed % 9), faults});
    if (seed % 4 == 0) name_by_tables(history);
    const auto [some, all] = expect_same(history, static_cast<std::uint32_t>(seed));
    looked_at += some;
    there += all;
  }
  // These histories are small and entangled, and time passes between arrivals; still most lines
  // are left alone.
  CAPTURE(looked_at, there);
  CHECK(looked_at * 4 < there * 3);
}

TEST_CASE("Every kind of fault in any arrivals ends as all of it at once (M-3.5)",
          "[incremental]") {
  for (int fault = 0; fault < matching::fault_kinds(); ++fault) {
    INFO("fault " << fault);
    const auto seed = 7000 + static_cast<std::uint64_t>(fault);
    expect_same(matching::make_history(seed, {5, 2}, fault), static_cast<std::uint32_t>(fault));
  }
}

TEST_CASE("A month delivered document by document ends as the month at once (M-3.5)",
          "[incremental]") {
  const std::string folder = WEIGHBRIDGE_SOURCE_DIR "/examples/march-2026";
  std::vector<TableError> errors;
  const auto tables = compile_tables(intake::configuration_files("").tables, errors);
  REQUIRE(tables != nullptr);
  const pipeline::TakenIn month =
      pipeline::take_in(intake::walk({folder}).files, *tables, {}, [](auto&&...) {});
  REQUIRE(month.policies.size() == 1);
  const matching::Policy policy =
      matching::parse_policy(month.policies[0].path, month.policies[0].text, errors);
  REQUIRE(errors.empty());

  History documents;  // each content once: repetitions are told when they come
  std::set<std::string> seen;
  for (const pipeline::Message& message : month.messages) {
    for (const matching::AcceptedReceipt& receipt : message.receipts)
      if (seen.insert(receipt.content_hash).second) documents.receipts.push_back(receipt);
    documents.events.insert(documents.events.end(), message.events.begin(), message.events.end());
  }
  const std::vector<pipeline::Message> all = messages_of(documents, 2026);
  REQUIRE(all.size() > 250);
  const Instant as_of = *parse_instant("2026-04-10T00:00:00Z");

  const pipeline::Report at_once = Deliveries(month.reference, policy).deliver(all, as_of);
  Deliveries one_by_one(month.reference, policy);
  pipeline::Report last;
  std::uint64_t looked_at = 0;
  std::uint64_t there = 0;
  for (const pipeline::Message& document : all) {
    last = one_by_one.deliver({document}, as_of);
    looked_at += last.read.judged_lines;
    there += last.judgement.lines.size();
  }
  CHECK(shown(last) == shown(at_once));
  CAPTURE(looked_at, there);
  CHECK(looked_at * 5 < there);
}
