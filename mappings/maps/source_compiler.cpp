#include "mappings/maps/source_compiler.hpp"

#include "mappings/maps/flat_sources.hpp"
#include "mappings/maps/segment_sources.hpp"
#include "mappings/maps/xml_sources.hpp"

namespace weighbridge::maps {

std::unique_ptr<SourceCompiler> make_source_compiler(std::string_view standard,
                                                     const Standards& standards, Plan& plan,
                                                     TableReader& table) {
  if (standard == "X12" && standards.x12 != nullptr)
    return std::make_unique<SegmentSources>(*standards.x12, plan, table);
  if (standard == "EDIFACT" && standards.edifact != nullptr) {
    plan.syntax.other_decimal_mark = ',';  // ISO 9735 allows both, and senders do not always say
    return std::make_unique<SegmentSources>(*standards.edifact, plan, table,
                                            SegmentSources::Dates::with_qualifier);
  }
  for (const std::string_view xml : {"UBL", "CII", "cXML", "GS1", "XML"})
    if (standard == xml) return std::make_unique<XmlSources>(plan, table);
  if (standard == kFlatStandard) return std::make_unique<FlatSources>(plan, table);
  return nullptr;
}

bool is_time_target(Field field) {
  switch (field) {
    case Field::document_date:
    case Field::document_time:
    case Field::shipped:
    case Field::expected:
    case Field::posted:
    case Field::line_expected:
      return true;
    default:
      return false;
  }
}

bool is_time_target(Member member) {
  return member == Member::terms_due || member == Member::terms_discount_date ||
         member == Member::part_expected;
}

}  // namespace weighbridge::maps
