#include "matching/parts/packing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>
#include <vector>

#include "matching/rules/rule.hpp"

namespace weighbridge::matching {

namespace {

// A result is its members one after the other, each a text with its length before it: "5:PO-1x".
// One list of members serves both directions, so neither can forget one.

template <class Archive, class T>
void members(Archive& a, T& anchor) requires std::is_same_v<std::remove_const_t<T>, Anchor> {
  a(anchor.supplier, anchor.po, anchor.po_line, anchor.invoice, anchor.document);
}

template <class Archive, class T>
void members(Archive& a, T& d) requires std::is_same_v<std::remove_const_t<T>, Documents> {
  a(d.order, d.ship_notice, d.receipt, d.accrual, d.invoice);
}

template <class Archive, class T>
void members(Archive& a, T& cause) requires std::is_same_v<std::remove_const_t<T>, Cause> {
  a(cause.name, cause.confidence, cause.evidence);
}

/// Without what follows from its rule.
template <class Archive, class T>
void members(Archive& a, T& d) requires std::is_same_v<std::remove_const_t<T>, Discrepancy> {
  a(d.anchor, d.document, d.document_line, d.sku, d.documents, d.expected, d.actual, d.quantity,
    d.uom, d.impact, d.currency, d.impact_class, d.line_effect, d.severity, d.causes, d.reason,
    d.arithmetic, d.auto_resolved);
}

template <class Archive, class T>
void members(Archive& a, T& n) requires std::is_same_v<std::remove_const_t<T>, Note> {
  a(n.note, n.anchor, n.document, n.document_line, n.text, n.amount, n.quantity, n.currency);
}

template <class Archive, class T>
void members(Archive& a, T& r) requires std::is_same_v<std::remove_const_t<T>, AccrualResidue> {
  a(r.currency, r.posted, r.cleared, r.residue, r.price_variance, r.fx_variance,
    r.quantity_variance);
}

template <class Archive, class T>
void members(Archive& a, T& l) requires std::is_same_v<std::remove_const_t<T>, LineResult> {
  a(l.supplier, l.po, l.po_line, l.sku, l.uom, l.site, l.state, l.ordered, l.shipped, l.in_transit,
    l.received, l.accepted, l.rejected, l.on_hold, l.returned, l.payable, l.billed, l.posted,
    l.accrual);
}

template <class Archive, class T>
void members(Archive& a, T& r) requires std::is_same_v<std::remove_const_t<T>, InvoiceResult> {
  a(r.supplier, r.invoice, r.currency, r.gross, r.payable_now, r.blocked, r.disputed,
    r.consequential_tax, r.waiting, r.outcome);
}

template <class Archive, class T>
void members(Archive& a, T& r) requires std::is_same_v<std::remove_const_t<T>, Refusal> {
  a(r.document, r.source, r.error_class, r.code, r.message, r.mend, r.supplier, r.number);
}

class Packer {
 public:
  template <class... Ts>
  void operator()(const Ts&... values) {
    (put(values), ...);
  }
  std::string take() { return std::move(text_); }

  void put(std::string_view text) {
    text_ += std::to_string(text.size());
    text_ += ':';
    text_ += text;
  }

 private:
  void put(const std::string& text) { put(std::string_view(text)); }
  void put(bool value) { put(std::string_view(value ? "1" : "")); }
  void put(Int128 value) {
    // Two halves, so that the standard's own conversions serve.
    const auto bits = static_cast<UInt128>(value);
    put(std::string_view(std::to_string(static_cast<std::uint64_t>(bits >> 64U)) + "," +
                         std::to_string(static_cast<std::uint64_t>(bits))));
  }
  template <class E>
  void put(const E& value) requires std::is_enum_v<E> {
    put(Int128{static_cast<int>(value)});
  }
  template <class Tag>
  void put(const Name<Tag>& name) {
    put(std::string_view(name.value));
  }
  void put(const Decimal& value) { put(value.millionths()); }
  template <class Tag>
  void put(const DecimalOf<Tag>& value) {
    put(value.value.millionths());
  }
  void put(const Rational& value) {
    put(value.num());
    put(value.den());
  }
  void put(const Currency& currency) { put(currency.code()); }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put(Int128{values.size()});
    for (const T& value : values) put(value);
  }
  template <class T>
  void put(const T& value) requires(std::is_class_v<T>) {
    members(*this, value);
  }

  using UInt128 = unsigned __int128;
  std::string text_;
};

/// Reads what Packer wrote; anything else leaves `good()` false.
class Unpacker {
 public:
  explicit Unpacker(std::string_view text) : rest_(text) {}

  template <class... Ts>
  void operator()(Ts&... values) {
    (get(values), ...);
  }
  bool good() const { return good_ && rest_.empty(); }

