#include "matching/causes/cause_view.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// A difference of stock with its sign, where and when it was found.
struct StockGap {
  std::string_view site;
  Rational size;
  Instant at{};
};

std::optional<StockGap> gap_of(const Raised& r) {
  if (r.discrepancy.rule == "K01" && r.count != nullptr) {
    const Counting& counting = r.count->decision();
    return StockGap{r.count->site, *counting.variance(), counting.event.at};
  }
  if (r.discrepancy.rule == "X01" && r.transfer != nullptr && !r.transfer->receives.empty()) {
    return StockGap{r.transfer->to_site, r.transfer->difference(), r.transfer->receives.back().at};
  }
  return std::nullopt;
}

}  // namespace

bool transfer_arrived_damaged(const CauseView& view, std::string& text) {
  const TransferLine* transfer = view.raised.transfer;
  if (transfer == nullptr || view.raised.discrepancy.rule != "X01") return false;
  if (transfer->damaged.is_zero()) return false;
  text = sentence(with_unit(transfer->damaged, transfer->stock.uom), " of it arrived damaged");
  return true;
}

/// What is missing here may lie there: the same item, the same size, the other way round.
bool opposite_stock_gap_nearby(const CauseView& view, std::string& text) {
  const auto own = gap_of(view.raised);
  if (!own) return false;
  for (const Raised* other : view.index.alike(view.raised)) {
    const auto gap = gap_of(*other);
    if (!gap || gap->site != own->site || gap->size != -own->size) continue;
    if (std::chrono::abs(gap->at - own->at) > std::chrono::hours{48}) continue;
    text = sentence("the opposite difference of the same size stands on ",
                    other->discrepancy.document);
    return true;
  }
  return false;
}

}  // namespace weighbridge::matching
