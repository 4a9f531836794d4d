#include "mappings/maps/trace.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "mappings/maps/segment_gatherer.hpp"
#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

namespace {

std::string target_of(const Plan& plan, const Cell& cell) {
  return std::string(fields()[plan.takes[cell.take].target].name);
}

std::string target_of(const Plan& plan, const RecordHit& hit, const Cell& cell) {
  const RecordKind kind = plan.records[hit.record].kind;
  const MemberInfo& member = members()[plan.takes[cell.take].target];
  return std::string(to_string_view(kind)) + "." + std::string(member.name);
}

/// Calls `see(cell, target)` for every value that counts.
template <class See>
void each_value(const Plan& plan, const Gathered& gathered, See see) {
  for (const FieldInfo& row : fields()) {
    if (is_line_field(row.field)) continue;
    if (const Cell* cell = gathered.document(row.field)) see(*cell, target_of(plan, *cell));
  }
  for (const Frame& frame : gathered.frames()) {
    for (std::size_t i = 0; i < kLineFields; ++i) {
      const auto field = static_cast<Field>(i);
      if (!frame.states(field) || !frame.has(field)) continue;
      const Cell* cell = gathered.line(frame, field);
      see(*cell, target_of(plan, *cell));
    }
    for (std::uint32_t at = frame.collected; at != kNone; at = gathered.collected(at).next) {
      const Cell& cell = gathered.collected(at).cell;
      see(cell, target_of(plan, cell));
    }
  }
  for (const RecordHit& hit : gathered.records())
    for (const MemberInfo& row : members()) {
      if (row.record != plan.records[hit.record].kind) continue;
      if (const Cell* cell = gathered.member(hit, row.member))
        see(*cell, target_of(plan, hit, *cell));
    }
}

/// Elements whose codes the rules of a segment look at.
void add_asked(const Plan& plan, const SegmentRules& rules, std::set<std::size_t>& asked) {
  const auto add_checks = [&](Range checks) {
    for (std::uint16_t i = 0; i < checks.count; ++i)
      asked.insert(plan.checks[checks.first + i].element);
  };
  const auto add_takes = [&](Range takes) {
    for (std::uint16_t i = 0; i < takes.count; ++i) add_checks(plan.takes[takes.first + i].checks);
  };
  add_takes(rules.takes);
  for (std::uint16_t i = 0; i < rules.qualified.count; ++i)
    asked.insert(plan.qualified[rules.qualified.first + i].element);
  for (std::uint16_t i = 0; i < rules.records.count; ++i) {
    const Record& record = plan.records[rules.records.first + i];
    add_checks(record.checks);
    add_checks(record.negative);
    add_takes(record.takes);
  }
}

bool is_pair_qualifier(const Plan& plan, const SegmentRules& rules, std::size_t element,
                       std::string_view code) {
  for (std::uint16_t i = 0; i < rules.pairs.count; ++i) {
    const Pairs& pairs = plan.pairs[rules.pairs.first + i];
    if (element >= pairs.first_element && (element - pairs.first_element) % 2 == 0 &&
        pairs.groups.find(pack(edi::trimmed(code))) != CodeList::kAbsent)
      return true;
  }
  return false;
}

}  // namespace

TracedValues trace(const Plan& plan, const Gathered& gathered, const SourceView& source) {
  TracedValues values;
  each_value(plan, gathered, [&](const Cell& cell, std::string target) {
    values.push_back({source.place(plan, cell), to_utf8(cell.text), std::move(target)});
  });
  std::stable_sort(values.begin(), values.end(), [](const TracedValue& a, const TracedValue& b) {
    const auto order = [](const Place& place) {
      return std::tuple(place.offset, place.line, place.column, place.element);
    };
    return order(a.place) < order(b.place);
  });
  return values;
}

TracedValues not_taken(const Plan& plan, const Gathered& gathered, const edi::TransactionSet& set) {
  std::set<std::pair<std::size_t, std::size_t>> taken;
  each_value(plan, gathered,
             [&](const Cell& cell, const std::string&) { taken.emplace(cell.spot, cell.element); });
  const SegmentView view(set);
  TracedValues values;
  for (std::size_t i = 1; i + 1 < set.segments.size(); ++i) {
    const edi::Segment& segment = set.segments[i];
    const std::uint16_t symbol = plan.symbols.find(pack(segment.tag));
    for (std::size_t element = 1; element <= segment.elements.size(); ++element) {
      const std::string_view text = edi::trimmed(segment.element(element));
      if (text.empty() || taken.contains({i, element})) continue;
      bool asked = false;
      for (std::size_t scope = 0; symbol != CodeList::kAbsent && scope < plan.scopes.size();
           ++scope) {
        const SegmentRules& rules = plan.rules[scope * plan.symbol_count + symbol];
        std::set<std::size_t> elements;
        add_asked(plan, rules, elements);
        asked =
            asked || elements.contains(element) || is_pair_qualifier(plan, rules, element, text);
      }
      if (asked) continue;
      TracedValue value{view.place(static_cast<std::uint32_t>(i)), to_utf8(text), {}};
      value.place.element = static_cast<std::uint32_t>(element);
      values.push_back(std::move(value));
    }
  }
  return values;
}

}  // namespace weighbridge::maps
