#include "mappings/maps/line_builder.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "mappings/canonical/extension.hpp"
#include "mappings/canonical/wipe.hpp"
#include "mappings/maps/packing_units.hpp"

namespace weighbridge::maps {

namespace {

/// Levels that may stand above a line: more than any real hierarchy, few enough to walk.
constexpr int kLevelsMax = 32;
/// List entries copied into lines, in all: a pallet label goes to every line on the pallet, and a
/// hostile set must not multiply a thousand labels by a million lines.
constexpr std::size_t kCopiesMax = 1'000'000;
/// Labels of one level that are looked through for one that is there already.
constexpr std::size_t kLabelsCompared = 64;

constexpr std::uint64_t bit(Field field) {
  return std::uint64_t{1} << index_of(field);
}

/// What read_field() reads: the quantity is there before, lists are collected, and the rest is
/// looked at when all lines are there.
constexpr std::uint64_t kReadInLine =
    (bit(Field::document_number) - 1) &
    ~(bit(Field::line_number) | bit(Field::line_quantity) | bit(Field::line_announced) |
      bit(Field::line_expected) | bit(Field::line_ship_notice) | bit(Field::line_invoice) |
      bit(Field::line_bill_of_lading) | bit(Field::line_serial) | bit(Field::line_sscc));

/// Longer, or as long and later in order: a sequence of such numbers has no two that are equal.
bool comes_after(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

bool same_place(const Cell* a, const Cell* b) {
  return a->spot == b->spot && a->element == b->element;
}

template <class Kind>
std::optional<Kind> as(std::optional<Decimal> value) {
  if (!value) return std::nullopt;
  return Kind(*value);
}

}  // namespace

void LineBuilder::build(Receipt& receipt) {
  read_frames(receipt);
  receipt.lines.resize(frame_of_line_.size());
  if (has_parts_) take_parts(receipt);
  share(Field::line_ship_notice, receipt.references.ship_notice, &LineReferences::ship_notice,
        receipt);
  share(Field::line_invoice, receipt.references.invoice, &LineReferences::invoice, receipt);
  share(Field::line_bill_of_lading, receipt.references.bill_of_lading,
        &LineReferences::bill_of_lading, receipt);
  share_expected(receipt);
  number_lines(receipt);
  report_gaps(receipt);
}

void LineBuilder::read_frames(Receipt& receipt) {
  const auto frames = gathered_.frames();
  line_of_frame_.assign(frames.size(), kNone);
  for (std::uint32_t i = 0; i < frames.size(); ++i) {
    const FrameChoice& choice = choices_[i];
    if (parts_.are_of(i)) {
      add_split_lines(i, receipt);
    } else if (choice.role == FrameRole::line) {
      ReceiptLine& line = next_line(receipt);
      if (!read_line(frames[i], line)) {
        worth_.reset();
        continue;
      }
      line_of_frame_[i] = static_cast<std::uint32_t>(frame_of_line_.size());
      frame_of_line_.push_back(i);
      read_collected(i, line);
      doubt_basis(receipt, frames[i], line);
      tally(receipt, line, frames[i].present);
    } else if (choice.role == FrameRole::part) {
      line_of_frame_[i] = line_of_frame_[choice.line];
      has_parts_ = has_parts_ || line_of_frame_[i] != kNone;
    } else if (choice.role == FrameRole::unquantified) {
      worth_.reset();
      values_.report(FindingLevel::error, "QUANTITY_MISSING", frames[i].spot,
                     "the item has no quantity, so it is no line of the receipt",
                     "send the quantity and its unit with every item");
    } else if (frames[i].parent != kNone) {
      // What stands below a line's level, charges for instance, is the line's.
      line_of_frame_[i] = line_of_frame_[frames[i].parent];
    }
  }
}

/// An empty line behind those that are read.
ReceiptLine& LineBuilder::next_line(Receipt& receipt) {
  const std::size_t count = frame_of_line_.size();
  if (count == receipt.lines.size()) return receipt.lines.emplace_back();
  wipe(receipt.lines[count]);
  return receipt.lines[count];
}

/// False when the quantity cannot be read: then there is nothing to count.
bool LineBuilder::read_line(const Frame& frame, ReceiptLine& line) {
  if (!values_.number(*gathered_.line(frame, Field::line_quantity), line.quantity)) {
    values_.report(FindingLevel::error, "LINE_LEFT_OUT",
                   gathered_.line(frame, Field::line_quantity),
                   "the quantity cannot be read, so the item is no line of the receipt",
                   "correct the quantity and send the document again");
    return false;
  }
  if (plan_.reads_announced) parts_.note_announced(frame);
  read_fields(frame, line);
  return true;
}

void LineBuilder::read_fields(const Frame& frame, ReceiptLine& line) {
  for (std::uint64_t rest = frame.present & kReadInLine; rest != 0; rest &= rest - 1) {
    const auto field = static_cast<Field>(std::countr_zero(rest));
    read_field(field, frame, *gathered_.line(frame, field), line);
  }
}

void LineBuilder::add_split_lines(std::uint32_t frame, Receipt& receipt) {
  ReceiptLine whole;
  read_fields(gathered_.frames()[frame], whole);
  read_collected(frame, whole);
  const auto stated =
      values_.decimal(gathered_.line(gathered_.frames()[frame], Field::line_quantity));
  const auto first = static_cast<std::uint32_t>(frame_of_line_.size());
  for (ReceiptLine& part : parts_.split(frame, whole, as<Quantity>(stated))) {
    // A serial number is of one piece, and nobody says in which condition that one is.
    if (frame_of_line_.size() > first) part.serials.clear();
    ReceiptLine& line = next_line(receipt);
    line = std::move(part);
    frame_of_line_.push_back(frame);
    tally(receipt, line, gathered_.frames()[frame].present);
  }
  if (frame_of_line_.size() > first) line_of_frame_[frame] = first;
}

void LineBuilder::read_field(Field field, const Frame& frame, const Cell& cell, ReceiptLine& line) {
  switch (field) {
    case Field::line_po:
      return values_.text(cell, line.po.value);
    case Field::line_po_line:
      return values_.text(cell, line.po_line);
    case Field::line_sku:
      return values_.text(cell, line.item.sku);
    case Field::line_gtin:
      return values_.text(cell, line.item.gtin);
    case Field::line_upc:
      return values_.text(cell, line.item.upc);
    case Field::line_vendor:
      return values_.text(cell, line.item.vendor);
    case Field::line_description:
      return values_.text(cell, line.item.description);
    case Field::line_uom:
      return values_.text(cell, line.uom);
    case Field::line_per_base:
      // Fields are read in their order: the unit is there.
      if (is_packing_unit(line.uom)) values_.number(cell, line.per_base);
      return;
    case Field::line_unit_price:
      return values_.number(cell, line.unit_price);
    case Field::line_price_basis:
    case Field::line_price_uom:
      return read_beside_price(frame, cell, field, line);
    case Field::line_amount:
      return values_.number(cell, line.amount);
    case Field::line_condition:
      line.condition = condition_from(values_.text(&cell));
      return;
    case Field::line_condition_code:
      return values_.text(cell, line.condition_code);
    case Field::line_site:
      return values_.text(cell, line.site);
    case Field::line_lot:
      return values_.text(cell, line.lot);
    case Field::line_receipt:
      return values_.text(cell, line.references.receipt);
    default:
      return;  // not in kReadInLine
  }
}

void LineBuilder::read_beside_price(const Frame& frame, const Cell& cell, Field field,
                                    ReceiptLine& line) {
  // Basis and unit belong to the price that stands beside them, not to another one of the line.
  const Cell* price = gathered_.line(frame, Field::line_unit_price);
  if (price == nullptr || price->spot != cell.spot) return;
  if (field == Field::line_price_basis)
    values_.number(cell, line.price_basis);
  else
    values_.text(cell, line.price_uom);
}

/// Many senders repeat the line's quantity as the basis of a price that is for one: the amount
/// tells. What is stated stays (M-0.7).
void LineBuilder::doubt_basis(const Receipt& receipt, const Frame& frame, const ReceiptLine& line) {
  if (!line.price_basis || !line.unit_price || !line.amount) return;
  const auto is_amount = [&](const std::optional<Quantity>& basis) {
    const auto worth = extension(line.quantity, *line.unit_price, basis, receipt.currency);
    return worth && (*worth == *line.amount || *worth == -*line.amount);
  };
  if (is_amount(line.price_basis) || !is_amount(std::nullopt)) return;
  values_.report(FindingLevel::warning, "PRICE_BASIS_DOUBTED",
                 gathered_.line(frame, Field::line_price_basis),
                 "the line's amount is that of a price for one, not for " +
                     line.price_basis->value.to_string() + "; the price counts as it is stated",
                 "leave the basis out, or send the price for all of it");
}

const Cell* LineBuilder::shared_by_all(Field field) const {
  if (!in_all(field)) return nullptr;
  const Cell* first = nullptr;
  for (std::size_t i = 0; i < frame_of_line_.size(); ++i) {
    const Cell* cell = cell_of(i, field);
    if (first == nullptr)
      first = cell;
    else if (!same_place(cell, first) && cell->text != first->text)
      return nullptr;
  }
  return first;
}

void LineBuilder::share(Field field, std::string& document, std::string LineReferences::*of_line,
                        Receipt& receipt) {
  if (!in_any(field)) return;
  if (document.empty()) {
    if (const Cell* shared = shared_by_all(field)) {
      values_.text(*shared, document);
      return;
    }
  }
  for (std::size_t i = 0; i < receipt.lines.size(); ++i)
    if (const Cell* cell = cell_of(i, field)) {
      std::string& target = receipt.lines[i].references.*of_line;
      values_.text(*cell, target);
      if (target == document) target.clear();
    }
}

void LineBuilder::share_expected(Receipt& receipt) {
  if (!in_any(Field::line_expected)) return;
  if (!receipt.dates.expected) {
    if (const Cell* shared = shared_by_all(Field::line_expected)) {
      receipt.dates.expected = values_.moment(shared);
      return;
    }
  }
  for (std::size_t i = 0; i < receipt.lines.size(); ++i)
    if (const Cell* cell = cell_of(i, Field::line_expected)) {
      // A delivery schedule has its own dates.
      if (!receipt.lines[i].expected) receipt.lines[i].expected = values_.moment(cell);
      if (receipt.lines[i].expected == receipt.dates.expected) receipt.lines[i].expected.reset();
    }
}

void LineBuilder::read_collected(std::uint32_t frame, ReceiptLine& line) {
  if (!gathered_.has_collected()) return;
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

/// One package may show its label twice (EDIFACT: PAC for the pallet and for its cartons).
void LineBuilder::add_label(std::string label, std::size_t from, ReceiptLine& line) {
  const auto here = line.sscc.begin() + static_cast<std::ptrdiff_t>(from);
  const bool few = line.sscc.size() - from < kLabelsCompared;
  if (few && std::find(here, line.sscc.end(), label) != line.sscc.end()) return;
  line.sscc.push_back(std::move(label));
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
      add_label(values_.sscc(entry.cell), sscc_before, line);
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
  std::vector<const Cell*> lots(receipt.lines.size());
  std::vector<bool> mixed(receipt.lines.size());
  for (std::uint32_t i = 0; i < frames.size(); ++i) {
    if (choices_[i].role != FrameRole::part) continue;
    const std::uint32_t index = line_of_frame_[i];
    if (index == kNone) continue;
    ReceiptLine& line = receipt.lines[index];
    take_entries(frames[i], true, line);
    const Cell* lot = gathered_.line(frames[i], Field::line_lot);
    if (lot != nullptr && (lots[index] == nullptr || lots[index]->text == lot->text))
      lots[index] = lot;
    else if (lot != nullptr)
      mixed[index] = true;
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
    if (mixed[i])
      values_.report(FindingLevel::note, "LOTS_DIFFER", lots[i],
                     "the parts of the line are of several lots, so the line names none", "");
    else if (lots[i] != nullptr && receipt.lines[i].lot.empty())
      values_.text(*lots[i], receipt.lines[i].lot);
  for (std::size_t i = 0; i < receipt.lines.size(); ++i)
    if (summed[i]) check_split(receipt.lines[i], frames[frame_of_line_[i]], sums[i]);
}

void LineBuilder::check_split(const ReceiptLine& line, const Frame& frame, Decimal parts) {
  if (parts == line.quantity.value || plan_.is_on(Switch::parts_repeat_quantity)) return;
  values_.report(FindingLevel::warning, "SPLIT_DIFFERS",
                 gathered_.line(frame, Field::line_quantity),
                 "the levels below split the line into " + parts.to_string() + " in all, not its " +
                     line.quantity.value.to_string() + "; the line's own quantity counts",
                 "let the parts add up to the item's quantity");
}

void LineBuilder::tally(const Receipt& receipt, const ReceiptLine& line, std::uint64_t present) {
  in_any_ |= present;
  in_all_ &= present;
  const auto miss = [&](Gap gap, bool open) {
    if (open && gap_count_[gap]++ == 0)
      gap_first_[gap] = static_cast<std::uint32_t>(frame_of_line_.size() - 1);
  };
  miss(kNoPo, line.po.empty());
  miss(kNoItem, line.item.empty());
  miss(kNoUnit, line.uom.empty());
  one_order_ = one_order_ && line.po == receipt.lines.front().po;
  if (receipt.stage != Stage::invoiced) return;  // only a bill has to state prices
  miss(kNoPrice, !line.unit_price && !line.amount);
  if (!worth_) return;
  // A price for another unit than the quantity's needs pack sizes to multiply with.
  const bool priced = line.unit_price && (line.price_uom.empty() || line.price_uom == line.uom);
  const std::optional<Money> amount =
      line.amount ? line.amount
      : priced    ? extension(line.quantity, *line.unit_price, line.price_basis, receipt.currency)
                  : std::nullopt;
  worth_ = amount ? std::optional(*worth_ + *amount) : std::nullopt;
}

void LineBuilder::number_lines(Receipt& receipt) {
  // The document's own numbers where every line has one and no two are equal; else a running
  // number, so that a line has one name in its document.
  std::vector<std::string_view> numbers;
  numbers.reserve(receipt.lines.size());
  bool ascending = true;
  std::size_t named = 0;  // lines that are not the second or third part of one line
  for (std::size_t i = 0; i < frame_of_line_.size(); ++i)
    if (!is_further_part(i)) ++named;
  for (std::size_t i = 0; i < frame_of_line_.size(); ++i) {
    if (is_further_part(i)) continue;
    const Cell* cell = gathered_.line(gathered_.frames()[frame_of_line_[i]], Field::line_number);
    if (cell == nullptr || cell->text.size() > kTextSizeMax) break;
    ascending = ascending && (numbers.empty() || comes_after(cell->text, numbers.back()));
    numbers.push_back(cell->text);
  }
  // Most numbers that repeat begin again with each order: the first one tells without sorting.
  bool distinct = !plan_.is_on(Switch::running_line_numbers) && !numbers.empty() &&
                  numbers.size() == named &&
                  (ascending || std::count(numbers.begin(), numbers.end(), numbers.front()) == 1);
  if (distinct && !ascending) {
    std::vector<std::string_view> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    distinct = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
  }
  std::size_t next = 0;
  std::size_t part = 0;
  for (std::size_t i = 0; i < receipt.lines.size(); ++i) {
    part = is_further_part(i) ? part + 1 : 0;
    if (!distinct)
      receipt.lines[i].line = std::to_string(i + 1);
    else if (part != 0)  // parts of line 10: 10, 10.2, 10.3
      receipt.lines[i].line = receipt.lines[i - part].line + "." + std::to_string(part + 1);
    else
      values_.assign(numbers[next++], receipt.lines[i].line);
  }
}

void LineBuilder::report_gaps(const Receipt& receipt) {
  struct GapText {
    std::string_view code;
    const char* what;
    const char* mend;
  };
  static constexpr std::array<GapText, kGaps> kTexts{{
      {"PO_MISSING", "no purchase order number", "send the buyer's order number"},
      {"ITEM_MISSING", "no item identifier that the map knows",
       "send a GTIN, UPC, buyer's or vendor's item number"},
      {"UNIT_MISSING", "no unit", "send the unit of every quantity"},
      {"PRICE_MISSING", "no price", "send the unit price of every billed line"},
  }};
  for (std::size_t gap = 0; gap < kGaps; ++gap) {
    if (gap_count_[gap] == 0) continue;
    const std::uint32_t first = gap_first_[gap];
    const std::string& line = receipt.lines[first].line;
    const std::string lines =
        gap_count_[gap] == 1
            ? "line " + line + " has "
            : std::to_string(gap_count_[gap]) + " lines, the first is line " + line + ", have ";
    values_.report(FindingLevel::warning, kTexts[gap].code,
                   gathered_.frames()[frame_of_line_[first]].spot, lines + kTexts[gap].what,
                   kTexts[gap].mend);
  }
}

}  // namespace weighbridge::maps
