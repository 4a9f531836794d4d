// `reads.controls` of a map of flat files: rows that state how many rows there are, or their sum.
#include <algorithm>
#include <utility>

#include "mappings/maps/flat_sources.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

namespace {

constexpr std::size_t kControlsMax = 50;
constexpr int kDecimalsMax = 6;

bool is_yes(const yaml::Node& control, std::string_view key, TableReader& table) {
  const yaml::Node* node = control.find(key);
  if (node == nullptr) return false;
  if (node->text != "true" && node->text != "false")
    table.error(*node, "`" + std::string(key) + "` is neither true nor false",
                "write `" + std::string(key) + ": true`");
  return node->text == "true";
}

}  // namespace

void FlatSources::read_controls(const yaml::Node& controls) {
  if (!controls.is_list()) {
    table_.error(controls, "`controls` is " + std::string(yaml::describe(controls.kind)),
                 "list them: `- {at: T, states: lines, counts: D}`");
    return;
  }
  for (const yaml::Node& control : controls.items) read_control(control);
  if (controls.items.size() > kControlsMax)
    table_.error(controls, "there are more than " + std::to_string(kControlsMax) + " controls",
                 "leave out those that say the same");
}

void FlatSources::read_control(const yaml::Node& node) {
  if (!table_.is_map_of(node, "a control", {"at", "of", "states", "counts", "sums", "optional"}))
    return;
  FlatControl control;
  control.optional = is_yes(node, "optional", table_);
  if (const yaml::Node* of = node.find("of")) {
    control.of_file = of->text == "file";
    if (!control.of_file && of->text != "document")
      table_.error(*of, "`of` is neither `document` nor `file`",
                   "say `of: file` where the rows of all documents are meant");
  }
  const yaml::Node* states = node.find("states");
  const yaml::Node* counts = node.find("counts");
  const yaml::Node* sums = node.find("sums");
  if (states == nullptr || (counts == nullptr) == (sums == nullptr)) {
    table_.error(node, "a control says what a row `states`, and which rows that `counts` or `sums`",
                 "write `{at: T, states: lines, counts: D}` or `{at: T, states: total, sums: {at: "
                 "D, from: amount}}`");
    return;
  }
  const auto record = control_record(node);
  const auto stated = record ? read_term(*states, *record) : std::nullopt;
  if (!stated) return;
  control.stated = *stated;
  if (!plan_.flat.tagged && control.stated.checks.count == 0)
    table_.error(*states, "nothing tells the row that states it from the others",
                 "say when it does: `states: quantity when text=Total`");
  if (counts != nullptr) read_counted(*counts, control);
  if (sums != nullptr) {
    const auto add = [&](const yaml::Node& term) {
      const auto of = control_record(term);
      if (const auto summed = of ? read_term(term, *of) : std::nullopt)
        control.summed.push_back(*summed);
    };
    if (sums->is_list())
      for (const yaml::Node& term : sums->items) add(term);
    else
      add(*sums);
  }
  plan_.flat.controls.push_back(std::move(control));
}

void FlatSources::read_counted(const yaml::Node& counts, FlatControl& control) {
  for (const yaml::Node* type : table_.one_or_more(counts, "counts")) {
    const std::size_t record = plan_.flat.record(type->text);
    if (record != kNoRecord) {
      control.counted.push_back(record);
    } else if (type->text == "all") {
      control.counts_all = true;
    } else {
      std::vector<std::string_view> names{"all"};
      for (const FlatRecord& known : plan_.flat.records) names.emplace_back(known.tag);
      table_.error(*type, "there is no record `" + type->text + "`",
                   suggest_name(type->text, names));
    }
  }
}

std::optional<std::size_t> FlatSources::control_record(const yaml::Node& node) {
  const yaml::Node* at = node.is_map() ? node.find("at") : nullptr;
  if (at == nullptr) {
    if (!plan_.flat.tagged) return 0;
    table_.error(node, "`at` is missing", "name the record: `{at: D, from: amount}`");
    return std::nullopt;
  }
  const std::size_t record = plan_.flat.record(at->text);
  if (record != kNoRecord) return record;
  std::vector<std::string_view> names;
  for (const FlatRecord& known : plan_.flat.records) names.emplace_back(known.tag);
  table_.error(*at, "there is no record `" + at->text + "`", suggest_name(at->text, names));
  return std::nullopt;
}

/// A column, `total when kind=Q`, or `{from: total, decimals: 2}`.
std::optional<FlatTerm> FlatSources::read_term(const yaml::Node& node, std::size_t record) {
  FlatTerm term;
  term.record = record;
  const yaml::Node* from = &node;
  if (node.is_map()) {
    if (!table_.is_map_of(node, "a column", {"at", "from", "decimals"})) return std::nullopt;
    from = node.find("from");
    if (from == nullptr) {
      table_.error(node, "`from` is missing", "say which column it comes from");
      return std::nullopt;
    }
    if (const yaml::Node* decimals = node.find("decimals")) {
      const bool is_digit = decimals->text.size() == 1 && decimals->text[0] >= '0' &&
                            decimals->text[0] <= '0' + kDecimalsMax;
      if (!is_digit)
        table_.error(*decimals, "`decimals` is no number from 0 to 6",
                     "write how many decimals are implied, such as `decimals: 2`");
      term.decimals = is_digit ? static_cast<std::uint8_t>(decimals->text[0] - '0') : 0;
    }
  }
  if (constant(*from)) {
    table_.error(*from, "a word of the map states nothing of the file", "name a column");
    return std::nullopt;
  }
  if (!table_.text(*from, "from")) return std::nullopt;
  const auto source = read_source(*from, record);
  if (!source) return std::nullopt;
  term.element = source->path.element;
  term.checks = builder_.add_checks(source->conditions);
  return term;
}

}  // namespace weighbridge::maps
