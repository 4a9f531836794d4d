#include "matching/rules/runner.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "matching/lines/evidence_table.hpp"
#include "matching/rules/stock_subjects.hpp"
#include "matching/unjudgeable.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Section 13: the absolute impact in functional currency, raised to the rule's floor. An impact
/// of class none is information and raises nothing.
Severity severity_of(const Rule& rule, const Rational& impact) {
  if (rule.impact_class == ImpactClass::none) return rule.floor;
  const Rational size = abs(impact);
  Severity severity = Severity::low;
  if (size >= Rational(100, 1)) severity = Severity::medium;
  if (size >= Rational(1000, 1)) severity = Severity::high;
  if (size >= Rational(10'000, 1)) severity = Severity::critical;
  return std::max(severity, rule.floor);
}

Anchor line_anchor(const OrderLine& order) {
  Anchor anchor;
  anchor.supplier = order.supplier;
  anchor.po = order.po;
  anchor.po_line = order.line;
  return anchor;
}

Anchor invoice_anchor(const InvoiceFile& file) {
  Anchor anchor;
  anchor.supplier = file.receipt().supplier;
  anchor.po = file.po;
  anchor.invoice = file.receipt().document.number;
  return anchor;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return;
  names.push_back(name);
}

template <class Rows>
void add_documents(std::vector<std::string>& names, const Rows& rows) {
  for (const auto& row : rows) add_once(names, row.document());
}

Documents documents_of(const LineEvidence& line) {
  Documents documents;
  documents.order = {line.order->po.str()};
  add_documents(documents.ship_notice, line.shipments);
  add_documents(documents.receipt, line.receipts);
  add_documents(documents.accrual, line.postings);
  add_documents(documents.invoice, line.invoices);
  return documents;
}

std::vector<std::string>& documents_for(Documents& documents, Stage stage) {
  switch (stage) {
    case Stage::ordered:
      return documents.order;
    case Stage::shipped:
      return documents.ship_notice;
    case Stage::received:
      return documents.receipt;
    case Stage::accrued:
      return documents.accrual;
    case Stage::invoiced:
      return documents.invoice;
  }
  return documents.order;
}

/// What every discrepancy and note about one subject has in common.
struct Subject {
  Raised base;  ///< anchor, document, sku, unit, currency and documents are filled in
  std::optional<Rate> rate;
};

Subject line_subject(const LineEvidence& line) {
  Subject subject;
  Discrepancy& d = subject.base.discrepancy;
  d.anchor = line_anchor(*line.order);
  d.document = line.order->po.str();
  d.document_line = line.order->line;
  d.sku = line.order->sku;
  d.uom = line.order->uom;
  d.currency = line.goods_terms->currency;
  d.documents = documents_of(line);
  subject.base.line = &line;
  subject.rate = line.goods_terms->document->exchange_rate;
  return subject;
}

void set_document(Subject& subject, const AttachedLine& row) {
  Discrepancy& d = subject.base.discrepancy;
  d.document = row.document();
  d.document_line = row.line->line;
  documents_for(d.documents, row.receipt().stage) = {row.document()};
  subject.base.on = row.receipt().document.date.value_or(Date{});
}

class Runner {
 public:
  Runner(const RunnerInput& input, Judgement& out) : in_(input), out_(out) {}

  std::vector<Raised> run() {
    for (const LineEvidence& line : in_.lines) {
      blaming([&line] { return documents_on(line); }, [&] { judge_line(line); });
    }
    for (const InvoiceFile& file : in_.invoices) {
      blaming([&file] { return std::vector{&file.receipt()}; }, [&] { judge_invoice(file); });
    }
    judge_loose();
    for (const SecondOriginal& pair : in_.second_originals) judge_second(pair);
    judge_inventory();
    return std::move(raised_);
  }

 private:
  void judge_line(const LineEvidence& line) {
    const Setting& setting = in_.setting;
    setting.windows.about(&line);
    judge(OrderLineView{setting, line}, [&] { return line_subject(line); });
    if (!line.order->unit_problem.empty()) return;
    for (const ShippedLine& shipment : line.shipments) {
      judge(ShipmentView{setting, line, shipment},
            [&] { return shipment_subject(line, shipment); });
    }
    for (const ReceivedLine& receipt : line.receipts) {
      judge(ReceiptView{setting, line, receipt}, [&] {
        Subject subject = line_subject(line);
        set_document(subject, receipt);
        return subject;
      });
    }
    for (const InvoicedLine& invoice : line.invoices) {
      const InvoiceFile& file = in_.invoices[invoice.document_index];
      judge(
          InvoiceLineView{setting, line, invoice},
          [&] { return invoice_line_subject(line, invoice); },
          file.payee_known_as.empty() ? kNothing : kQuantityAndPrice);
    }
    for (const CreditLine& credit : line.credits) {
      judge(CreditLineView{setting, line, credit},
            [&] { return invoice_line_subject(line, credit); });
    }
  }

  static Subject shipment_subject(const LineEvidence& line, const ShippedLine& shipment) {
    Subject subject = line_subject(line);
    set_document(subject, shipment);
    subject.base.shipment = &shipment;
    Documents& documents = subject.base.discrepancy.documents;
    documents.receipt.clear();
    for (const Arrival& arrival : shipment.arrivals) {
      add_once(documents.receipt, arrival.receipt->document());
    }
    return subject;
  }

  Subject invoice_line_subject(const LineEvidence& line, const InvoicedLine& invoice) const {
    Subject subject = line_subject(line);
    set_document(subject, invoice);
    subject.base.invoice_line = &invoice;
    subject.base.invoice = &in_.invoices[invoice.document_index];
    subject.base.discrepancy.currency = invoice.currency;
    subject.rate = invoice.receipt().exchange_rate;
    return subject;
  }

  void judge_invoice(const InvoiceFile& file) {
    Subject subject;
    Discrepancy& d = subject.base.discrepancy;
    d.anchor = invoice_anchor(file);
    d.document = file.receipt().document.number;
    d.currency = file.currency;
    d.documents.invoice = {d.document};
    if (file.duplicate.earlier != nullptr) {
      add_once(d.documents.invoice, file.duplicate.earlier->document.number);
    }
    if (!file.po.empty()) d.documents.order = {file.po.str()};
    subject.base.invoice = &file;
    subject.base.on = file.receipt().document.date.value_or(Date{});
    subject.rate = file.receipt().exchange_rate;
    // D01 and D02 suppress everything else of the invoice (M-13.2).
    const unsigned suppressed = file.held() ? kQuantityAndPrice : kNothing;
    judge(
        InvoiceView{in_.setting, file}, [&] { return subject; }, suppressed);
    if (file.held() && !file.duplicate.voided) {
      const bool exact = file.duplicate.kind == DuplicateKind::exact;
      note_all_suppressed(exact ? "D01" : "D02", "all other checks of this invoice", subject);
    }
  }

  void judge_loose() {
    std::set<std::tuple<const LiveDocument*, LooseReason>> spoken;
    for (const LooseLine& loose : in_.loose) {
      in_.setting.windows.about(&loose);
      Subject subject;
      Discrepancy& d = subject.base.discrepancy;
      const Receipt& r = loose.receipt();
      if (loose.stage == Stage::invoiced) {
        const InvoiceFile& file = in_.invoices[loose.document_index];
        d.anchor = invoice_anchor(file);
        d.currency = file.currency;
        subject.base.invoice = &file;
      } else {
        d.currency = r.currency;
        d.anchor.supplier = r.supplier;
        d.anchor.po = PoNumber(std::string(quoted_order(r, *loose.line)));
        d.anchor.po_line = loose.line->po_line;
      }
      if (loose.order_line != nullptr) d.anchor = line_anchor(*loose.order_line);
      d.document = r.document.number;
      d.document_line = loose.line->line;
      d.sku = loose.item ? in_.items[*loose.item].sku : loose.line->item.sku;
      d.uom = loose.line->uom;
      documents_for(d.documents, loose.stage) = {r.document.number};
      if (!d.anchor.po.empty()) d.documents.order = {d.anchor.po.str()};
      subject.base.loose = &loose;
      subject.base.on = r.document.date.value_or(Date{});
      subject.rate = r.exchange_rate;
      const bool first = spoken.emplace(loose.live, loose.reason).second;
      blaming([&r] { return std::vector{&r}; },
              [&] {
                judge(LooseView{in_.setting, in_.items, loose, first}, [&] { return subject; });
              });
      if (loose.stage != Stage::invoiced) continue;
      if (loose.reason == LooseReason::non_po) {
        note({"NON_PO", "its supplier may bill without an order (M-8.7)", std::nullopt,
              std::nullopt},
             subject);
      } else {
        note_all_suppressed(rule_of(loose.reason), "quantity and price of this line", subject);
      }
    }
  }

  void judge_second(const SecondOriginal& pair) {
    Subject subject;
    Discrepancy& d = subject.base.discrepancy;
    const Receipt& r = pair.second->receipt;
    d.anchor = document_anchor(r);
    if (d.anchor.po.empty() && !r.lines.empty()) d.anchor.po = r.lines.front().po;
    d.document = r.document.number;
    d.documents.ship_notice = {r.document.number};
    d.currency = r.currency;
    judge(SecondOriginalView{in_.setting, pair}, [&] { return subject; });
  }

  void judge_inventory() {
    const Setting& setting = in_.setting;
    const Currency currency = setting.policy.functional_currency;
    for (const TransferLine& line : in_.inventory.transfers) {
      judge(TransferView{setting, line}, [&] {
        Subject subject;
        subject.base.discrepancy = subject_of(line, currency);
        subject.base.transfer = &line;
        subject.base.on = first_event(line).day();
        return subject;
      });
    }
    for (const CountLine& line : in_.inventory.counts) {
      judge(CountView{setting, line}, [&] {
        Subject subject;
        subject.base.discrepancy = subject_of(line, currency);
        subject.base.count = &line;
        subject.base.on = line.countings.front().event.day();
        return subject;
      });
    }
    for (const Adjustment& adjustment : in_.inventory.adjustments) {
      judge(AdjustmentView{setting, adjustment}, [&] {
        Subject subject;
        subject.base.discrepancy = subject_of(adjustment, currency);
        subject.base.adjustment = &adjustment;
        subject.base.on = adjustment.event.day();
        return subject;
      });
    }
  }

  /// Every rule of the view's kind: first those that silence others, then the rest. The subject is
  /// only put together when there is something to say of it.
  template <class View, class MakeSubject>
  void judge(const View& view, MakeSubject make_subject, unsigned suppressed = kNothing) {
    std::string_view suppressor = "R03";
    std::optional<Subject> subject;
    for (const bool suppressing : {true, false}) {
      for (const Rule& rule : catalogue()) {
        const auto* condition = std::get_if<ConditionOn<View>>(&rule.condition);
        if (condition == nullptr || (rule.suppresses != kNothing) != suppressing) continue;
        Outcome outcome;
        (*condition)(view, outcome);
        if (outcome.remarks.empty() && outcome.gaps.empty()) continue;
        if (!subject) subject = make_subject();
        for (const Remark& remark : outcome.remarks) note(remark, *subject);
        if (outcome.gaps.empty()) continue;
        if ((suppressed & static_cast<unsigned>(rule.family)) != 0 ||
            silenced_by_duplicate(view, rule)) {
          note_suppressed(rule, suppressor, *subject);
          continue;
        }
        for (Gap& gap : outcome.gaps) raise(rule, gap, *subject);
        if (rule.suppresses != kNothing) {
          suppressed |= rule.suppresses;
          suppressor = rule.id;
        }
      }
    }
  }

  template <class View>
  static bool silenced_by_duplicate(const View&, const Rule&) {
    return false;
  }
  static bool silenced_by_duplicate(const InvoiceView& view, const Rule& rule) {
    return view.file.held() && rule.id.front() != 'D';
  }

  void raise(const Rule& rule, Gap& gap, const Subject& subject) {
    Raised& raised = raised_.emplace_back(subject.base);
    raised.rule = &rule;
    Discrepancy& d = raised.discrepancy;
    d.rule = rule.id;
    d.code = rule.code;
    d.impact_class = rule.impact_class;
    d.owner = contract_role(rule.duty);
    d.duty = duty_name(rule.duty);
    d.hold = gap.holds ? rule.hold : "-";
    d.line_effect = gap.holds ? rule.effect : LineEffect::impact;
    if (gap.on != nullptr) {
      Subject on = subject;
      set_document(on, *gap.on);
      d.document = on.base.discrepancy.document;
      d.document_line = on.base.discrepancy.document_line;
      d.documents = on.base.discrepancy.documents;
    }
    if (!gap.detail.empty()) d.document_line = gap.detail;
    if (raised.line != nullptr && rule.impact_class == ImpactClass::accrual &&
        rule.id.front() == 'E') {
      d.currency = raised.line->accrual.currency;
    }
    if (!gap.currency.empty()) d.currency = gap.currency;
    raised.quantities = gap.quantities;
    raised.amounts = gap.amounts;
    d.quantity = gap.quantity;
    d.expected = std::move(gap.expected);
    d.actual = std::move(gap.actual);
    d.impact = gap.impact;
    d.reason = std::move(gap.reason);
    d.arithmetic = std::move(gap.arithmetic);
    raised.functional_impact =
        in_.setting.functional(Rational(d.impact.value), d.currency, subject.rate);
    d.severity = severity_of(rule, raised.functional_impact);
    move_to_invoice(raised);
  }

  /// Section 16.1: what concerns the invoice as a whole is anchored on it.
  static void move_to_invoice(Raised& raised) {
    const std::string_view id = raised.rule->id;
    const bool header_level = id == "P04" || id == "C06" || id == "R04";
    if (header_level && raised.invoice != nullptr) {
      raised.discrepancy.anchor = invoice_anchor(*raised.invoice);
    }
  }

  void note(const Remark& remark, const Subject& subject) {
    const Discrepancy& d = subject.base.discrepancy;
    out_.notes.push_back({std::string(remark.note), d.anchor, d.document, d.document_line,
                          remark.text, remark.amount, remark.quantity,
                          remark.currency.empty() ? d.currency : remark.currency});
  }

  static std::string_view rule_of(LooseReason reason) {
    switch (reason) {
      case LooseReason::item_not_found:
        return "R02";
      case LooseReason::party_mismatch:
        return "R03";
      case LooseReason::unit_unmapped:
        return "U01";
      default:
        return "R01";
    }
  }

  void note_all_suppressed(std::string_view by, std::string_view what, const Subject& subject) {
    note({"SUPPRESSED", sentence(what, " are not judged while ", by, " is open (M-13.2)"),
          std::nullopt, std::nullopt},
         subject);
  }

  void note_suppressed(const Rule& rule, std::string_view by, const Subject& subject) {
    const Remark remark{
        "SUPPRESSED",
        sentence(rule.id, " ", rule.code, " is not raised while ", by, " is open (M-13.2)"),
        std::nullopt, std::nullopt};
    note(remark, subject);
  }

  const RunnerInput& in_;
  Judgement& out_;
  std::vector<Raised> raised_;
};

}  // namespace

const StockItem* stock_of(const Raised& raised) {
  if (raised.transfer != nullptr) return &raised.transfer->stock;
  if (raised.count != nullptr) return &raised.count->stock;
  return raised.adjustment != nullptr ? &raised.adjustment->stock : nullptr;
}

std::vector<Raised> run_rules(const RunnerInput& input, Judgement& out) {
  return Runner(input, out).run();
}

}  // namespace weighbridge::matching
