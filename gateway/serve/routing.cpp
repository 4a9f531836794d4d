#include "gateway/serve/routing.hpp"

#include <algorithm>

#include "gateway/api/operations.hpp"
#include "gateway/intake/configuration.hpp"
#include "mappings/maps/table_reader.hpp"

namespace weighbridge::serve {
namespace {

constexpr std::size_t kRowsMax = 1000;

std::string text_of(const yaml::Node& row, std::string_view key, maps::TableReader& table) {
  if (row.find(key) == nullptr) return {};
  return table.text_of(row, key, std::string(key) + ": ...").value_or("");
}

std::optional<Money> amount_of(const yaml::Node& row, std::string_view key,
                               maps::TableReader& table) {
  const std::string text = text_of(row, key, table);
  if (text.empty()) return std::nullopt;
  const auto amount = Decimal::parse(text);
  if (amount) return Money(*amount);
  table.error(row, '`' + std::string(key) + "` is no amount", "write it as \"100.00\"");
  return std::nullopt;
}

cases::RoutingRow row_of(const yaml::Node& node, maps::TableReader& table) {
  cases::RoutingRow row;
  if (!table.is_map_of(node, "a row of `routing`",
                       {"role", "site", "supplier_group", "supplier", "amount_from", "amount_below",
                        "assignee"}))
    return row;
  row.role = text_of(node, "role", table);
  row.site = text_of(node, "site", table);
  row.supplier_group = text_of(node, "supplier_group", table);
  row.supplier = text_of(node, "supplier", table);
  row.amount_from = amount_of(node, "amount_from", table);
  row.amount_below = amount_of(node, "amount_below", table);
  row.assignee = table.text_of(node, "assignee", "assignee: clara").value_or("");
  const auto roles = api::roles();
  if (!row.role.empty() && std::find(roles.begin(), roles.end(), row.role) == roles.end())
    table.error(node, "there is no role `" + row.role + "`", "name one of the contract's roles");
  return row;
}

}  // namespace

std::vector<cases::RoutingRow> parse_routing(const std::string& file, std::string_view text,
                                             std::vector<TableError>& errors) {
  std::vector<cases::RoutingRow> rows;
  maps::TableReader table(file, errors);
  const yaml::Node root = table.parse(text);
  if (root.is_null() || !table.is_map_of(root, "the routing table", {"routing"})) return rows;
  const yaml::Node* list = root.find("routing");
  if (list == nullptr) return rows;
  if (list->items.size() > kRowsMax) {
    table.error(*list, "the routing table has more than 1000 rows", "make it shorter");
    return rows;
  }
  for (const yaml::Node& node : list->items) rows.push_back(row_of(node, table));
  return rows;
}

std::vector<cases::RoutingRow> read_routing(const std::filesystem::path& folder,
                                            std::vector<TableError>& errors) {
  const std::filesystem::path path = folder / "routing.yaml";
  if (!std::filesystem::exists(path)) return {};
  return parse_routing("routing.yaml", intake::read_whole(path.string()), errors);
}

}  // namespace weighbridge::serve
