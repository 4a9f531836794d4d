#include "gateway/cli/stock_text.hpp"

#include <algorithm>
#include <map>

#include "gateway/cli/amounts.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {
namespace {

using matching::CountResult;
using matching::Posting;
using matching::TransferResult;

std::string heading(std::string_view text, const Style& style) {
  return '\n' + style.paint(Tone::heading, text) + "\n\n";
}

std::string signed_text(const Rational& quantity) {
  return (quantity.is_negative() ? "" : "+") + quantity_text(quantity);
}

std::string transfers_text(const std::vector<TransferResult>& transfers, const Style& style) {
  if (transfers.empty()) return {};
  Table table({{"Transfer"},
               {"Line"},
               {"Item"},
               {"From"},
               {"To"},
               {"Left", Align::right},
               {"Arrived", Align::right},
               {"Damaged", Align::right},
               {"Under way", Align::right},
               {"Expected"},
               {"State"}});
  std::uint64_t finished = 0;
  for (const TransferResult& t : transfers) {
    if (t.state == "RECEIVED" || t.state == "CANCELLED") {
      ++finished;
      continue;
    }
    const bool is_wrong = t.posting == Posting::held || !t.overdue.is_zero();
    table.add({t.order,
               t.line,
               t.sku,
               t.from_site,
               t.to_site,
               quantity_text(t.shipped - t.cancelled),
               quantity_text(t.received + t.damaged),
               t.damaged.is_zero() ? "" : quantity_text(t.damaged),
               t.in_transit.is_zero() ? "" : quantity_text(t.in_transit),
               t.eta && !t.is_final ? to_string(*t.eta) : "",
               {words(t.state), is_wrong ? Tone::bad : Tone::plain}});
  }
  std::string text = heading("Transfers between sites", style) + table.render(style, 2);
  if (finished != 0) {
    text += "  " + counted(finished, "transfer line") + (table.empty() ? "" : " more") +
            (finished == 1 ? " is" : " are") + " finished.\n";
  }
  return text;
}

std::string counts_text(const std::vector<CountResult>& counts, const Style& style) {
  if (counts.empty()) return {};
  Table table({{"Count"},
               {"Place"},
               {"Item"},
               {"Counted", Align::right},
               {"Expected", Align::right},
               {"Variance", Align::right},
               {"Worth", Align::right},
               {"Times", Align::right},
               {"State"}});
  std::uint64_t agreeing = 0;
  for (const CountResult& count : counts) {
    if (count.state == "AGREES") {
      ++agreeing;
      continue;
    }
    const auto decides = std::find_if(count.countings.begin(), count.countings.end(),
                                      [](const auto& counting) { return counting.decides; });
    const std::string place = count.site + (count.location.empty() ? "" : ' ' + count.location);
    if (decides == count.countings.end()) {
      table.add(
          {count.event, place, count.sku, "", "", "", "", "", {words(count.state), Tone::bad}});
      continue;
    }
    const bool held = count.posting == Posting::held;
    table.add({count.event,
               place,
               count.sku,
               quantity_text(decides->counted),
               decides->expected ? quantity_text(*decides->expected) : "",
               decides->variance ? signed_text(*decides->variance) : "",
               count.value.is_zero() ? "" : money_text(count.value, count.currency),
               std::to_string(count.countings.size()),
               {count.may_post ? "held, may be proposed for posting" : words(count.state),
                held ? Tone::bad : Tone::good}});
  }
  std::string text = heading("Cycle counts", style) + table.render(style, 2);
  if (agreeing != 0) {
    text += "  " + counted(agreeing, "count") + (table.empty() ? "" : " more") +
            (agreeing == 1 ? " agrees" : " agree") + " with the book.\n";
  }
  return text;
}

std::string adjustments_text(const std::vector<matching::AdjustmentResult>& adjustments,
                             const Style& style) {
  if (adjustments.empty()) return {};
  std::map<Currency, Money> value;
  std::uint64_t held = 0;
  for (const matching::AdjustmentResult& adjustment : adjustments) {
    value[adjustment.currency] += adjustment.value;
    held += adjustment.posting == Posting::held ? 1 : 0;
  }
  std::string text = counted(adjustments.size(), "adjustment") + ", together " + money_text(value);
  if (held != 0) text += "; the posting of " + grouped(held) + " is held";
  return heading("Adjustments of stock", style) + "  " + text + ".\n";
}

}  // namespace

std::string stock_text(const matching::Judgement& judgement, const Style& style) {
  return transfers_text(judgement.transfers, style) + counts_text(judgement.counts, style) +
         adjustments_text(judgement.adjustments, style);
}

std::string history_text(const std::vector<matching::HistoryEntry>& history) {
  constexpr std::size_t kShown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(history.size(), kShown); ++i) {
    const matching::HistoryEntry& entry = history[i];
    text += (text.empty() ? "" : "; ") + std::string(entry.kind) + ' ' + entry.id;
    if (!entry.at.empty()) text += " of " + entry.at.substr(0, 10);
    if (!entry.location.empty()) text += " at " + entry.location;
    if (entry.quantity) text += ", " + quantity_text(*entry.quantity);
    if (!entry.text.empty()) text += ", " + entry.text;
  }
  if (history.size() > kShown) text += "; and " + grouped(history.size() - kShown) + " more";
  return text;
}

}  // namespace weighbridge::cli
