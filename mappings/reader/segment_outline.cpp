#include "mappings/reader/segment_outline.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "mappings/maps/value_reader.hpp"
#include "parsers/edi/dictionary.hpp"

namespace weighbridge {

namespace {

constexpr std::size_t kValueBytesMax = 80;
constexpr std::uint32_t kDepthMax = 12;  // deeper would leave no room for the text

class Outliner {
 public:
  explicit Outliner(const edi::TransactionSet& set) : set_(set) { measure_loops(); }

  /// "SN1 Item Detail (Shipment)": "Number of Units Shipped 48; Unit ... Code EA (each)".
  OutlineRow row(std::uint32_t index) const {
    const edi::Segment& segment = set_.segments[index];
    OutlineRow row;
    row.depth = static_cast<std::uint16_t>(depth_of(index));
    row.offset = segment.offset;
    row.name = maps::to_utf8(segment.tag);
    if (set_.dictionary != nullptr)
      if (const auto name = set_.dictionary->segment_name(segment.tag); !name.empty())
        row.name.append(" ").append(name);
    for (std::uint32_t i = 0; i < segment.elements.size(); ++i)
      add_element(row, segment, i + 1, segment.elements[i]);
    return row;
  }

 private:
  /// Levels of a hierarchy stand below each other, whatever the standard draws.
  void measure_loops() {
    depths_.assign(set_.loops.size(), 0);
    std::vector<std::uint32_t> node_of(set_.loops.size(), edi::kNone);
    for (std::uint32_t i = 0; i < set_.hierarchy.size(); ++i) node_of[set_.hierarchy[i].loop] = i;
    for (std::uint32_t loop = 1; loop < set_.loops.size(); ++loop) {
      std::uint32_t outer = set_.loops[loop].parent;
      if (node_of[loop] != edi::kNone) {
        const std::uint32_t above = set_.hierarchy[node_of[loop]].parent;
        if (above != edi::kNone && set_.hierarchy[above].loop < loop)
          outer = set_.hierarchy[above].loop;
      }
      depths_[loop] = std::min(kDepthMax, (outer < loop ? depths_[outer] : 0U) + 1);
    }
  }

  std::uint32_t depth_of(std::uint32_t index) const {
    const std::uint32_t loop = set_.loop_of[index];
    const bool opens = loop != 0 && set_.loops[loop].first == index;
    return depths_[loop] - (opens ? 1 : 0);
  }

  void add_element(OutlineRow& row, const edi::Segment& segment, std::uint32_t element,
                   std::string_view text) const {
    const char mark = set_.delimiters.component;
    const bool composite = mark != 0 && text.find(mark) != std::string_view::npos;
    if (!composite) return add_value(row, segment, element, 0, text);
    for (std::uint32_t component = 1; !text.empty(); ++component) {
      const std::size_t end = text.find(mark);
      add_value(row, segment, element, component, text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
  }

  void add_value(OutlineRow& row, const edi::Segment& segment, std::uint32_t element,
                 std::uint32_t component, std::string_view text) const {
    text = edi::trimmed(text);
    if (text.empty()) return;
    if (!row.text.empty()) row.text += "; ";
    const std::string value = maps::to_utf8(text.substr(0, kValueBytesMax));
    if (set_.dictionary == nullptr) {
      row.text += value;
      return;
    }
    const edi::Dictionary& names = *set_.dictionary;
    if (const auto name = names.element_name(segment.tag, element, component); !name.empty())
      row.text.append(name).append(" ");
    row.text += value;
    // A composite with one component is that component.
    std::string_view id = names.element_id(segment.tag, element, component);
    if (component == 0 && !names.element_id(segment.tag, element, 1).empty())
      id = names.element_id(segment.tag, element, 1);
    if (const auto meaning = names.code_meaning(id, text); !meaning.empty())
      row.text.append(" (").append(meaning).append(")");
  }

  const edi::TransactionSet& set_;
  std::vector<std::uint32_t> depths_;  ///< of each loop
};

}  // namespace

std::vector<OutlineRow> segment_outline(const edi::TransactionSet& set, std::size_t rows_max) {
  std::vector<OutlineRow> rows;
  const Outliner outliner(set);
  for (std::uint32_t i = 0; i < set.segments.size(); ++i) {
    if (rows.size() == rows_max) {
      OutlineRow last;
      last.name = "...";
      last.text = std::to_string(set.segments.size() - i) + " more segments";
      rows.push_back(std::move(last));
      break;
    }
    rows.push_back(outliner.row(i));
  }
  return rows;
}

}  // namespace weighbridge
