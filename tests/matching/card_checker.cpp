#include <algorithm>
#include <functional>

#include "tests/matching/card.hpp"

namespace weighbridge::matching::cards {

namespace {

using Words = std::vector<std::string>;

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_rule_id(const std::string& word) {
  return word.size() == 3 && std::isupper(static_cast<unsigned char>(word[0])) != 0 &&
         std::isdigit(static_cast<unsigned char>(word[1])) != 0 &&
         std::isdigit(static_cast<unsigned char>(word[2])) != 0;
}

std::string shown(const Discrepancy& d) {
  std::string text(d.rule);
  if (d.quantity) text += " " + d.quantity->to_string() + " " + d.uom;
  text += " " + std::string(to_string_view(d.impact_class));
  text += " " + to_string(d.impact, d.currency) + " on " + d.document;
  if (d.auto_resolved) text += " accepted";
  return text;
}

Decimal number(const std::string& text) {
  return *Decimal::parse(text);
}

/// Q01 10 EA stock 42.00 on S2 [severity low] [accepted]; every word but the rule may be left out.
bool fits(const Words& words, const Discrepancy& d) {
  if (words[0] != d.rule) return false;
  bool accepted = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "on") {
      if (words.at(++i) != d.document) return false;
    } else if (word == "line") {
      const Anchor& at = d.anchor;
      const std::string name =
          at.order.empty() ? at.po.str() + "/" + at.po_line : at.order + "/" + at.line;
      if (words.at(++i) != name) return false;
    } else if (word == "in") {
      if (words.at(++i) != d.currency.code()) return false;
    } else if (word == "severity") {
      if (words.at(++i) != to_string_view(d.severity)) return false;
    } else if (word == "owner") {
      if (words.at(++i) != d.owner) return false;
    } else if (word == "expected") {
      if (words.at(++i) != d.expected) return false;
    } else if (word == "actual") {
      if (words.at(++i) != d.actual) return false;
    } else if (word == "accepted") {
      accepted = true;
    } else if (word == "cash" || word == "stock" || word == "accrual" || word == "claim" ||
               word == "none") {
      if (word != to_string_view(d.impact_class)) return false;
      if (i + 1 < words.size() && Decimal::parse(words[i + 1])) {
        if (number(words[++i]) != d.impact.value) return false;
      }
    } else {
      if (!d.quantity || Rational(number(word)) != *d.quantity || words.at(++i) != d.uom) {
        return false;
      }
    }
  }
  return accepted == d.auto_resolved;
}

const InvoiceResult* find_invoice(const Judgement& j, const std::string& name) {
  for (const InvoiceResult& r : j.invoices) {
    if (r.invoice == name) return &r;
  }
  return nullptr;
}

const LineResult* find_line(const Judgement& j, const std::string& name) {
  for (const LineResult& r : j.lines) {
    if (r.po.str() + "/" + r.po_line == name) return &r;
  }
  return nullptr;
}

std::string check_amount(const Words& words, const Judgement& j) {
  static const std::map<std::string, Money InvoiceResult::*> kAmounts{
      {"payable", &InvoiceResult::payable_now}, {"blocked", &InvoiceResult::blocked},
      {"disputed", &InvoiceResult::disputed},   {"tax", &InvoiceResult::consequential_tax},
      {"waiting", &InvoiceResult::waiting},     {"gross", &InvoiceResult::gross}};
  const InvoiceResult* r = find_invoice(j, words.at(1));
  if (r == nullptr) return "no result for invoice " + words[1];
  const Money actual = r->*kAmounts.at(words[0]);
  if (actual.value == number(words.at(2))) return "";
  return joined(words) + ", but it is " + to_string(actual, r->currency);
}

std::string check_bucket(const Words& words, const Judgement& j) {
  static const std::map<std::string, Rational LineResult::*> kBuckets{
      {"ordered", &LineResult::ordered},   {"shipped", &LineResult::shipped},
      {"received", &LineResult::received}, {"accepted", &LineResult::accepted},
      {"owed", &LineResult::payable},      {"billed", &LineResult::billed},
      {"posted", &LineResult::posted},     {"transit", &LineResult::in_transit},
      {"rejects", &LineResult::rejected},  {"held", &LineResult::on_hold},
      {"returned", &LineResult::returned}};
  const LineResult* r = find_line(j, words.at(1));
  if (r == nullptr) return "no order line " + words[1];
  const Rational& actual = r->*kBuckets.at(words[0]);
  if (actual == Rational(number(words.at(2)))) return "";
  return joined(words) + ", but it is " + actual.to_string();
}

