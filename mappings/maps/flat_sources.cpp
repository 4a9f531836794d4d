#include "mappings/maps/flat_sources.hpp"

#include <algorithm>
#include <utility>

#include "mappings/maps/flat_layout.hpp"
#include "mappings/maps/json_layout.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

namespace {

/// Elements are counted in eight bits.
constexpr std::size_t kElementsMax = 255;

/// The member without which a record of this kind says nothing.
std::optional<Member> substance(RecordKind kind) {
  switch (kind) {
    case RecordKind::charge:
      return Member::charge_amount;
    case RecordKind::tax:
      return Member::tax_amount;
    case RecordKind::party:
      return Member::party_id;
    case RecordKind::part:
      return Member::part_quantity;
    case RecordKind::label:
      return Member::label_id;
    case RecordKind::terms:
      break;
  }
  return std::nullopt;
}

/// What `name` stands for in rows of `record`, which is asked for it from now on.
boost::system::result<ElementPath, SourceError> ask_column(FlatRecord& record,
                                                           std::string_view name) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < record.columns.size(); ++i) {
    if (record.columns[i].name == name) {
      record.columns[i].asked = true;
      return ElementPath{record.tag, static_cast<std::uint8_t>(i + 1), 0};
    }
    names.emplace_back(record.columns[i].name);
  }
  const std::string of = record.tag == kEveryRow ? "" : " of the record " + record.tag;
  return SourceError{0, "there is no column `" + std::string(name) + "`" + of,
                     names.empty() ? "give it its columns in `reads`" : suggest_name(name, names)};
}

}  // namespace

FlatSources::FlatSources(Plan& plan, TableReader& table)
    : plan_(plan), table_(table), builder_(plan) {
  plan_.syntax.date = kIsoFormat;
  plan_.syntax.date_example = "2026-03-02";
  plan_.syntax.trailing_minus = true;
}

void FlatSources::read_set(const yaml::Node& reads) {
  const yaml::Node* format = reads.find("format");
  const bool is_json = format != nullptr && format->text == "json";
  plan_.flat = is_json ? read_json_layout(reads, table_) : read_flat_layout(reads, table_);
  if (const yaml::Node* controls = reads.find("controls"); controls != nullptr && !is_json)
    read_controls(*controls);
  const yaml::Node* where = reads.find("where");
  if (where == nullptr || !table_.text(*where, "where")) return;
  if (plan_.flat.tagged)
    table_.error(*where, "`where` chooses among rows of one type",
                 "pass a type of record over with `TYPE: ~` in `records`");
  else
    plan_.rows = builder_.add_checks(read_conditions(*where, 0));
}

std::uint16_t FlatSources::scope(const yaml::Node& at) {
  if (at.text == "set") {
    if (plan_.flat.tagged)
      table_.error(at, "`set` does not say which record", "name the record, such as `at: H`");
    return builder_.scope("");
  }
  for (std::string_view path = at.text;;) {
    const std::size_t cut = path.find('/');
    const std::string_view type = path.substr(0, cut);
    const std::size_t record = plan_.flat.record(type);
    if (record == kNoRecord) {
      std::vector<std::string_view> names;
      for (const FlatRecord& known : plan_.flat.records) names.emplace_back(known.tag);
      if (!plan_.flat.tagged) names.emplace_back("set");
      table_.error(at, "there is no record `" + std::string(type) + "`", suggest_name(type, names));
    } else if (plan_.flat.records[record].passed_over) {
      table_.error(at, "the record `" + std::string(type) + "` is passed over",
                   "give it columns in `records`");
    }
    if (cut == std::string_view::npos) break;
    path.remove_prefix(cut + 1);
  }
  return builder_.scope(at.text);
}

std::string FlatSources::name(std::uint16_t scope) const {
  const std::string& path = plan_.scopes[scope].path;
  return path.empty() ? "set" : path;
}

void FlatSources::open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) {
  if (scope == 0)
    return table_.error(at, "the document itself is no line", "name the record of a line");
  plan_.scopes[scope].opens_frame = true;
  plan_.scopes[scope].around_lines = use == FrameUse::around;
  // The lines themselves are opened before what is round them.
  if (use == FrameUse::around && !holds_lines(scope))
    table_.error(at, "no line stands in `" + at.text + "`",
                 "write the path of the lines: `at: " + at.text + "/LINE`");
}

