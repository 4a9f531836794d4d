// Where a value stands in an XML document, as maps write it (docs/formats/maps.md):
//
//     IssueDate                                          an element below the section's
//     InvoicedQuantity/@unitCode                         an attribute of one
//     Item/AdditionalItemProperty[Name=Lot]/Value        only of elements of which that is true
//     Amount when ChargeIndicator=true|1                 only where the section's element says so
//     .   @quantity                                      the section's own text or attribute
//     name()                                             the local name of the section's element
//
// Names are local names: prefixes are the sender's choice, and may be written or left out here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

#include "mappings/maps/source.hpp"
#include "mappings/maps/xml_plan.hpp"

namespace weighbridge::maps {

/// "Name=Lot|Batch": the element or attribute is one of the values (or, negated, none of them); the
/// word `empty` stands for one that is not there, and is kept as "".
struct XmlCondition {
  std::vector<std::string> path;  ///< local names, from the element that the condition stands at
  std::string attribute;          ///< empty: the element's text
  bool negated = false;
  std::vector<std::string> values;
};

struct XmlPathStep {
  std::string name;
  std::vector<XmlCondition> conditions;
};

struct XmlSource {
  std::vector<XmlPathStep> steps;        ///< none: the section's element itself
  std::string attribute;                 ///< empty: the element's text
  std::vector<XmlCondition> conditions;  ///< of the section's element
};

boost::system::result<XmlSource, SourceError> parse_xml_source(std::string_view text);

/// The path of a section, "Shipment/Delivery" or "AllowanceCharge[ChargeIndicator=true]".
boost::system::result<std::vector<XmlPathStep>, SourceError> parse_xml_path(std::string_view text);

/// What stands after "when": conditions joined by "and", all from one element.
boost::system::result<std::vector<XmlCondition>, SourceError> parse_xml_conditions(
    std::string_view text);

}  // namespace weighbridge::maps