std::string check_line(const Words& words, const Judgement& j) {
  const LineResult* r = find_line(j, words.at(1));
  if (r == nullptr) return "no order line " + words[1];
  if (to_string_view(r->state) == words.at(2)) return "";
  return joined(words) + ", but it is " + std::string(to_string_view(r->state));
}

/// transfer TO-7/1 IN_TRANSIT [20]; the number is what is on its way.
std::string check_transfer(const Words& words, const Judgement& j) {
  for (const TransferResult& r : j.transfers) {
    if (r.order + "/" + r.line != words.at(1)) continue;
    const bool fits =
        r.state == words.at(2) && (words.size() == 3 || r.in_transit == Rational(number(words[3])));
    if (fits) return "";
    return joined(words) + ", but it is " + std::string(r.state) + " with " +
           r.in_transit.to_string() + " in transit";
  }
  return "no transfer " + words.at(1);
}

/// count C-1 HELD [-12] [postable]; the number is the variance of the count that decides;
/// with it, "postable" must be said of what may be posted.
std::string check_count(const Words& words, const Judgement& j) {
  for (const CountResult& r : j.counts) {
    if (r.event != words.at(1)) continue;
    Words actual{std::string(r.state)};
    for (const CountingResult& c : r.countings) {
      if (c.decides && c.variance) actual.push_back(c.variance->to_string());
    }
    if (r.may_post) actual.emplace_back("postable");
    const Words said(words.begin() + 2, words.end());
    const bool fits = said.size() == 1 ? said[0] == actual[0] : said == actual;
    return fits ? "" : joined(words) + ", but it is " + joined(actual);
  }
  return "no count " + words.at(1);
}

/// posting J-1 held
std::string check_posting(const Words& words, const Judgement& j) {
  std::string_view actual = "nowhere";
  for (const TransferResult& r : j.transfers) {
    if (r.order + "/" + r.line == words.at(1)) actual = to_string_view(r.posting);
  }
  for (const CountResult& r : j.counts) {
    if (r.event == words.at(1)) actual = to_string_view(r.posting);
  }
  for (const AdjustmentResult& r : j.adjustments) {
    if (r.event == words.at(1)) actual = to_string_view(r.posting);
  }
  return actual == words.at(2) ? "" : joined(words) + ", but it is " + std::string(actual);
}

/// history C-1 M-1: the discrepancy on C-1 comes with M-1.
std::string check_history(const Words& words, const Judgement& j) {
  for (const Discrepancy& d : j.discrepancies) {
    if (d.document != words.at(1)) continue;
    for (const HistoryEntry& entry : d.history) {
      if (entry.id == words.at(2)) return "";
    }
  }
  return "not attached: " + joined(words);
}

std::string check_outcome(const Words& words, const Judgement& j) {
  const InvoiceResult* r = find_invoice(j, words.at(1));
  if (r == nullptr) return "no result for invoice " + words[1];
  if (r->outcome == words.at(2)) return "";
  return joined(words) + ", but it is " + r->outcome;
}

/// residue PO-1/10 100.00 price -50.00 fx 0.00 quantity 150.00; each part may be left out.
std::string check_residue(const Words& words, const Judgement& j) {
  static const std::map<std::string, Money AccrualResidue::*> kParts{
      {"price", &AccrualResidue::price_variance},
      {"fx", &AccrualResidue::fx_variance},
      {"quantity", &AccrualResidue::quantity_variance}};
  const LineResult* r = find_line(j, words.at(1));
  if (r == nullptr || !r->accrual) return "no residue for " + words[1];
  const AccrualResidue& a = *r->accrual;
  if (a.residue != a.price_variance + a.fx_variance + a.quantity_variance) {
    return joined(words) + ", but its parts do not add up";
  }
  if (a.residue.value != number(words.at(2))) {
    return joined(words) + ", but it is " + to_string(a.residue, a.currency);
  }
  for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
    const Money part = a.*kParts.at(words[i]);
    if (part.value == number(words[i + 1])) continue;
    return joined(words) + ", but " + words[i] + " is " + to_string(part, a.currency);
  }
  return "";
}

/// note NAME [amount] [in CURRENCY] [on DOCUMENT] [line PO/LINE]
bool fits_note(const Words& words, const Note& note) {
  if (note.note != words.at(1)) return false;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "on") {
      if (words.at(++i) != note.document) return false;
    } else if (words[i] == "in") {
      if (words.at(++i) != note.currency.code()) return false;
    } else if (words[i] == "line") {
      if (words.at(++i) != note.anchor.po.str() + "/" + note.anchor.po_line) return false;
    } else if (!note.amount || note.amount->value != number(words[i])) {
      return false;
    }
  }
  return true;
}

