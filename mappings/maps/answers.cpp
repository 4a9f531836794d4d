#include "mappings/maps/answers.hpp"

#include <string>
#include <vector>

#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

namespace {

/// The names of a list, each of which must be one of `known`.
std::vector<std::string> names_of(const yaml::Node& node,
                                  const std::vector<std::string_view>& known, TableReader& table) {
  std::vector<std::string> names;
  if (node.is_list() && node.items.empty()) return names;
  for (const yaml::Node* name : table.one_or_more(node, "acknowledge")) {
    bool is_known = false;
    for (const std::string_view one : known) is_known = is_known || one == name->text;
    if (is_known)
      names.push_back(name->text);
    else
      table.error(*name, "there is no answer `" + name->text + "`",
                  suggest_name(name->text, known));
  }
  return names;
}

}  // namespace

std::optional<Answers> read_answers(const yaml::Node& node, TableReader& table) {
  if (!table.is_map_of(node, "acknowledge", {"x12", "edifact"})) return std::nullopt;
  Answers answers;
  if (const yaml::Node* x12 = node.find("x12")) {
    answers.x12 = X12Answer::none;
    bool twice = false;
    for (const std::string& name : names_of(*x12, {"997", "999", "824"}, table)) {
      answers.x12_advice = answers.x12_advice || name == "824";
      if (name == "824") continue;
      twice = twice || answers.x12 != X12Answer::none;
      answers.x12 = name == "999" ? X12Answer::implementation : X12Answer::functional;
    }
    if (twice) table.error(*x12, "997 and 999 say the same", "keep the one that the partner reads");
  }
  if (const yaml::Node* edifact = node.find("edifact")) {
    answers.edifact_control = false;
    for (const std::string& name : names_of(*edifact, {"CONTRL", "APERAK"}, table)) {
      answers.edifact_control = answers.edifact_control || name == "CONTRL";
      answers.edifact_advice = answers.edifact_advice || name == "APERAK";
    }
  }
  return table.failed() ? std::nullopt : std::optional(answers);
}

}  // namespace weighbridge::maps
