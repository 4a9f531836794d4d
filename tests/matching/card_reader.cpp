#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/matching/card.hpp"

namespace weighbridge::matching::cards {

namespace {

using Words = std::vector<std::string>;

Words split(const std::string& text) {
  std::istringstream stream(text);
  Words words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Decimal decimal(const std::string& text) {
  const auto value = Decimal::parse(text);
  if (!value) throw std::runtime_error("not a number: " + text);
  return *value;
}

Date date(const std::string& text) {
  const auto value = parse_date(text);
  if (!value) throw std::runtime_error("not a date: " + text);
  return *value;
}

Moment moment(const std::string& text) {
  const auto value = parse_moment(text);
  if (!value) throw std::runtime_error("not a date or time: " + text);
  return *value;
}

/// Words taken one after the other.
class Cursor {
 public:
  explicit Cursor(Words words) : words_(std::move(words)) {}
  bool done() const { return at_ == words_.size(); }
  const std::string& peek() const { return words_.at(at_); }
  std::string next() {
    if (done()) throw std::runtime_error("a word is missing at the end");
    return words_[at_++];
  }
  bool take(std::string_view word) {
    if (done() || words_[at_] != word) return false;
    ++at_;
    return true;
  }

 private:
  Words words_;
  std::size_t at_ = 0;
};

class CardReader {
 public:
  explicit CardReader(const std::filesystem::path& file) : file_(file) {}

  std::vector<Card> read() {
    std::ifstream in(file_);
    if (!in) throw std::runtime_error("can not read " + file_.string());
    for (std::string text; std::getline(in, text);) {
      ++number_;
      if (const auto hash = text.find('#'); hash != std::string::npos) text.erase(hash);
      try {
        if (!split(text).empty()) take(text);
      } catch (const std::exception& error) {
        throw std::runtime_error(file_.string() + ":" + std::to_string(number_) + ": " +
                                 error.what());
      }
    }
    return std::move(cards_);
  }

 private:
  void take(const std::string& text) {
    const bool indented = text.front() == ' ';
    if (indented) {
      if (!expecting_) throw std::runtime_error("an indented line belongs below expect");
      cards_.back().steps.back().expected.push_back({split(text), number_});
      return;
    }
    expecting_ = false;
    Cursor words(split(text));
    const std::string verb = words.next();
    if (verb == "card") return start(text.substr(5));
    if (cards_.empty()) throw std::runtime_error("a card begins with: card NAME");
    if (verb == "expect") return expect();
    statement(verb, words, text);
  }

  void start(const std::string& name) {
    cards_.emplace_back();
    cards_.back().name = name;
    cards_.back().file = file_.filename().string();
    world_ = {};
    world_.policy = standard_policy();
    supplier_ = SupplierId("ACME");
    currency_ = *Currency::parse("USD");
    posts_ = true;
    prices_.clear();
    skus_.clear();
  }

  void expect() {
    world_.line = number_;
    cards_.back().steps.push_back(world_);
    expecting_ = true;
  }

  void statement(const std::string& verb, Cursor& words, const std::string& text) {
    if (verb == "as") {
      words.next();
      world_.as_of = moment(words.next()).at;
    } else if (verb == "supplier") {
      supplier_ = SupplierId(words.next());
      if (words.take("group")) {
        SupplierRow row;
        row.supplier = supplier_;
        row.group = words.next();
        cards_.back().reference.suppliers.push_back(row);
      }
    } else if (verb == "currency") {
      currency_ = *Currency::parse(words.next());
    } else if (verb == "item") {
      item(words);
    } else if (verb == "alias") {
      const std::string vendor = words.next();
      cards_.back().reference.aliases.push_back({supplier_, vendor, Sku(words.next())});
    } else if (verb == "pack") {
      pack(words);
    } else if (verb == "postings") {
      posts_ = false;
    } else if (verb == "tolerance") {
      tolerance(words);
    } else if (verb == "agree") {
      agree(words);
    } else if (verb == "mode") {
      const std::string mode = words.next();
      world_.policy.mode = mode == "2W"   ? MatchMode::two_way
                           : mode == "3W" ? MatchMode::three_way
                                          : MatchMode::n_way;
    } else if (verb == "decide") {
      decide(words);
    } else if (verb == "pending") {
      PendingMessage message;
      message.kind = words.next();
      std::string po_line;
      order_line(words.next(), message.po, message.po_line);
      message.quantity = Quantity(decimal(words.next()));
      world_.pending.push_back(message);
    } else if (verb == "return") {
      returned(words);
    } else {
      document(verb, text);
    }
  }

  void item(Cursor& words) {
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
      else
        throw std::runtime_error("unknown word: " + word);
    }
    cards_.back().reference.items.push_back(row);
  }

  void pack(Cursor& words) {
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
      else
        throw std::runtime_error("unknown word: " + word);
    }
    cards_.back().reference.packs.push_back(row);
  }

