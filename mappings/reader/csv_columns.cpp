#include "mappings/reader/csv_columns.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/csv/reader.hpp"

namespace weighbridge::csv {
namespace {

/// Collects the names of a table's columns.
struct NameCollector {
  std::vector<std::string_view> names;

  template <class T>
  void operator()(std::string_view name, T&) {
    names.push_back(name);
  }
  template <class T>
  void required(std::string_view name, T&) {
    names.push_back(name);
  }
  template <class T>
  void in_header(std::string_view name, T&) {
    names.push_back(name);
  }
  void schema(std::string_view) {}
};

template <class T>
std::vector<std::string_view> names_of() {
  NameCollector collector;
  T row;
  Columns<T>::visit(collector, row);
  return collector.names;
}

/// Kinds that a header may be of, those with the fewest columns first: of two kinds that know
/// equally many columns of a header, the narrower one is meant.
constexpr ContentKind kHeaderKinds[] = {ContentKind::csv_aliases,   ContentKind::csv_sites,
                                        ContentKind::csv_packs,     ContentKind::csv_items,
                                        ContentKind::csv_suppliers, ContentKind::csv_receipts};

}  // namespace

std::span<const std::string_view> column_names(ContentKind kind) {
  static const auto receipts = names_of<ReceiptRow>();
  static const auto events = names_of<InventoryEvent>();
  static const auto items = names_of<ItemRow>();
  static const auto aliases = names_of<ItemAliasRow>();
  static const auto packs = names_of<PackRow>();
  static const auto sites = names_of<SiteRow>();
  static const auto suppliers = names_of<SupplierRow>();
  switch (kind) {
    case ContentKind::csv_receipts:
      return receipts;
    case ContentKind::csv_events:
      return events;
    case ContentKind::csv_items:
      return items;
    case ContentKind::csv_aliases:
      return aliases;
    case ContentKind::csv_packs:
      return packs;
    case ContentKind::csv_sites:
      return sites;
    case ContentKind::csv_suppliers:
      return suppliers;
    default:
      return {};
  }
}

std::string column_name(std::string_view cell) {
  std::string name;
  for (const char c : cell) {
    if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c - 'A' + 'a');
    } else if (c != ' ' && c != '-' && c != '\t') {
      name += c;
    } else if (!name.empty()) {
      name += '_';
    }
  }
  name.erase(name.find_last_not_of('_') + 1);
  return name;
}

ContentKind kind_of_header(std::string_view header) {
  MemorySource source(header);
  Findings ignored;
  Reader reader(source, ignored);
  Row row;
  if (!reader.next(row) || row.cells.size() < 2) return ContentKind::unknown;
  std::vector<std::string> columns;
  for (const Cell& cell : row.cells) columns.push_back(column_name(cell.text));
  if (columns.front() == "kind") return ContentKind::csv_events;

  ContentKind best = ContentKind::unknown;
  std::ptrdiff_t most = 1;  // one familiar word is a coincidence
  for (const ContentKind kind : kHeaderKinds) {
    const auto known = column_names(kind);
    const auto count = std::count_if(columns.begin(), columns.end(), [known](const auto& column) {
      return std::find(known.begin(), known.end(), column) != known.end();
    });
    if (count > most) {
      most = count;
      best = kind;
    }
  }
  return best;
}

}  // namespace weighbridge::csv
