#include "mappings/maps/map_set.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "mappings/maps/map_compiler.hpp"
#include "mappings/maps/partner.hpp"
#include "mappings/maps/table_reader.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

/// Compiles one folder's files. Lists go first, then maps, then partners: a file may name what
/// stands in another one, whatever their order.
class MapSet::Compiler {
 public:
  Compiler(const Standards& standards, std::vector<TableError>& errors)
      : standards_(standards), errors_(errors) {}

  void take(const NamedText& file) {
    ParsedFile parsed{TableReader(file.path, errors_), {}};
    parsed.root = parsed.table.parse(file.text);
    if (!parsed.root.is_map()) return;
    if (parsed.root.find("codes") != nullptr)
      read_codes(parsed);
    else if (parsed.root.find("partner") != nullptr)
      partner_files_.push_back(std::move(parsed));
    else
      map_files_.push_back(std::move(parsed));
  }

  MapSet finish() {
    for (const ParsedFile& file : map_files_) add_map(file);
    for (const ParsedFile& file : partner_files_) add_partner(file);
    return std::move(set_);
  }

 private:
  struct ParsedFile {
    TableReader table;
    yaml::Node root;
  };

  /// The lists of a `codes:` file, under its name.
  void read_codes(ParsedFile& file) {
    if (!file.table.is_map_of(file.root, "the file", {"codes", "version", "lists"})) return;
    const auto name = file.table.text_of(file.root, "codes", "codes: x12-codes");
    const yaml::Node* lists = file.root.find("lists");
    if (lists == nullptr)
      file.table.error(file.root, "`lists` is missing", "add the lists, each with a name");
    else if (name)
      shared_[*name].read(*lists, file.table);
  }

  void add_map(const ParsedFile& file) {
    TableReader table(file.table.file(), errors_);
    std::optional<Plan> plan = MapCompiler(table, shared_, standards_).compile(file.root);
    if (!plan) return;
    if (const Plan* other = set_.find(plan->standard, plan->set))
      table.error(
          *file.root.find("map"),
          (plan->standard == kFlatStandard ? "there is a map " : "the set ") + plan->set +
              (plan->standard == kFlatStandard ? " already, in " : " has a map already, in ") +
              other->file,
          "keep one map for each set");
    else
      set_.plans_.push_back(std::move(*plan));
  }

  void add_partner(const ParsedFile& file) {
    TableReader table(file.table.file(), errors_);
    const auto partner = read_partner_file(file.root, table);
    if (!partner) return;
    if (partner->answers) add_answers(*partner, *file.root.find("acknowledge"), table);
    for (const yaml::Node* rules : partner->maps)
      if (rules->find("map") != nullptr) {
        const PartnerRules own{table.file(), partner->name, partner->supplier, nullptr,
                               partner->values};
        TableReader of_map(table.file(), errors_);
        auto plan = MapCompiler(of_map, shared_, standards_).compile(*rules, &own);
        const bool known = plan && (set_.has_map(plan->id) || !own_maps_.insert(plan->id).second);
        if (known)
          table.error(*rules, "there is a map " + plan->id + " already", "give it another name");
        else if (plan)
          add_plan(std::move(*plan), partner->senders, *rules, table);
      } else if (const ParsedFile* base = base_of(*rules, table)) {
        TableReader of_map(base->table.file(), errors_);
        const PartnerRules over{table.file(), partner->name, partner->supplier, rules,
                                partner->values};
        auto plan = MapCompiler(of_map, shared_, standards_).compile(base->root, &over);
        if (plan) add_plan(std::move(*plan), partner->senders, *rules, table);
      }
  }

  void add_answers(const PartnerFile& partner, const yaml::Node& at, TableReader& table) {
    for (const std::string& sender : partner.senders)
      if (!set_.answers_.emplace(sender, *partner.answers).second)
        table.error(at, "another partner file says how " + sender + " is answered",
                    "let one partner file speak of a sender");
  }

