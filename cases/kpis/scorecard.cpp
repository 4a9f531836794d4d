#include "cases/kpis/scorecard.hpp"

#include <algorithm>

namespace weighbridge::cases {
namespace {

template <class Fact, class Predicate>
std::uint64_t count_if(const std::vector<Fact>& facts, Predicate wanted) {
  return static_cast<std::uint64_t>(std::count_if(facts.begin(), facts.end(), wanted));
}

Kpi fill_rate(const std::vector<DueLineFact>& lines) {
  Rational kept, ordered;
  for (const DueLineFact& line : lines) {
    kept += std::min(line.kept_in_time, line.ordered);
    ordered += line.ordered;
  }
  return share_of("fill_rate", {"kept in time, up to what was ordered", kept},
                  {"ordered on lines due", ordered}, lines.size());
}

}  // namespace

std::vector<Decimal> scorecard_weights() {
  std::vector<Decimal> weights;
  for (const std::int64_t hundredths : {20, 20, 25, 15, 20})
    weights.push_back(Decimal::from_millionths(Int128{hundredths} * 10'000));
  return weights;
}

Scorecard scorecard(const KpiFacts& facts) {
  const auto complete = [](const DueLineFact& line) {
    return line.inside_date && line.kept_in_time >= line.ordered;
  };
  Scorecard card;
  card.notice_timeliness = count_share(
      "notice_timeliness", "shipments announced before their first receipt",
      count_if(facts.shipments, [](const ShipmentFact& s) { return s.announced_in_time; }),
      "shipments received", facts.shipments.size());
  card.notice_accuracy =
      count_share("notice_accuracy", "notice lines equal in item, quantity and unit",
                  count_if(facts.notice_lines, [](const NoticeLineFact& l) { return l.equal; }),
                  "closed notice lines", facts.notice_lines.size());
  card.fill_rate = fill_rate(facts.due_lines);
  card.on_time_in_full =
      count_share("on_time_in_full", "lines complete and inside their date",
                  count_if(facts.due_lines, complete), "lines due", facts.due_lines.size());
  card.invoice_accuracy = count_share(
      "invoice_accuracy", "invoice lines without a discrepancy of the supplier's",
      count_if(facts.invoice_lines, [](const InvoiceLineFact& l) { return !l.supplier_caused; }),
      "invoice lines", facts.invoice_lines.size());
  card.lines = facts.due_lines.size();
  if (!card.is_enough()) return card;
  Rational composite;
  const std::vector<Decimal> weights = scorecard_weights();
  const std::vector<const Kpi*> parts = card.parts();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i]->value) return card;
    composite += Rational(weights[i]) * *parts[i]->value;
  }
  card.composite = composite;
  return card;
}

}  // namespace weighbridge::cases
