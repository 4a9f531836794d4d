#include "mappings/maps/map_compiler.hpp"

#include <algorithm>

#include "mappings/maps/party.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

namespace {

/// Far above any map of ours; keeps every index of a plan in sixteen bits.
constexpr std::size_t kTakesMax = 20'000;

}  // namespace

bool MapCompiler::understands(std::string_view target, const std::string& word) {
  if (target == "document.kind") return document_kind_from(word).has_value();
  if (target == "document.purpose") return purpose_from(word).has_value();
  if (target == "line.condition" || target == "condition") return condition_from(word).has_value();
  if (target == "role") return party_role_from(word).has_value();
  if (target == "qualifier") return id_scheme_from(word).has_value();
  return true;
}

std::optional<Plan> MapCompiler::compile(const yaml::Node& root, const PartnerRules* partner) {
  if (!table_->is_map_of(root, "the map",
                         {"map", "version", "reads", "gives", "values", "uses", "lists", "lines",
                          "sections", "defaults", "required", "switches"}))
    return std::nullopt;
  read_head(root, partner);
  if (sources_ == nullptr) return std::nullopt;  // nothing can be said of its places
  read_lists(root);
  read_all_values(root, partner);
  if (partner != nullptr) read_partner_head(*partner);
  const yaml::Node* over = partner != nullptr ? partner->rules : nullptr;
  const yaml::Node* own_lines = over != nullptr ? over->find("lines") : nullptr;
  if (own_lines != nullptr) table_->use_file(partner->file);
  if (const yaml::Node* lines = own_lines != nullptr ? own_lines : root.find("lines"))
    read_lines(*lines);
  table_->use_file(plan_.file);

  const yaml::Node* sections = root.find("sections");
  if (sections == nullptr || !sections->is_list())
    table_->error(sections != nullptr ? *sections : root, "`sections` is not a list",
                  "begin each section with `- at: set` or `- at: LOOP`");
  else
    for (const yaml::Node& section : sections->items) read_section(section);
  read_agreement(root);
  if (partner != nullptr) read_partner_rules(*partner);

  if (table_->failed()) return std::nullopt;
  sources_->finish();
  // At one rank the first counts: the partner's goes before the map's.
  if (over != nullptr && over->find("defaults") != nullptr) read_partner_defaults(*partner);
  if (const yaml::Node* defaults = root.find("defaults")) read_defaults(*defaults);
  check_number(root);
  if (table_->failed()) return std::nullopt;
  return std::move(plan_);
}

/// A partner's map of its own has the partner's version where it names none.
void MapCompiler::read_head(const yaml::Node& root, const PartnerRules* partner) {
  plan_.file = table_->file();
  plan_.id = table_->text_of(root, "map", "map: x12-856").value_or("");
  if (partner != nullptr && partner->rules == nullptr && root.find("version") == nullptr)
    plan_.version = partner->name.substr(partner->name.rfind('@') + 1);
  else
    plan_.version = table_->text_of(root, "version", "version: 1.0.0").value_or("0.0.0");
  const yaml::Node* version = root.find("version");
  if (version != nullptr && !is_semantic_version(plan_.version))
    table_->error(*version, "`" + plan_.version + "` is no semantic version",
                  "write three numbers, such as 1.0.0");

  read_reads(root);
  read_gives(root);
}

void MapCompiler::read_reads(const yaml::Node& root) {
  const yaml::Node* reads = root.find("reads");
  if (reads == nullptr) {
    table_->error(root, "`reads` is missing", "add `reads: {standard: X12, set: \"856\"}`");
    return;
  }
  if (reads->find("format") != nullptr) {
    plan_.standard = kFlatStandard;
    plan_.set = plan_.id;
  } else {
    if (!table_->is_map_of(*reads, "reads", {"standard", "set"})) return;
    plan_.standard = table_->text_of(*reads, "standard", "standard: X12").value_or("");
    plan_.set = table_->text_of(*reads, "set", "set: \"856\"").value_or("");
  }
  sources_ = make_source_compiler(plan_.standard, *standards_, plan_, *table_);
  if (sources_ != nullptr)
    sources_->read_set(*reads);
  else if (!plan_.standard.empty())
    table_->error(*reads, "maps cannot read the standard `" + plan_.standard + "`",
                  "write it as docs/formats/maps.md does, such as X12");
}