  /// The file of the map that a partner's rules extend; null when it cannot be had.
  const ParsedFile* base_of(const yaml::Node& rules, TableReader& table) const {
    const auto id = table.text_of(rules, "extends", "extends: x12-856");
    if (!id) return nullptr;
    std::vector<std::string_view> names;
    for (const ParsedFile& file : map_files_) {
      const yaml::Node* name = file.root.find("map");
      if (name == nullptr) continue;
      if (name->text == *id)  // a map with mistakes has been told already
        return set_.has_map(*id) ? &file : nullptr;
      names.push_back(name->text);
    }
    table.error(*rules.find("extends"), "there is no map `" + *id + "`",
                names.empty() ? "add it to maps/" : suggest_name(*id, names));
    return nullptr;
  }

  void add_plan(Plan plan, const std::vector<std::string>& senders, const yaml::Node& at,
                TableReader& table) {
    const auto index = static_cast<std::uint32_t>(set_.partner_plans_.size());
    for (const std::string& sender : senders) {
      if (const Plan* other = set_.of_partner(sender, plan))
        table.error(at,
                    "the sender " + sender + " has rules for " + plan.id + " already, those of " +
                        other->partner,
                    "let one partner file speak of a sender");
      else
        set_.by_sender_[sender].push_back(index);
    }
    set_.partner_plans_.push_back(std::move(plan));
  }

  const Standards& standards_;
  std::vector<TableError>& errors_;
  SharedLists shared_;
  std::vector<ParsedFile> map_files_, partner_files_;
  std::set<std::string> own_maps_;  ///< of partners, by their ids
  MapSet set_;
};

MapSet MapSet::compile(std::span<const NamedText> files, const Standards& standards,
                       std::vector<TableError>& errors) {
  Compiler compiler(standards, errors);
  for (const NamedText& file : files) compiler.take(file);
  return compiler.finish();
}

bool MapSet::has_map(std::string_view id) const {
  const auto is_named = [&](const Plan& plan) { return plan.id == id; };
  return std::any_of(plans_.begin(), plans_.end(), is_named);
}

const Plan* MapSet::of_partner(std::string_view id, const Plan& standard) const {
  const auto found = by_sender_.find(id);
  if (found == by_sender_.end()) return nullptr;
  for (const std::uint32_t index : found->second)
    if (partner_plans_[index].standard == standard.standard &&
        partner_plans_[index].set == standard.set)
      return &partner_plans_[index];
  return nullptr;
}

namespace {

/// "ZZ:ACME"
std::string qualified_sender(const Senders& senders) {
  std::string qualified(senders.qualifier);
  qualified += ':';
  qualified += senders.interchange;
  return qualified;
}

}  // namespace

Answers MapSet::answers_to(const Senders& senders) const {
  if (answers_.empty()) return {};
  const std::string qualified = qualified_sender(senders);
  for (const std::string_view id :
       {std::string_view(qualified), senders.interchange, senders.group})
    if (const auto found = answers_.find(id); found != answers_.end()) return found->second;
  return {};
}

const Plan* MapSet::find(std::string_view standard, std::string_view set,
                         const Senders& senders) const {
  const Plan* plan = find(standard, set);
  if (plan == nullptr || by_sender_.empty()) return plan;
  const std::string qualified = qualified_sender(senders);
  for (const std::string_view id :
       {std::string_view(qualified), senders.interchange, senders.group})
    if (const Plan* own = of_partner(id, *plan)) return own;
  return plan;
}

const Plan* MapSet::of_parties(const Plan& plan, const Gathered& gathered) const {
  if (by_sender_.empty() || !plan.partner.empty()) return nullptr;
  for (const RecordHit& hit : gathered.records()) {
    if (plan.records[hit.record].kind != RecordKind::party) continue;
    const Cell* id = gathered.member(hit, Member::party_id);
    const Plan* own = id != nullptr ? of_partner(id->text, plan) : nullptr;
    if (own != nullptr) return own;
  }
  return nullptr;
}

const Plan* MapSet::find(std::string_view standard, std::string_view set) const {
  for (const Plan& plan : plans_)
    if (plan.standard == standard && plan.set == set) return &plan;
  return nullptr;
}

}  // namespace weighbridge::maps
