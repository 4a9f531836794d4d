#include "mappings/maps/json_layout.hpp"

#include <utility>

#include "mappings/maps/flat_layout.hpp"
#include "parsers/json/pointer.hpp"

namespace weighbridge::maps {
namespace {

/// Elements are counted in eight bits, and constants stand behind the columns.
constexpr std::size_t kColumnsMax = 200;
constexpr std::size_t kRecordsMax = 100;

class JsonLayoutReader {
 public:
  JsonLayoutReader(const yaml::Node& reads, TableReader& table) : reads_(reads), table_(table) {}

  FlatRules read() {
    rules_.json = true;
    rules_.header = false;
    rules_.tagged = true;
    table_.is_map_of(reads_, "reads", {"format", "files", "documents", "records"});
    if (const yaml::Node* files = reads_.find("files"))
      rules_.files = read_file_patterns(*files, table_);
    if (const yaml::Node* documents = reads_.find("documents"))
      for (const yaml::Node* place : table_.one_or_more(*documents, "documents"))
        rules_.documents.push_back(pointer(*place));
    else
      rules_.documents.emplace_back();
    read_records();
    return std::move(rules_);
  }

 private:
  /// `.` is the value itself.
  std::string pointer(const yaml::Node& node) {
    if (node.text == ".") return {};
    if (!node.is_scalar() || !json::is_pointer(node.text))
      table_.error(node, "this is no JSON pointer: " + node.text,
                   "write it as /lines or /vendor/number (RFC 6901)");
    return node.text;
  }

  void read_records() {
    const yaml::Node* records = reads_.find("records");
    if (records == nullptr || !records->is_map() || records->entries.empty())
      return table_.error(records == nullptr ? reads_ : *records, "`records` names no records",
                          "name the document and its lists, each with its columns: `records: "
                          "{order: {number: /no}, line: {each: /lines, sku: /item}}`");
    for (const yaml::Entry& entry : records->entries) add_record(entry);
    if (rules_.records.size() > kRecordsMax)
      table_.error(*records, "there are more than " + std::to_string(kRecordsMax) + " records",
                   "leave out those that the map takes nothing of");
  }

  void add_record(const yaml::Entry& entry) {
    FlatRecord record;
    record.tag = entry.key;
    const yaml::Node* each = entry.value.find("each");
    if (each != nullptr) record.each = pointer(*each);
    if ((each != nullptr && !record.each.empty()) == rules_.records.empty())
      table_.error(entry,
                   rules_.records.empty() ? "the first record is the document itself"
                                          : "nothing says where the record `" + entry.key + "` is",
                   rules_.records.empty() ? "name it before its lists, without `each`"
                                          : "give it the place of its list: `each: /lines`");
    if (const yaml::Node* around = entry.value.find("in")) {
      record.within = rules_.record(around->text);
      if (record.within == kNoRecord) {
        table_.error(*around, "there is no record `" + around->text + "` before this one",
                     "name the record that holds it first");
        record.within = 0;
      }
    }
    for (const yaml::Entry& column : entry.value.entries)
      if (column.key != "each" && column.key != "in" && column.key != "when")
        record.columns.push_back(read_column(column));
    if (const yaml::Node* when = entry.value.find("when")) read_when(*when, record);
    if (!entry.value.is_map() || record.columns.empty())
      table_.error(entry, "the record `" + entry.key + "` has no columns",
                   "name what is taken of it: `number: /no`");
    if (record.columns.size() > kColumnsMax)
      table_.error(entry, "there are more than " + std::to_string(kColumnsMax) + " columns",
                   "name only those that the map takes");
    rules_.records.push_back(std::move(record));
  }

  /// `when: {type: [Item, Charge]}`: the other elements of the list are none of the map's.
  void read_when(const yaml::Node& node, FlatRecord& record) {
    if (!node.is_map())
      return table_.error(node, "`when` is no map",
                          "write {COLUMN: TEXT} or {COLUMN: [TEXT, TEXT]}");
    for (const yaml::Entry& entry : node.entries) {
      std::size_t column = 0;
      while (column < record.columns.size() && record.columns[column].name != entry.key) ++column;
      if (column == record.columns.size()) {
        table_.error(entry, "the record has no column `" + entry.key + "`",
                     "name the column first: `" + entry.key + ": /POINTER`");
        continue;
      }
      record.columns[column].asked = true;
      auto& wanted = record.when.emplace_back(column, std::vector<std::string>()).second;
      for (const yaml::Node* text : table_.one_or_more(entry.value, entry.key))
        wanted.push_back(text->text);
    }
  }

  FlatColumn read_column(const yaml::Entry& entry) {
    FlatColumn column;
    column.name = entry.key;
    const yaml::Node* place = &entry.value;
    if (entry.value.is_map()) {
      table_.is_map_of(entry.value, entry.key, {"at", "optional"});
      place = entry.value.find("at");
      const yaml::Node* optional = entry.value.find("optional");
      column.optional = optional != nullptr && optional->text == "true";
    }
    if (place == nullptr)
      table_.error(entry.value, "`at` is missing", "say where it is: {at: /no, optional: true}");
    else
      column.pointer = pointer(*place);
    return column;
  }

  const yaml::Node& reads_;
  TableReader& table_;
  FlatRules rules_;
};

}  // namespace

FlatRules read_json_layout(const yaml::Node& reads, TableReader& table) {
  return JsonLayoutReader(reads, table).read();
}

}  // namespace weighbridge::maps
