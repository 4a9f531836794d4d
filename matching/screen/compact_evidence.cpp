#include "matching/screen/compact_evidence.hpp"

#include <algorithm>

#include "matching/attach/attached_line.hpp"
#include "matching/billing/document_amounts.hpp"
#include "matching/identity/normalise.hpp"
#include "matching/identity/versions.hpp"

namespace weighbridge::matching::screen {

namespace {

// What a name is a name of; beside it stands the supplier, because K5 and reversals never look
// beyond one.
enum class NameKind : std::uint32_t { text, shipment, receipt, posting, bill_of_lading, carton };
constexpr std::uint32_t kNameKinds = 8;

std::uint32_t scope_of(NameId supplier, NameKind kind) {
  return supplier * kNameKinds + static_cast<std::uint32_t>(kind);
}

std::uint32_t letters_of(const Currency& currency) {
  std::uint32_t letters = 0;
  for (const char c : currency.code()) letters = letters * 256 + static_cast<unsigned char>(c);
  return letters;
}

std::optional<NameKind> own_kind(Stage stage) {
  switch (stage) {
    case Stage::shipped:
      return NameKind::shipment;
    case Stage::received:
      return NameKind::receipt;
    case Stage::accrued:
      return NameKind::posting;
    case Stage::ordered:
    case Stage::invoiced:
      break;
  }
  return std::nullopt;
}

/// When its sender made it, as far as it says (T01).
Moment made_at(const Receipt& r) {
  if (r.document.time) return Moment::of(*r.document.time);
  return r.document.date ? Moment::of(*r.document.date) : Moment{};
}

std::int64_t millionths(Decimal value) {
  return static_cast<std::int64_t>(value.millionths());
}

}  // namespace

DayRange possible_days(const Moment& moment) {
  const auto day = static_cast<std::int32_t>(
      std::chrono::floor<std::chrono::days>(moment.at).time_since_epoch().count());
  return moment.date_only ? DayRange{day, day} : DayRange{day - 1, day + 1};
}

/// One document on its way in.
class CompactEvidence::Adding {
 public:
  Adding(CompactEvidence& evidence, const Receipt& receipt)
      : to_(evidence),
        r_(receipt),
        stage_(static_cast<std::size_t>(receipt.stage)),
        lines_(evidence.lines_[stage_]) {}

  void run() {
    d_.source = to_.added_++;
    d_.supplier = to_.names_.add(r_.supplier.str());
    d_.currency = letters_of(r_.currency);
    d_.minor = to_.minor_of(r_.currency, d_.currency);
    d_.at = event_time(r_);
    d_.made = made_at(r_);
    d_.first_line = static_cast<std::uint32_t>(lines_.size());
    d_.line_count = static_cast<std::uint32_t>(r_.lines.size());
    d_.first_key = static_cast<std::uint32_t>(to_.keys_.size());
    d_.plain = plain_head(r_);
    d_.line_discounts = std::any_of(r_.charges.begin(), r_.charges.end(), [](const Charge& charge) {
      return !charge.line.empty() && (charge.amount.is_negative() || charge.included);
    });
    for (const ReceiptLine& line : r_.lines) add_line(line);
    if (r_.stage != Stage::ordered) take_names();
    if (r_.stage == Stage::invoiced) check_invoice();
    d_.key_count = static_cast<std::uint32_t>(to_.keys_.size()) - d_.first_key;
    join_orders();
    if (r_.stage == Stage::ordered) open_order();
    to_.documents_[stage_].push_back(d_);
    doubt_namesakes();
  }

 private:
  std::uint32_t own_index() const {
    return static_cast<std::uint32_t>(to_.documents_[stage_].size());
  }

  void take_due(const ReceiptLine& line) {
    const auto& due = line.expected ? line.expected : r_.dates.expected;
    auto& entry = to_.dues_.emplace_back();
    if (due) entry = possible_days(*due);
  }

