// MapCompiler: what a partner says of a map. Its rules take the place of the map's own where they
// fill the same target at the same place; everything else stays as the map says.
#include <utility>

#include "mappings/maps/flat_layout.hpp"
#include "mappings/maps/map_compiler.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

void MapCompiler::read_partner_head(const PartnerRules& partner) {
  table_->use_file(partner.file);
  plan_.partner = partner.name;
  plan_.partner_supplier = partner.supplier;
  if (partner.rules == nullptr) return table_->use_file(plan_.file);
  plan_.flat.by_party = true;
  if (const yaml::Node* files = partner.rules->find("files")) read_files(*files);
  if (const yaml::Node* lists = partner.rules->find("lists")) lists_.extend(*lists, *table_);
  const yaml::Node* sections = partner.rules->find("sections");
  if (sections != nullptr && !sections->is_list()) {
    table_->error(*sections, "`sections` is not a list",
                  "begin each section with `- at: set` or `- at: LOOP`");
    sections = nullptr;
  }
  if (sections != nullptr)
    for (const yaml::Node& section : sections->items) {
      partner_sections_.emplace_back(read_scopes(section), &section);
      for (const std::uint16_t scope : partner_sections_.back().first)
        for (const yaml::Entry& entry : section.entries) overruled_.emplace(scope, entry.key);
    }
  table_->use_file(plan_.file);
}

/// The map's own way to write values, and the partner's over it; in a map of the partner's own the
/// map says more than the partner.
void MapCompiler::read_all_values(const yaml::Node& root, const PartnerRules* partner) {
  const bool own_map = partner != nullptr && partner->rules == nullptr;
  const yaml::Node* of_map = root.find("values");
  const yaml::Node* of_partner = partner != nullptr ? partner->values : nullptr;
  if (own_map && of_partner != nullptr) read_values(*of_partner);
  if (of_map != nullptr) read_values(*of_map);
  if (own_map || of_partner == nullptr) return;
  table_->use_file(partner->file);
  read_values(*of_partner);
  table_->use_file(plan_.file);
}

void MapCompiler::read_files(const yaml::Node& files) {
  plan_.flat.files = read_file_patterns(files, *table_);
  plan_.flat.by_party = false;
  if (plan_.standard != kFlatStandard)
    table_->error(files, "`files` is of flat files, and the map reads " + plan_.standard,
                  "name the `sender` instead");
}

void MapCompiler::read_partner_rules(const PartnerRules& partner) {
  if (partner.rules == nullptr) return;
  table_->use_file(partner.file);
  overruled_.clear();
  for (const auto& [scopes, section] : partner_sections_) read_entries(scopes, *section);
  read_agreement(*partner.rules);
  table_->use_file(plan_.file);
}

/// What was agreed about the values: which must be there, and which oddities are none.
void MapCompiler::read_agreement(const yaml::Node& rules) {
  if (const yaml::Node* required = rules.find("required"))
    for (const yaml::Node* name : table_->one_or_more(*required, "required"))
      if (const auto field = known_field(*name)) plan_.required.push_back(*field);
  if (const yaml::Node* on = rules.find("switches")) read_switches(*on);
}

void MapCompiler::read_partner_defaults(const PartnerRules& partner) {
  table_->use_file(partner.file);
  read_defaults(*partner.rules->find("defaults"));
  table_->use_file(plan_.file);
}

/// Nothing else could stand in for the number of a flat file's document.
void MapCompiler::check_number(const yaml::Node& root) {
  if (plan_.standard != kFlatStandard) return;
  for (const auto& [place, line] : filled_)
    if (place.second == Field::document_number) return;
  const yaml::Node* sections = root.find("sections");
  table_->error(sections != nullptr ? *sections : root, "nothing fills `document.number`",
                "name the column of the document's number; a flat file has no control number that "
                "could stand in");
}

void MapCompiler::read_switches(const yaml::Node& on) {
  for (const yaml::Node* name : table_->one_or_more(on, "switches")) {
    std::vector<std::string_view> names;
    bool known = false;
    for (const SwitchInfo& row : switches()) {
      names.push_back(row.name);
      if (row.name != name->text) continue;
      plan_.switch_on(row.which);
      known = true;
    }
    if (!known)
      table_->error(*name, "there is no switch `" + name->text + "`",
                    suggest_name(name->text, names));
  }
}

std::optional<Field> MapCompiler::known_field(const yaml::Node& name) {
  const auto field = field_from(name.text);
  if (field) return field;
  std::vector<std::string_view> names;
  for (const FieldInfo& row : fields()) names.push_back(row.name);
  table_->error(name, "there is no target `" + name.text + "`", suggest_name(name.text, names));
  return std::nullopt;
}

/// Behind the rules: nothing refers to the takes of defaults by a range.
void MapCompiler::read_defaults(const yaml::Node& defaults) {
  if (!defaults.is_map()) {
    table_->error(defaults, "`defaults` is " + std::string(yaml::describe(defaults.kind)),
                  "write `TARGET: VALUE` lines");
    return;
  }
  for (const yaml::Entry& entry : defaults.entries) {
    yaml::Node name;
    name.line = entry.line;
    name.column = entry.column;
    name.text = entry.key;
    const auto field = known_field(name);
    if (!field || !table_->text(entry.value, entry.key)) continue;
    if (!understands(entry.key, entry.value.text))
      table_->error(entry.value,
                    "`" + entry.key + "` does not know the word `" + entry.value.text + "`",
                    "use a word of docs/formats/receipt.md");
    Take take;
    take.target = static_cast<std::uint8_t>(*field);
    take.rank = 255;
    plan_.defaults.push_back({static_cast<std::uint16_t>(plan_.takes.size()), entry.value.text});
    plan_.takes.push_back(take);
  }
}

void MapCompiler::read_values(const yaml::Node& values) {
  if (!table_->is_map_of(values, "values", {"decimal", "grouping", "dates"})) return;
  const auto mark = [&](std::string_view key, char& out) {
    const yaml::Node* node = values.find(key);
    if (node == nullptr) return;
    if (node->text.size() != 1)
      table_->error(*node, "`" + std::string(key) + "` is not one character",
                    "write it like `" + std::string(key) + ": \",\"`");
    else
      out = node->text.front();
  };
  mark("decimal", plan_.syntax.decimal_mark);
  mark("grouping", plan_.syntax.grouping);
  if (const yaml::Node* dates = values.find("dates")) {
    plan_.syntax.date = read_format(*dates);
    plan_.syntax.date_example = "agreed with the partner";
  }
}

}  // namespace weighbridge::maps
