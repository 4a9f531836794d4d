#include "mappings/maps/xml_sources.hpp"

#include <algorithm>

#include "mappings/maps/gathered.hpp"

namespace weighbridge::maps {

namespace {

/// Far above any map of ours; keeps the numbers of steps in sixteen bits and their table small.
constexpr std::size_t kStepsMax = 4000;

using PlacedConditions = std::vector<std::pair<std::size_t, const XmlCondition*>>;

/// The conditions along a path, each with how far above the end of the path its element is.
void collect(const std::vector<XmlPathStep>& path, std::size_t below, PlacedConditions& out) {
  for (std::size_t i = 0; i < path.size(); ++i)
    for (const XmlCondition& condition : path[i].conditions)
      out.emplace_back(below + path.size() - 1 - i, &condition);
}

void collect(const std::vector<XmlCondition>& conditions, std::size_t up, PlacedConditions& out) {
  for (const XmlCondition& condition : conditions) out.emplace_back(up, &condition);
}

std::vector<std::string> names_of(const std::vector<XmlPathStep>& path) {
  std::vector<std::string> names;
  for (const XmlPathStep& step : path) names.push_back(step.name);
  return names;
}

}  // namespace

XmlSources::XmlSources(Plan& plan, TableReader& table)
    : plan_(plan), rules_(plan.xml), table_(table) {
  plan_.syntax.date = kIsoFormat;
  plan_.syntax.date_example = "2026-03-02";
  rules_.steps.resize(1);
  pending_.resize(1);
  sections_.push_back({"set", {}, 0});
}

std::uint16_t XmlSources::step(std::uint16_t parent, const std::string& name) {
  const auto [found, is_new] =
      inner_.try_emplace({parent, name}, static_cast<std::uint16_t>(rules_.steps.size()));
  if (is_new) {
    rules_.steps.emplace_back().name = name;
    rules_.steps[parent].has_inner = true;
    rules_.names.add(name);
    pending_.emplace_back();
  }
  return found->second;
}

std::uint16_t XmlSources::scope(const yaml::Node& at) {
  for (std::size_t i = 0; i < sections_.size(); ++i)
    if (sections_[i].name == at.text) return static_cast<std::uint16_t>(i);
  Section section;
  section.name = at.text;
  if (auto path = parse_xml_path(at.text)) {
    section.path = std::move(*path);
  } else {
    table_.error(at.line, at.column + static_cast<std::uint32_t>(path.error().offset),
                 path.error().message, path.error().mend);
  }
  for (const XmlPathStep& inner : section.path) section.step = step(section.step, inner.name);
  sections_.push_back(std::move(section));
  return static_cast<std::uint16_t>(sections_.size() - 1);
}

void XmlSources::open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) {
  if (scope == 0 && use == FrameUse::line)
    return table_.error(at, "the document itself is no line", "name the element of a line");
  const Section& section = sections_[scope];
  PlacedConditions conditions;
  collect(section.path, 0, conditions);
  const PackedCode level = use == FrameUse::around ? kAroundLines : PackedCode{0};
  rules_.steps[section.step].frames.push_back({add_checks(conditions), level});
}

bool XmlSources::except(std::uint16_t scope, const yaml::Node& node) {
  const auto conditions = read_conditions(&node);
  PlacedConditions placed;
  collect(conditions, 0, placed);
  rules_.steps[sections_[scope].step].excepted = add_checks(placed);
  return true;
}

std::optional<XmlSource> XmlSources::read_source(const yaml::Node& node) {
  auto source = parse_xml_source(node.text);
  if (source) return std::move(*source);
  table_.error(node.line, node.column + static_cast<std::uint32_t>(source.error().offset),
               source.error().message, source.error().mend);
  return std::nullopt;
}

std::vector<XmlCondition> XmlSources::read_conditions(const yaml::Node* node) {
  if (node == nullptr) return {};
  auto conditions = parse_xml_conditions(node->text);
  if (conditions) return std::move(*conditions);
  table_.error(node->line, node->column + static_cast<std::uint32_t>(conditions.error().offset),
               conditions.error().message, conditions.error().mend);
  return {};
}