std::string check_note(const Words& words, const Judgement& j) {
  const bool found = std::any_of(j.notes.begin(), j.notes.end(),
                                 [&](const Note& note) { return fits_note(words, note); });
  return found ? "" : "no such note: " + joined(words);
}

std::string check_no_note(const Words& words, const Judgement& j) {
  const bool found = std::any_of(j.notes.begin(), j.notes.end(),
                                 [&](const Note& note) { return note.note == words.at(1); });
  return found ? "there is a note " + words[1] : "";
}

/// cause RULE NAME SCORE: the likeliest of the rule's first discrepancy; also RULE NAME SCORE: one
/// of them.
std::string check_cause(const Words& words, const Judgement& j) {
  for (const Discrepancy& d : j.discrepancies) {
    if (d.rule != words.at(1)) continue;
    if (words.size() == 3) {  // cause RULE none
      return d.causes.empty() ? "" : words[1] + " has the cause " + d.causes.front().name;
    }
    if (d.causes.empty()) return words[1] + " has no cause";
    for (const Cause& cause : d.causes) {
      if (cause.name == words.at(2) && cause.confidence == number(words.at(3))) return "";
      if (words[0] == "cause") break;
    }
    const Cause& top = d.causes.front();
    return joined(words) + ", but it is " + top.name + " " + top.confidence.to_string(2);
  }
  return "no discrepancy " + words.at(1);
}

/// candidate RULE PO/LINE: offered in this discrepancy's arithmetic (M-4.2).
std::string check_candidate(const Words& words, const Judgement& j) {
  for (const Discrepancy& d : j.discrepancies) {
    if (d.rule != words.at(1)) continue;
    for (const std::string& step : d.arithmetic) {
      if (step.find("candidate " + words.at(2) + " ") != std::string::npos) return "";
    }
  }
  return "not offered: " + joined(words);
}

std::string check_refusal(const Words& words, const Judgement& j) {
  const bool found = std::any_of(j.refusals.begin(), j.refusals.end(),
                                 [&](const Refusal& r) { return r.code == words.at(1); });
  return found ? "" : "nothing was refused with " + words.at(1);
}

std::string check_other(const Words& words, const Judgement& j) {
  static const std::map<std::string, std::string (*)(const Words&, const Judgement&)> kChecks{
      {"payable", check_amount},  {"blocked", check_amount},  {"disputed", check_amount},
      {"tax", check_amount},      {"waiting", check_amount},  {"gross", check_amount},
      {"ordered", check_bucket},  {"shipped", check_bucket},  {"received", check_bucket},
      {"accepted", check_bucket}, {"owed", check_bucket},     {"billed", check_bucket},
      {"posted", check_bucket},   {"transit", check_bucket},  {"rejects", check_bucket},
      {"held", check_bucket},     {"returned", check_bucket}, {"line", check_line},
      {"note", check_note},       {"no-note", check_no_note}, {"cause", check_cause},
      {"also", check_cause},      {"refused", check_refusal}, {"candidate", check_candidate},
      {"outcome", check_outcome}, {"residue", check_residue}, {"transfer", check_transfer},
      {"count", check_count},     {"posting", check_posting}, {"history", check_history}};
  const auto check = kChecks.find(words[0]);
  if (check == kChecks.end()) return "the card says something unknown: " + joined(words);
  return check->second(words, j);
}

}  // namespace

std::vector<std::string> differences(const Step& step, const Judgement& judgement) {
  std::vector<std::string> found;
  std::vector<bool> expected(judgement.discrepancies.size(), false);
  for (const Expectation& e : step.expected) {
    const std::string at = "line " + std::to_string(e.line) + ": ";
    if (e.words[0] == "nothing") continue;
    if (!is_rule_id(e.words[0])) {
      const std::string wrong = check_other(e.words, judgement);
      if (!wrong.empty()) found.push_back(at + wrong);
      continue;
    }
    bool seen = false;
    for (std::size_t i = 0; i < expected.size() && !seen; ++i) {
      if (expected[i] || !fits(e.words, judgement.discrepancies[i])) continue;
      expected[i] = true;
      seen = true;
    }
    if (!seen) found.push_back(at + "not found: " + joined(e.words));
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (!expected[i]) {
      found.push_back("line " + std::to_string(step.line) +
                      ": not expected: " + shown(judgement.discrepancies[i]) + " - " +
                      judgement.discrepancies[i].reason);
    }
  }
  return found;
}

}  // namespace weighbridge::matching::cards
