#include "matching/judge.hpp"

#include <algorithm>
#include <compare>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "matching/attach/ladder.hpp"
#include "matching/attach/quoted_units.hpp"
#include "matching/billing/credits.hpp"
#include "matching/billing/partition.hpp"
#include "matching/billing/reading.hpp"
#include "matching/billing/self_billing.hpp"
#include "matching/billing/settlement.hpp"
#include "matching/causes/root_cause.hpp"
#include "matching/explain.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/inventory/inventory.hpp"
#include "matching/lines/accrual_residue.hpp"
#include "matching/lines/accruals.hpp"
#include "matching/lines/buckets.hpp"
#include "matching/lines/evidence_table.hpp"
#include "matching/lines/explanation.hpp"
#include "matching/lines/line_state.hpp"
#include "matching/lines/price_date.hpp"
#include "matching/lines/shipments.hpp"
#include "matching/parts/tracing.hpp"
#include "matching/rules/runner.hpp"
#include "matching/rules/stock_history.hpp"
#include "matching/unjudgeable.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Decisions by the order line that they are about.
class DecisionIndex {
 public:
  explicit DecisionIndex(std::span<const Decision> decisions) {
    for (const Decision& d : decisions) {
      if (!d.po.empty()) by_line_[key(d.po, d.po_line)].push_back(&d);
    }
  }

  std::vector<const Decision*> of(const OrderLine& line) const {
    const auto it = by_line_.find(key(line.po, line.line));
    if (it == by_line_.end()) return {};
    std::vector<const Decision*> found = it->second;
    std::erase_if(found, [&](const Decision* d) {
      return !d->supplier.empty() && d->supplier != line.supplier;
    });
    return found;
  }

 private:
  static std::string key(const PoNumber& po, std::string_view line) {
    return sentence(po.str(), "\x1f", line_number(line));
  }
  std::unordered_map<std::string, std::vector<const Decision*>> by_line_;
};

/// Newest live invoice of each order line, for the invoice cover.
std::optional<Date> newest_invoice(const LineEvidence& line) {
  std::optional<Date> newest;
  for (const InvoicedLine& invoice : line.invoices) {
    const auto& date = invoice.receipt().document.date;
    if (date && (!newest || *date > *newest)) newest = date;
  }
  return newest;
}

/// Sections 6, 8, 11 and 12 for one order line.
void evaluate(LineEvidence& line, const std::vector<const Decision*>& decisions,
              const CreditNames& names, const Conversion& conversion, const Setting& setting) {
  weigh(line);
  price_goods(line, setting.policy.price_date);
  close_shipments(line, setting);
  fill_buckets(line, decisions, setting);
  fill_transit(line, newest_invoice(line), setting);
  find_misreadings(line, conversion, setting);
  Buckets& b = line.buckets;
  take_releases(line, decisions);
  b.returned_open = min(b.returned, max(Rational(), b.invoiced - b.payable));
  allocate(line, setting);
  open_returns(line);
  apply_credits(line, names, setting);
  judge_accruals(line, setting);
}

/// Legs outside the line's mode are said to be, never silently passed (M-6.2).
void note_mode(const LineEvidence& line, Judgement& out) {
  if (line.in_mode_all()) return;
  Note note;
  note.note = "NOT_IN_MODE";
  note.anchor.supplier = line.order->supplier;
  note.anchor.po = line.order->po;
  note.anchor.po_line = line.order->line;
  note.text = line.in_mode_receipt() ? "shipments and ledger postings are not matched (3W)"
                                     : "only order and invoice are matched (2W)";
  out.notes.push_back(std::move(note));
}

/// One judgement, stage by stage. Owns what the stages hand to one another.
class Judge {
 public:
  Judge(const Evidence& evidence, std::span<const AcceptedReceipt* const> receipts,
        const Policy& policy, Instant as_of, const Excluded& excluded, Trace* trace)
      : evidence_(evidence),
        trace_(trace),
        reference_(evidence.reference != nullptr ? *evidence.reference : no_reference_),
        windows_(evidence.clock != nullptr ? *evidence.clock : utc_, as_of,
                 trace != nullptr ? &watch_ : nullptr),
        tolerances_(policy, std::chrono::floor<std::chrono::days>(as_of)),
        setting_{policy, reference_, tolerances_, windows_},
        groups_(reference_),
        live_(select_live(receipts, excluded, evidence.decisions, out_)),
        names_(evidence.beyond == nullptr ? names_taught(receipts) : std::vector<TaughtName>()),
        items_(reference_, evidence.beyond == nullptr ? names_ : evidence.beyond->names),
        units_(reference_, items_),
        conversion_(items_, units_),
        stock_units_(items_, units_),
        orders_(live_.orders, conversion_, policy),
        other_orders_(select_orders(evidence.beyond), conversion_, policy),
        decisions_(evidence.decisions) {}

