#include "mappings/maps/line_builder.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace weighbridge::maps {

namespace {

/// Levels that may stand above a line: more than any real hierarchy, few enough to walk.
constexpr int kLevelsMax = 32;
/// List entries copied into lines, in all: a pallet label goes to every line on the pallet, and a
/// hostile set must not multiply a thousand labels by a million lines.
constexpr std::size_t kCopiesMax = 1'000'000;

bool same_place(const Cell* a, const Cell* b) {
  return a != nullptr && b != nullptr && a->segment == b->segment && a->element == b->element;
}

template <class Kind>
std::optional<Kind> as(std::optional<Decimal> value) {
  if (!value) return std::nullopt;
  return Kind(*value);
}

}  // namespace

void LineBuilder::build(Receipt& receipt) {
  const auto frames = gathered_.frames();
  line_of_frame_.assign(frames.size(), kNone);
  const auto lines = static_cast<std::size_t>(
      std::count_if(choices_.begin(), choices_.end(),
                    [](const FrameChoice& choice) { return choice.role == FrameRole::line; }));
  receipt.lines.reserve(lines);
  bool split = false;
  for (std::uint32_t i = 0; i < frames.size(); ++i) {
    const FrameChoice& choice = choices_[i];
    if (choice.role == FrameRole::line) {
      line_of_frame_[i] = static_cast<std::uint32_t>(receipt.lines.size());
      frame_of_line_.push_back(i);
      receipt.lines.push_back(read_line(frames[i], receipt));
      read_collected(i, receipt.lines.back());
    } else if (choice.role == FrameRole::part) {
      line_of_frame_[i] = line_of_frame_[choice.line];
      split = true;
    } else if (choice.role == FrameRole::unquantified) {
      values_.report(FindingLevel::error, "QUANTITY_MISSING", frames[i].segment,
                     "the item has no quantity, so it is no line of the receipt",
                     "send the quantity and its unit with every item");
    } else if (frames[i].parent != kNone) {
      // What stands below a line's level, charges for instance, is the line's.
      line_of_frame_[i] = line_of_frame_[frames[i].parent];
    }
  }
  if (split) take_parts(receipt);
  number_lines(receipt);
  report_gaps(receipt);
}

ReceiptLine LineBuilder::read_line(const Frame& frame, const Receipt& receipt) {
  ReceiptLine line;
  line.po.value = values_.text(gathered_.line(frame, Field::line_po));
  line.po_line = values_.text(gathered_.line(frame, Field::line_po_line));
  read_item(frame, line);
  if (const auto quantity = values_.decimal(gathered_.line(frame, Field::line_quantity)))
    line.quantity = Quantity(*quantity);
  line.uom = values_.text(gathered_.line(frame, Field::line_uom));
  read_price(frame, line);
  line.amount = as<Money>(values_.decimal(gathered_.line(frame, Field::line_amount)));
  line.condition = condition_from(values_.text(gathered_.line(frame, Field::line_condition)));
  line.condition_code = values_.text(gathered_.line(frame, Field::line_condition_code));
  line.lot = values_.text(gathered_.line(frame, Field::line_lot));
  line.site = values_.text(gathered_.line(frame, Field::line_site));
  read_references(frame, receipt, line);
  return line;
}

void LineBuilder::read_item(const Frame& frame, ReceiptLine& line) {
  line.item.sku = values_.text(gathered_.line(frame, Field::line_sku));
  line.item.gtin = values_.text(gathered_.line(frame, Field::line_gtin));
  line.item.upc = values_.text(gathered_.line(frame, Field::line_upc));
  line.item.vendor = values_.text(gathered_.line(frame, Field::line_vendor));
  line.item.description = values_.text(gathered_.line(frame, Field::line_description));
}

void LineBuilder::read_price(const Frame& frame, ReceiptLine& line) {
  const Cell* price = gathered_.line(frame, Field::line_unit_price);
  if (price == nullptr) return;
  line.unit_price = as<UnitPrice>(values_.decimal(price));
  // Basis and unit belong to the price that stands beside them, not to another one of the line.
  const Cell* basis = gathered_.line(frame, Field::line_price_basis);
  if (basis != nullptr && basis->segment == price->segment)
    line.price_basis = as<Quantity>(values_.decimal(basis));
  const Cell* unit = gathered_.line(frame, Field::line_price_uom);
  if (unit != nullptr && unit->segment == price->segment) line.price_uom = values_.text(unit);
}

void LineBuilder::read_references(const Frame& frame, const Receipt& receipt, ReceiptLine& line) {
  const auto take = [&](Field field, Field of_document, const std::string& document,
                        std::string& target) {
    const Cell* cell = gathered_.line(frame, field);
    if (cell == nullptr || same_place(cell, gathered_.document(of_document))) return;
    target = values_.text(cell);
    if (target == document) target.clear();
  };
  take(Field::line_ship_notice, Field::ship_notice, receipt.references.ship_notice,
       line.references.ship_notice);
  take(Field::line_invoice, Field::invoice, receipt.references.invoice, line.references.invoice);
  take(Field::line_bill_of_lading, Field::bill_of_lading, receipt.references.bill_of_lading,
       line.references.bill_of_lading);
  line.references.receipt = values_.text(gathered_.line(frame, Field::line_receipt));

  const Cell* expected = gathered_.line(frame, Field::line_expected);
  if (expected == nullptr || same_place(expected, gathered_.document(Field::expected))) return;
  if (const auto day = values_.date(expected))
    if (receipt.dates.expected != Moment::of(*day)) line.expected = Moment::of(*day);
}