void MapCompiler::read_gives(const yaml::Node& root) {
  const yaml::Node* gives = root.find("gives");
  if (gives == nullptr) {
    table_->error(root, "`gives` is missing", "add `gives: {stage: shipped, kind: ship_notice}`");
    return;
  }
  if (!table_->is_map_of(*gives, "gives", {"stage", "kind", "event", "supplier"})) return;
  if (const yaml::Node* supplier = gives->find("supplier")) read_supplier(*supplier);
  if (const yaml::Node* event = gives->find("event")) return read_event(*event);
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

void MapCompiler::read_supplier(const yaml::Node& supplier) {
  plan_.to_supplier = supplier.text == "receiver";
  if (!plan_.to_supplier && supplier.text != "sender")
    table_->error(supplier, "the supplier is neither the `sender` nor the `receiver`",
                  "write `supplier: receiver` for what the buyer sends");
}

void MapCompiler::read_event(const yaml::Node& event) {
  plan_.event = event_kind_from(event.text);
  if (!plan_.event)
    table_->error(event, "there is no event `" + event.text + "`",
                  "use a kind of docs/formats/event.md, such as adjustment");
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
  if (!table_->is_map_of(lines, "lines",
                         {"at", "within", "except", "item_levels", "optional", "parts"}))
    return;
  const yaml::Node* except = lines.find("except");
  const auto open = [&](std::string_view key, FrameUse use) {
    const yaml::Node* paths = lines.find(key);
    if (paths == nullptr) return;
    for (const yaml::Node* path : table_->one_or_more(*paths, key)) {
      const std::uint16_t scope = sources_->scope(*path);
      sources_->open_frames(*path, scope, use);
      if (use == FrameUse::line && except != nullptr && !sources_->except(scope, *except))
        table_->error(*except, "`except` is for XML", "say `when` with the sources instead");
    }
  };
  if (lines.find("at") == nullptr)
    table_->error(lines, "`at` is missing", "name the loops or elements that are lines");
  open("at", FrameUse::line);
  open("within", FrameUse::around);
  if (const yaml::Node* levels = lines.find("item_levels"))
    for (const yaml::Node* level : table_->one_or_more(*levels, "item_levels"))
      plan_.item_levels.push_back(pack(level->text));
  if (const yaml::Node* optional = lines.find("optional")) {
    plan_.lines_optional = optional->text == "true";
    if (!plan_.lines_optional && optional->text != "false")
      table_->error(*optional, "`optional` is neither true nor false", "write `optional: true`");
  }
  if (const yaml::Node* parts = lines.find("parts")) read_parts_mode(*parts);
}

void MapCompiler::read_parts_mode(const yaml::Node& node) {
  if (node.text == "beside")
    plan_.parts = PartsMode::beside;
  else if (node.text == "within")
    plan_.parts = PartsMode::within;
  else if (node.text == "instead")
    plan_.parts = PartsMode::instead;
  else if (node.text == "dated")
    plan_.parts = PartsMode::dated;
  else
    table_->error(node, "there is no way `" + node.text + "` for parts to count",
                  "use beside, within, instead or dated");
}

std::vector<std::uint16_t> MapCompiler::read_scopes(const yaml::Node& section) {
  std::vector<std::uint16_t> scopes;
  const yaml::Node* at = section.find("at");
  if (at == nullptr) {
    table_->error(section, "`at` is missing",
                  "say where it holds: `at: set`, or the path of a loop such as `IT1/SAC`");
    return scopes;
  }
  for (const yaml::Node* path : table_->one_or_more(*at, "at"))
    scopes.push_back(sources_->scope(*path));
  return scopes;
}

void MapCompiler::read_section(const yaml::Node& section) {
  if (!section.is_map()) {
    table_->error(section, "a section is " + std::string(yaml::describe(section.kind)),
                  "begin it with `at:` and go on with `TARGET: SOURCE` lines");
    return;
  }
  read_entries(read_scopes(section), section);
}

void MapCompiler::read_entries(const std::vector<std::uint16_t>& all, const yaml::Node& section) {
  for (const yaml::Entry& entry : section.entries) {
    if (entry.key == "at" || entry.value.is_null()) continue;  // `~`: nothing fills it
    std::vector<std::uint16_t> scopes;
    for (const std::uint16_t scope : all)
      if (!overruled_.contains({scope, entry.key})) scopes.push_back(scope);
    if (scopes.empty()) continue;
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
    std::vector<std::string_view> names{"charge", "tax", "party", "terms", "part"};
    for (const FieldInfo& row : fields()) names.push_back(row.name);
    table_->error(entry, "there is no target `" + entry.key + "`", suggest_name(entry.key, names));
    return;
  }
  if (is_event_field(*field) && !plan_.event)
    table_->error(entry, "`" + entry.key + "` is a target of events, and the map gives a receipt",
                  "leave it out, or say `gives: {event: ...}`");
  for (const std::uint16_t scope : scopes) {
    const auto [first, is_new] = filled_.try_emplace({scope, *field}, entry.line);
    if (!is_new)
      table_->error(entry,
                    "`" + entry.key + "` is filled twice at " + sources_->name(scope) +
                        ", first in line " + std::to_string(first->second),
                    "list all its sources once, the preferred one first");
  }
  for (auto& [source, take] : read_sources(entry)) {
    take.target = static_cast<std::uint8_t>(*field);
    plan_.reads_announced = plan_.reads_announced || *field == Field::line_announced;
    sources_->add_value(scopes, *source, take);
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
  RecordText record;
  record.kind = kind;
  record.node = &node;
  record.when = condition(node, "when");
  record.negative_when = condition(node, "negative_when");
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
      record.members.emplace_back(source, take);
    }
  }
  sources_->add_record(scopes, record);
}