  Judgement run() {
    const QuotedUnits units({orders_, conversion_, groups_, setting_.policy});
    for (auto* documents : {&live_.postings, &live_.invoices, &live_.copies}) {
      units.relate(*documents);
    }
    std::vector<DuplicateVerdict> duplicates =
        find_duplicates(live_.invoices, evidence_.decisions, groups_, units, setting_.policy);
    bar_self_billed(live_.invoices, orders_, groups_, duplicates);
    attach(duplicates);
    const CreditNames names(evidence_, live_.invoices, groups_);
    lines_ = side_by_side(orders_, items_, windows_.as_of(), table_);
    for (LineEvidence& line : lines_) {
      blaming([&line] { return documents_on(line); }, [&] { attach_receipts(line, setting_); });
    }
    decide_cancellations(table_.shipments, out_);
    for (LineEvidence& line : lines_) {
      windows_.about(&line);
      blaming([&line] { return documents_on(line); },
              [&] { evaluate(line, decisions_.of(*line.order), names, conversion_, setting_); });
      note_mode(line, out_);
      propose_payment(line, out_);
    }
    judge_copies(live_.copies, orders_, groups_, lines_, out_);
    std::vector<InvoiceFile> files =
        open_invoice_files(live_.invoices, std::move(duplicates), table_.invoices, table_.credits,
                           loose_, orders_, setting_);
    check_charges(files, orders_, setting_);
    for (InvoiceFile& file : files) {
      blaming([&file] { return std::vector{&file.receipt()}; }, [&] { check_taxes(file); });
    }
    inventory_ =
        follow_inventory(evidence_.events, evidence_.decisions, stock_units_, setting_, out_);
    conclude(files);
    put_in_order(out_);
    return std::move(out_);
  }

