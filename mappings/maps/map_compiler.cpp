#include "mappings/maps/map_compiler.hpp"

#include <algorithm>

#include "mappings/maps/party.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

namespace {

/// Far above any map of ours; keeps every index of a plan in sixteen bits.
constexpr std::size_t kTakesMax = 20'000;

bool is_semantic_version(std::string_view text) {
  int dots = 0;
  char before = '.';
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c != '.' || before == '.')) return false;
    dots += c == '.' ? 1 : 0;
    before = c;
  }
  return dots == 2 && before != '.';
}

std::string loop_name(const Scope& scope) {
  return scope.path.empty() ? "set" : scope.path;
}

/// The words that a target understands; nothing when it takes any text.
bool understands(std::string_view target, const std::string& word) {
  if (target == "document.kind") return document_kind_from(word).has_value();
  if (target == "document.purpose") return purpose_from(word).has_value();
  if (target == "line.condition") return condition_from(word).has_value();
  if (target == "role") return party_role_from(word).has_value();
  if (target == "qualifier") return id_scheme_from(word).has_value();
  return true;
}

bool needs_words(std::string_view target) {
  return !understands(target, "");
}

}  // namespace

std::optional<Plan> MapCompiler::compile(const yaml::Node& root) {
  if (!table_->is_map_of(
          root, "the map",
          {"map", "version", "reads", "gives", "uses", "lists", "lines", "sections"}))
    return std::nullopt;
  read_head(root);
  read_lists(root);
  if (const yaml::Node* lines = root.find("lines")) read_lines(*lines);

  const yaml::Node* sections = root.find("sections");
  if (sections == nullptr || !sections->is_list())
    table_->error(sections != nullptr ? *sections : root, "`sections` is not a list",
                  "begin each section with `- at: set` or `- at: LOOP`");
  else
    for (const yaml::Node& section : sections->items) read_section(section);

  if (table_->failed()) return std::nullopt;
  builder_.finish();
  return std::move(plan_);
}

void MapCompiler::read_head(const yaml::Node& root) {
  plan_.file = table_->file();
  plan_.id = table_->text_of(root, "map", "map: x12-856").value_or("");
  plan_.version = table_->text_of(root, "version", "version: 1.0.0").value_or("0.0.0");
  if (!is_semantic_version(plan_.version))
    table_->error(*root.find("version"), "`" + plan_.version + "` is no semantic version",
                  "write three numbers, such as 1.0.0");

  const yaml::Node* reads = root.find("reads");
  if (reads == nullptr) {
    table_->error(root, "`reads` is missing", "add `reads: {standard: X12, set: \"856\"}`");
  } else if (table_->is_map_of(*reads, "reads", {"standard", "set"})) {
    plan_.standard = table_->text_of(*reads, "standard", "standard: X12").value_or("");
    plan_.set = table_->text_of(*reads, "set", "set: \"856\"").value_or("");
    standard_.emplace(*dictionaries_, plan_.set);
    if (!plan_.set.empty() && !standard_->knows_set())
      table_->error(*reads, "no dictionary has the set " + plan_.set,
                    "add the set to config/standards, or correct the number");
  }
  if (!standard_) standard_.emplace(*dictionaries_, "");

  const yaml::Node* gives = root.find("gives");
  if (gives == nullptr) {
    table_->error(root, "`gives` is missing", "add `gives: {stage: shipped, kind: ship_notice}`");
    return;
  }
  if (!table_->is_map_of(*gives, "gives", {"stage", "kind"})) return;
  const std::string stage = table_->text_of(*gives, "stage", "stage: shipped").value_or("");
  const std::string kind = table_->text_of(*gives, "kind", "kind: ship_notice").value_or("");
  if (const auto known = stage_from(stage))
    plan_.stage = *known;
  else if (!stage.empty())
    table_->error(*gives, "there is no stage `" + stage + "`",
                  "use ordered, shipped, received, accrued or invoiced");
  if (const auto known = document_kind_from(kind))
    plan_.kind = *known;
  else if (!kind.empty())
    table_->error(*gives, "there is no document kind `" + kind + "`",
                  "use purchase_order, ship_notice, warehouse_receipt, accrual, invoice or "
                  "credit_note");
}

void MapCompiler::read_lists(const yaml::Node& root) {
  if (const yaml::Node* uses = root.find("uses"))
    for (const yaml::Node* name : table_->one_or_more(*uses, "uses")) {
      const auto found = shared_->find(name->text);
      if (found == shared_->end())
        table_->error(*name, "there is no file of code lists named `" + name->text + "`",
                      "name the `codes:` of a file in maps/");
      else
        lists_.add(found->second);
    }
  if (const yaml::Node* lists = root.find("lists")) lists_.read(*lists, *table_);
}

