// What both syntaxes of an EN 16931 invoice are read with.
#pragma once

#include <string_view>

#include "mappings/en16931/invoice.hpp"

namespace weighbridge::en16931 {

class Reading {
 public:
  explicit Reading(const xml::Document& document) : document_(document) {}

  std::string_view text(pugi::xml_node node) const { return document_.text(node); }
  std::string_view text(pugi::xml_node node, std::string_view path) const {
    return text(xml::descendant(node, path));
  }
  bool has(pugi::xml_node node, std::string_view path) const {
    return !xml::descendant(node, path).empty();
  }
  Figure figure(pugi::xml_node node) const {
    Figure found;
    found.node = node;
    found.text = text(node);
    if (const auto value = Decimal::parse(found.text)) found.value = *value;
    return found;
  }
  Figure figure(pugi::xml_node node, std::string_view path) const {
    return figure(xml::descendant(node, path));
  }

 private:
  const xml::Document& document_;
};

/// Whether a line of this status (of Factur-X and the French extension) counts: one that sums up
/// other lines, or only informs, does not.
inline bool is_counted(std::string_view status) {
  return status != "GROUP" && status != "INFORMATION";
}

/// Calls `visit` with each child element of this local name.
template <class Visit>
void each(pugi::xml_node parent, std::string_view name, Visit visit) {
  for (const pugi::xml_node child : parent.children())
    if (xml::is_named(child, name)) visit(child);
}

/// What a document claims by its customization or guideline (BT-24).
inline Profile profile_of(std::string_view guideline) {
  if (guideline.find("peppol.eu:2017:poacc:billing") != std::string_view::npos)
    return Profile::peppol;
  if (guideline.starts_with("urn:cen.eu:en16931:2017")) return Profile::en16931;
  return guideline.find("cenbii.eu:transaction") != std::string_view::npos ? Profile::cen_bii
                                                                           : Profile::none;
}

}  // namespace weighbridge::en16931
