// Who the parties of a message are, by our reference data (contract, section 2).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "mappings/canonical/reference_data.hpp"
#include "mappings/maps/party.hpp"

namespace weighbridge::maps {

/// A supplier, and the rule that named it, for the receipt's note.
struct NamedSupplier {
  SupplierId supplier;
  std::string rule;
};

/// One party as the document states it.
struct StatedParty {
  PartyRole role = PartyRole::supplier;
  IdScheme scheme = IdScheme::other;
  std::string_view id, name;
};

/// An index over the reference data; reads once, answers often. `reference` must outlive it.
class PartyDirectory {
 public:
  explicit PartyDirectory(const ReferenceData& reference);

  /// The suppliers.csv row with this interchange id; null when there is none.
  const SupplierRow* by_interchange(std::string_view qualifier, std::string_view id) const;
  /// The suppliers.csv row that a seller's identifier names: its GLN, DUNS, tax id, or our own id.
  const SupplierRow* by_identifier(IdScheme scheme, std::string_view id) const;
  /// The site that a ship-to party names: sites.csv by GLN or id, by name, else the id itself.
  std::string site(const StatedParty& party) const;

 private:
  using Suppliers = std::unordered_map<std::string_view, const SupplierRow*>;

  Suppliers by_edi_id_, by_gln_, by_duns_, by_tax_id_, by_id_;
  std::unordered_map<std::string_view, const SiteRow*> sites_, sites_by_gln_;
};

}  // namespace weighbridge::maps
