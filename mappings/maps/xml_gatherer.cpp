#include "mappings/maps/xml_gatherer.hpp"

#include <algorithm>

namespace weighbridge::maps {

namespace {

bool is_element(pugi::xml_node node) {
  return node.type() == pugi::node_element;
}

}  // namespace

void XmlGatherer::gather(const Plan& plan, const xml::Document& document, pugi::xml_node root,
                         Gathered& out) {
  plan_ = &plan;
  rules_ = &plan.xml;
  document_ = &document;
  out_ = &out;
  out.begin(plan);
  visit(root, 0, 0, spot_of(root));
  out.finish();
}

std::uint16_t XmlGatherer::next_step(std::uint16_t step, pugi::xml_node child) const {
  if (!is_element(child)) return kNoStep;
  const std::uint16_t name = rules_->names.find(xml::local_name(child));
  if (name == NameTable::kAbsent) return kNoStep;
  return rules_->next[std::size_t{step} * rules_->names.size() + name];
}

void XmlGatherer::visit(pugi::xml_node node, std::uint16_t step, std::uint32_t frame,
                        std::uint32_t spot) {
  // The paths of a map are a handful of steps deep.
  const XmlStep& rules = rules_->steps[step];
  if (rules.excepted.count != 0 && holds(rules.excepted, node)) return;
  if (const XmlFrame* opened = opened_frame(rules, node)) {
    spot = spot_of(node);
    frame = out_->open_frame(frame, spot, opened->level);
  }
  for (std::uint32_t i = 0; i < rules.records.count; ++i)
    take_record(rules_->records[rules.records.first + i], node, frame);
  for (std::uint32_t i = 0; i < rules.takes.count; ++i) {
    Cell cell;
    if (read(rules_->takes[rules.takes.first + i], node, spot, cell)) out_->put(frame, cell);
  }
  if (rules.has_inner) visit_inner(node, step, frame, spot);
}

void XmlGatherer::visit_inner(pugi::xml_node node, std::uint16_t step, std::uint32_t frame,
                              std::uint32_t spot) {
  bool frames = false;
  for (auto child = node.first_child(); child; child = child.next_sibling()) {
    const std::uint16_t next = next_step(step, child);
    if (next == kNoStep) continue;
    if (rules_->steps[next].leads_to_frame)
      frames = true;
    else
      visit(child, next, frame, spot);
  }
  if (!frames) return;
  for (auto child = node.first_child(); child; child = child.next_sibling()) {
    const std::uint16_t next = next_step(step, child);
    if (next != kNoStep && rules_->steps[next].leads_to_frame) visit(child, next, frame, spot);
  }
}

void XmlGatherer::take_record(const XmlRecord& rule, pugi::xml_node node, std::uint32_t frame) {
  if (!holds(rule.checks, node)) return;
  const std::uint32_t spot = spot_of(node);
  const std::uint32_t record = out_->open_record(rule.record, spot, frame);
  if (rule.negative.count != 0 && holds(rule.negative, node)) out_->take_off(record);
  for (std::uint32_t i = 0; i < rule.members.count; ++i)
    put_member(rules_->members[rule.members.first + i], 0, node, record, spot);
}

/// The first value that the path from its step `at` on leads to. False when it leads to none.
bool XmlGatherer::put_member(const XmlMember& rule, std::size_t at, pugi::xml_node node,
                             std::uint32_t record, std::uint32_t spot) {
  if (at == rule.path.size()) {
    Cell cell;
    if (!read(rule.value, node, spot, cell)) return false;
    out_->put_member(record, cell);
    return true;
  }
  if (rule.path[at] == kParentElement) return put_member(rule, at + 1, node.parent(), record, spot);
  for (auto child = node.first_child(); child; child = child.next_sibling())
    if (xml::is_named(child, rule.path[at]) && put_member(rule, at + 1, child, record, spot))
      return true;
  return false;
}

/// False when there is nothing to take.
bool XmlGatherer::read(const XmlTake& rule, pugi::xml_node node, std::uint32_t spot,
                       Cell& cell) const {
  cell.text = value_of(node, rule.attribute);
  if (cell.text.empty() || !holds(rule.checks, node)) return false;
  cell.spot = spot;
  cell.take = rule.take;
  // Two flaws at one spot are told apart by it.
  cell.element = static_cast<std::uint8_t>(rule.take);
  cell.format = plan_->takes[rule.take].format;
  if (rule.qualified_date) {
    const std::string_view format = xml::attribute(node, "format");
    if (!format.empty()) cell.format = plan_->date_formats.of_qualifier(format);
  }
  return true;
}

std::string_view XmlGatherer::value_of(pugi::xml_node node, const std::string& attribute) const {
  if (attribute.empty()) return document_->text(node);
  return attribute == kElementName ? xml::local_name(node) : xml::attribute(node, attribute);
}

const XmlFrame* XmlGatherer::opened_frame(const XmlStep& step, pugi::xml_node node) const {
  for (const XmlFrame& frame : step.frames)
    if (holds(frame.checks, node)) return &frame;
  return nullptr;
}

bool XmlGatherer::holds(XmlRange checks, pugi::xml_node node) const {
  for (std::uint32_t i = 0; i < checks.count; ++i)
    if (!holds(rules_->checks[checks.first + i], node)) return false;
  return true;
}

bool XmlGatherer::holds(const XmlCheck& check, pugi::xml_node node) const {
  for (std::uint8_t i = 0; i < check.up; ++i) node = node.parent();
  for (const std::string& name : check.path) node = xml::child(node, name);
  const std::string_view text = value_of(node, check.attribute);
  const bool listed =
      std::find(check.values.begin(), check.values.end(), text) != check.values.end();
  return listed != check.negated;
}

Place XmlView::place(std::uint32_t spot) const {
  Place place = document_.place_of(spot);
  place.tag = xml::path_of(document_.element_at(spot));
  return place;
}

Place XmlView::place(const Plan&, const Cell& cell) const {
  const std::size_t offset = document_.offset_of(cell.text);
  return place(offset != 0 ? static_cast<std::uint32_t>(offset) : cell.spot);
}

}  // namespace weighbridge::maps
