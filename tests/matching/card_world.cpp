#include "tests/matching/card_world.hpp"

#include <stdexcept>

namespace weighbridge::matching::cards {

namespace {

std::optional<Decimal> limit(const std::string& text) {
  if (text == "null") return std::nullopt;
  return decimal(text);
}

MatchMode mode_of(const std::string& text) {
  return text == "2W" ? MatchMode::two_way : text == "3W" ? MatchMode::three_way : MatchMode::n_way;
}

Condition condition_of(const std::string& text) {
  if (text == "hold") return Condition::quarantined;
  const auto condition = condition_from(text);
  if (!condition) throw std::runtime_error("not a condition: " + text);
  return *condition;
}

[[noreturn]] void unknown(const std::string& word) {
  throw std::runtime_error("unknown word: " + word);
}

/// "RCV-1/2": a document and, after the stroke, its line.
void document_line(const std::string& text, std::string& document, std::string& line) {
  const auto slash = text.find('/');
  document = text.substr(0, slash);
  if (slash != std::string::npos) line = text.substr(slash + 1);
}

AgreedCharge agreed(Cursor& words) {
  AgreedCharge charge;
  charge.kind = words.next();
  std::string amount = words.next();
  if (amount.back() == '%') {
    amount.pop_back();
    charge.pct = Percent(decimal(amount));
  } else {
    charge.amount = Money(decimal(amount));
  }
  return charge;
}

BillBasis basis_of(const std::string& text) {
  static const std::map<std::string, BillBasis> kBases{{"accepted", BillBasis::accepted},
                                                       {"received", BillBasis::received},
                                                       {"ordered", BillBasis::ordered},
                                                       {"consumed", BillBasis::consumed}};
  return kBases.at(text);
}

}  // namespace

const std::map<std::string, CardWorld::Statement>& CardWorld::statements() {
  static const std::map<std::string, Statement> kStatements{
      {"as", &CardWorld::as_of},
      {"supplier", &CardWorld::supplier},
      {"currency", &CardWorld::currency},
      {"item", &CardWorld::item},
      {"alias", &CardWorld::alias},
      {"pack", &CardWorld::pack},
      {"postings", &CardWorld::postings},
      {"tolerance", &CardWorld::tolerance},
      {"agree", &CardWorld::agree},
      {"mode", &CardWorld::mode},
      {"set", &CardWorld::set},
      {"allow", &CardWorld::allow},
      {"substitute", &CardWorld::substitute},
      {"decide", &CardWorld::decide},
      {"case", &CardWorld::open_case},
      {"pending", &CardWorld::pending},
      {"return", &CardWorld::returned},
      {"inspect", &CardWorld::inspected},
      {"consume", &CardWorld::consumed},
  };
  return kStatements;
}

void CardWorld::take(const std::string& verb, Cursor& words, const std::string& text,
                     const std::string& source, ReferenceData& reference) {
  if (const auto known = statements().find(verb); known != statements().end()) {
    (this->*known->second)(words, reference);
    return;
  }
  if (const auto event = events_.read(verb, words)) {
    AcceptedEvent& accepted = step_.events.emplace_back();
    accepted.event = *event;
    accepted.source = source;
    return;
  }
  for (const Receipt& r : documents_.read(verb, text)) add(r, source);
}

void CardWorld::as_of(Cursor& words, ReferenceData&) {
  words.next();
  step_.as_of = moment(words.next()).at;
}

void CardWorld::supplier(Cursor& words, ReferenceData& reference) {
  documents_.set_supplier(SupplierId(words.next()));
  if (words.done()) return;
  SupplierRow row;
  row.supplier = documents_.supplier();
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "group")
      row.group = words.next();
    else if (word == "bank")
      row.bank = words.next();
    else if (word == "remit-to")
      row.remit_to = words.next();
    else if (word == "lead")
      row.lead_days = std::stoi(words.next());
    else
      unknown(word);
  }
  reference.suppliers.push_back(row);
}

void CardWorld::currency(Cursor& words, ReferenceData&) {
  documents_.set_currency(*Currency::parse(words.next()));
}

void CardWorld::item(Cursor& words, ReferenceData& reference) {
  ItemRow row;
  row.sku = Sku(words.next());
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "base")
      row.base_uom = words.next();
    else if (word == "whole")
      row.integral = true;
    else if (word == "gtin")
      row.gtin = words.next();
    else if (word == "cost")
      row.unit_cost = UnitPrice(decimal(words.next()));
    else if (word == "group")
      row.group = words.next();
    else
      unknown(word);
  }
  reference.items.push_back(row);
}