const yaml::Node* MapCompiler::condition(const yaml::Node& record, std::string_view key) {
  const yaml::Node* node = record.find(key);
  return node != nullptr && table_->text(*node, key) ? node : nullptr;
}

std::vector<std::pair<const yaml::Node*, Take>> MapCompiler::read_sources(
    const yaml::Entry& entry) {
  std::vector<std::pair<const yaml::Node*, Take>> sources;
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
                                   std::vector<std::pair<const yaml::Node*, Take>>& sources) {
  const yaml::Node* from = &node;
  Take take;
  if (node.is_map()) {
    if (!table_->is_map_of(node, target,
                           {"from", "codes", "otherwise", "format", "sign", "decimals"}))
      return;
    if (const yaml::Node* sign = node.find("sign")) take.taken_off = read_sign(*sign);
    if (const yaml::Node* decimals = node.find("decimals"))
      take.decimals = read_decimals(*decimals);
    take.translation = read_translation(node);
    if (const yaml::Node* format = node.find("format")) take.format = read_format(*format);
    from = node.find("from");
    if (from == nullptr) {
      table_->error(node, "`from` is missing", "say which element it comes from");
      return;
    }
  }
  if (!table_->text(*from, target)) return;
  if (++takes_ == kTakesMax)
    table_->error(node, "the map has too many rules", "split it, or use code lists");
  take.rank = static_cast<std::uint8_t>(std::min<std::size_t>(sources.size(), 255));
  check_words(node, target, *from, take.translation);
  sources.emplace_back(from, take);
}

/// How many of a number's digits stand behind a decimal mark that is not written.
std::uint8_t MapCompiler::read_decimals(const yaml::Node& decimals) {
  const bool digit =
      decimals.text.size() == 1 && decimals.text[0] >= '0' && decimals.text[0] <= '6';
  if (digit) return static_cast<std::uint8_t>(decimals.text[0] - '0');
  table_->error(decimals, "`decimals` is no number from 0 to 6",
                "write how many decimals are implied, such as `decimals: 2`");
  return 0;
}

bool MapCompiler::read_sign(const yaml::Node& sign) {
  if (sign.text != "minus")
    table_->error(sign, "`" + sign.text + "` is no sign", "write `sign: minus`, or leave it out");
  return true;
}

DateFormat MapCompiler::read_format(const yaml::Node& format) {
  const DateFormat known = plan_.date_formats.of_qualifier(format.text);
  if (known != kUnknownFormat) return known;
  const auto added = plan_.date_formats.add(format.text);
  if (!added)
    table_->error(format, "`" + format.text + "` is no form of a date",
                  "write it with YYYY, MM and DD, such as DD.MM.YYYY, or as EDIFACT's 102");
  return added.value_or(kPlanFormat);
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
  plan_.translations.push_back(std::move(translation));
  return static_cast<std::uint16_t>(plan_.translations.size() - 1);
}

void MapCompiler::check_words(const yaml::Node& at, const std::string& target,
                              const yaml::Node& from, std::uint16_t translation) {
  if (understands(target, "")) return;
  if (const auto word = sources_->constant(from)) {
    if (!understands(target, *word))
      table_->error(from, "`" + target + "` does not know the word `" + *word + "`",
                    "use a word of docs/formats/receipt.md");
    return;
  }
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
