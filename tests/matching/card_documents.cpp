#include "tests/matching/card_documents.hpp"

#include <utility>

#include "mappings/canonical/currency.hpp"
#include "mappings/canonical/rational.hpp"

namespace weighbridge::matching::cards {

namespace {

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

}  // namespace

std::vector<Receipt> DocumentReader::read(const std::string& verb, const std::string& text) {
  static const std::map<std::string, std::pair<Stage, DocumentKind>> kVerbs{
      {"order", {Stage::ordered, DocumentKind::purchase_order}},
      {"ship", {Stage::shipped, DocumentKind::ship_notice}},
      {"receive", {Stage::received, DocumentKind::warehouse_receipt}},
      {"post", {Stage::accrued, DocumentKind::accrual}},
      {"invoice", {Stage::invoiced, DocumentKind::invoice}},
      {"credit", {Stage::invoiced, DocumentKind::credit_note}}};
  const auto known = kVerbs.find(verb);
  if (known == kVerbs.end()) throw std::runtime_error("unknown word: " + verb);
  Receipt r;
  r.stage = known->second.first;
  r.document.kind = known->second.second;
  r.supplier = supplier_;
  r.currency = currency_;
  const auto colon = text.find(": ");
  if (colon == std::string::npos) throw std::runtime_error("a colon and a blank are missing");
  Cursor head(split(text.substr(0, colon)));
  head.next();
  head_of(r, head);
  std::istringstream lines(text.substr(colon + 1));
  for (std::string part; std::getline(lines, part, ';');) {
    const Words line = split(part);
    if (!line.empty()) part_of(r, Cursor(line));
  }
  std::vector<Receipt> documents{r};
  const bool counted = r.stage == Stage::received && r.document.purpose == Purpose::original;
  if (counted && posts_) documents.push_back(posting_of(r));
  return documents;
}

void DocumentReader::head_of(Receipt& r, Cursor& head) {
  static const std::map<std::string, Purpose> kPurposes{{"replace", Purpose::replace},
                                                        {"cancel", Purpose::cancel},
                                                        {"change", Purpose::correction},
                                                        {"copy", Purpose::duplicate},
                                                        {"reversal", Purpose::reversal}};
  r.document.number = head.next();
  const Moment at = moment(head.next());
  r.document.date = std::chrono::floor<std::chrono::days>(at.at);
  if (!at.date_only) r.document.time = at.at;
  if (r.stage == Stage::shipped) r.dates.shipped = at;
  if (r.stage == Stage::received || r.stage == Stage::accrued) r.dates.posted = at;
  while (!head.done()) {
    const std::string word = head.next();
    if (word == "eta" || word == "due")
      r.dates.expected = moment(head.next());
    else if (word == "supplier")
      r.supplier = SupplierId(head.next());
    else if (word == "currency")
      r.currency = *Currency::parse(head.next());
    else if (word == "rate")
      r.exchange_rate = Rate(decimal(head.next()));
    else if (word == "site")
      r.site = head.next();
    else if (word == "of")
      r.references.reverses = head.next();
    else if (word == "for")
      r.references.invoice = head.next();
    else if (word == "biller")
      r.bill_from = SupplierId(head.next());
    else if (word == "bank")
      r.bank = head.next();
    else if (word == "remit-to")
      r.remit_to = head.next();
    else if (word == "rma")
      r.references.rma = head.next();
    else if (word == "case")
      r.references.case_number = head.next();
    else if (word == "effective")
      r.dates.posted = moment(head.next());
    else if (word == "written")
      written_at(r, moment(head.next()));
    else if (word == "left")
      r.dates.shipped = moment(head.next());
    else if (kPurposes.contains(word))
      r.document.purpose = kPurposes.at(word);
    else
      throw std::runtime_error("unknown word: " + word);
  }
}

/// The document's own time, where it is not the event's.
void DocumentReader::written_at(Receipt& r, const Moment& at) {
  r.document.date = std::chrono::floor<std::chrono::days>(at.at);
  r.document.time.reset();
  if (!at.date_only) r.document.time = at.at;
}

void DocumentReader::part_of(Receipt& r, Cursor words) {
  static const std::map<std::string, int> kCharges{
      {"freight", 1}, {"fuel", 1}, {"handling", 1}, {"allowance", -1}};
  if (const auto charge = kCharges.find(words.peek()); charge != kCharges.end()) {
    const std::string kind = words.next();
    Decimal amount = decimal(words.next());
    if (charge->second < 0) amount = -amount;
    const std::string line = words.take("of") ? words.next() : "";
    r.charges.push_back({kind, "", Money(amount), "", line});
  } else if (words.take("tax")) {
    Tax tax;
    std::string rate = words.next();
    rate.pop_back();
    tax.rate = Percent(decimal(rate));
    if (words.take("of")) tax.base = Money(decimal(words.next()));
    words.next();  // =
    tax.amount = Money(decimal(words.next()));
    r.taxes.push_back(tax);
  } else if (words.take("total")) {
    r.totals.amount = Money(decimal(words.next()));
  } else {
    r.lines.push_back(line_of(r, words));
  }
}

ReceiptLine DocumentReader::line_of(const Receipt& r, Cursor& words) {
  ReceiptLine line;
  line.line = std::to_string(r.lines.size() + 1);
  if (words.peek() != "-") {
    order_line(words.next(), line.po, line.po_line);
    if (r.stage == Stage::ordered) line.line = line.po_line;
  } else {
    words.next();
  }
  const std::string key = line.po.str() + "/" + line.po_line;
  if (const auto known = skus_.find(key); known != skus_.end()) line.item.sku = known->second;
  while (!words.done()) word_of(line, words);
  if (r.stage == Stage::ordered) {
    if (line.item.empty()) line.item.sku = "A-1";
    skus_[key] = line.item.sku;
    prices_[key] = line;
  }
  return line;
}

void DocumentReader::word_of(ReceiptLine& line, Cursor& words) {
  static const std::map<std::string, Condition> kConditions{{"good", Condition::good},
                                                            {"damaged", Condition::damaged},
                                                            {"rejected", Condition::rejected},
                                                            {"quarantined", Condition::quarantined},
                                                            {"short", Condition::short_}};
  const std::string word = words.next();
  if (word == "item")
    line.item.sku = words.next();
  else if (word == "vendor") {
    line.item.sku.clear();
    line.item.vendor = words.next();
  } else if (word == "gtin") {
    line.item.sku.clear();
    line.item.gtin = words.next();
  } else if (word == "upc") {
    line.item.sku.clear();
    line.item.upc = words.next();
  } else if (word == "@")
    price_of(line, words);
  else if (word == "=")
    line.amount = Money(decimal(words.next()));
  else if (word == "due" || word == "eta")
    line.expected = moment(words.next());
  else if (word == "from")
    line.references.ship_notice = words.next();
  else if (word == "against")
    line.references.receipt = words.next();
  else if (word == "for")
    line.references.invoice = words.next();
  else if (word == "holds")
    line.per_base = Quantity(decimal(words.next()));
  else if (word == "weighs") {
    line.price_quantity = Quantity(decimal(words.next()));
    line.price_uom = words.next();
  } else if (word == "by")
    line.user = words.next();
  else if (word == "sscc")
    line.sscc.push_back(words.next());
  else if (word == "reverses") {
    const std::string named = words.next();
    const auto slash = named.find('/');
    line.references.reverses = ReversedLine{
        named.substr(0, slash), slash == std::string::npos ? "" : named.substr(slash + 1)};
  } else if (word == "final")
    line.final = true;
  else if (kConditions.contains(word))
    line.condition = kConditions.at(word);
  else {
    line.quantity = Quantity(decimal(word));
    const bool unit_follows =
        !words.done() && words.peek().find_first_not_of(kCapitals) == std::string::npos;
    if (unit_follows) line.uom = words.next();
  }
}

/// "4.20", "12.50 per 100", "48.00 per 1 CA"
void DocumentReader::price_of(ReceiptLine& line, Cursor& words) {
  line.unit_price = UnitPrice(decimal(words.next()));
  if (!words.take("per")) return;
  line.price_basis = Quantity(decimal(words.next()));
  if (!words.done() && words.peek().find_first_not_of(kCapitals) == std::string::npos) {
    line.price_uom = words.next();
  }
}

/// The ledger posts every receipt at the ordered price at once, unless the card posts by hand.
Receipt DocumentReader::posting_of(const Receipt& received) const {
  Receipt r = received;
  r.stage = Stage::accrued;
  r.document.kind = DocumentKind::accrual;
  r.document.number = "GL-" + received.document.number;
  r.lines.clear();
  for (const ReceiptLine& line : received.lines) {
    const auto ordered = prices_.find(line.po.str() + "/" + line.po_line);
    if (line.condition == Condition::short_ || ordered == prices_.end()) continue;
    ReceiptLine posted = line;
    posted.condition.reset();
    posted.references.receipt = received.document.number;
    posted.final = false;
    const ReceiptLine& order = ordered->second;
    // Only where receipt and order speak of one unit does the card know the value.
    if (order.unit_price && line.uom == order.uom) {
      Rational value = Rational(line.quantity.value) * Rational(order.unit_price->value);
      if (order.price_basis) value = value / Rational(order.price_basis->value);
      posted.amount = money(value, r.currency);
    }
    r.lines.push_back(posted);
  }
  return r;
}

}  // namespace weighbridge::matching::cards