  void add_line(const ReceiptLine& line) {
    CompactLine& row = lines_.emplace_back();
    const bool plain = plain_line(line, r_.stage);
    d_.plain = d_.plain && plain;
    row.order = order_of(line);
    row.item = r_.stage == Stage::ordered ? to_.items_.teach(line.item, r_.supplier)
                                          : to_.items_.first_of(line.item, r_.supplier);
    row.number = line_code(line);
    if (plain) take_figures(line, row);
    if (r_.stage == Stage::ordered) take_due(line);
    take_quotes(line, row);
  }

  void take_figures(const ReceiptLine& line, CompactLine& row) {
    row.quantity = millionths(line.quantity.value);
    row.fractional = !line.quantity.value.is_integer();
    const NameId uom = to_.items_.units().add(line.uom);
    row.uom = static_cast<std::uint16_t>(uom);
    if (uom > UINT16_MAX) d_.plain = false;
    if (line.unit_price) row.price = millionths(line.unit_price->value);
    if (line.amount) row.amount = millionths(line.amount->value);
    if (r_.stage != Stage::accrued && r_.stage != Stage::invoiced) return;
    if (row.price == kNone) return;
    const auto extended = extension(row.quantity, row.price, d_.minor);
    if (!extended || (r_.stage == Stage::invoiced && line.amount && row.amount != *extended)) {
      d_.plain = false;  // P04, or a rounding note
      return;
    }
    if (!line.amount) row.amount = *extended;
  }

  /// The order that a line quotes; an order's own lines belong to it.
  OrderId order_of(const ReceiptLine& line) {
    std::string_view po = quoted_order(r_, line);
    if (r_.stage == Stage::ordered) {
      po = line.po.empty() ? std::string_view(r_.document.number) : line.po.str();
      d_.plain = d_.plain && po == r_.document.number;  // else of several orders
    }
    if (po.empty()) {
      d_.plain = false;
      return 0;
    }
    if (po != last_po_) {
      last_po_ = po;
      last_order_ = to_order(po);
    }
    return last_order_;
  }

  OrderId to_order(std::string_view po) {
    const NameId spelling = to_.names_.add(po, scope_of(0, NameKind::text));
    if (spelling >= to_.order_of_spelling_.size()) to_.order_of_spelling_.resize(spelling + 1);
    OrderId& known = to_.order_of_spelling_[spelling];
    if (known != 0) return known;
    const std::string normalised = normalised_number(po);
    const NameId number = to_.numbers_.add(normalised.empty() ? " " : normalised);
    if (number >= to_.order_of_number_.size()) to_.order_of_number_.resize(number + 1);
    OrderId& order = to_.order_of_number_[number];
    if (order == 0) {
      order = static_cast<OrderId>(to_.orders_.size());
      CompactOrder& opened = to_.orders_.emplace_back();
      opened.spelling = spelling;
      opened.joined = order;
    } else {
      to_.orders_[order].doubtful = true;  // written in two ways: K4, or another order
    }
    return known = order;
  }

  /// The number of an order line, so that "00010" and "10" are one.
  std::uint32_t line_code(const ReceiptLine& line) {
    std::string_view text = line.po_line;
    std::string position;
    if (r_.stage == Stage::ordered && text.empty()) {
      position = std::to_string(lines_.size() - d_.first_line);
      text = line.line.empty() ? std::string_view(position) : std::string_view(line.line);
    }
    if (text.empty()) return kNoNumber;
    text = line_number(text);
    constexpr std::size_t kDigits = 9;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() <= kDigits && std::all_of(text.begin(), text.end(), is_digit)) {
      std::uint32_t number = 0;
      for (const char c : text) number = number * 10 + static_cast<std::uint32_t>(c - '0');
      return number;
    }
    constexpr std::uint32_t kWord = 0x80000000;  // beyond nine digits
    return kWord | to_.names_.add(text, scope_of(0, NameKind::text));
  }

