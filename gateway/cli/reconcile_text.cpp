#include "gateway/cli/reconcile_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "cases/case_summary.hpp"
#include "gateway/cli/amounts.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/side_by_side.hpp"
#include "gateway/cli/stock_text.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {
namespace {

using matching::Discrepancy;

class Printer {
 public:
  Printer(const pipeline::Report& report, const Style& style)
      : report_(report), style_(style), totals_(totals_of(report.judgement)) {
    for (std::size_t i = 0; i < report.case_of.size(); ++i)
      discrepancies_of_[report.case_of[i]].push_back(&report.judgement.discrepancies[i]);
  }

  std::string print() {
    summary();
    rejected();
    cases();
    settled();
    auto_accepted();
    lines();
    invoices();
    out_ += stock_text(report_.judgement, style_);
    next_steps();
    return std::move(out_);
  }

 private:
  void heading(std::string_view text) { out_ += '\n' + style_.paint(Tone::heading, text) + "\n\n"; }

  void fact(std::string_view name, std::string_view text, Tone tone = Tone::plain) {
    constexpr std::size_t kNameColumns = 11;
    const std::vector<std::string> lines =
        wrap(text, static_cast<std::size_t>(style_.width) - kNameColumns);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string label(i == 0 ? name : "");
      label.resize(kNameColumns, ' ');
      out_ += style_.paint(Tone::strong, label) + style_.paint(tone, lines[i]) + '\n';
    }
  }

  void summary();
  void rejected();
  void cases();
  void one_case(const cases::Case& value);
  void settled();
  void auto_accepted();
  void lines();
  void invoices();
  void next_steps();
  std::string item_text(const std::string& sku) const;

  const pipeline::Report& report_;
  const Style& style_;
  const Totals totals_;
  std::map<std::string, std::vector<const Discrepancy*>> discrepancies_of_;
  std::string out_;
};

std::string read_text(const pipeline::ReadCounts& read) {
  std::string text = counted(read.messages, "message") + " with " +
                     counted(read.receipts, "document") + " and " + counted(read.lines, "line");
  if (read.events != 0) text += ", " + counted(read.events, "event");
  if (read.repeated == 1) text += "; 1 message was given before and counts once";
  if (read.repeated > 1)
    text += "; " + grouped(read.repeated) + " messages were given before and count once";
  return text;
}

std::string payable_text(const std::vector<matching::InvoiceResult>& invoices) {
  std::map<Currency, Money> now;
  std::map<Currency, Money> held;
  for (const matching::InvoiceResult& invoice : invoices) {
    now[invoice.currency] += invoice.payable_now;
    held[invoice.currency] += invoice.gross - invoice.payable_now;
  }
  std::erase_if(held, [](const auto& entry) { return entry.second.is_zero(); });
  return money_text(now) + " of " + counted(invoices.size(), "invoice") + " can be paid now, " +
         money_text(held) + " is held back";
}

std::uint64_t files_of(const std::vector<pipeline::Rejected>& rejected) {
  std::set<std::string> files;
  for (const pipeline::Rejected& entry : rejected) files.insert(entry.file);
  return files.size();
}

void Printer::summary() {
  const matching::Judgement& judgement = report_.judgement;
  const std::size_t open = judgement.discrepancies.size() - totals_.auto_accepted_count;
  out_ += style_.paint(Tone::strong, "Reconciliation as of " + time_text(report_.as_of)) + "\n\n";
  fact("Read", read_text(report_.read));
  const std::size_t lines = judgement.lines.size();
  if (!report_.store.empty() && report_.read.judged_lines < lines)
    fact("Looked at", grouped(report_.read.judged_lines) + " of " + counted(lines, "order line") +
                          ", what came touches no other");
  if (!report_.rejected.empty())
    fact("Rejected",
         "input of " + counted(files_of(report_.rejected), "file") +
             ", explained below; the rest went on",
         Tone::bad);
  fact("Agree", grouped(judgement.matched_lines) + " of " + grouped(judgement.lines.size()) +
                    " order lines agree in full");
  if (open == 0) {
    fact("Differ", "nothing: every document that was read agrees with the others", Tone::good);
  } else {
    const auto working = static_cast<std::uint64_t>(
        std::count_if(report_.cases.begin(), report_.cases.end(),
                      [](const cases::Case& value) { return cases::is_open(value.state); }));
    fact("Differ", counted(open, "discrepancy") + " in " + counted(working, "case"), Tone::warn);
    fact("At stake", money_text(totals_.at_stake), Tone::strong);
  }
  if (!judgement.invoices.empty()) fact("Pay", payable_text(judgement.invoices));
}