XmlRange XmlSources::add_checks(const PlacedConditions& conditions) {
  const XmlRange range{static_cast<std::uint32_t>(rules_.checks.size()),
                       static_cast<std::uint32_t>(conditions.size())};
  for (const auto& [up, condition] : conditions)
    rules_.checks.push_back({static_cast<std::uint8_t>(std::min<std::size_t>(up, 255)),
                             condition->path, condition->attribute, condition->negated,
                             condition->values});
  return range;
}

/// The value of a section, or (null) of a record, with all that must hold for it.
XmlTake XmlSources::place(const Section* section, const XmlSource& source, const Take& take,
                          bool is_time) {
  PlacedConditions conditions;
  collect(source.steps, 0, conditions);
  collect(source.conditions, source.steps.size(), conditions);
  if (section != nullptr) collect(section->path, source.steps.size(), conditions);
  plan_.takes.push_back(take);
  XmlTake placed;
  placed.take = static_cast<std::uint16_t>(plan_.takes.size() - 1);
  placed.attribute = source.attribute;
  placed.qualified_date = is_time && take.format == kPlanFormat;
  placed.checks = add_checks(conditions);
  return placed;
}

void XmlSources::add_value(std::span<const std::uint16_t> scopes, const yaml::Node& node,
                           const Take& take) {
  const auto source = read_source(node);
  if (!source) return;
  const bool is_time = is_time_target(static_cast<Field>(take.target));
  for (const std::uint16_t scope : scopes) {
    std::uint16_t at = sections_[scope].step;
    for (const XmlPathStep& inner : source->steps) {
      if (inner.name == kParentElement)
        return table_.error(node, "`..` stands outside a record",
                            "let the section begin further up");
      at = step(at, inner.name);
    }
    pending_[at].takes.push_back(place(&sections_[scope], *source, take, is_time));
  }
}

void XmlSources::add_record(std::span<const std::uint16_t> scopes, const RecordText& record) {
  const auto when = read_conditions(record.when);
  const auto negative = read_conditions(record.negative_when);
  XmlRecord row;
  row.members.first = static_cast<std::uint32_t>(rules_.members.size());
  for (const auto& [node, take] : record.members) {
    const auto source = read_source(*node);
    if (!source) continue;
    const bool is_time = is_time_target(static_cast<Member>(take.target));
    rules_.members.push_back({names_of(source->steps), place(nullptr, *source, take, is_time)});
    ++row.members.count;
  }
  if (row.members.count == 0) return;
  plan_.records.emplace_back().kind = record.kind;
  row.record = static_cast<std::uint16_t>(plan_.records.size() - 1);
  PlacedConditions negatives;
  collect(negative, 0, negatives);
  row.negative = add_checks(negatives);
  for (const std::uint16_t scope : scopes) {
    PlacedConditions conditions;
    collect(when, 0, conditions);
    collect(sections_[scope].path, 0, conditions);
    row.checks = add_checks(conditions);
    pending_[sections_[scope].step].records.push_back(row);
  }
}

void XmlSources::finish() {
  if (rules_.steps.size() > kStepsMax)
    table_.error(1, 1, "the map's paths have more than " + std::to_string(kStepsMax) + " steps",
                 "split it");
  const auto move_rows = [](auto& from, auto& to) {
    const XmlRange range{static_cast<std::uint32_t>(to.size()),
                         static_cast<std::uint32_t>(from.size())};
    to.insert(to.end(), from.begin(), from.end());
    return range;
  };
  for (std::size_t i = 0; i < rules_.steps.size(); ++i) {
    rules_.steps[i].takes = move_rows(pending_[i].takes, rules_.takes);
    rules_.steps[i].records = move_rows(pending_[i].records, rules_.records);
    rules_.steps[i].leads_to_frame = !rules_.steps[i].frames.empty();
  }
  rules_.next.assign(rules_.steps.size() * rules_.names.size(), kNoStep);
  for (const auto& [key, inner] : inner_)
    rules_.next[std::size_t{key.first} * rules_.names.size() + rules_.names.find(key.second)] =
        inner;
  // A step stands behind the one it is in.
  std::vector<std::uint16_t> parent(rules_.steps.size(), 0);
  for (const auto& [key, inner] : inner_) parent[inner] = key.first;
  for (std::size_t i = rules_.steps.size(); i-- > 1;)
    if (rules_.steps[i].leads_to_frame) rules_.steps[parent[i]].leads_to_frame = true;
}

}  // namespace weighbridge::maps
