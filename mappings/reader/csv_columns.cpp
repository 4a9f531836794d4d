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
  std::vector<std::string_view> required_names;

  template <class T>
  void operator()(std::string_view name, T&) {
    names.push_back(name);
  }
  template <class T>
  void required(std::string_view name, T&) {
    names.push_back(name);
    required_names.push_back(name);
  }
  template <class T>
  void in_header(std::string_view name, T& member) {
    required(name, member);
  }
  void schema(std::string_view) {}
};

template <class T>
NameCollector names_of() {
  NameCollector collector;
  T row;
  Columns<T>::visit(collector, row);
  return collector;
}

/// The columns of `kind`; null for what is no CSV of ours.
const NameCollector* columns_of(ContentKind kind) {
  static const auto receipts = names_of<ReceiptRow>();
  static const auto events = names_of<InventoryEvent>();
  static const auto items = names_of<ItemRow>();
  static const auto aliases = names_of<ItemAliasRow>();
  static const auto packs = names_of<PackRow>();
  static const auto sites = names_of<SiteRow>();
  static const auto suppliers = names_of<SupplierRow>();
  switch (kind) {
    case ContentKind::csv_receipts:
      return &receipts;
    case ContentKind::csv_events:
      return &events;
    case ContentKind::csv_items:
      return &items;
    case ContentKind::csv_aliases:
      return &aliases;
    case ContentKind::csv_packs:
      return &packs;
    case ContentKind::csv_sites:
      return &sites;
    case ContentKind::csv_suppliers:
      return &suppliers;
    default:
      return nullptr;
  }
}

/// The names in the first row of `header`.
std::vector<std::string> first_row(std::string_view header) {
  MemorySource source(header);
  Findings ignored;
  Reader reader(source, ignored);
  Row row;
  std::vector<std::string> columns;
  if (reader.next(row))
    for (const Cell& cell : row.cells) columns.push_back(column_name(cell.text));
  return columns;
}

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Kinds that a header may be of, those with the fewest columns first: of two kinds that know
/// equally many columns of a header, the narrower one is meant.
constexpr ContentKind kHeaderKinds[] = {ContentKind::csv_aliases,   ContentKind::csv_sites,
                                        ContentKind::csv_packs,     ContentKind::csv_items,
                                        ContentKind::csv_suppliers, ContentKind::csv_receipts};

}  // namespace

std::span<const std::string_view> column_names(ContentKind kind) {
  const NameCollector* columns = columns_of(kind);
  return columns == nullptr ? std::span<const std::string_view>{} : columns->names;
}

bool is_whole_header(ContentKind kind, std::string_view header) {
  const NameCollector* known = columns_of(kind);
  if (known == nullptr) return false;
  const std::vector<std::string> columns = first_row(header);
  const bool all_known = std::all_of(columns.begin(), columns.end(), [&](const auto& column) {
    return column.empty() || contains(known->names, column);
  });
  return all_known &&
         std::all_of(known->required_names.begin(), known->required_names.end(),
                     [&](std::string_view name) {
                       return std::find(columns.begin(), columns.end(), name) != columns.end();
                     });
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
  const std::vector<std::string> columns = first_row(header);
  if (columns.size() < 2) return ContentKind::unknown;
  if (columns.front() == "kind") return ContentKind::csv_events;

  ContentKind best = ContentKind::unknown;
  std::ptrdiff_t most = 1;  // one familiar word is a coincidence
  for (const ContentKind kind : kHeaderKinds) {
    const auto known = column_names(kind);
    const auto count = std::count_if(columns.begin(), columns.end(), [known](const auto& column) {
      return contains(known, column);
    });
    if (count > most) {
      most = count;
      best = kind;
    }
  }
  return best;
}

}  // namespace weighbridge::csv