void Printer::rejected() {
  if (report_.rejected.empty()) return;
  heading("Rejected input");
  const std::string* file = nullptr;
  for (const pipeline::Rejected& entry : report_.rejected) {
    if (file == nullptr || *file != entry.file)
      out_ += "  " + style_.paint(Tone::strong, printable(entry.file)) + '\n';
    file = &entry.file;
    const std::string what = entry.title();
    if (!what.empty()) out_ += "    " + printable(what) + '\n';
    for (const Finding& finding : entry.errors) {
      const std::string place = place_text(finding.place);
      const std::string where = place.empty() ? place : place + ": ";
      out_ += paragraph(printable(where + finding.message), 6, style_, Tone::bad);
      if (!finding.mend.empty())
        out_ += paragraph(printable("Mend: " + sentence(finding.mend)), 6, style_);
    }
  }
}

std::string Printer::item_text(const std::string& sku) const {
  for (const ItemRow& item : report_.reference.items)
    if (item.sku.str() == sku && !item.description.empty()) return sku + ' ' + item.description;
  return sku;
}

/// Severest first, then most money, then case number (the order of M-16.6 as far as it is known).
std::vector<const cases::Case*> in_queue_order(const std::vector<cases::Case>& cases) {
  std::vector<const cases::Case*> open;
  for (const cases::Case& value : cases)
    if (cases::is_open(value.state)) open.push_back(&value);
  std::stable_sort(open.begin(), open.end(), [](const cases::Case* a, const cases::Case* b) {
    return std::tie(b->severity, b->at_stake, a->id) < std::tie(a->severity, a->at_stake, b->id);
  });
  return open;
}

void Printer::cases() {
  const std::vector<const cases::Case*> open = in_queue_order(report_.cases);
  if (open.empty()) return;
  heading("Cases, most urgent first");
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (i != 0) out_ += '\n';
    one_case(*open[i]);
  }
}

std::string_view kind_of(matching::ImpactClass impact_class) {
  return impact_class == matching::ImpactClass::none ? "info" : to_string_view(impact_class);
}

std::string cause_text(const matching::Cause& cause) {
  std::string text = words(cause.name) + ", " + cause.confidence.to_string(2);
  for (const std::string& evidence : cause.evidence) text += "; " + evidence;
  return text;
}

void Printer::one_case(const cases::Case& value) {
  const std::vector<const Discrepancy*>& discrepancies = discrepancies_of_[value.id];
  std::string what = cases::anchor_words(value.anchor);
  if (!discrepancies.empty() && !discrepancies.front()->sku.empty() && value.anchor.invoice.empty())
    what += ", " + item_text(discrepancies.front()->sku);
  const std::string severity(to_string_view(value.severity));
  out_ += style_.paint(Tone::strong, value.id) + "  " + printable(what) + "\n    " +
          style_.paint(tone_of(value.severity), severity) + ", " +
          style_.paint(Tone::strong, money_text(value.at_stake, value.currency)) +
          " at stake, for " + value.owner + '\n';
  Table table(
      {{"Rule"}, {"Amount", Align::right}, {"Kind"}, {"What does not agree", Align::left, true}});
  std::map<std::string, std::string> rules_of_cause;
  for (const Discrepancy* d : discrepancies) {
    const std::string rule(d->rule);
    table.add({{rule, tone_of(d->severity)},
               d->impact.is_zero() ? "" : money_text(d->impact, d->currency),
               std::string(kind_of(d->impact_class)),
               d->reason.empty() ? cases::code_words(d->code) : d->reason});
    if (d->causes.empty()) continue;
    std::string& rules = rules_of_cause[cause_text(d->causes.front())];
    if (rules.find(rule) == std::string::npos) rules.append(rules.empty() ? "" : ", ").append(rule);
  }
  out_ += table.render(style_, 4);
  for (const auto& [cause, rules] : rules_of_cause)
    out_ += paragraph(printable("Likely cause of " + rules + ": " + cause), 4, style_, Tone::dim);
  for (const Discrepancy* d : discrepancies)
    if (!d->history.empty())
      out_ += paragraph(printable("Around it: " + history_text(d->history)), 4, style_, Tone::dim);
}

void Printer::settled() {
  Table table({{"Case"}, {"About", Align::left, true}, {"State"}});
  for (const cases::Case& value : report_.cases)
    if (!cases::is_open(value.state))
      table.add({value.id,
                 cases::anchor_words(value.anchor),
                 {words(to_string_view(value.state)), Tone::good}});
  if (table.empty()) return;
  heading("Cases that this run settled");
  out_ += table.render(style_, 2);
}

