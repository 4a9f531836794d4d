// Runs an XML document through a plan.
#pragma once

#include <cstdint>
#include <string_view>

#include "mappings/maps/gathered.hpp"
#include "mappings/maps/xml_plan.hpp"
#include "parsers/xml/document.hpp"

namespace weighbridge::maps {

/// Walks the tree once. Values round the lines are met before the lines, wherever they stand: what
/// holds for all lines must be known when a line opens, and CII states it behind them.
///
/// Spots are offsets of the element that a frame or record opened at: the paths of a map say which
/// values belong together. Where a value itself stands is known from its text.
class XmlGatherer {
 public:
  /// Fills `out` from the document that begins at `root`; `out` borrows from `document`.
  void gather(const Plan& plan, const xml::Document& document, pugi::xml_node root, Gathered& out);

 private:
  void visit(pugi::xml_node node, std::uint16_t step, std::uint32_t frame, std::uint32_t spot);
  void visit_inner(pugi::xml_node node, std::uint16_t step, std::uint32_t frame,
                   std::uint32_t spot);
  void take_record(const XmlRecord& rule, pugi::xml_node node, std::uint32_t frame);
  bool put_member(const XmlMember& rule, std::size_t at, pugi::xml_node node, std::uint32_t record,
                  std::uint32_t spot);
  bool read(const XmlTake& rule, pugi::xml_node node, std::uint32_t spot, Cell& cell) const;
  std::string_view value_of(pugi::xml_node node, const std::string& attribute) const;
  const XmlFrame* opened_frame(const XmlStep& step, pugi::xml_node node) const;
  bool holds(XmlRange checks, pugi::xml_node node) const;
  bool holds(const XmlCheck& check, pugi::xml_node node) const;
  std::uint16_t next_step(std::uint16_t step, pugi::xml_node child) const;
  std::uint32_t spot_of(pugi::xml_node node) const {
    return static_cast<std::uint32_t>(document_->offset_of(node.name()));
  }

  const Plan* plan_ = nullptr;
  const XmlRules* rules_ = nullptr;
  const xml::Document* document_ = nullptr;
  Gathered* out_ = nullptr;
};

/// Places in an XML document: line, column and the element's path.
class XmlView final : public SourceView {
 public:
  explicit XmlView(const xml::Document& document) : document_(document) {}

  Place place(std::uint32_t spot) const override;
  Place place(const Plan& plan, const Cell& cell) const override;
  bool refused(const Cell&) const override { return false; }

 private:
  const xml::Document& document_;
};

}  // namespace weighbridge::maps