void MapCompiler::read_lines(const yaml::Node& lines) {
  if (!table_->is_map_of(lines, "lines", {"at", "item_levels"})) return;
  for (const std::uint16_t scope : read_scopes(lines)) plan_.scopes[scope].opens_frame = true;
  if (const yaml::Node* levels = lines.find("item_levels"))
    for (const yaml::Node* level : table_->one_or_more(*levels, "item_levels"))
      plan_.item_levels.push_back(pack(level->text));
}

std::vector<std::uint16_t> MapCompiler::read_scopes(const yaml::Node& section) {
  std::vector<std::uint16_t> scopes;
  const yaml::Node* at = section.find("at");
  if (at == nullptr) {
    table_->error(section, "`at` is missing",
                  "say where it holds: `at: set`, or the path of a loop such as `IT1/SAC`");
    return scopes;
  }
  for (const yaml::Node* path : table_->one_or_more(*at, "at")) {
    const std::string_view loop = path->text == "set" ? std::string_view{} : path->text;
    if (!standard_->knows_loop(loop))
      table_->error(*path, "the set " + plan_.set + " has no loop " + path->text,
                    "write the loops from the outside in, such as `IT1/SAC`");
    scopes.push_back(builder_.scope(loop));
  }
  return scopes;
}

void MapCompiler::read_section(const yaml::Node& section) {
  if (!section.is_map()) {
    table_->error(section, "a section is " + std::string(yaml::describe(section.kind)),
                  "begin it with `at:` and go on with `TARGET: SOURCE` lines");
    return;
  }
  const std::vector<std::uint16_t> scopes = read_scopes(section);
  for (const yaml::Entry& entry : section.entries) {
    if (entry.key == "at") continue;
    const auto kind = record_kind_from(entry.key);
    if (!kind)
      read_field(scopes, entry);
    else if (entry.value.is_list())
      for (const yaml::Node& item : entry.value.items) read_record(scopes, *kind, item);
    else
      read_record(scopes, *kind, entry.value);
  }
}

void MapCompiler::read_field(const std::vector<std::uint16_t>& scopes, const yaml::Entry& entry) {
  const auto field = field_from(entry.key);
  if (!field) {
    std::vector<std::string_view> names{"charge", "tax", "party", "terms"};
    for (const FieldInfo& row : fields()) names.push_back(row.name);
    table_->error(entry, "there is no target `" + entry.key + "`", suggest_name(entry.key, names));
    return;
  }
  auto sources = read_sources(entry);
  for (const std::uint16_t scope : scopes) {
    const auto [first, is_new] = filled_.try_emplace({scope, *field}, entry.line);
    if (!is_new)
      table_->error(entry,
                    "`" + entry.key + "` is filled twice at " + loop_name(plan_.scopes[scope]) +
                        ", first in line " + std::to_string(first->second),
                    "list all its sources once, the preferred one first");
    for (auto& [source, take] : sources) {
      take.target = static_cast<std::uint8_t>(*field);
      builder_.add_take(scope, source, take);
    }
  }
}

void MapCompiler::read_record(const std::vector<std::uint16_t>& scopes, RecordKind kind,
                              const yaml::Node& node) {
  const std::string what(to_string_view(kind));
  if (!node.is_map()) {
    table_->error(node, "`" + what + "` is " + std::string(yaml::describe(node.kind)),
                  "give its members, such as `amount: SAC05`");
    return;
  }
  const bool at_set = std::find(scopes.begin(), scopes.end(), 0) != scopes.end();
  std::vector<std::pair<Source, Take>> takes;
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key == "when" || entry.key == "negative_when") continue;
    const auto member = member_from(kind, entry.key);
    if (!member) {
      std::vector<std::string_view> names{"when", "negative_when"};
      for (const MemberInfo& row : members())
        if (row.record == kind) names.push_back(row.name);
      table_->error(entry, "`" + what + "` has no member `" + entry.key + "`",
                    suggest_name(entry.key, names));
      continue;
    }
    for (auto& [source, take] : read_sources(entry)) {
      take.target = static_cast<std::uint8_t>(*member);
      if (!takes.empty() && takes.front().first.path.tag != source.path.tag && at_set)
        table_->error(entry, "`" + what + "` takes from two segments of the set itself",
                      "only a loop holds segments together; name it in `at`");
      if (source.pairs) table_->error(entry, "a record has no pairs", "name the element itself");
      takes.emplace_back(source, take);
    }
  }
  const auto when = read_conditions(node, "when");
  const auto negative = read_conditions(node, "negative_when");
  if (takes.empty()) return;
  for (const std::uint16_t scope : scopes) builder_.add_record(scope, kind, when, negative, takes);
}