  std::vector<LineExplanation> explain(const OrderRef& asked) {
    const Judgement judged = run();
    std::vector<LineExplanation> found;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const OrderLine& order = *lines_[i].order;
      const bool this_line =
          asked.line.empty() || line_number(asked.line) == line_number(order.line);
      if (order.po != asked.po || !this_line) continue;
      found.push_back(
          {order.supplier, order.po, order.line, explanation_of(lines_[i], states_.at(i))});
    }
    return found;
  }

 private:
  void attach(const std::vector<DuplicateVerdict>& duplicates) {
    Ladder ladder(orders_, conversion_, groups_, setting_.policy, evidence_.decisions, out_);
    const auto shipped = ladder.attach(Stage::shipped, live_.shipments);
    ladder.remember(Stage::shipped, shipped);
    const auto received = ladder.attach(Stage::received, live_.receipts);
    ladder.remember(Stage::received, received);
    const auto posted = ladder.attach(Stage::accrued, live_.postings);
    std::vector<bool> held;
    held.reserve(duplicates.size());
    for (const DuplicateVerdict& d : duplicates) held.push_back(d.kind != DuplicateKind::none);
    const auto invoiced = ladder.attach(Stage::invoiced, live_.invoices, held);
    loose_ = ladder.take_loose();
    table_.shipments = shipped_lines(shipped);
    table_.receipts = received_lines(received);
    table_.postings = posted_lines(posted, orders_);
    read_invoice_lines(invoiced, orders_, conversion_, table_.invoices, table_.credits);
    apply_reversals(live_.reversals, orders_, conversion_, table_, out_);
    apply_movements(evidence_.events, orders_, conversion_, table_, out_);
  }

  void conclude(const std::vector<InvoiceFile>& files) {
    std::vector<Raised> raised = run_rules(
        {setting_, items_, lines_, files, loose_, live_.second_originals, inventory_}, out_);
    auto_accept(raised, setting_.policy);
    infer_causes(raised, {orders_, other_orders_, units_, evidence_, windows_});
    if (trace_ != nullptr)
      *trace_ = trace_of({setting_, items_, lines_, loose_, inventory_.transfers, raised, watch_});
    attach_history({inventory_, lines_, stock_units_, setting_}, raised);
    std::vector<InvoiceResult> settled = settle(files, raised);
    out_.invoices.insert(out_.invoices.end(), std::make_move_iterator(settled.begin()),
                         std::make_move_iterator(settled.end()));
    report_inventory(inventory_, setting_, out_);
    conclude_lines(raised);
    out_.discrepancies.reserve(raised.size());
    for (Raised& r : raised) out_.discrepancies.push_back(std::move(r.discrepancy));
  }

  void conclude_lines(const std::vector<Raised>& raised) {
    std::unordered_set<const OrderLine*> held;
    for (const Raised& r : raised) {
      if (r.discrepancy.hold == "-") continue;
      if (r.line != nullptr) held.insert(r.line->order);
      if (r.loose != nullptr && r.loose->order_line != nullptr) held.insert(r.loose->order_line);
    }
    for (const LineEvidence& line : lines_) {
      const auto decisions = decisions_.of(*line.order);
      const bool closed = std::any_of(decisions.begin(), decisions.end(), [](const Decision* d) {
        return d->kind == DecisionKind::close_short;
      });
      const LineState state = state_of(line, held.contains(line.order), closed, setting_);
      out_.matched_lines += state == LineState::matched ? 1 : 0;
      states_.push_back(state);
      out_.lines.push_back(result_of(line, state));
      out_.lines.back().accrual = residue_of(line, setting_.policy.functional_currency);
    }
  }

  /// What is told of orders that are not judged now goes nowhere.
  std::span<const LiveDocument> select_orders(const Beyond* beyond) {
    if (beyond == nullptr) return {};
    std::vector<const AcceptedReceipt*> documents;
    for (const AcceptedReceipt& accepted : beyond->orders) documents.push_back(&accepted);
    Judgement unsaid;
    others_ = select_live(documents, {}, {}, unsaid);
    return others_.orders;
  }

  // In the order of construction: each stage reads those above it.
  const Evidence& evidence_;
  Trace* const trace_;
  WindowWatch watch_;
  const ReferenceData no_reference_;
  const UtcClock utc_;
  Judgement out_;
  const ReferenceData& reference_;
  const Windowing windows_;
  const ToleranceBook tolerances_;
  const Setting setting_;
  const SupplierGroups groups_;
  LiveDocuments live_, others_;
  const std::vector<TaughtName> names_;
  const ItemCatalogue items_;
  const UnitBook units_;
  const Conversion conversion_;
  const StockUnits stock_units_;
  const OrderBook orders_;
  const OrderBook other_orders_;
  const DecisionIndex decisions_;
  EvidenceTable table_;
  std::vector<LooseLine> loose_;
  std::vector<LineEvidence> lines_;
  std::vector<LineState> states_;  ///< of `lines_`
  Inventory inventory_;
};

/// What can not be calculated with is refused, and the others are judged again; `use` gets the
/// judge that comes to an end.
template <class Use>
auto judging(const Evidence& evidence, std::span<const AcceptedReceipt* const> receipts,
             const Policy& policy, Instant as_of, Trace* trace, Use use) {
  Excluded excluded;
  for (;;) {
    try {
      Judge judge(evidence, receipts, policy, as_of, excluded, trace);
      return use(judge);
    } catch (const Unjudgeable& found) {
      // Every round refuses at least one document more, so this ends.
      excluded.insert(found.documents.begin(), found.documents.end());
    }
  }
}

std::vector<const AcceptedReceipt*> all_of(const Evidence& evidence) {
  std::vector<const AcceptedReceipt*> all;
  all.reserve(evidence.receipts.size());
  for (const AcceptedReceipt& accepted : evidence.receipts) all.push_back(&accepted);
  return all;
}

}  // namespace

Judgement judge(const Evidence& evidence, const Policy& policy, Instant as_of, Trace* trace) {
  return judging(evidence, all_of(evidence), policy, as_of, trace,
                 [](Judge& j) { return j.run(); });
}

Judgement judge_some(const Evidence& evidence, std::span<const std::uint32_t> chosen,
                     const Policy& policy, Instant as_of, Trace* trace) {
  std::vector<const AcceptedReceipt*> some;
  some.reserve(chosen.size());
  for (const std::uint32_t place : chosen) some.push_back(&evidence.receipts[place]);
  return judging(evidence, some, policy, as_of, trace, [](Judge& j) { return j.run(); });
}

std::vector<LineExplanation> explain(const Evidence& evidence, const Policy& policy, Instant as_of,
                                     const OrderRef& order) {
  return judging(evidence, all_of(evidence), policy, as_of, nullptr,
                 [&](Judge& j) { return j.explain(order); });
}

}  // namespace weighbridge::matching
