// The part of a plan that reads XML: the paths of a map as one tree of steps, so that one walk over
// a document meets every rule where its value stands and no path is looked up twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/maps/code_list.hpp"

namespace weighbridge::maps {

/// A run of rows in one of the plan's arrays.
struct XmlRange {
  std::uint32_t first = 0, count = 0;
};

/// Stands for an attribute's name where the element's own local name is meant, as in XPath.
constexpr std::string_view kElementName = "name()";

/// Stands in the path of a record's member for the element around.
constexpr std::string_view kParentElement = "..";

/// An element or attribute near a value must be one of some texts, or none of them.
struct XmlCheck {
  std::uint8_t up = 0;            ///< levels above the element that holds the value
  std::vector<std::string> path;  ///< down from there
  std::string attribute;          ///< empty: the element's text
  bool negated = false;
  std::vector<std::string> values;  ///< "" for one that is not there
};

/// The text or an attribute of the element at a step, taken to a target.
struct XmlTake {
  std::uint16_t take = 0;       ///< in Plan::takes
  std::string attribute;        ///< empty: the element's text
  bool qualified_date = false;  ///< the attribute `format` may say how the date is written
  XmlRange checks;              ///< in XmlRules::checks
};

/// A value of a record, found from the record's element down a path of local names.
struct XmlMember {
  std::vector<std::string> path;
  XmlTake value;
};

/// A charge, tax, party or terms that the element at a step states.
struct XmlRecord {
  std::uint16_t record = 0;  ///< in Plan::records
  XmlRange checks;           ///< all must hold
  XmlRange negative;         ///< if all hold, amounts are taken off; none: never
  XmlRange members;          ///< in XmlRules::members
};

constexpr std::uint16_t kNoStep = 0xFFFF;

/// A frame that an element opens where all checks hold.
struct XmlFrame {
  XmlRange checks;
  PackedCode level = 0;  ///< 0 or kAroundLines
};

/// An element that some path of the map goes through.
struct XmlStep {
  std::string name;
  XmlRange takes;                ///< in XmlRules::takes
  XmlRange records;              ///< in XmlRules::records
  std::vector<XmlFrame> frames;  ///< the first that holds is opened
  XmlRange excepted;             ///< none, or: an element for which all hold is passed over
  bool leads_to_frame = false;   ///< opens one, or something below it does
  bool has_inner = false;        ///< paths go on below it
};

/// Local names → small numbers.
class NameTable {
 public:
  static constexpr std::uint16_t kAbsent = 0xFFFF;

  /// The name's number, given now or before.
  std::uint16_t add(std::string_view name);
  std::uint16_t find(std::string_view name) const;
  std::uint16_t size() const { return static_cast<std::uint16_t>(names_.size()); }

 private:
  std::vector<std::string> names_;
  std::vector<std::uint16_t> slots_;  ///< a power of two, at most half full
};

struct XmlRules {
  std::vector<XmlStep> steps;  ///< 0 is the document's own element
  NameTable names;
  std::vector<std::uint16_t> next;  ///< [step * names.size() + name]: a step, or kNoStep
  std::vector<XmlTake> takes;
  std::vector<XmlRecord> records;
  std::vector<XmlMember> members;
  std::vector<XmlCheck> checks;
};

}  // namespace weighbridge::maps