  std::string_view text() {
    const std::size_t colon = rest_.find(':');
    const auto size = number<std::size_t>(rest_.substr(0, colon));
    if (!good_ || colon == std::string_view::npos || size > rest_.size() - colon - 1) {
      good_ = false;
      return {};
    }
    const std::string_view found = rest_.substr(colon + 1, size);
    rest_.remove_prefix(colon + 1 + size);
    return found;
  }

 private:
  template <class Number>
  Number number(std::string_view digits) {
    Number value{};
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc() || stop != end) good_ = false;
    return value;
  }

  void get(std::string& value) { value = text(); }
  void get(bool& value) { value = !text().empty(); }
  void get(Int128& value) {
    const std::string_view halves = text();
    const std::size_t comma = std::min(halves.find(','), halves.size());
    const auto high = number<std::uint64_t>(halves.substr(0, comma));
    const auto low = number<std::uint64_t>(halves.substr(std::min(comma + 1, halves.size())));
    value = static_cast<Int128>((static_cast<unsigned __int128>(high) << 64U) | low);
  }
  template <class E>
  void get(E& value) requires std::is_enum_v<E> {
    Int128 code = 0;
    get(code);
    value = static_cast<E>(code);
  }
  template <class Tag>
  void get(Name<Tag>& name) {
    name.value = text();
  }
  void get(Decimal& value) {
    Int128 millionths = 0;
    get(millionths);
    value = Decimal::from_millionths(millionths);
  }
  template <class Tag>
  void get(DecimalOf<Tag>& value) {
    get(value.value);
  }
  void get(Rational& value) {
    Int128 num = 0, den = 1;
    get(num);
    get(den);
    good_ = good_ && den > 0;
    if (good_) value = Rational(num, den);
  }
  void get(Currency& currency) {
    const std::string_view code = text();
    if (code.empty()) return;
    const auto parsed = Currency::parse(code);
    good_ = good_ && parsed.has_value();
    if (parsed) currency = *parsed;
  }
  template <class T>
  void get(std::optional<T>& value) {
    bool given = false;
    get(given);
    if (given) get(value.emplace());
  }
  template <class T>
  void get(std::vector<T>& values) {
    Int128 count = 0;
    get(count);
    // Every entry takes at least the two characters of an empty text.
    good_ = good_ && count >= 0 && count <= Int128{rest_.size()};
    for (Int128 i = 0; good_ && i < count; ++i) get(values.emplace_back());
  }
  template <class T>
  void get(T& value) requires(std::is_class_v<T>) {
    members(*this, value);
  }

  std::string_view rest_;
  bool good_ = true;
};

template <class T>
std::string packed(const T& value) {
  Packer packer;
  packer(value);
  return packer.take();
}

template <class T>
bool unpack_as(std::vector<T>& list, std::string_view text) {
  Unpacker unpacker(text);
  unpacker(list.emplace_back());
  if (!unpacker.good()) list.pop_back();
  return unpacker.good();
}

/// What follows from the rule is taken from the catalogue again.
bool unpack_discrepancy(std::vector<Discrepancy>& list, std::string_view text) {
  Unpacker unpacker(text);
  const std::string_view id = unpacker.text();
  const std::string_view code = unpacker.text();
  const bool holds = !unpacker.text().empty();
  const auto rules = catalogue();
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& known) {
    return known.id == id && known.code == code;
  });
  Discrepancy d;
  unpacker(d);
  if (rule == rules.end() || !unpacker.good()) return false;
  d.rule = rule->id;
  d.code = rule->code;
  d.owner = contract_role(rule->duty);
  d.duty = duty_name(rule->duty);
  d.hold = holds ? rule->hold : "-";
  list.push_back(std::move(d));
  return true;
}

}  // namespace

std::string pack(const Discrepancy& d) {
  Packer packer;
  packer.put(d.rule);
  packer.put(d.code);
  packer.put(std::string_view(d.hold == "-" ? "" : "1"));
  packer(d);
  return packer.take();
}
std::string pack(const Note& note) {
  return packed(note);
}
std::string pack(const LineResult& line) {
  return packed(line);
}
std::string pack(const InvoiceResult& invoice) {
  return packed(invoice);
}
std::string pack(const Refusal& refusal) {
  return packed(refusal);
}

bool unpack_into(Judgement& judgement, ResultKind kind, std::string_view text) {
  switch (kind) {
    case ResultKind::discrepancy:
      return unpack_discrepancy(judgement.discrepancies, text);
    case ResultKind::note:
      return unpack_as(judgement.notes, text);
    case ResultKind::line:
      return unpack_as(judgement.lines, text);
    case ResultKind::invoice:
      return unpack_as(judgement.invoices, text);
    case ResultKind::refusal:
      return unpack_as(judgement.refusals, text);
  }
  return false;
}

}  // namespace weighbridge::matching
