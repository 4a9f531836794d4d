#include "mappings/reader/limits_file.hpp"

#include <charconv>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "mappings/maps/table_reader.hpp"
#include "mappings/reader/tables.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge {

namespace {

constexpr std::uint64_t kMessageBytesMax = 1ULL << 30;  // offsets in a message have 32 bits
constexpr std::uint64_t kJsonDepthMax = 256;            // of a parser that calls itself

/// A whole number, perhaps with K, M or G behind it.
std::optional<std::uint64_t> size_from(std::string_view text) {
  unsigned shift = 0;
  if (text.ends_with('K')) shift = 10;
  if (text.ends_with('M')) shift = 20;
  if (text.ends_with('G')) shift = 30;
  if (shift != 0) text.remove_suffix(1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number == 0) return std::nullopt;
  if (number > (std::numeric_limits<std::uint64_t>::max() >> shift)) return std::nullopt;
  return number << shift;
}

class LimitsReader {
 public:
  LimitsReader(const NamedText& file, std::vector<TableError>& errors)
      : table_(file.path, errors), root_(table_.parse(file.text)) {}

  ReaderLimits read() {
    ReaderLimits limits;
    if (!root_.is_map()) return limits;
    section(root_, {{"findings", put(limits.findings_max)}, {"seconds", put(limits.seconds_max)}},
            {"edi", "flat", "json", "xml"});
    if (const yaml::Node* edi = root_.find("edi"))
      section(*edi, {{"message_bytes", put(limits.transaction_bytes_max, kMessageBytesMax)},
                     {"segment_bytes", put(limits.segment_bytes_max)}});
    FlatLimits& flat = limits.flat;
    if (const yaml::Node* rows = root_.find("flat"))
      section(*rows, {{"bytes", put(flat.bytes_max)},
                      {"row_bytes", put(flat.row_bytes_max, kMessageBytesMax)},
                      {"columns", put(flat.columns_max)},
                      {"rows", put(flat.rows_max)},
                      {"document_rows", put(flat.document_rows_max)},
                      {"document_bytes", put(flat.document_bytes_max, kMessageBytesMax)}});
    json::Limits& json = limits.json;
    if (const yaml::Node* value = root_.find("json"))
      section(*value, {{"bytes", put(json.bytes_max, kMessageBytesMax)},
                       {"depth", put(json.depth_max, kJsonDepthMax)},
                       {"values", put(json.values_max)}});
    xml::Limits& xml = limits.xml;
    if (const yaml::Node* tree = root_.find("xml"))
      section(*tree, {{"bytes", put(xml.bytes_max)},
                      {"depth", put(xml.depth_max)},
                      {"elements", put(xml.elements_max)},
                      {"attributes", put(xml.attributes_max)},
                      {"name_bytes", put(xml.name_bytes_max)},
                      {"attribute_bytes", put(xml.attribute_bytes_max)},
                      {"text_bytes", put(xml.text_bytes_max)},
                      {"documents", put(xml.documents_max)}});
    return limits;
  }

 private:
  /// Takes a number into a limit; false when it is more than the limit may be.
  using Put = std::function<bool(std::uint64_t)>;
  struct Limit {
    std::string_view name;
    Put put;
  };

  template <class Number>
  static Put put(Number& limit, std::uint64_t most = std::numeric_limits<Number>::max()) {
    return [&limit, most](std::uint64_t number) {
      if (number > most) return false;
      limit = static_cast<Number>(number);
      return true;
    };
  }

  /// Reads the limits of one map; its `sections` are read by themselves.
  void section(const yaml::Node& map, const std::vector<Limit>& limits,
               const std::vector<std::string_view>& sections = {}) {
    if (!map.is_map()) {
      table_.error(map, "this is no map of limits", "write `NAME: NUMBER` lines");
      return;
    }
    std::vector<std::string_view> names = sections;
    for (const Limit& limit : limits) names.push_back(limit.name);
    for (const yaml::Entry& entry : map.entries) read_entry(entry, limits, sections, names);
  }

  void read_entry(const yaml::Entry& entry, const std::vector<Limit>& limits,
                  const std::vector<std::string_view>& sections,
                  const std::vector<std::string_view>& names) {
    for (const std::string_view section : sections)
      if (entry.key == section) return;
    for (const Limit& limit : limits) {
      if (entry.key != limit.name) continue;
      const auto number = size_from(entry.value.text);
      if (!number || !limit.put(*number))
        table_.error(entry.value, "`" + entry.key + "` is no number that a limit can have",
                     "write a whole number above 0, such as 500 or 64M");
      return;
    }
    table_.error(entry, "there is no limit `" + entry.key + "`", suggest_name(entry.key, names));
  }

  maps::TableReader table_;
  yaml::Node root_;
};

}  // namespace

ReaderLimits read_limits(const NamedText& file, std::vector<TableError>& errors) {
  return LimitsReader(file, errors).read();
}

const ReaderLimits& limits_of(const ReaderTables& tables) {
  return tables.limits();
}

}  // namespace weighbridge
