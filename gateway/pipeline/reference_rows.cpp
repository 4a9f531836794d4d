#include "gateway/pipeline/reference_rows.hpp"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace weighbridge::pipeline {
namespace {

auto key(const ItemRow& row) {
  return std::tuple(row.sku);
}
auto key(const ItemAliasRow& row) {
  return std::tuple(row.supplier, row.vendor_item);
}
auto key(const PackRow& row) {
  return std::tuple(row.sku, row.uom, row.supplier, row.from);
}
auto key(const SiteRow& row) {
  return std::tuple(row.site);
}
auto key(const SupplierRow& row) {
  return std::tuple(row.supplier);
}

template <class Row>
void merge_rows(std::vector<Row>& base, std::vector<Row>&& more) {
  std::map<decltype(key(std::declval<Row>())), std::size_t> place;
  for (std::size_t i = 0; i < base.size(); ++i) place.emplace(key(base[i]), i);
  for (Row& row : more) {
    const auto [found, is_new] = place.emplace(key(row), base.size());
    if (is_new)
      base.push_back(std::move(row));
    else
      base[found->second] = std::move(row);
  }
}

}  // namespace

void merge(ReferenceData& base, ReferenceData&& more) {
  merge_rows(base.items, std::move(more.items));
  merge_rows(base.aliases, std::move(more.aliases));
  merge_rows(base.packs, std::move(more.packs));
  merge_rows(base.sites, std::move(more.sites));
  merge_rows(base.suppliers, std::move(more.suppliers));
}

std::uint64_t row_count(const ReferenceData& data) {
  return data.items.size() + data.aliases.size() + data.packs.size() + data.sites.size() +
         data.suppliers.size();
}

void tell_payees(const std::vector<SupplierRow>& stated, const ReferenceData& before,
                 const std::vector<std::string>& people, const cases::Act& act,
                 std::string_view source, store::Writer& writer) {
  std::map<SupplierId, std::pair<std::string, std::string>> paid;
  for (const SupplierRow& row : before.suppliers) paid[row.supplier] = {row.bank, row.remit_to};
  for (const SupplierRow& row : stated) {
    auto& known = paid[row.supplier];
    if (known == std::pair(row.bank, row.remit_to)) continue;
    known = {row.bank, row.remit_to};
    for (const std::string& person : people) {
      cases::Act by = act;
      by.actor = person;
      writer.append(cases::payee_changed(by, row.supplier.str(), source));
    }
  }
}

}  // namespace weighbridge::pipeline