void LineBuilder::read_collected(std::uint32_t frame, ReceiptLine& line) {
  const auto frames = gathered_.frames();
  // From the shipment down to the line: the pallet's label before the carton's.
  std::uint32_t above[kLevelsMax];
  int levels = 0;
  for (std::uint32_t at = frames[frame].parent; at != kNone && levels < kLevelsMax;
       at = frames[at].parent)
    above[levels++] = at;
  while (levels > 0) take_entries(frames[above[--levels]], false, line);
  take_entries(frames[frame], true, line);
}

void LineBuilder::take_entries(const Frame& frame, bool with_serials, ReceiptLine& line) {
  if (frame.collected == kNone) return;
  const std::size_t sscc_before = line.sscc.size();
  const std::size_t serials_before = line.serials.size();
  for (std::uint32_t at = frame.collected; at != kNone; at = gathered_.collected(at).next) {
    const Collected& entry = gathered_.collected(at);
    if (copies_ == kCopiesMax) break;
    ++copies_;
    if (entry.field == Field::line_sscc)
      line.sscc.push_back(values_.sscc(entry.cell));
    else if (with_serials)
      line.serials.push_back(values_.text(&entry.cell));
  }
  // Entries are chained newest first.
  std::reverse(line.sscc.begin() + static_cast<std::ptrdiff_t>(sscc_before), line.sscc.end());
  std::reverse(line.serials.begin() + static_cast<std::ptrdiff_t>(serials_before),
               line.serials.end());
}

void LineBuilder::take_parts(Receipt& receipt) {
  const auto frames = gathered_.frames();
  std::vector<Decimal> sums(receipt.lines.size());
  std::vector<bool> summed(receipt.lines.size());
  for (std::uint32_t i = 0; i < frames.size(); ++i) {
    if (choices_[i].role != FrameRole::part) continue;
    const std::uint32_t index = line_of_frame_[i];
    ReceiptLine& line = receipt.lines[index];
    take_entries(frames[i], true, line);
    if (const Cell* lot = gathered_.line(frames[i], Field::line_lot))
      if (line.lot.empty() && frames[i].states(Field::line_lot)) line.lot = values_.text(lot);
    // A part of a part is in its parent's quantity already.
    const bool direct = frames[i].parent == choices_[i].line ||
                        !frames[frames[i].parent].states(Field::line_quantity);
    if (!frames[i].states(Field::line_quantity) || !direct) continue;
    if (const auto quantity = values_.decimal(gathered_.line(frames[i], Field::line_quantity))) {
      sums[index] += *quantity;
      summed[index] = true;
    }
  }
  for (std::size_t i = 0; i < receipt.lines.size(); ++i)
    if (summed[i]) check_split(receipt.lines[i], frames[frame_of_line_[i]], sums[i]);
}

void LineBuilder::check_split(const ReceiptLine& line, const Frame& frame, Decimal parts) {
  if (parts == line.quantity.value) return;
  values_.report(FindingLevel::warning, "SPLIT_DIFFERS",
                 gathered_.line(frame, Field::line_quantity),
                 "the levels below split the line into " + parts.to_string() + " in all, not its " +
                     line.quantity.value.to_string() + "; the line's own quantity counts",
                 "let the parts add up to the item's quantity");
}

void LineBuilder::number_lines(Receipt& receipt) {
  // The document's own numbers where every line has one and no two are equal; else a running
  // number, so that a line has one name in its document.
  std::vector<std::string_view> numbers;
  numbers.reserve(receipt.lines.size());
  for (const std::uint32_t frame : frame_of_line_)
    if (const Cell* cell = gathered_.line(gathered_.frames()[frame], Field::line_number))
      if (cell->text.size() <= kTextSizeMax) numbers.push_back(cell->text);
  bool distinct = numbers.size() == receipt.lines.size();
  if (distinct) {
    std::vector<std::string_view> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    distinct = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
  }
  for (std::size_t i = 0; i < receipt.lines.size(); ++i)
    receipt.lines[i].line = distinct ? to_utf8(numbers[i]) : std::to_string(i + 1);
}

void LineBuilder::report_gaps(const Receipt& receipt) {
  struct Gap {
    std::string_view code;
    bool (*open)(const ReceiptLine&);
    const char* what;
    const char* mend;
  };
  static constexpr Gap kGaps[] = {
      {"PO_MISSING", [](const ReceiptLine& line) { return line.po.empty(); },
       "no purchase order number", "send the buyer's order number"},
      {"ITEM_MISSING", [](const ReceiptLine& line) { return line.item.empty(); },
       "no item identifier that the map knows",
       "send a GTIN, UPC, buyer's or vendor's item number"},
      {"UNIT_MISSING", [](const ReceiptLine& line) { return line.uom.empty(); }, "no unit",
       "send the unit of every quantity"},
      {"PRICE_MISSING", [](const ReceiptLine& line) { return !line.unit_price && !line.amount; },
       "no price", "send the unit price of every billed line"},
  };
  for (const Gap& gap : kGaps) {
    // Only a bill has to state prices.
    if (gap.code == "PRICE_MISSING" && receipt.stage != Stage::invoiced) continue;
    std::size_t count = 0;
    std::size_t first = 0;
    for (std::size_t i = receipt.lines.size(); i-- > 0;)
      if (gap.open(receipt.lines[i])) {
        ++count;
        first = i;
      }
    if (count == 0) continue;
    const std::string lines = count == 1 ? "line " + receipt.lines[first].line + " has "
                                         : std::to_string(count) + " lines, the first is line " +
                                               receipt.lines[first].line + ", have ";
    values_.report(FindingLevel::warning, gap.code,
                   gathered_.frames()[frame_of_line_[first]].segment, lines + gap.what, gap.mend);
  }
}

}  // namespace weighbridge::maps
