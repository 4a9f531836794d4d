#include "gateway/cli/what_if.hpp"

#include <unordered_map>

#include "cases/case_summary.hpp"
#include "gateway/cli/amounts.hpp"
#include "gateway/cli/table.hpp"

namespace weighbridge::cli {
namespace {

using matching::Discrepancy;

std::map<Currency, Money> payable_sum(const matching::Judgement& judgement) {
  std::map<Currency, Money> sums;
  for (const matching::InvoiceResult& invoice : judgement.invoices)
    sums[invoice.currency] += invoice.payable_now;
  return sums;
}

std::string amount_text(const Discrepancy& d) {
  std::string text = d.impact.is_zero() ? std::string() : money_text(d.impact, d.currency);
  if (d.auto_resolved) text += " written off";
  return text;
}

std::string sum_text(const std::vector<const Discrepancy*>& discrepancies) {
  std::map<Currency, Money> sums;
  for (const Discrepancy* d : discrepancies)
    if (!d->auto_resolved && d->impact_class != matching::ImpactClass::none)
      sums[d->currency] += abs(d->impact);
  return counted(discrepancies.size(), "discrepancy") + ", " + money_text(sums);
}

class Printer {
 public:
  Printer(const pipeline::Report& report, const Style& style)
      : report_(report), style_(style), what_if_(compare_policies(report)) {}

  std::string print() {
    const std::string title =
        "Judged by " + report_.policy + " instead of " + report_.against->policy;
    out_ += style_.paint(Tone::strong, printable(title)) + "\n";
    list("Opens: " + sum_text(what_if_.opens), what_if_.opens);
    list("Closes: " + sum_text(what_if_.closes), what_if_.closes);
    changes();
    out_ += '\n' + paragraph("To be paid now: " + money_text(what_if_.payable_to) + " instead of " +
                                 money_text(what_if_.payable_from) + ".",
                             0, style_, Tone::strong);
    return std::move(out_);
  }

 private:
  void heading(const std::string& text) { out_ += '\n' + style_.paint(Tone::heading, text) + '\n'; }

  void list(const std::string& title, const std::vector<const Discrepancy*>& discrepancies) {
    heading(title);
    if (discrepancies.empty()) return;
    Table table({{"Rule"},
                 {"Amount", Align::right},
                 {"About"},
                 {"What does not agree", Align::left, true}});
    for (const Discrepancy* d : discrepancies)
      table.add({std::string(d->rule), amount_text(*d), cases::anchor_words(d->anchor), d->reason});
    out_ += '\n' + table.render(style_, 2);
  }

  void changes() {
    heading("Changes: " + counted(what_if_.changes.size(), "discrepancy"));
    if (what_if_.changes.empty()) return;
    Table table({{"Rule"}, {"From", Align::right}, {"To", Align::right}, {"About"}});
    for (const Changed& changed : what_if_.changes)
      table.add({std::string(changed.to->rule), amount_text(*changed.from),
                 amount_text(*changed.to), cases::anchor_words(changed.to->anchor)});
    out_ += '\n' + table.render(style_, 2);
  }

  const pipeline::Report& report_;
  const Style& style_;
  const WhatIf what_if_;
  std::string out_;
};

}  // namespace

WhatIf compare_policies(const pipeline::Report& report) {
  WhatIf result;
  std::unordered_map<std::string, const Discrepancy*> before;
  for (const Discrepancy& d : report.against->judgement.discrepancies) before.emplace(d.key(), &d);
  for (const Discrepancy& d : report.judgement.discrepancies) {
    const auto known = before.find(d.key());
    if (known == before.end()) {
      result.opens.push_back(&d);
      continue;
    }
    const Discrepancy& old = *known->second;
    const bool same = old.impact == d.impact && old.quantity == d.quantity &&
                      old.auto_resolved == d.auto_resolved && old.severity == d.severity;
    if (!same) result.changes.push_back({&old, &d});
    before.erase(known);
  }
  for (const Discrepancy& d : report.against->judgement.discrepancies)
    if (before.contains(d.key())) result.closes.push_back(&d);
  result.payable_from = payable_sum(report.against->judgement);
  result.payable_to = payable_sum(report.judgement);
  return result;
}

std::string what_if_text(const pipeline::Report& report, const Style& style) {
  return Printer(report, style).print();
}

}  // namespace weighbridge::cli
