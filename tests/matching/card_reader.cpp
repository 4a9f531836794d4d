#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/matching/card.hpp"
#include "tests/matching/card_documents.hpp"
#include "tests/matching/card_events.hpp"

namespace weighbridge::matching::cards {

namespace {

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
    documents_ = {};
    events_ = {};
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
      documents_.set_supplier(SupplierId(words.next()));
      if (words.take("group")) {
        SupplierRow row;
        row.supplier = documents_.supplier();
        row.group = words.next();
        cards_.back().reference.suppliers.push_back(row);
      }
    } else if (verb == "currency") {
      documents_.set_currency(*Currency::parse(words.next()));
    } else if (verb == "item") {
      item(words);
    } else if (verb == "alias") {
      const std::string vendor = words.next();
      cards_.back().reference.aliases.push_back({documents_.supplier(), vendor, Sku(words.next())});
    } else if (verb == "pack") {
      pack(words);
    } else if (verb == "postings") {
      documents_.post_by_hand();
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
    } else if (verb == "site") {
      const std::string site = words.next();
      cards_.back().hours_ahead[site] = std::stoi(words.next());
    } else if (const auto event = events_.read(verb, words)) {
      AcceptedEvent accepted;
      accepted.event = *event;
      accepted.source = file_.filename().string() + ":" + std::to_string(number_);
      world_.events.push_back(accepted);
    } else {
      for (const Receipt& r : documents_.read(verb, text)) add(r);
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
      } else if (word == "site") {
        t.scope.site = words.next();
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
        {"void", DecisionKind::void_duplicate},
        {"evidence", DecisionKind::attach_evidence}};
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
    event.supplier = documents_.supplier();
    event.quantity = Quantity(decimal(words.next()));
    event.uom = words.next();
    if (words.take("rejected")) event.condition = Condition::rejected;
    world_.events.push_back(accepted);
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
  Step world_;
  DocumentReader documents_;
  EventReader events_;
  std::vector<Card> cards_;
};

}  // namespace

namespace {

/// Sites whose clocks are some hours ahead of UTC, all year round.
class OffsetClock final : public SiteClock {
 public:
  explicit OffsetClock(const std::map<std::string, int>& hours_ahead) : ahead_(hours_ahead) {}
  Instant start_of_day(std::string_view site, Date day) const override {
    return Instant{day} - offset(site);
  }
  Date day_of(std::string_view site, Instant at) const override {
    return std::chrono::floor<std::chrono::days>(at + offset(site));
  }

 private:
  std::chrono::hours offset(std::string_view site) const {
    const auto found = ahead_.find(std::string(site));
    return std::chrono::hours{found == ahead_.end() ? 0 : found->second};
  }
  const std::map<std::string, int>& ahead_;
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
  const OffsetClock clock(card.hours_ahead);
  evidence.clock = &clock;
  return judge(evidence, step.policy, step.as_of);
}

}  // namespace weighbridge::matching::cards
