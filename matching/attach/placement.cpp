#include "matching/attach/placement.hpp"

#include <algorithm>
#include <tuple>

#include "matching/identity/normalise.hpp"
#include "matching/wording.hpp"

namespace weighbridge::matching {

namespace {

/// Warehouses and ledgers export what they take back with a minus; suppliers' papers put a sign on
/// credits that says nothing more than that they are credits.
Rational signed_for(Stage stage, const Rational& quantity) {
  const bool keeps_sign = stage == Stage::received || stage == Stage::accrued;
  return keeps_sign ? quantity : abs(quantity);
}

LooseLine without_factor(const Quote& quote, const OrderLine& line, std::string problem) {
  return {LooseReason::unit_unmapped,
          quote.stage,
          quote.document_index,
          quote.line_index,
          quote.live,
          quote.line,
          &line,
          quote.item,
          quote.at,
          std::move(problem),
          {}};
}

}  // namespace

Placement::Placement(const LadderContext& in, std::vector<LooseLine>& loose, Judgement& out)
    : in_(in), loose_(loose), out_(out), taken_(in.orders.lines().size()) {}

void Placement::place(const Quote& quote, const Rung& rung) {
  const OrderLineId id = rung.lines.front();
  const OrderLine& line = in_.orders[id];
  const BaseQuantity base = in_.conversion.to_base(
      line, quote.line->quantity, quantity_unit(*quote.line, in_.conversion.items()),
      quote.units(rung.substitution));
  if (!base.quantity || !line.unit_problem.empty()) {
    loose_.push_back(without_factor(quote, line, base.quantity ? line.unit_problem : base.problem));
    return;
  }
  if (rung.name == "K2") note_line_mismatch(quote, line);
  taken_[id] += *base.quantity;
  attached_.push_back({id, quote.document_index, quote.line_index, quote.live, quote.line,
                       signed_for(quote.stage, *base.quantity), Rational(), true, quote.at,
                       rung.confidence, rung.name, rung.substitution,
                       rung.substitution != nullptr && !rung.substitution->approved_on(quote.day)});
}

std::vector<OrderLineId> Placement::in_order_of_choice(const Quote& quote, const Rung& rung) const {
  std::vector<OrderLineId> lines = rung.lines;
  std::stable_sort(lines.begin(), lines.end(), [&](OrderLineId a, OrderLineId b) {
    const auto key = [&](OrderLineId id) {
      const OrderLine& line = in_.orders[id];
      const OrderTerms& terms = line.versions.back();
      const auto price = in_.conversion.price_per_base(line, *quote.line, quote.units());
      return std::tuple(!(price && price == terms.price),
                        terms.due ? terms.due->at : Instant::max(), id);
    };
    return key(a) < key(b);
  });
  return lines;
}

void Placement::place_over_several(const Quote& quote, const Rung& rung) {
  const std::vector<OrderLineId> lines = in_order_of_choice(quote, rung);
  const BaseQuantity whole =
      in_.conversion.to_base(in_.orders[lines.front()], quote.line->quantity,
                             quantity_unit(*quote.line, in_.conversion.items()), quote.units());
  if (!whole.quantity) return place(quote, {{lines.front()}, rung.confidence, rung.name});
  Rational rest = abs(*whole.quantity);
  Rational before;
  for (const OrderLineId id : lines) {
    const Rational open = max(Rational(), in_.orders[id].versions.back().ordered - taken_[id]);
    const Rational share = id == lines.back() ? rest : min(rest, open);
    if (share.is_zero() && !(id == lines.back() && before.is_zero())) continue;
    taken_[id] += share;
    attached_.push_back({id, quote.document_index, quote.line_index, quote.live, quote.line, share,
                         before, false, quote.at, rung.confidence, rung.name});
    before += share;
    rest -= share;
    if (rest.is_zero()) break;
  }
  attached_.back().last_part = true;
}

void Placement::note_line_mismatch(const Quote& quote, const OrderLine& line) {
  const std::string& quoted = quote.line->po_line;
  if (quoted.empty() || line_number(quoted) == line_number(line.line)) return;
  Note note;
  note.note = "LINE_REF_MISMATCH";
  note.anchor.supplier = line.supplier;
  note.anchor.po = line.po;
  note.anchor.po_line = line.line;
  note.document = quote.receipt().document.number;
  note.document_line = quote.line->line;
  note.text = sentence("quotes line ", quoted, ", but its item is on line ", line.line,
                       "; the item wins (K2)");
  out_.notes.push_back(std::move(note));
}

std::vector<AttachedLine> Placement::sorted() && {
  std::sort(attached_.begin(), attached_.end(), [](const AttachedLine& a, const AttachedLine& b) {
    const auto key = [](const AttachedLine& x) {
      return std::tuple(x.order_line, x.at.at, std::string_view(x.document()), x.document_index,
                        x.line_index);
    };
    return key(a) < key(b);
  });
  return std::move(attached_);
}

}  // namespace weighbridge::matching
