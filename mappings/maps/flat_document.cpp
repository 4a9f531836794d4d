#include "mappings/maps/flat_document.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "mappings/maps/value_reader.hpp"

namespace weighbridge::maps {

namespace {

/// Any byte will do: elements are found by the offsets of their separators.
constexpr char kSeparator = '\x1F';

/// Blanks of all kinds at both ends do not count, those that do not break a line among them.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  for (;;) {
    const std::size_t before = text.size();
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    text.remove_suffix(text.size() - std::min(text.find_last_not_of(kBlanks) + 1, text.size()));
    if (text.starts_with(kNoBreak)) text.remove_prefix(kNoBreak.size());
    if (text.ends_with(kNoBreak)) text.remove_suffix(kNoBreak.size());
    if (text.size() == before) return text;
  }
}

/// Blanks that do not break a line group the digits of numbers, among other things.
void append_plain_blanks(std::string& out, std::string_view text) {
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  constexpr std::string_view kNarrowNoBreak = "\xE2\x80\xAF";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\xC2\xE2"), text.size());
    out += text.substr(0, end);
    text.remove_prefix(end);
    if (text.empty()) return;
    const bool wide = text.starts_with(kNoBreak);
    const bool narrow = text.starts_with(kNarrowNoBreak);
    out += wide || narrow ? ' ' : text.front();
    text.remove_prefix(wide ? kNoBreak.size() : narrow ? kNarrowNoBreak.size() : 1);
  }
}

/// Builds loops while the rows come by.
class LoopTree {
 public:
  LoopTree(const Plan& plan, edi::TransactionSet& set) : plan_(plan), set_(set) {
    set_.loops.push_back({});
    open_.push_back({});
  }

  /// The loop that a record of type `tag` opens as segment `index`; the set itself where the map
  /// has no rules for it.
  std::uint32_t open(std::string_view tag, std::uint32_t index) {
    for (std::size_t depth = open_.size(); depth-- > 0;)
      for (const std::uint16_t inner : plan_.scopes[open_[depth].scope].inner) {
        if (plan_.scopes[inner].loop != pack(tag)) continue;
        open_.resize(depth + 1);
        edi::Loop loop;
        loop.id = tag;
        loop.first = index;
        loop.end = index + 1;
        loop.parent = open_[depth].loop;
        set_.loops.push_back(loop);
        const auto made = static_cast<std::uint32_t>(set_.loops.size() - 1);
        open_.push_back({made, inner});
        return made;
      }
    return 0;
  }

 private:
  struct Open {
    std::uint32_t loop = 0;
    std::uint16_t scope = 0;
  };

  const Plan& plan_;
  edi::TransactionSet& set_;
  std::vector<Open> open_;  ///< from the set inwards
};

}  // namespace

void FlatDocument::begin_row(std::size_t record, std::uint32_t line, std::uint64_t offset) {
  // The separator behind the last element of the row before is also the one before this row's
  // first.
  if (text_.empty()) {
    text_ += kSeparator;
    separators_.push_back(0);
    marks_.push_back({});
  }
  rows_.push_back({record, line, offset, separators_.size() - 1, 0});
}

void FlatDocument::add(const FlatCell& cell) {
  marks_.back() = {cell.line, cell.column};
  append_plain_blanks(text_, trimmed(cell.text));
  separators_.push_back(static_cast<std::uint32_t>(text_.size()));
  marks_.push_back({});
  text_ += kSeparator;
  ++rows_.back().count;
}

FlatDocument FlatDocument::with_constants(const Plan& plan) const {
  const bool has_any = std::any_of(plan.flat.records.begin(), plan.flat.records.end(),
                                   [](const auto& record) { return !record.constants.empty(); });
  if (!has_any) return *this;
  FlatDocument made;
  for (const Row& row : rows_) {
    const FlatRecord& record = plan.flat.records[row.record];
    const auto copy = [&](std::size_t i) {
      const Mark& mark = marks_[row.first + i];
      made.add({element(row, i), mark.line, mark.column});
    };
    made.begin_row(row.record, row.line, row.offset);
    for (std::size_t i = 0; i < record.columns.size(); ++i) copy(i);
    for (const std::string& word : record.constants) made.add({word, 0, 0});
    for (std::size_t i = record.columns.size(); i < row.count; ++i) copy(i);
  }
  return made;
}

/// As sets of segments go, something stands before the first row and behind the last: what the map
/// says of the document as a whole looks at the first row once more.
edi::TransactionSet FlatDocument::as_set(const Plan& plan) {
  edi::TransactionSet set;
  segments_.clear();
  segments_.reserve(rows_.size() + 2);
  set.loop_of.assign(rows_.size() + 2, 0);
  LoopTree loops(plan, set);
  for (const Row& row : rows_) {
    edi::Segment segment;
    segment.tag = plan.flat.records[row.record].tag;
    segment.elements = {text_.data(), separators_.data() + row.first, row.count};
    segment.offset = row.offset;
    if (segments_.empty()) {
      segments_.push_back(segment);
      if (plan.flat.tagged) segments_.front() = {};
    }
    const auto index = static_cast<std::uint32_t>(segments_.size());
    segment.position = index;
    set.loop_of[index] = loops.open(segment.tag, index);
    segments_.push_back(segment);
  }
  segments_.push_back({});
  set.segments = segments_;
  set.offset = offset();
  return set;
}

Place FlatView::place(std::uint32_t spot) const {
  Place place;
  if (document_.rows() == 0) return place;
  const FlatDocument::Row& row = document_.row_of(spot);
  place.line = row.line;
  place.column = 1;
  if (plan_.flat.tagged) place.tag = plan_.flat.records[row.record].tag;
  return place;
}

/// A constant stands in the map, not in the file.
Place FlatView::place_of(const FlatDocument::Row& row, std::size_t element) const {
  const FlatRecord& record = plan_.flat.records[row.record];
  const std::size_t columns = record.columns.size();
  const std::size_t constants = record.constants.size();
  Place place;
  place.line = row.line;
  if (element > columns && element <= columns + constants) {
    place.tag = "the map";
    return place;
  }
  const FlatDocument::Mark& mark = document_.marks_[row.first + element - 1];
  place.line = mark.line;
  place.column = mark.column;
  const std::vector<std::string>& names = names_[row.record];
  const std::size_t named = element > columns ? element - constants : element;
  if (named <= names.size()) place.tag = names[named - 1];
  return place;
}

TracedValues FlatView::not_asked() const {
  TracedValues values;
  std::set<std::pair<std::size_t, std::size_t>> told;
  for (const FlatDocument::Row& row : document_.rows_) {
    const FlatRecord& record = plan_.flat.records[row.record];
    const std::size_t columns = record.columns.size();
    for (std::size_t element = 1; element <= row.count; ++element) {
      const bool asked = element <= columns ? record.columns[element - 1].asked
                                            : element <= columns + record.constants.size();
      const std::string_view text = document_.element(row, element - 1);
      if (asked || text.empty() || !told.emplace(row.record, element).second) continue;
      values.push_back({place_of(row, element), to_utf8(text), {}});
    }
  }
  return values;
}

}  // namespace weighbridge::maps
