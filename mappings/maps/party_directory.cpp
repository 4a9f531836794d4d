#include "mappings/maps/party_directory.hpp"

namespace weighbridge::maps {

namespace {

/// D-U-N-S has nine digits; what follows names a place of the company.
constexpr std::size_t kDunsDigits = 9;

template <class Row>
const Row* find_in(const std::unordered_map<std::string_view, const Row*>& index,
                   std::string_view key) {
  if (key.empty()) return nullptr;
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

PartyDirectory::PartyDirectory(const ReferenceData& reference) {
  // The first row of an identifier stands; empty identifiers name nobody.
  const auto add = [](auto& index, const std::string& key, const auto& row) {
    if (!key.empty()) index.try_emplace(key, &row);
  };
  for (const SupplierRow& row : reference.suppliers) {
    add(by_edi_id_, row.edi_id, row);
    add(by_gln_, row.gln, row);
    add(by_duns_, row.duns, row);
    add(by_tax_id_, row.tax_id, row);
    add(by_id_, row.supplier.value, row);
  }
  for (const SiteRow& row : reference.sites) {
    add(sites_, row.site, row);
    add(sites_by_gln_, row.gln, row);
  }
}

const SupplierRow* PartyDirectory::by_interchange(std::string_view qualifier,
                                                  std::string_view id) const {
  if (const SupplierRow* row = find_in(by_edi_id_, id)) return row;
  // Interchange ids are often a D-U-N-S (01, 14) or a GLN (08 and others) themselves.
  if (qualifier == "01" || qualifier == "14") return find_in(by_duns_, id.substr(0, kDunsDigits));
  return find_in(by_gln_, id);
}

const SupplierRow* PartyDirectory::by_identifier(IdScheme scheme, std::string_view id) const {
  const SupplierRow* row = nullptr;
  if (scheme == IdScheme::gln) row = find_in(by_gln_, id);
  if (scheme == IdScheme::duns) row = find_in(by_duns_, id);
  if (scheme == IdScheme::duns4) row = find_in(by_duns_, id.substr(0, kDunsDigits));
  if (scheme == IdScheme::tax_id) row = find_in(by_tax_id_, id);
  // The scheme is often missing or wrong; the buyer's own number for the supplier is usual then.
  for (const Suppliers* index : {&by_id_, &by_edi_id_, &by_gln_, &by_duns_, &by_tax_id_})
    if (row == nullptr) row = find_in(*index, id);
  return row;
}

std::string PartyDirectory::site(const StatedParty& party) const {
  if (const SiteRow* row = find_in(sites_by_gln_, party.id)) return row->site;
  if (const SiteRow* row = find_in(sites_, party.id)) return row->site;
  if (party.id.empty()) {
    const SiteRow* row = find_in(sites_, party.name);
    return row != nullptr ? row->site : std::string();
  }
  return std::string(party.id);
}

}  // namespace weighbridge::maps
