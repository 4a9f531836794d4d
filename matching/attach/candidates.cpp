#include "matching/attach/candidates.hpp"

#include <algorithm>

#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

bool may_be_meant(const Quote& quote, OrderLineId id, const Rational& taken,
                  const LadderContext& in) {
  const OrderLine& line = in.orders[id];
  const OrderTerms& terms = line.versions.back();
  const Receipt& r = quote.receipt();
  const std::string& site = quote.line->site.empty() ? r.site : quote.line->site;
  if (!same_party(in.groups, line.supplier, r)) return false;
  if (!site.empty() && !line.site.empty() && site != line.site) return false;
  const auto base = in.conversion.to_base(
      line, quote.line->quantity, quantity_unit(*quote.line, in.conversion.items()), quote.units());
  if (!base.quantity || terms.ordered - taken < *base.quantity) return false;
  const Date ordered_on = std::chrono::floor<std::chrono::days>(terms.effective.at);
  return quote.day - ordered_on <= in.policy.windows.po_candidate && ordered_on <= quote.day;
}

std::string offered(const OrderLine& line, const Rung& rung) {
  return sentence(line.po.str(), "/", line.line, " (", rung.name, " ", rung.confidence.to_string(2),
                  ")");
}

}  // namespace

std::optional<Rung> weak_rung(const Quote& quote, std::span<const Rational> taken,
                              const LadderContext& in, LooseLine& loose) {
  loose.text = "it quotes no order";
  if (!quote.item) return std::nullopt;
  Rung rung{{}, kK6, "K6"};
  for (const OrderLineId id : in.orders.lines_for(*quote.item)) {
    if (may_be_meant(quote, id, taken[id], in)) rung.lines.push_back(id);
  }
  std::stable_sort(rung.lines.begin(), rung.lines.end(), [&](OrderLineId a, OrderLineId b) {
    const auto due = [&](OrderLineId id) {
      const auto& terms = in.orders[id].versions.back();
      return terms.due ? terms.due->at : Instant::max();
    };
    return due(a) < due(b);
  });
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(kShown, rung.lines.size()); ++i) {
    loose.candidates.push_back(offered(in.orders[rung.lines[i]], rung));
  }
  if (rung.lines.size() != 1 || kK6 < in.policy.attach_confidence) return std::nullopt;
  return rung;
}

bool too_weak(const Rung& rung, const LadderContext& in, LooseLine& loose) {
  if (rung.confidence >= in.policy.attach_confidence) return false;
  loose.text = sentence("it is found by ", rung.name, " alone, which is not sure enough");
  loose.candidates.clear();
  for (const OrderLineId id : rung.lines) loose.candidates.push_back(offered(in.orders[id], rung));
  return true;
}

}  // namespace weighbridge::matching
