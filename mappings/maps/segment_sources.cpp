#include "mappings/maps/segment_sources.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace weighbridge::maps {

void SegmentSources::read_set(const yaml::Node& reads) {
  standard_.use_set(plan_.set);
  if (!plan_.set.empty() && !standard_.knows_set())
    table_.error(reads, "no dictionary has the set " + plan_.set,
                 "add the set to config/standards, or correct the number");
}

std::uint16_t SegmentSources::scope(const yaml::Node& at) {
  const std::string_view loop = at.text == "set" ? std::string_view{} : at.text;
  if (!standard_.knows_loop(loop))
    table_.error(at, "the set " + plan_.set + " has no loop " + at.text,
                 "write the loops from the outside in, such as `IT1/SAC`");
  return builder_.scope(loop);
}

void SegmentSources::open_frames(const yaml::Node& at, std::uint16_t scope, FrameUse use) {
  if (use != FrameUse::line)
    table_.error(at, "loops round lines are known from the hierarchy",
                 "name all of them under `at`, and the levels of items under `item_levels`");
  plan_.scopes[scope].opens_frame = true;
}

std::string SegmentSources::name(std::uint16_t scope) const {
  const std::string& path = plan_.scopes[scope].path;
  return path.empty() ? "set" : path;
}

Take SegmentSources::placed(Take take, const Source& source, bool is_time) const {
  take.element = source.path.element;
  take.component = source.path.component;
  if (take.decimals == 0) take.decimals = standard_.implied_decimals(source.path);
  if (is_time && dates_ == Dates::with_qualifier && take.component != 0 &&
      take.format == kPlanFormat)
    take.format_component = static_cast<std::uint8_t>(take.component + 1);
  return take;
}

void SegmentSources::add_value(std::span<const std::uint16_t> scopes, const yaml::Node& node,
                               const Take& take) {
  const auto source = read_source(node);
  if (!source) return;
  const bool is_time = is_time_target(static_cast<Field>(take.target));
  for (const std::uint16_t scope : scopes)
    builder_.add_take(scope, *source, placed(take, *source, is_time));
}

void SegmentSources::add_record(std::span<const std::uint16_t> scopes, const RecordText& record) {
  const bool at_set = std::find(scopes.begin(), scopes.end(), 0) != scopes.end();
  std::vector<std::pair<Source, Take>> takes;
  for (const auto& [node, take] : record.members) {
    auto source = read_source(*node);
    if (!source) continue;
    if (at_set && !takes.empty() && takes.front().first.path.tag != source->path.tag)
      table_.error(*node,
                   "`" + std::string(to_string_view(record.kind)) +
                       "` takes from two segments of the set itself",
                   "only a loop holds segments together; name it in `at`");
    if (source->pairs) table_.error(*node, "a record has no pairs", "name the element itself");
    const Take row = placed(take, *source, is_time_target(static_cast<Member>(take.target)));
    takes.emplace_back(std::move(*source), row);
  }
  const auto when = read_conditions(record.when);
  const auto negative = read_conditions(record.negative_when);
  if (takes.empty()) return;
  for (const std::uint16_t scope : scopes)
    builder_.add_record(scope, record.kind, when, negative, takes);
}

std::optional<Source> SegmentSources::read_source(const yaml::Node& node) {
  auto source = parse_source(node.text);
  if (!source) {
    const auto offset = static_cast<std::uint32_t>(source.error().offset);
    table_.error(node.line, node.column + offset, source.error().message, source.error().mend);
    return std::nullopt;
  }
  check_element(node, source->path);
  for (const Condition& condition : source->conditions) check_element(node, condition.path);
  return *source;
}

std::vector<Condition> SegmentSources::read_conditions(const yaml::Node* node) {
  if (node == nullptr) return {};
  auto conditions = parse_conditions(node->text);
  if (!conditions) {
    const auto offset = static_cast<std::uint32_t>(conditions.error().offset);
    table_.error(node->line, node->column + offset, conditions.error().message,
                 conditions.error().mend);
    return {};
  }
  for (const Condition& condition : *conditions) check_element(*node, condition.path);
  return *conditions;
}

void SegmentSources::check_element(const yaml::Node& at, const ElementPath& path) {
  if (const auto reason = standard_.refuse(path))
    table_.error(at, "`" + at.text + "` names nothing: " + *reason,
                 "look the element up in config/standards");
}

}  // namespace weighbridge::maps