  void take_quotes(const ReceiptLine& line, CompactLine& row) {
    if (r_.stage == Stage::ordered) return;
    const LineReferences& references = line.references;
    const std::string& notice =
        references.ship_notice.empty() ? r_.references.ship_notice : references.ship_notice;
    row.notice = quote(notice, NameKind::shipment);
    quote(references.receipt, NameKind::receipt);
    quote(references.bill_of_lading, NameKind::bill_of_lading);
    for (const std::string& sscc : line.sscc) quote(sscc, NameKind::carton);
    row.other_quotes = !line.sscc.empty() || !references.bill_of_lading.empty() ||
                       !r_.references.bill_of_lading.empty() ||
                       (!references.ship_notice.empty() && !r_.references.ship_notice.empty() &&
                        references.ship_notice != r_.references.ship_notice);
    if (references.reverses) quote_reversed(references.reverses->document);
  }

  NameId quote(std::string_view text, NameKind kind) {
    if (text.empty()) return 0;
    const NameId name = to_.names_.add(text, scope_of(d_.supplier, kind));
    auto& keys = to_.keys_;
    // Lines of one document mostly quote the same; a key too many does no harm.
    constexpr std::size_t kRecent = 3;
    const std::size_t own = std::min(kRecent, keys.size() - d_.first_key);
    const auto recent = std::span(keys).last(own);
    if (std::find(recent.begin(), recent.end(), name) == recent.end()) keys.push_back(name);
    return name;
  }

  void quote_reversed(std::string_view document) {
    for (const NameKind kind : {NameKind::shipment, NameKind::receipt, NameKind::posting}) {
      quote(document, kind);
    }
  }

  void take_names() {
    if (const auto kind = own_kind(r_.stage)) d_.name = quote(r_.document.number, *kind);
    quote(r_.references.ship_notice, NameKind::shipment);
    quote(r_.references.bill_of_lading, NameKind::bill_of_lading);
    if (!r_.references.reverses.empty()) quote_reversed(r_.references.reverses);
  }

  /// The invoice's own arithmetic, and whether it looks like another one.
  void check_invoice() {
    if (is_credit(r_)) {
      d_.plain = false;
      return;
    }
    const auto tax = plain_tax(r_);
    Decimal gross;
    if (d_.plain && tax) {
      Int128 computed = *tax;
      for (std::size_t i = d_.first_line; i < lines_.size(); ++i) computed += lines_[i].amount;
      gross = r_.totals.amount ? r_.totals.amount->value : Decimal::from_millionths(computed);
      d_.plain = gross.millionths() == computed && computed <= INT64_MAX;  // else C05, or rounding
      d_.gross = static_cast<std::int64_t>(gross.millionths());
    } else {
      d_.plain = false;
      gross = own_gross();
      to_.unknown_gross_ = to_.unknown_gross_ || gross_needs_units(r_);
    }
    const NameId party = to_.names_.add(to_.groups_.group_of(r_.supplier));
    const Int128 total = gross.millionths();
    to_.alike_.clear();
    to_.lookalikes_.add(own_index(), party, r_.document.number,
                        {reinterpret_cast<const char*>(&total), sizeof total}, to_.alike_);
  }

  /// Of an invoice whose figures are not plain; absurd ones are never compared by the judge.
  Decimal own_gross() const {
    try {
      return gross_of(r_).value;
    } catch (const ArithmeticOverflow&) {
      return {};
    }
  }

  void join_orders() {
    OrderId first = 0;
    for (std::size_t i = d_.first_line; i < lines_.size(); ++i) {
      const OrderId order = lines_[i].order;
      if (order == 0 || order == first) continue;
      if (first == 0) {
        first = order;
      } else {
        to_.orders_[short_root(order)].joined = short_root(first);
      }
    }
  }

  /// root(), and the way to it halved for the next time.
  OrderId short_root(OrderId order) {
    auto& orders = to_.orders_;
    while (orders[order].joined != order) {
      orders[order].joined = orders[orders[order].joined].joined;
      order = orders[order].joined;
    }
    return order;
  }