std::vector<std::pair<Source, Take>> MapCompiler::read_sources(const yaml::Entry& entry) {
  std::vector<std::pair<Source, Take>> sources;
  if (!entry.value.is_list()) {
    read_alternative(entry.key, entry.value, sources);
    return sources;
  }
  if (entry.value.items.empty())
    table_->error(entry.value, "`" + entry.key + "` is an empty list", "name at least one source");
  for (const yaml::Node& item : entry.value.items) read_alternative(entry.key, item, sources);
  return sources;
}

void MapCompiler::read_alternative(const std::string& target, const yaml::Node& node,
                                   std::vector<std::pair<Source, Take>>& sources) {
  const yaml::Node* from = &node;
  std::uint16_t translation = kNoTranslation;
  if (node.is_map()) {
    if (!table_->is_map_of(node, target, {"from", "codes", "otherwise"})) return;
    translation = read_translation(node);
    from = node.find("from");
    if (from == nullptr) {
      table_->error(node, "`from` is missing", "say which element it comes from");
      return;
    }
  }
  if (!table_->text(*from, target)) return;
  auto source = read_source(*from);
  if (!source) return;
  Take take;
  take.element = source->path.element;
  take.component = source->path.component;
  take.decimals = standard_->implied_decimals(source->path);
  take.rank = static_cast<std::uint8_t>(std::min<std::size_t>(sources.size(), 255));
  take.translation = translation;
  check_words(node, target, translation);
  sources.emplace_back(std::move(*source), take);
}

std::uint16_t MapCompiler::read_translation(const yaml::Node& node) {
  const yaml::Node* name = node.find("codes");
  const yaml::Node* otherwise = node.find("otherwise");
  if (name == nullptr) {
    if (otherwise != nullptr)
      table_->error(*otherwise, "`otherwise` has no `codes` beside it", "name the code list");
    return kNoTranslation;
  }
  const CodeWords* words = lists_.find(name->text);
  if (words == nullptr) {
    table_->error(*name, "there is no code list `" + name->text + "`",
                  lists_.names().empty() ? "name the file that has it under `uses`"
                                         : suggest_name(name->text, lists_.names()));
    return kNoTranslation;
  }
  Translation translation;
  translation.name = name->text;
  for (const auto& [code, word] : *words)
    if (translation.list.add(pack(code), static_cast<std::uint16_t>(translation.words.size())))
      translation.words.push_back(word);
  if (otherwise != nullptr) {
    translation.otherwise = otherwise->text == "keep"   ? Otherwise::keep
                            : otherwise->text == "drop" ? Otherwise::drop
                                                        : Otherwise::word;
    translation.word = otherwise->text;
  }
  return builder_.add_translation(std::move(translation));
}

std::optional<Source> MapCompiler::read_source(const yaml::Node& node) {
  auto source = parse_source(node.text);
  if (!source) {
    const auto offset = static_cast<std::uint32_t>(source.error().offset);
    table_->error(node.line, node.column + offset, source.error().message, source.error().mend);
    return std::nullopt;
  }
  if (plan_.takes.size() + filled_.size() > kTakesMax) {
    table_->error(node, "the map has too many rules", "split it, or use code lists");
    return std::nullopt;
  }
  check_element(node, source->path);
  for (const Condition& condition : source->conditions) check_element(node, condition.path);
  return *source;
}

std::vector<Condition> MapCompiler::read_conditions(const yaml::Node& record,
                                                    std::string_view key) {
  const yaml::Node* node = record.find(key);
  if (node == nullptr || !table_->text(*node, key)) return {};
  auto conditions = parse_conditions(node->text);
  if (!conditions) {
    const auto offset = static_cast<std::uint32_t>(conditions.error().offset);
    table_->error(node->line, node->column + offset, conditions.error().message,
                  conditions.error().mend);
    return {};
  }
  for (const Condition& condition : *conditions) check_element(*node, condition.path);
  return *conditions;
}

void MapCompiler::check_element(const yaml::Node& at, const ElementPath& path) {
  if (const auto reason = standard_->refuse(path))
    table_->error(at, "`" + at.text + "` names nothing: " + *reason,
                  "look the element up in config/standards");
}

void MapCompiler::check_words(const yaml::Node& at, const std::string& target,
                              std::uint16_t translation) {
  if (!needs_words(target)) return;
  if (translation == kNoTranslation) {
    table_->error(at, "`" + target + "` takes only words of ours",
                  "translate the codes: `{from: ..., codes: LIST}`");
    return;
  }
  const Translation& codes = plan_.translations[translation];
  for (const std::string& word : codes.words)
    if (!understands(target, word))
      table_->error(
          at, "`" + target + "` does not know the word `" + word + "` of list `" + codes.name + "`",
          "correct the word in the list");
  if (codes.otherwise == Otherwise::keep ||
      (codes.otherwise == Otherwise::word && !understands(target, codes.word)))
    table_->error(at, "`otherwise` of `" + target + "` gives a word it does not know",
                  "use `drop` or a word that the target knows");
}

}  // namespace weighbridge::maps