  static std::optional<Decimal> limit(const std::string& text) {
    if (text == "null") return std::nullopt;
    return decimal(text);
  }

  void tolerance(Cursor& words) {
    Tolerance t;
    t.leg = leg_from(words.next()).value();
    t.direction = words.next() == "over" ? Direction::over : Direction::under;
    while (!words.done()) {
      const std::string word = words.next();
      if (word == "pct") {
        if (const auto value = limit(words.next())) t.pct = Percent(*value);
      } else if (word == "qty") {
        if (const auto value = limit(words.next())) t.abs_qty = Quantity(*value);
      } else if (word == "amount") {
        if (const auto value = limit(words.next())) t.abs_amt = Money(*value);
      } else if (word == "either") {
        t.mode = ToleranceMode::either;
      } else if (word == "supplier") {
        t.scope.supplier = words.next();
      } else if (word == "item") {
        t.scope.item = words.next();
      } else {
        throw std::runtime_error("unknown word: " + word);
      }
    }
    world_.policy.tolerances.push_back(t);
  }

  void agree(Cursor& words) {
    OrderPolicy rule;
    const std::string target = words.next();
    const auto slash = target.find('/');
    rule.po = PoNumber(target.substr(0, slash));
    if (slash != std::string::npos) rule.po_line = target.substr(slash + 1);
    const std::string what = words.next();
    if (what == "charge" || what == "allowance") {
      AgreedCharge charge;
      charge.kind = words.next();
      std::string amount = words.next();
      if (amount.back() == '%') {
        amount.pop_back();
        charge.pct = Percent(decimal(amount));
      } else {
        charge.amount = Money(decimal(amount));
      }
      (what == "charge" ? rule.charges : rule.allowances).push_back(charge);
    } else if (what == "estimated") {
      rule.estimated_price = true;
    } else if (what == "asn") {
      rule.asn_required = true;
    } else if (what == "over") {
      rule.over_receipt_pct = Percent(decimal(words.next()));
    } else if (what == "mode") {
      const std::string mode = words.next();
      rule.mode = mode == "2W" ? MatchMode::two_way : MatchMode::three_way;
    } else {
      throw std::runtime_error("unknown agreement: " + what);
    }
    world_.policy.orders.push_back(rule);
  }

  void decide(Cursor& words) {
    static const std::map<std::string, DecisionKind> kKinds{
        {"keep", DecisionKind::keep},
        {"close", DecisionKind::close_short},
        {"release", DecisionKind::release_duplicate},
        {"void", DecisionKind::void_duplicate}};
    Decision decision;
    decision.kind = kKinds.at(words.next());
    const std::string target = words.next();
    if (target.find('/') == std::string::npos) {
      decision.document = target;
    } else {
      order_line(target, decision.po, decision.po_line);
    }
    if (!words.done()) decision.quantity = Quantity(decimal(words.next()));
    world_.decisions.push_back(decision);
  }

