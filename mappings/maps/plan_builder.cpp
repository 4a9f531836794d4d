#include "mappings/maps/plan_builder.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace weighbridge::maps {

namespace {

std::uint16_t size_of(const auto& rows) {
  return static_cast<std::uint16_t>(rows.size());
}

/// Whether a take can hang on the code of one element: REF02 when REF01=CN|2I.
bool is_qualified(const Source& source) {
  return !source.pairs && !source.conditions.empty() && !source.conditions.front().negated;
}

}  // namespace

std::uint16_t PlanBuilder::scope(std::string_view path) {
  for (std::size_t i = 0; i < plan_->scopes.size(); ++i)
    if (plan_->scopes[i].path == path) return static_cast<std::uint16_t>(i);
  const std::size_t cut = path.rfind('/');
  const std::uint16_t parent = cut == std::string_view::npos ? 0 : scope(path.substr(0, cut));
  const std::uint16_t made = size_of(plan_->scopes);
  Scope row;
  row.path = path;
  row.loop = pack(cut == std::string_view::npos ? path : path.substr(cut + 1));
  row.parent = parent;
  plan_->scopes.push_back(std::move(row));
  plan_->scopes[parent].inner.push_back(made);
  return made;
}

void PlanBuilder::add_take(std::uint16_t scope, const Source& source, const Take& take) {
  takes_.push_back({scope, source, take});
}

void PlanBuilder::add_record(std::uint16_t scope, RecordKind kind,
                             const std::vector<Condition>& when,
                             const std::vector<Condition>& negative_when,
                             const std::vector<std::pair<Source, Take>>& takes) {
  PendingRecord pending{scope, {}, {}, {}};
  pending.record.kind = kind;
  pending.record.checks = add_checks(when);
  pending.record.negative = add_checks(negative_when);
  std::map<std::string, std::vector<Take>> by_tag;
  for (const auto& [source, take] : takes) {
    std::vector<Take>& rows = by_tag[source.path.tag];
    rows.push_back(take);
    rows.back().checks = add_checks(source.conditions);
  }
  for (const auto& [tag, rows] : by_tag) pending.members[tag] = plan_->groups[add_group(rows)];
  const auto looks_elsewhere = [&](const std::vector<Condition>& conditions) {
    return !conditions.empty() && !by_tag.contains(conditions.front().path.tag);
  };
  if (by_tag.size() == 1 && !looks_elsewhere(when) && !looks_elsewhere(negative_when)) {
    pending.tag = by_tag.begin()->first;
    pending.record.takes = pending.members.begin()->second;
  }
  records_.push_back(std::move(pending));
}

Range PlanBuilder::add_checks(const std::vector<Condition>& conditions, std::size_t from) {
  Range range{size_of(plan_->checks), 0};
  for (std::size_t i = from; i < conditions.size(); ++i) {
    const Condition& condition = conditions[i];
    plan_->checks.push_back({condition.path.element,
                             condition.path.component,
                             condition.negated,
                             {size_of(plan_->codes), size_of(condition.codes)}});
    plan_->codes.insert(plan_->codes.end(), condition.codes.begin(), condition.codes.end());
    ++range.count;
  }
  return range;
}

std::uint16_t PlanBuilder::add_group(const std::vector<Take>& takes) {
  plan_->groups.push_back({size_of(plan_->takes), size_of(takes)});
  plan_->takes.insert(plan_->takes.end(), takes.begin(), takes.end());
  return static_cast<std::uint16_t>(plan_->groups.size() - 1);
}

Range PlanBuilder::layout_qualified(const std::vector<const PendingTake*>& takes) {
  // By the element that holds the code, then by code.
  std::map<std::pair<std::uint8_t, std::uint8_t>, std::map<PackedCode, std::vector<Take>>> elements;
  for (const PendingTake* pending : takes) {
    const Condition& key = pending->source.conditions.front();
    Take take = pending->take;
    take.checks = add_checks(pending->source.conditions, 1);
    for (const PackedCode code : key.codes)
      elements[{key.path.element, key.path.component}][code].push_back(take);
  }
  Range range{size_of(plan_->qualified), size_of(elements)};
  for (const auto& [element, codes] : elements) {
    Qualified row;
    row.element = element.first;
    row.component = element.second;
    row.asks_empty = codes.contains(pack(""));
    for (const auto& [code, rows] : codes) row.groups.add(code, add_group(rows));
    plan_->qualified.push_back(std::move(row));
  }
  return range;
}

