#include "mappings/maps/map_set.hpp"

#include <optional>
#include <utility>

#include "mappings/maps/map_compiler.hpp"
#include "mappings/maps/table_reader.hpp"

namespace weighbridge::maps {

namespace {

struct ParsedFile {
  TableReader table;
  yaml::Node root;
};

/// The lists of a `codes:` file, under its name.
void read_codes_file(ParsedFile& file, SharedLists& shared) {
  if (!file.table.is_map_of(file.root, "the file", {"codes", "version", "lists"})) return;
  const auto name = file.table.text_of(file.root, "codes", "codes: x12-codes");
  const yaml::Node* lists = file.root.find("lists");
  if (lists == nullptr)
    file.table.error(file.root, "`lists` is missing", "add the lists, each with a name");
  else if (name)
    shared[*name].read(*lists, file.table);
}

}  // namespace

MapSet MapSet::compile(std::span<const NamedText> files, const Standards& standards,
                       std::vector<TableError>& errors) {
  // Lists first: maps name them whatever the order of the files.
  std::vector<ParsedFile> map_files;
  SharedLists shared;
  for (const NamedText& file : files) {
    ParsedFile parsed{TableReader(file.path, errors), {}};
    parsed.root = parsed.table.parse(file.text);
    if (!parsed.root.is_map()) continue;
    if (parsed.root.find("codes") != nullptr)
      read_codes_file(parsed, shared);
    else
      map_files.push_back(std::move(parsed));
  }

  MapSet set;
  for (ParsedFile& file : map_files) {
    TableReader table(file.table.file(), errors);
    std::optional<Plan> plan = MapCompiler(table, shared, standards).compile(file.root);
    if (!plan) continue;
    if (const Plan* other = set.find(plan->standard, plan->set))
      table.error(*file.root.find("map"),
                  "the set " + plan->set + " has a map already, in " + other->file,
                  "keep one map for each set");
    else
      set.plans_.push_back(std::move(*plan));
  }
  return set;
}

const Plan* MapSet::find(std::string_view standard, std::string_view set) const {
  for (const Plan& plan : plans_)
    if (plan.standard == standard && plan.set == set) return &plan;
  return nullptr;
}

}  // namespace weighbridge::maps
