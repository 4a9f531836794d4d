#include "cases/case_summary.hpp"
#include "gateway/cli/amounts.hpp"
#include "gateway/cli/cases.hpp"
#include "gateway/cli/table.hpp"
#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {
namespace {

Cell state_cell(cases::CaseState state) {
  return {words(to_string_view(state)), cases::is_open(state) ? Tone::plain : Tone::good};
}

std::string rules_of(const cases::Case& value) {
  std::string rules;
  for (const cases::CaseItem& item : value.items)
    if (rules.find(item.rule) == std::string::npos) rules += (rules.empty() ? "" : " ") + item.rule;
  return rules;
}

}  // namespace

std::string cases_text(const std::vector<cases::Case>& cases, const Style& style) {
  if (cases.empty()) return "No cases.\n";
  Table table({{"Case"},
               {"State"},
               {"Severity"},
               {"At stake", Align::right},
               {"Owner"},
               {"Opened"},
               {"Rules"},
               {"About", Align::left, true}});
  std::map<Currency, Money> at_stake;
  for (const cases::Case& value : cases) {
    table.add({value.id,
               state_cell(value.state),
               {std::string(to_string_view(value.severity)), tone_of(value.severity)},
               money_text(value.at_stake, value.currency),
               value.owner,
               to_string(value.opened_at).substr(0, 10),
               rules_of(value),
               cases::anchor_words(value.anchor)});
    if (!value.at_stake.is_zero()) at_stake[value.currency] += value.at_stake;
  }
  return table.render(style) + '\n' + counted(cases.size(), "case") + ", " + money_text(at_stake) +
         " at stake\n";
}

std::string case_text(const cases::Case& value, const std::vector<cases::LedgerEntry>& history,
                      const Style& style) {
  std::string out = style.paint(Tone::strong, value.id + "  " + printable(value.title)) + '\n';
  Table facts({{""}, {"", Align::left, true}});
  facts.add({"About", cases::anchor_words(value.anchor)});
  facts.add({"State", state_cell(value.state)});
  facts.add({"Severity", {std::string(to_string_view(value.severity)), tone_of(value.severity)}});
  facts.add({"At stake", {money_text(value.at_stake, value.currency), Tone::strong}});
  facts.add({"Owner", value.owner});
  if (!value.assignee.empty()) facts.add({"Assignee", value.assignee});
  if (!value.cause.empty()) facts.add({"Likely cause", words(value.cause)});
  if (!value.follows.empty()) facts.add({"Follows", value.follows});
  facts.add({"Opened", time_text(value.opened_at)});
  facts.add({"Changed", time_text(value.changed_at)});
  const std::string rendered = facts.render(style, 2);
  out += rendered.substr(rendered.find('\n') + 1);  // facts need no titles

  Table items({{"Rule"},
               {"Impact", Align::right},
               {"Kind"},
               {"State"},
               {"What does not agree", Align::left, true}});
  for (const cases::CaseItem& item : value.items)
    items.add({item.rule, money_text(item.impact, item.currency),
               std::string(to_string_view(item.impact_class)),
               item.cleared_at
                   ? Cell("cleared " + to_string(*item.cleared_at).substr(0, 10), Tone::good)
                   : Cell("open"),
               cases::code_words(item.code) + ": " + item.reason});
  out += '\n' + style.paint(Tone::heading, "Discrepancies") + '\n' + items.render(style, 2);

  Table entries({{"Entry", Align::right}, {"When"}, {"Who"}, {"What", Align::left, true}});
  for (const cases::LedgerEntry& entry : history)
    entries.add({std::to_string(entry.sequence), time_text(entry.at), entry.actor,
                 entry.action + (entry.reason.empty() ? "" : ": " + entry.reason)});
  out += '\n' + style.paint(Tone::heading, "History, from the ledger") + '\n';
  return out + entries.render(style, 2);
}

}  // namespace weighbridge::cli
