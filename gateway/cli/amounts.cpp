#include "gateway/cli/amounts.hpp"

#include <vector>

#include "gateway/cli/text.hpp"

namespace weighbridge::cli {

std::string number_text(Money amount, Currency currency) {
  return grouped(std::string_view(to_string(amount, currency)));
}

std::string money_text(Money amount, Currency currency) {
  return number_text(amount, currency) + ' ' +
         std::string(currency.empty() ? "(no currency)" : currency.code());
}

std::string money_text(const std::map<Currency, Money>& amounts) {
  std::string text;
  for (auto entry = amounts.rbegin(); entry != amounts.rend(); ++entry)
    text += (text.empty() ? "" : " + ") + money_text(entry->second, entry->first);
  return text.empty() ? "nothing" : text;
}

std::string quantity_text(const Rational& quantity) {
  return quantity.rounded(Decimal::kFractionDigits).to_string();
}

std::string time_text(Instant at) {
  const std::string text = to_string(at);  // 2026-03-31T00:00:00Z
  const std::string clock = text.substr(11, text.substr(17, 2) == "00" ? 5 : 8);
  return text.substr(0, 10) + ' ' + clock + " UTC";
}

Money abs(Money amount) {
  return amount.is_negative() ? -amount : amount;
}

Totals totals_of(const matching::Judgement& judgement) {
  Totals totals;
  std::map<matching::Anchor, std::vector<const matching::Discrepancy*>> by_anchor;
  for (const matching::Discrepancy& discrepancy : judgement.discrepancies) {
    if (discrepancy.auto_resolved) {
      totals.auto_accepted[discrepancy.currency] += discrepancy.impact;
      ++totals.auto_accepted_count;
      continue;
    }
    totals.by_class[discrepancy.currency].add(discrepancy.impact_class, discrepancy.impact);
    by_anchor[cases::case_anchor(discrepancy)].push_back(&discrepancy);
  }
  for (const auto& [anchor, discrepancies] : by_anchor)
    for (const auto& [currency, amount] : cases::at_stake(discrepancies))
      totals.at_stake[currency] += amount;
  return totals;
}

}  // namespace weighbridge::cli