  void open_order() {
    const OrderId own = to_order(r_.document.number);
    CompactOrder& order = to_.orders_[own];
    for (const CompactLine& row : std::span(lines_).last(d_.line_count)) {
      if (row.order == 0 || row.order == own) continue;
      to_.orders_[short_root(row.order)].joined = short_root(own);
    }
    if (order.document != kNoNumber || !d_.plain) order.doubtful = true;
    order.document = own_index();
    order.first_line = d_.first_line;
    order.line_count = d_.line_count;
    order.supplier = d_.supplier;
    order.currency = d_.currency;
    order.minor = d_.minor;
    const std::span<const CompactLine> rows = std::span(lines_).last(d_.line_count);
    const auto not_ascending = [](const CompactLine& a, const CompactLine& b) {
      return a.number >= b.number;
    };
    order.sorted = std::adjacent_find(rows.begin(), rows.end(), not_ascending) == rows.end();
    if (!order.sorted && (rows.size() > kSearched || repeats_a_number(rows))) order.doubtful = true;
  }

  /// Delivery schedules: several lines of one number are one order line.
  static bool repeats_a_number(std::span<const CompactLine> rows) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (rows[i].number == rows[j].number) return true;
      }
    }
    return false;
  }

  /// Two documents of one name are versions of one another, deliveries of one, or a mistake.
  void doubt_namesakes() {
    auto& documents = to_.documents_[stage_];
    if (d_.name != 0) {
      if (d_.name >= to_.holders_.size()) to_.holders_.resize(d_.name + 1);
      std::uint32_t& holder = to_.holders_[d_.name];
      if (holder == 0) {
        holder = static_cast<std::uint32_t>(documents.size());
      } else {
        documents[holder - 1].plain = false;
        documents.back().plain = false;
      }
    }
    if (r_.stage != Stage::invoiced || to_.alike_.empty()) return;
    documents.back().plain = false;
    for (const std::uint32_t other : to_.alike_) documents[other].plain = false;
    to_.alike_.clear();
  }

  CompactEvidence& to_;
  const Receipt& r_;
  std::size_t stage_;
  std::vector<CompactLine>& lines_;
  CompactDocument d_;
  std::string_view last_po_;
  OrderId last_order_ = 0;
};

CompactEvidence::CompactEvidence(const ReferenceData& reference)
    : orders_(1), groups_(reference), items_(reference) {}

void CompactEvidence::add(const Receipt& receipt) {
  Adding(*this, receipt).run();
}

std::int32_t CompactEvidence::minor_of(const Currency& currency, std::uint32_t letters) {
  if (letters != last_currency_ || last_minor_ == 0) {
    last_currency_ = letters;
    last_minor_ = static_cast<std::int32_t>(minor_millionths(currency));
  }
  return last_minor_;
}

OrderId CompactEvidence::find_order(std::string_view po) const {
  const std::string normalised = normalised_number(po);
  const NameId number = numbers_.find(normalised.empty() ? " " : normalised);
  return number < order_of_number_.size() ? order_of_number_[number] : 0;
}

std::uint64_t CompactEvidence::line_count() const {
  std::uint64_t count = 0;
  for (const auto& lines : lines_) count += lines.size();
  return count;
}

std::size_t CompactEvidence::bytes() const {
  std::size_t sum = names_.bytes() + numbers_.bytes() + items_.bytes() + lookalikes_.bytes();
  for (const auto& lines : lines_) sum += lines.capacity() * sizeof(CompactLine);
  for (const auto& documents : documents_) sum += documents.capacity() * sizeof(CompactDocument);
  sum += dues_.capacity() * sizeof(dues_[0]) + keys_.capacity() * sizeof(NameId) +
         orders_.capacity() * sizeof(CompactOrder);
  sum += (order_of_spelling_.capacity() + order_of_number_.capacity() + holders_.capacity()) *
         sizeof(std::uint32_t);
  return sum;
}

}  // namespace weighbridge::matching::screen