void CardWorld::alias(Cursor& words, ReferenceData& reference) {
  const std::string vendor = words.next();
  reference.aliases.push_back({documents_.supplier(), vendor, Sku(words.next())});
}

void CardWorld::pack(Cursor& words, ReferenceData& reference) {
  PackRow row;
  row.sku = Sku(words.next());
  row.uom = words.next();
  row.per_base = Rational(decimal(words.next()));
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "from")
      row.from = date(words.next());
    else if (word == "to")
      row.to = date(words.next());
    else if (word == "supplier")
      row.supplier = SupplierId(words.next());
    else if (word == "gtin")
      row.gtin = words.next();
    else
      unknown(word);
  }
  reference.packs.push_back(row);
}

void CardWorld::postings(Cursor&, ReferenceData&) {
  documents_.post_by_hand();
}

void CardWorld::tolerance(Cursor& words, ReferenceData&) {
  Tolerance t;
  const std::string leg = words.next();
  if (!leg_from(leg)) unknown(leg);
  t.leg = *leg_from(leg);
  t.direction = words.next() == "over" ? Direction::over : Direction::under;
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "pct") {
      if (const auto value = limit(words.next())) t.pct = Percent(*value);
    } else if (word == "qty") {
      if (const auto value = limit(words.next())) t.abs_qty = Quantity(*value);
    } else if (word == "amount") {
      if (const auto value = limit(words.next())) t.abs_amt = Money(*value);
    } else if (word == "days") {
      t.days = std::chrono::days{std::stoi(words.next())};
    } else if (word == "either") {
      t.mode = ToleranceMode::either;
    } else if (word == "supplier") {
      t.scope.supplier = words.next();
    } else if (word == "item") {
      t.scope.item = words.next();
    } else if (word == "group") {
      t.scope.item_group = words.next();
    } else if (word == "site") {
      t.scope.site = words.next();
    } else if (word == "from") {
      t.valid_from = date(words.next());
    } else if (word == "to") {
      t.valid_to = date(words.next());
    } else if (word == "version") {
      t.version = std::stoi(words.next());
    } else {
      unknown(word);
    }
  }
  step_.policy.tolerances.push_back(t);
}

void CardWorld::agree(Cursor& words, ReferenceData&) {
  OrderPolicy rule;
  order_line(words.next(), rule.po, rule.po_line);
  const std::string what = words.next();
  if (what == "charge")
    rule.charges.push_back(agreed(words));
  else if (what == "allowance")
    rule.allowances.push_back(agreed(words));
  else if (what == "estimated")
    rule.estimated_price = true;
  else if (what == "asn")
    rule.asn_required = true;
  else if (what == "self-billing")
    rule.self_billing = true;
  else if (what == "ship-complete")
    rule.ship_complete = true;
  else if (what == "over")
    rule.over_receipt_pct = Percent(decimal(words.next()));
  else if (what == "under")
    rule.under_receipt_pct = Percent(decimal(words.next()));
  else if (what == "mode")
    rule.mode = mode_of(words.next());
  else if (what == "basis")
    rule.bill_basis = basis_of(words.next());
  else
    unknown(what);
  step_.policy.orders.push_back(rule);
}

void CardWorld::mode(Cursor& words, ReferenceData&) {
  step_.policy.mode = mode_of(words.next());
}

void CardWorld::set(Cursor& words, ReferenceData&) {
  Policy& policy = step_.policy;
  const std::string what = words.next();
  if (what == "confidence")
    policy.attach_confidence = decimal(words.next());
  else if (what == "duplicate-score")
    policy.duplicate_score = decimal(words.next());
  else if (what == "price-date")
    policy.price_date = words.next() == "received" ? PriceDate::received : PriceDate::invoiced;
  else if (what == "prefix")
    policy.po_prefixes.push_back(words.next());
  else if (what == "suffix")
    policy.po_suffixes.push_back(words.next());
  else
    unknown(what);
}

/// "allow POWERCO without order 250.00", "allow ACME fuel 20.00"
void CardWorld::allow(Cursor& words, ReferenceData&) {
  NonPoAllowance allowance;
  allowance.supplier = SupplierId(words.next());
  if (words.take("without")) {
    words.next();  // order
  } else {
    allowance.kind = words.next();
  }
  allowance.ceiling = Money(decimal(words.next()));
  step_.policy.non_po.push_back(allowance);
}