std::size_t FlatSources::record_at(std::uint16_t scope) const {
  const std::string& path = plan_.scopes[scope].path;
  if (path.empty()) return plan_.flat.tagged ? kNoRecord : 0;
  const std::size_t record = plan_.flat.record(std::string_view(path).substr(path.rfind('/') + 1));
  const bool has_columns = record != kNoRecord && !plan_.flat.records[record].passed_over;
  return has_columns ? record : kNoRecord;
}

std::optional<std::string> FlatSources::constant(const yaml::Node& source) const {
  if (!source.is_scalar() || source.text.size() < 2 || source.text.front() != '=')
    return std::nullopt;
  return source.text.substr(1);
}

void FlatSources::report(const yaml::Node& node, const SourceError& error) {
  table_.error(node.line, node.column + static_cast<std::uint32_t>(error.offset), error.message,
               error.mend);
}

std::optional<Source> FlatSources::read_source(const yaml::Node& node, std::size_t record) {
  FlatRecord& rows = plan_.flat.records[record];
  if (auto word = constant(node)) {
    rows.constants.push_back(std::move(*word));
    const std::size_t element = rows.columns.size() + rows.constants.size();
    if (element > kElementsMax)
      table_.error(node, "the map has too many constants", "use `defaults`");
    Source source;
    source.path = {rows.tag, static_cast<std::uint8_t>(element), 0};
    return source;
  }
  auto source =
      parse_source(node.text, [&](std::string_view name) { return ask_column(rows, name); });
  if (!source) {
    report(node, source.error());
    return std::nullopt;
  }
  if (source->pairs) table_.error(node, "a row has no pairs", "name the column itself");
  return std::move(*source);
}

std::vector<Condition> FlatSources::read_conditions(const yaml::Node& node, std::size_t record) {
  auto conditions = parse_conditions(node.text, [&](std::string_view name) {
    return ask_column(plan_.flat.records[record], name);
  });
  if (conditions) return std::move(*conditions);
  report(node, conditions.error());
  return {};
}

void FlatSources::add_value(std::span<const std::uint16_t> scopes, const yaml::Node& node,
                            const Take& take) {
  for (const std::uint16_t scope : scopes) {
    const std::size_t record = record_at(scope);
    if (record == kNoRecord) continue;
    const auto source = read_source(node, record);
    if (!source) continue;
    Take placed = take;
    placed.element = source->path.element;
    builder_.add_take(scope, *source, placed);
  }
}

void FlatSources::add_record(std::span<const std::uint16_t> scopes, const RecordText& record) {
  for (const std::uint16_t scope : scopes) {
    const std::size_t row = record_at(scope);
    if (row == kNoRecord) continue;
    std::vector<Condition> when, negative;
    if (record.when != nullptr) when = read_conditions(*record.when, row);
    if (record.negative_when != nullptr) negative = read_conditions(*record.negative_when, row);
    std::vector<std::pair<Source, Take>> takes;
    std::vector<ElementPath> substantial;
    for (const auto& [node, take] : record.members) {
      auto source = read_source(*node, row);
      if (!source) continue;
      Take placed = take;
      placed.element = source->path.element;
      if (substance(record.kind) == static_cast<Member>(take.target))
        substantial.push_back(source->path);
      takes.emplace_back(std::move(*source), placed);
    }
    // A row has all its columns; one that is empty there states no charge, tax or party.
    if (substantial.size() == 1) when.push_back({substantial.front(), true, {PackedCode{0}}});
    if (!takes.empty()) builder_.add_record(scope, record.kind, when, negative, takes);
  }
}

/// Whether a record that is a line stands in the scope, by its path.
bool FlatSources::holds_lines(std::uint16_t scope) const {
  return std::any_of(plan_.scopes.begin(), plan_.scopes.end(), [&](const Scope& inner) {
    return inner.opens_frame && !inner.around_lines &&
           inner.path.starts_with(plan_.scopes[scope].path + "/");
  });
}

void FlatSources::finish() {
  const bool has_lines =
      std::any_of(plan_.scopes.begin(), plan_.scopes.end(),
                  [](const Scope& scope) { return scope.opens_frame && !scope.around_lines; });
  if (!has_lines && !plan_.flat.tagged) plan_.scopes[builder_.scope(kEveryRow)].opens_frame = true;
  builder_.finish();
}

}  // namespace weighbridge::maps