Range PlanBuilder::layout_pairs(const std::vector<const PendingTake*>& takes) {
  std::map<std::uint8_t, std::map<PackedCode, std::vector<Take>>> starts;
  for (const PendingTake* pending : takes) {
    Take take = pending->take;
    take.checks = add_checks(pending->source.conditions);
    // Alternatives that differ only in the qualifier are preferred in the order written.
    for (const PackedCode code : pending->source.after)
      starts[pending->source.path.element][code].push_back(take);
  }
  Range range{size_of(plan_->pairs), size_of(starts)};
  for (const auto& [element, codes] : starts) {
    Pairs row;
    row.first_element = element;
    for (const auto& [code, rows] : codes) row.groups.add(code, add_group(rows));
    plan_->pairs.push_back(std::move(row));
  }
  return range;
}

SegmentRules PlanBuilder::layout(const std::vector<const PendingTake*>& takes) {
  std::vector<const PendingTake*> qualified;
  std::vector<const PendingTake*> pairs;
  std::vector<Take> plain;
  for (const PendingTake* pending : takes) {
    if (pending->source.pairs) {
      pairs.push_back(pending);
    } else if (is_qualified(pending->source)) {
      qualified.push_back(pending);
    } else {
      plain.push_back(pending->take);
      plain.back().checks = add_checks(pending->source.conditions);
    }
  }
  SegmentRules rules;
  rules.takes = plan_->groups[add_group(plain)];
  rules.qualified = layout_qualified(qualified);
  rules.pairs = layout_pairs(pairs);
  rules.empty = takes.empty();
  return rules;
}

void PlanBuilder::add_symbols() {
  const auto add = [&](const std::string& tag) {
    if (plan_->symbols.add(pack(tag), plan_->symbol_count)) ++plan_->symbol_count;
  };
  for (const PendingTake& pending : takes_) add(pending.source.path.tag);
  for (const PendingRecord& pending : records_)
    for (const auto& [tag, takes] : pending.members) add(tag);
}

SegmentRules& PlanBuilder::rules_of(std::uint16_t scope, const std::string& tag) {
  return plan_->rules[std::size_t{scope} * plan_->symbol_count + plan_->symbols.find(pack(tag))];
}

void PlanBuilder::finish() {
  add_symbols();
  plan_->rules.resize(plan_->scopes.size() * plan_->symbol_count);
  std::map<SegmentRules*, std::vector<const PendingTake*>> takes;
  for (const PendingTake& pending : takes_)
    takes[&rules_of(pending.scope, pending.source.path.tag)].push_back(&pending);
  for (const auto& [rules, rows] : takes) *rules = layout(rows);
  finish_segment_records();
  finish_loop_records();
}

void PlanBuilder::finish_segment_records() {
  std::map<SegmentRules*, std::vector<const PendingRecord*>> records;
  for (const PendingRecord& pending : records_)
    if (!pending.tag.empty()) records[&rules_of(pending.scope, pending.tag)].push_back(&pending);
  for (const auto& [rules, rows] : records) {
    rules->records = {size_of(plan_->records), size_of(rows)};
    rules->empty = false;
    for (const PendingRecord* pending : rows) plan_->records.push_back(pending->record);
  }
}

void PlanBuilder::finish_loop_records() {
  std::map<std::uint16_t, std::vector<const PendingRecord*>> by_scope;
  for (const PendingRecord& pending : records_)
    if (pending.tag.empty()) by_scope[pending.scope].push_back(&pending);
  for (const auto& [scope, rows] : by_scope) {
    plan_->scopes[scope].records = {size_of(plan_->records), size_of(rows)};
    std::map<SegmentRules*, std::vector<LoopMembers>> members;
    std::uint16_t record = 0;
    for (const PendingRecord* row : rows) {
      plan_->records.push_back(row->record);
      for (const auto& [tag, takes] : row->members)
        members[&rules_of(scope, tag)].push_back({record, takes});
      ++record;
    }
    for (const auto& [rules, list] : members) {
      rules->members = {size_of(plan_->loop_members), size_of(list)};
      plan_->loop_members.insert(plan_->loop_members.end(), list.begin(), list.end());
    }
  }
}

}  // namespace weighbridge::maps
