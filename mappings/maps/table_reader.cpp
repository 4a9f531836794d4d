#include "mappings/maps/table_reader.hpp"

#include <algorithm>
#include <utility>

#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

void TableReader::error(std::uint32_t line, std::uint32_t column, std::string message,
                        std::string mend) {
  errors_->push_back({file_, line, column, std::move(message), std::move(mend)});
}

yaml::Node TableReader::parse(std::string_view text) {
  Findings findings;
  yaml::Node root = yaml::read(text, findings);
  for (Finding& finding : findings)
    error(finding.place.line, finding.place.column, std::move(finding.message),
          std::move(finding.mend));
  if (!root.is_map() && findings.empty())
    error(1, 1, "the file is " + std::string(yaml::describe(root.kind)) + ", not a map",
          "begin it with `map: NAME` or `codes: NAME`");
  return root;
}

bool TableReader::is_map_of(const yaml::Node& node, std::string_view what,
                            std::initializer_list<std::string_view> known) {
  if (!node.is_map()) {
    error(node, std::string(what) + " is " + std::string(yaml::describe(node.kind)) + ", not a map",
          "give it members, one `key: value` a line");
    return false;
  }
  for (const yaml::Entry& entry : node.entries)
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      error(entry, std::string(what) + " has no member `" + entry.key + "`",
            suggest_name(entry.key, {known.begin(), known.size()}));
  return true;
}

std::optional<std::string> TableReader::text_of(const yaml::Node& map, std::string_view key,
                                                std::string_view example) {
  const yaml::Node* node = map.find(key);
  if (node != nullptr) return text(*node, key);
  error(map, "`" + std::string(key) + "` is missing",
        "add a line such as `" + std::string(example) + "`");
  return std::nullopt;
}

std::optional<std::string> TableReader::text(const yaml::Node& node, std::string_view what) {
  if (node.is_scalar() && !node.text.empty()) return node.text;
  error(node,
        "`" + std::string(what) + "` is " + std::string(yaml::describe(node.kind)) +
            " where a value was expected",
        "write one value on the line");
  return std::nullopt;
}

std::vector<const yaml::Node*> TableReader::one_or_more(const yaml::Node& node,
                                                        std::string_view what) {
  std::vector<const yaml::Node*> scalars;
  if (node.is_list()) {
    for (const yaml::Node& item : node.items)
      if (text(item, what)) scalars.push_back(&item);
    if (node.items.empty())
      error(node, "`" + std::string(what) + "` is an empty list", "name at least one");
  } else if (text(node, what)) {
    scalars.push_back(&node);
  }
  return scalars;
}

}  // namespace weighbridge::maps