  void returned(Cursor& words) {
    AcceptedEvent accepted;
    InventoryEvent& event = accepted.event;
    event.kind = EventKind::return_ship;
    event.id = words.next();
    event.at = moment(words.next());
    PoNumber po;
    order_line(words.next(), po, event.po_line);
    event.po = po.str();
    event.supplier = supplier_;
    event.quantity = Quantity(decimal(words.next()));
    event.uom = words.next();
    if (words.take("rejected")) event.condition = Condition::rejected;
    world_.events.push_back(accepted);
  }

  static void order_line(const std::string& text, PoNumber& po, std::string& line) {
    const auto slash = text.find('/');
    po = PoNumber(text.substr(0, slash));
    if (slash != std::string::npos) line = text.substr(slash + 1);
  }

  /// VERB NUMBER DATE [options]: LINE; LINE; ... For orders: order PO/LINE ... is short for one
  /// line.
  void document(const std::string& verb, const std::string& text) {
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
    add(r);
    if (posts_ && r.stage == Stage::received && r.document.purpose == Purpose::original) post(r);
  }

  static void head_of(Receipt& r, Cursor& head) {
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
      else if (word == "left")
        r.dates.shipped = moment(head.next());
      else if (kPurposes.contains(word))
        r.document.purpose = kPurposes.at(word);
      else
        throw std::runtime_error("unknown word: " + word);
    }
  }

  void part_of(Receipt& r, Cursor words) {
    static const std::map<std::string, int> kCharges{
        {"freight", 1}, {"fuel", 1}, {"handling", 1}, {"allowance", -1}};
    if (const auto charge = kCharges.find(words.peek()); charge != kCharges.end()) {
      const std::string kind = words.next();
      Decimal amount = decimal(words.next());
      if (charge->second < 0) amount = -amount;
      r.charges.push_back({kind, "", Money(amount), "", ""});
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

  ReceiptLine line_of(const Receipt& r, Cursor& words) {
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

  static void word_of(ReceiptLine& line, Cursor& words) {
    static const std::map<std::string, Condition> kConditions{
        {"good", Condition::good},
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
      if (!words.done()) line.uom = words.next();
    }
  }

  /// "4.20", "12.50 per 100", "48.00 per 1 CA"
  static void price_of(ReceiptLine& line, Cursor& words) {
    line.unit_price = UnitPrice(decimal(words.next()));
    if (!words.take("per")) return;
    line.price_basis = Quantity(decimal(words.next()));
    if (!words.done() &&
        words.peek().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos) {
      line.price_uom = words.next();
    }
  }

  /// The ledger posts every receipt at the ordered price at once, unless the card posts by hand.
  void post(const Receipt& received) {
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
    add(r);
  }

  void add(const Receipt& r) {
    AcceptedReceipt accepted;
    accepted.receipt = r;
    accepted.source = file_.filename().string() + ":" + std::to_string(number_);
    accepted.sequence = world_.receipts.size() + 1;
    world_.receipts.push_back(accepted);
  }

  std::filesystem::path file_;
  int number_ = 0;
  bool expecting_ = false;
  bool posts_ = true;
  Step world_;
  SupplierId supplier_;
  Currency currency_;
  std::map<std::string, std::string> skus_;
  std::map<std::string, ReceiptLine> prices_;
  std::vector<Card> cards_;
};

}  // namespace

std::vector<Card> read_cards(const std::filesystem::path& file) {
  return CardReader(file).read();
}

Judgement judge_step(const Card& card, const Step& step) {
  Evidence evidence;
  evidence.receipts = step.receipts;
  evidence.events = step.events;
  evidence.decisions = step.decisions;
  evidence.pending = step.pending;
  evidence.reference = &card.reference;
  return judge(evidence, step.policy, step.as_of);
}

}  // namespace weighbridge::matching::cards
