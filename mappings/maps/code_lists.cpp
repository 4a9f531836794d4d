#include "mappings/maps/code_lists.hpp"

#include "mappings/maps/code_list.hpp"

namespace weighbridge::maps {

void CodeLists::read(const yaml::Node& lists, TableReader& table) {
  if (!lists.is_map()) {
    table.error(lists, "`lists` is " + std::string(yaml::describe(lists.kind)) + ", not a map",
                "give each list a name and its codes");
    return;
  }
  for (const yaml::Entry& entry : lists.entries) {
    if (find(entry.key) != nullptr)
      table.error(entry, "there is a list `" + entry.key + "` already", "give it another name");
    else
      lists_.emplace(entry.key, read_list(entry.value, table));
  }
}

void CodeLists::extend(const yaml::Node& lists, TableReader& table) {
  CodeLists more;
  more.read(lists, table);
  for (auto& [name, words] : more.lists_) {
    CodeWords& list = lists_[name];
    list.insert(list.begin(), words.begin(), words.end());
  }
}

CodeWords CodeLists::read_list(const yaml::Node& node, TableReader& table) {
  CodeWords words;
  const auto add = [&](std::uint32_t line, std::uint32_t column, const std::string& code,
                       const std::string& word) {
    if (code.empty() || code.size() > kLongCodeSizeMax)
      table.error(line, column, "`" + code + "` is no code",
                  "a code has 1 to " + std::to_string(kLongCodeSizeMax) +
                      " characters; put numbers in quotes");
    else
      words.emplace_back(code, word);
  };
  if (node.is_list()) {
    for (const yaml::Node& item : node.items)
      if (table.text(item, "code")) add(item.line, item.column, item.text, item.text);
  } else if (node.is_map()) {
    for (const yaml::Entry& entry : node.entries)
      if (table.text(entry.value, entry.key))
        add(entry.line, entry.column, entry.key, entry.value.text);
  } else {
    table.error(node, "a code list is " + std::string(yaml::describe(node.kind)),
                "write `CODE: word` lines, or a list of codes that stand for themselves");
  }
  return words;
}

const CodeWords* CodeLists::find(std::string_view name) const {
  const auto found = lists_.find(name);
  return found == lists_.end() ? nullptr : &found->second;
}

std::vector<std::string_view> CodeLists::names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, words] : lists_) names.push_back(name);
  return names;
}

}  // namespace weighbridge::maps