/// "substitute A-2 for A-1 ratio 2 approved m.okafor"
void CardWorld::substitute(Cursor& words, ReferenceData&) {
  Substitution rule;
  rule.substitute = words.next();
  words.next();  // for
  rule.item = words.next();
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "ratio")
      rule.ratio = decimal(words.next());
    else if (word == "price")
      rule.price = UnitPrice(decimal(words.next()));
    else if (word == "from")
      rule.from = date(words.next());
    else if (word == "to")
      rule.to = date(words.next());
    else if (word == "supplier")
      rule.supplier = SupplierId(words.next());
    else if (word == "approved")
      rule.approver = words.next();
    else
      unknown(word);
  }
  step_.policy.substitutions.push_back(rule);
}

void CardWorld::decide(Cursor& words, ReferenceData&) {
  static const std::map<std::string, DecisionKind> kKinds{
      {"keep", DecisionKind::keep},           {"close", DecisionKind::close_short},
      {"link", DecisionKind::link},           {"release", DecisionKind::release_duplicate},
      {"void", DecisionKind::void_duplicate}, {"evidence", DecisionKind::attach_evidence},
      {"pay", DecisionKind::release_payment}};
  Decision decision;
  decision.kind = kKinds.at(words.next());
  if (decision.kind == DecisionKind::link) {
    document_line(words.next(), decision.document, decision.document_line);
    words.next();  // to
  }
  if (decision.kind == DecisionKind::release_payment) {
    decision.document = words.next();
    words.next();  // of
  }
  const std::string target = words.next();
  if (target.find('/') == std::string::npos) {
    decision.document = target;
  } else {
    order_line(target, decision.po, decision.po_line);
  }
  if (!words.done()) decision.quantity = Quantity(decimal(words.next()));
  step_.decisions.push_back(decision);
}

/// "case DC-1 Q06 Q09"
void CardWorld::open_case(Cursor& words, ReferenceData&) {
  OpenCase known;
  known.id = words.next();
  while (!words.done()) known.rules.push_back(words.next());
  step_.cases.push_back(known);
}

void CardWorld::pending(Cursor& words, ReferenceData&) {
  PendingMessage message;
  message.kind = words.next();
  order_line(words.next(), message.po, message.po_line);
  message.quantity = Quantity(decimal(words.next()));
  step_.pending.push_back(message);
}

InventoryEvent& CardWorld::add_event(EventKind kind, Cursor& words) {
  InventoryEvent& event = step_.events.emplace_back().event;
  event.kind = kind;
  event.id = words.next();
  event.at = moment(words.next());
  event.supplier = documents_.supplier();
  return event;
}

/// "return RTV-1 2026-03-10 PO-1/10 5 EA", or a receipt in place of the order: "of R1/2".
void CardWorld::returned(Cursor& words, ReferenceData&) {
  InventoryEvent& event = add_event(EventKind::return_ship, words);
  if (words.take("of")) {
    document_line(words.next(), event.receipt, event.receipt_line);
  } else {
    PoNumber po;
    order_line(words.next(), po, event.po_line);
    event.po = po.str();
  }
  event.quantity = Quantity(decimal(words.next()));
  event.uom = words.next();
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "rejected")
      event.condition = Condition::rejected;
    else if (word == "rma")
      event.rma = words.next();
    else if (word == "expects")
      event.expected_credit = Money(decimal(words.next()));
    else if (word == "restocking")
      event.restocking_percent = Percent(decimal(words.next()));
    else
      unknown(word);
  }
}

/// "inspect QI-1 2026-03-04 R1/1 6 EA from hold to rejected"
void CardWorld::inspected(Cursor& words, ReferenceData&) {
  InventoryEvent& event = add_event(EventKind::inspection, words);
  document_line(words.next(), event.receipt, event.receipt_line);
  event.quantity = Quantity(decimal(words.next()));
  event.uom = words.next();
  while (!words.done()) {
    const std::string word = words.next();
    if (word == "from")
      event.from_condition = condition_of(words.next());
    else if (word == "to")
      event.condition = condition_of(words.next());
    else
      unknown(word);
  }
}

/// "consume USE-1 2026-03-04 PO-1/10 12 EA"
void CardWorld::consumed(Cursor& words, ReferenceData&) {
  InventoryEvent& event = add_event(EventKind::consume, words);
  PoNumber po;
  order_line(words.next(), po, event.po_line);
  event.po = po.str();
  event.quantity = Quantity(decimal(words.next()));
  event.uom = words.next();
}

void CardWorld::add(const Receipt& r, const std::string& source) {
  AcceptedReceipt accepted;
  accepted.receipt = r;
  accepted.source = source;
  accepted.sequence = step_.receipts.size() + 1;
  step_.receipts.push_back(accepted);
}

}  // namespace weighbridge::matching::cards
