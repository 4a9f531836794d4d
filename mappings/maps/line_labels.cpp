#include "mappings/maps/line_labels.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace weighbridge::maps {

namespace {

using NumberedLine = std::pair<std::string_view, std::uint32_t>;

/// The lines by the numbers that the document gives them, whatever the receipt calls them.
std::vector<NumberedLine> by_number(const Gathered& gathered, const LineBuilder& lines,
                                    const Receipt& receipt) {
  std::vector<NumberedLine> rows;
  for (std::uint32_t i = 0; i < receipt.lines.size(); ++i)
    if (const Cell* number =
            gathered.line(gathered.frames()[lines.frame_of(i)], Field::line_number))
      rows.emplace_back(number->text, i);
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

void add_line_labels(const Plan& plan, const Gathered& gathered, const LineBuilder& lines,
                     ValueReader& values, Receipt& receipt) {
  std::vector<NumberedLine> rows;
  for (const RecordHit& hit : gathered.records()) {
    if (plan.records[hit.record].kind != RecordKind::label) continue;
    const Cell* id = gathered.member(hit, Member::label_id);
    const Cell* line = gathered.member(hit, Member::label_line);
    if (id == nullptr || line == nullptr) continue;
    if (rows.empty()) rows = by_number(gathered, lines, receipt);
    auto row = std::lower_bound(rows.begin(), rows.end(), NumberedLine{line->text, 0});
    for (; row != rows.end() && row->first == line->text; ++row) {
      std::string label = values.sscc(*id);
      std::vector<std::string>& labels = receipt.lines[row->second].sscc;
      if (labels.empty() || labels.back() != label) labels.push_back(std::move(label));
    }
  }
}

}  // namespace weighbridge::maps
