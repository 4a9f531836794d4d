#include "cases/case.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "cases/canonical_json.hpp"

namespace weighbridge::cases {
namespace {

using matching::Anchor;
using matching::Discrepancy;

// C*, D*, R* and P04 are worked per document, as far as they are about one (M-16.1).
bool is_header_level(std::string_view rule) {
  return !rule.empty() &&
         (rule.front() == 'C' || rule.front() == 'D' || rule.front() == 'R' || rule == "P04");
}

std::string invoice_of(const Discrepancy& d) {
  if (!d.anchor.invoice.empty()) return d.anchor.invoice;
  const auto& invoices = d.documents.invoice;
  const bool on_invoice = std::find(invoices.begin(), invoices.end(), d.document) != invoices.end();
  return on_invoice ? d.document : std::string();
}

// Reads exactly `text`, all of it digits.
std::optional<std::uint64_t> parse_digits(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace

std::string to_string(const CaseNumber& number) {
  char text[48];
  std::snprintf(text, sizeof text, "DC-%04d-%08llu", number.year,
                static_cast<unsigned long long>(number.number));
  return text;
}

std::optional<CaseNumber> parse_case_number(std::string_view id) {
  // "DC-yyyy-nnnnnnnn": more than eight digits only when a year has more than 99,999,999 cases.
  if (id.size() < 16 || id.substr(0, 3) != "DC-" || id[7] != '-') return std::nullopt;
  const auto year = parse_digits(id.substr(3, 4));
  const auto number = parse_digits(id.substr(8));
  if (!year || !number || *number == 0) return std::nullopt;
  const CaseNumber parsed{static_cast<int>(*year), *number};
  if (to_string(parsed) != id) return std::nullopt;
  return parsed;
}

Anchor case_anchor(const Discrepancy& d) {
  Anchor anchor;
  if (!d.anchor.order.empty()) {
    anchor.order = d.anchor.order;
    anchor.line = d.anchor.line;
    return anchor;
  }
  if (!d.anchor.event.empty()) {
    anchor.event = d.anchor.event;
    anchor.document = d.anchor.document;
    return anchor;
  }
  anchor.supplier = d.anchor.supplier;
  const bool header_level = is_header_level(d.rule);
  if (header_level || d.anchor.po_line.empty()) anchor.invoice = invoice_of(d);
  if (!anchor.invoice.empty()) return anchor;
  anchor.po = d.anchor.po;
  anchor.po_line = d.anchor.po_line;
  // Without an order line there is only the document to hold on to: otherwise everything of a
  // supplier that names no known order would be one case.
  if (anchor.po_line.empty())
    anchor.document = d.anchor.document.empty() ? d.document : d.anchor.document;
  return anchor;
}

boost::system::result<CaseEvent, MoveRefusal> move_case(Case& value, CaseState to, Mover mover,
                                                        Facts facts, Instant now,
                                                        std::string_view reason) {
  const auto row = find_transition(value.state, to, mover, facts);
  if (!row) return row.error();
  CaseEvent event{value.id, std::string(row->action),
                  CanonicalObject().text("state", to_string_view(value.state)).str(),
                  CanonicalObject().text("state", to_string_view(to)).str(), std::string(reason)};
  if (!row->flag.empty()) value.flags.emplace(row->flag);
  value.state = to;
  value.changed_at = now;
  ++value.version;
  if (is_open(to))
    value.settled_at.reset();
  else if (!value.settled_at)
    value.settled_at = now;  // the ninety days of reopening count from the first settling
  return event;
}

}  // namespace weighbridge::cases