void Printer::auto_accepted() {
  Table table(
      {{"Rule"}, {"Amount", Align::right}, {"About"}, {"What does not agree", Align::left, true}});
  for (const Discrepancy& d : report_.judgement.discrepancies)
    if (d.auto_resolved)
      table.add({std::string(d.rule), money_text(d.impact, d.currency),
                 cases::anchor_words(d.anchor), d.reason});
  if (table.empty()) return;
  heading("Accepted as too small to pursue: " + money_text(totals_.auto_accepted));
  out_ += table.render(style_, 2);
}

std::string_view waiting_words(matching::LineState state) {
  using matching::LineState;
  switch (state) {
    case LineState::awaiting_erp:
      return "received, not yet posted in the ERP";
    case LineState::awaiting_invoice:
      return "received, not yet billed in full";
    case LineState::awaiting_receipt:
      return "billed, the goods are on their way";
    case LineState::part_received:
      return "received in part";
    case LineState::in_transit:
      return "shipped, on the way";
    case LineState::open:
      return "ordered, nothing shipped yet";
    case LineState::exception:
    case LineState::closed:
    case LineState::matched:
      break;
  }
  return {};
}

void Printer::lines() {
  std::set<std::tuple<std::string, std::string, std::string>> disputed;
  for (const Discrepancy& d : report_.judgement.discrepancies)
    if (!d.auto_resolved)
      disputed.emplace(d.anchor.supplier.str(), d.anchor.po.str(), d.anchor.po_line);
  std::vector<const matching::LineResult*> differing;
  std::map<matching::LineState, std::uint64_t> waiting;
  for (const matching::LineResult& line : report_.judgement.lines) {
    if (disputed.contains({line.supplier.str(), line.po.str(), line.po_line})) {
      if (quantities_differ(line)) differing.push_back(&line);
    } else if (!waiting_words(line.state).empty()) {
      ++waiting[line.state];
    }
  }
  if (!differing.empty()) {
    heading("Quantities side by side, in base units; in brackets what departs from its neighbours");
    out_ += side_by_side(differing, style_);
  }
  if (waiting.empty()) return;
  heading("Under way: nothing wrong, only not finished");
  for (const auto& [state, number] : waiting)
    out_ += "  " + counted(number, "order line") + ' ' + std::string(waiting_words(state)) + '\n';
}

void Printer::invoices() {
  Table table({{"Supplier"},
               {"Invoice"},
               {"Billed", Align::right},
               {"Pay now", Align::right},
               {"Disputed", Align::right},
               {"Tax on it", Align::right},
               {"Blocked", Align::right},
               {"Waiting", Align::right},
               {"Why"}});
  std::uint64_t in_full = 0;
  for (const matching::InvoiceResult& invoice : report_.judgement.invoices) {
    if (invoice.payable_now == invoice.gross && invoice.outcome == "evaluated") {
      ++in_full;
      continue;
    }
    const auto amount = [&](Money value) {
      return value.is_zero() ? std::string() : number_text(value, invoice.currency);
    };
    table.add({invoice.supplier.str(),
               invoice.invoice,
               money_text(invoice.gross, invoice.currency),
               {number_text(invoice.payable_now, invoice.currency), Tone::good},
               {amount(invoice.disputed), Tone::warn},
               {amount(invoice.consequential_tax), Tone::warn},
               {amount(invoice.blocked), Tone::bad},
               amount(invoice.waiting),
               invoice.outcome == "evaluated" ? "" : words(invoice.outcome)});
  }
  if (report_.judgement.invoices.empty()) return;
  heading("Invoices");
  out_ += table.render(style_, 2);
  if (in_full != 0)
    out_ += "  " + counted(in_full, "invoice") + (table.empty() ? "" : " more") +
            " can be paid in full.\n";
}

void Printer::next_steps() {
  std::map<std::string, std::uint64_t> by_owner;
  for (const cases::Case& value : report_.cases)
    if (cases::is_open(value.state)) ++by_owner[value.owner];
  if (by_owner.empty() && report_.rejected.empty()) return;
  heading("Next");
  const auto step = [this](const std::string& text) { out_ += paragraph(text, 2, style_); };
  if (!by_owner.empty()) {
    std::string text;
    for (const auto& [owner, number] : by_owner)
      text += (text.empty() ? "" : ", ") + owner + ' ' + grouped(number);
    step("Cases to work on: " + text + ".");
  }
  if (!report_.rejected.empty())
    step("See a rejected file line by line, with the answer to send back: weighbridge inspect " +
         printable(report_.rejected.front().file));
  if (by_owner.empty()) return;
  if (report_.store.empty())
    step("Keep these cases and go on from them next time: add --store FILE");
  else
    step("Look into a case: weighbridge cases show " + in_queue_order(report_.cases).front()->id +
         " --store " + printable(report_.store));
}

}  // namespace

std::string reconcile_text(const pipeline::Report& report, const Style& style) {
  return Printer(report, style).print();
}

}  // namespace weighbridge::cli
