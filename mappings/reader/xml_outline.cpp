#include "mappings/reader/xml_outline.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "parsers/text_place.hpp"

namespace weighbridge {

namespace {

class Outline {
 public:
  Outline(const xml::Document& document, std::size_t rows_max)
      : document_(document), rows_max_(rows_max) {}

  /// Nesting is limited since before the tree was built.
  void add(pugi::xml_node node, std::uint16_t depth) {
    if (rows_.size() < rows_max_)
      rows_.push_back(row(node, depth));
    else
      ++more_;
    for (const pugi::xml_node inner : node.children())
      if (inner.type() == pugi::node_element) add(inner, static_cast<std::uint16_t>(depth + 1));
  }

  std::vector<OutlineRow> finish() {
    if (more_ != 0) {
      OutlineRow last;
      last.name = "...";
      last.text = std::to_string(more_) + " more elements";
      rows_.push_back(std::move(last));
    }
    return std::move(rows_);
  }

 private:
  OutlineRow row(pugi::xml_node node, std::uint16_t depth) const {
    OutlineRow made;
    made.depth = depth;
    made.name = xml::local_name(node);
    made.offset = document_.message_offset(node);
    made.text = shown_value(document_.text(node));
    std::string qualifiers;
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with("xmlns") || name.ends_with("schemaLocation")) continue;
      qualifiers += (qualifiers.empty() ? "" : ", ") + std::string(xml::local_name(name)) + " " +
                    shown_value(attribute.value());
    }
    if (!qualifiers.empty()) made.text += (made.text.empty() ? "(" : " (") + qualifiers + ")";
    return made;
  }

  const xml::Document& document_;
  std::size_t rows_max_;
  std::vector<OutlineRow> rows_;
  std::size_t more_ = 0;
};

}  // namespace

std::vector<OutlineRow> outline(const xml::Document& document, pugi::xml_node root,
                                std::size_t rows_max) {
  if (rows_max == 0) return {};
  Outline outline(document, rows_max);
  outline.add(root, 0);
  return outline.finish();
}

}  // namespace weighbridge
