#include "mappings/maps/flat_layout.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "parsers/nearest_name.hpp"

namespace weighbridge::maps {

namespace {

/// Elements are counted in eight bits, and constants stand behind the columns.
constexpr std::size_t kColumnsMax = 200;
constexpr std::size_t kRecordsMax = 100;
/// Far above any file's; the same limit as for the columns of the files themselves.
constexpr std::uint32_t kPositionMax = 512;
constexpr std::uint32_t kCharactersMax = 32'768;
constexpr std::uint32_t kLinesSkippedMax = 1000;

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_name(std::string_view text) {
  const auto is_name_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_char);
}

class LayoutReader {
 public:
  LayoutReader(const yaml::Node& reads, TableReader& table) : reads_(reads), table_(table) {}

  FlatRules read() {
    const std::string format = table_.text_of(reads_, "format", "format: csv").value_or("csv");
    rules_.fixed = format == "fixed";
    if (!rules_.fixed && format != "csv")
      table_.error(*reads_.find("format"), "there is no format `" + format + "` of flat files",
                   "write csv, for columns between delimiters, fixed, or json");
    check_members();
    rules_.tagged = reads_.find("record") != nullptr || reads_.find("records") != nullptr;
    rules_.header = !rules_.fixed && !rules_.tagged;
    read_text_form();
    read_dialect();
    read_records();
    read_documents();
    if (const yaml::Node* files = reads_.find("files"))
      rules_.files = read_file_patterns(*files, table_);
    else if (!rules_.has_signature())
      table_.error(reads_, "nothing tells which files are the map's",
                   "rows without headings and record types are known by the name of their file "
                   "only: add `files: \"NAME*.csv\"`");
    return std::move(rules_);
  }

 private:
  void check_members() {
    if (rules_.fixed)
      table_.is_map_of(reads_, "reads",
                       {"format", "files", "encoding", "skip", "comment", "length", "columns",
                        "record", "records", "begins", "key", "where", "controls"});
    else
      table_.is_map_of(
          reads_, "reads",
          {"format", "files", "encoding", "delimiter", "quote", "header", "skip", "comment",
           "columns", "record", "records", "begins", "key", "where", "controls"});
  }

  void read_text_form() {
    if (const yaml::Node* name = reads_.find("encoding")) {
      const auto encoding = text_encoding_from(name->text);
      if (!encoding)
        table_.error(*name, "there is no encoding `" + name->text + "`",
                     suggest_name(name->text, text_encoding_names()));
      rules_.encoding = encoding.value_or(TextEncoding::utf8);
    }
    if (const yaml::Node* lines = reads_.find("skip")) {
      const auto count = whole_number(lines->text);
      if (!count || *count > kLinesSkippedMax)
        table_.error(*lines,
                     "`skip` is no number of lines up to " + std::to_string(kLinesSkippedMax),
                     "say how many lines stand above the first row, such as `skip: 2`");
      rules_.dialect.lines_skipped = count.value_or(0);
    }
    if (const yaml::Node* length = rules_.fixed ? reads_.find("length") : nullptr) {
      const auto count = whole_number(length->text);
      if (!count || *count == 0 || *count > kCharactersMax)
        table_.error(*length, "`length` is no number of characters",
                     "say how many characters each row has, where rows have no end of line");
      rules_.row_length = count.value_or(0);
    }
    if (const yaml::Node* mark = reads_.find("comment"))
      rules_.dialect.comment = table_.text(*mark, "comment").value_or("");
  }

  void read_dialect() {
    rules_.dialect.one_cell = rules_.fixed;
    rules_.dialect.quote = rules_.fixed ? '\0' : '"';
    if (rules_.fixed) return;
    const yaml::Node* delimiter = reads_.find("delimiter");
    if (delimiter == nullptr)
      table_.error(reads_, "`delimiter` is missing",
                   "say what stands between two columns, such as `delimiter: \";\"` or `tab`");
    else if (const char mark = read_mark(*delimiter, "delimiter"))
      rules_.dialect.delimiter = mark;
    if (const yaml::Node* quote = reads_.find("quote"))
      rules_.dialect.quote = quote->text == "none" ? '\0' : read_mark(*quote, "quote");
    if (rules_.dialect.quote != 0 && rules_.dialect.quote == rules_.dialect.delimiter)
      table_.error(reads_, "`quote` and `delimiter` are the same",
                   "say `quote: none` where values are not quoted");
    if (const yaml::Node* header = reads_.find("header")) {
      rules_.header = header->text != "false";
      if (rules_.header && header->text != "true")
        table_.error(*header, "`header` is neither true nor false",
                     "say whether the first row names the columns, and how many lines stand above "
                     "it with `skip`");
    }
  }

  /// One byte, or the word `tab`; 0 when it is neither.
  char read_mark(const yaml::Node& node, const std::string& what) {
    if (node.text == "tab" || node.text == "\\t") return '\t';
    const bool is_mark = node.text.size() == 1 && static_cast<unsigned char>(node.text[0]) < 0x80 &&
                         node.text[0] != '\n' && node.text[0] != '\r';
    if (is_mark) return node.text[0];
    table_.error(node, "`" + what + "` is not one character of ASCII",
                 "write it in quotes, such as `" + what + ": \";\"`, or tab");
    return '\0';
  }

  void read_records() {
    const yaml::Node* records = reads_.find("records");
    const yaml::Node* columns = reads_.find("columns");
    if (rules_.tagged) {
      read_tag();
      if (columns != nullptr)
        table_.error(*columns, "`columns` stand beside `records`",
                     "give each record its columns: `records: {H: {number: 2}}`");
      if (records == nullptr)
        table_.error(reads_, "`records` is missing",
                     "name the types of records, each with its columns");
      else if (!records->is_map())
        table_.error(*records, "`records` is " + std::string(yaml::describe(records->kind)),
                     "name the types of records, each with its columns");
      else
        for (const yaml::Entry& entry : records->entries) add_record(entry);
      if (rules_.records.size() > kRecordsMax)
        table_.error(*records, "there are more than " + std::to_string(kRecordsMax) + " records",
                     "leave out those that the map takes nothing of");
      return;
    }
    FlatRecord record;
    record.tag = kEveryRow;
    if (columns == nullptr)
      table_.error(reads_, "`columns` is missing",
                   rules_.fixed
                       ? "give each column a name and its characters: `columns: {sku: 1-12}`"
                       : "give each column a name and its heading or position: `columns: "
                         "{sku: Article, quantity: 4}`");
    else
      read_columns(*columns, record);
    rules_.records.push_back(std::move(record));
  }

  void read_tag() {
    const yaml::Node* place = reads_.find("record");
    if (place == nullptr) {
      table_.error(reads_, "`record` is missing",
                   rules_.fixed ? "say which characters hold the type of a record: `record: 1-2`"
                                : "say which column holds the type of a record: `record: 1`");
      return;
    }
    rules_.tag = read_column({"record", place->line, place->column, *place});
    if (!rules_.fixed && rules_.tag.position == 0)
      table_.error(*place, "`record` is no position",
                   "give the number of the column that holds the type, such as `record: 1`");
  }

  void add_record(const yaml::Entry& entry) {
    FlatRecord record;
    record.tag = entry.key;
    record.passed_over = entry.value.is_null();
    if (!record.passed_over) read_columns(entry.value, record);
    rules_.records.push_back(std::move(record));
  }

  void read_columns(const yaml::Node& node, FlatRecord& record) {
    if (!node.is_map()) {
      table_.error(node, "`columns` is " + std::string(yaml::describe(node.kind)),
                   "give each column a name: one `NAME: WHERE` a line");
      return;
    }
    for (const yaml::Entry& entry : node.entries) {
      if (!is_name(entry.key))
        table_.error(entry, "`" + entry.key + "` is no name for a column",
                     "use letters, digits, `_`, `-` and `.`; what the file calls it stands behind "
                     "the colon");
      FlatColumn column = read_column(entry);
      check_overlap(entry, column, record);
      record.columns.push_back(std::move(column));
    }
    if (record.columns.size() > kColumnsMax)
      table_.error(node, "there are more than " + std::to_string(kColumnsMax) + " columns",
                   "name only those that the map takes");
  }

  FlatColumn read_column(const yaml::Entry& entry) {
    FlatColumn column;
    column.name = entry.key;
    const yaml::Node& node = entry.value;
    if (rules_.fixed)
      read_fixed(node, column);
    else if (node.is_map())
      read_described(node, column);
    else
      read_heading_or_position(node, column);
    return column;
  }

  void read_fixed(const yaml::Node& node, FlatColumn& column) {
    std::optional<std::uint32_t> first, last;
    if (node.is_map()) {
      if (!table_.is_map_of(node, column.name, {"start", "length"})) return;
      const auto member = [&](std::string_view key) {
        return whole_number(table_.text_of(node, key, std::string(key) + ": 1").value_or(""));
      };
      first = member("start");
      const auto length = member("length");
      if (first && length) last = *first + *length - 1;
    } else {
      const std::size_t dash = node.text.find('-');
      first = whole_number(std::string_view(node.text).substr(0, dash));
      last = dash == std::string::npos ? first
                                       : whole_number(std::string_view(node.text).substr(dash + 1));
    }
    if (!first || !last || *first == 0 || *last < *first || *last > kCharactersMax) {
      table_.error(node, "`" + column.name + "` names no characters of a row",
                   "write the first and the last one, counted from 1: `" + column.name +
                       ": 12-19`, or `{start: 12, length: 8}`");
      return;
    }
    column.start = *first;
    column.length = *last - *first + 1;
  }

  void read_described(const yaml::Node& node, FlatColumn& column) {
    if (!table_.is_map_of(node, column.name, {"heading", "position", "optional"})) return;
    if (const yaml::Node* optional = node.find("optional")) {
      column.optional = optional->text == "true";
      if (!column.optional && optional->text != "false")
        table_.error(*optional, "`optional` is neither true nor false", "write `optional: true`");
    }
    const yaml::Node* heading = node.find("heading");
    const yaml::Node* position = node.find("position");
    if ((heading == nullptr) == (position == nullptr)) {
      table_.error(node, "`" + column.name + "` needs a `heading` or a `position`, one of them",
                   "write `{heading: Article, optional: true}`");
      return;
    }
    if (heading != nullptr)
      add_headings(*heading, column);
    else
      read_position(*position, column);
  }

  void read_heading_or_position(const yaml::Node& node, FlatColumn& column) {
    if (node.is_scalar() && !node.quoted && whole_number(node.text))
      read_position(node, column);
    else
      add_headings(node, column);
  }

  void read_position(const yaml::Node& node, FlatColumn& column) {
    const auto position = whole_number(node.text);
    if (!position || *position == 0 || *position > kPositionMax)
      table_.error(
          node, "`" + column.name + "` has no position from 1 to " + std::to_string(kPositionMax),
          "count the columns from 1; a heading of digits stands in quotes");
    column.position = position.value_or(0);
  }

  void add_headings(const yaml::Node& node, FlatColumn& column) {
    if (!rules_.header)
      table_.error(node, "`" + column.name + "` has a heading, and the file has none",
                   "give its position, counted from 1, or say `header: true`");
    for (const yaml::Node* spelling : table_.one_or_more(node, column.name))
      column.headings.push_back(spelling->text);
  }

  void check_overlap(const yaml::Entry& entry, const FlatColumn& column, const FlatRecord& record) {
    if (!rules_.fixed || column.length == 0) return;
    for (const FlatColumn& other : record.columns)
      if (column.start < other.start + other.length && other.start < column.start + column.length)
        table_.error(entry.value,
                     "`" + column.name + "` overlaps `" + other.name + "`, characters " +
                         std::to_string(other.start) + "-" +
                         std::to_string(other.start + other.length - 1),
                     "correct the one that is wrong, or name the characters once");
  }

  /// Which rows are one document.
  void read_documents() {
    const yaml::Node* begins = reads_.find("begins");
    const yaml::Node* key = reads_.find("key");
    if (begins != nullptr && key != nullptr)
      table_.error(*key, "`key` stands beside `begins`", "documents are told apart by one of them");
    if (begins != nullptr) {
      rules_.begins = rules_.record(begins->text);
      if (rules_.begins == kNoRecord || !rules_.tagged)
        table_.error(*begins, "there is no record `" + begins->text + "`",
                     "name the record that begins a document, one of `records`");
    }
    if (key == nullptr) return;
    rules_.keyed = true;
    for (const yaml::Node* name : table_.one_or_more(*key, "key")) add_key(*name);
  }

  void add_key(const yaml::Node& name) {
    bool known = false;
    std::vector<std::string_view> names;
    for (FlatRecord& record : rules_.records)
      for (std::size_t i = 0; i < record.columns.size(); ++i) {
        names.emplace_back(record.columns[i].name);
        if (record.columns[i].name != name.text) continue;
        record.key.push_back(static_cast<std::uint8_t>(i + 1));
        record.columns[i].asked = true;
        known = true;
      }
    if (!known)
      table_.error(name, "there is no column `" + name.text + "`", suggest_name(name.text, names));
  }

  const yaml::Node& reads_;
  TableReader& table_;
  FlatRules rules_;
};

}  // namespace

FlatRules read_flat_layout(const yaml::Node& reads, TableReader& table) {
  return LayoutReader(reads, table).read();
}

std::vector<std::string> read_file_patterns(const yaml::Node& files, TableReader& table) {
  std::vector<std::string> patterns;
  for (const yaml::Node* pattern : table.one_or_more(files, "files")) {
    if (pattern->text.find_first_of("/\\") != std::string::npos)
      table.error(*pattern, "`files` speaks of folders",
                  "name the file alone, such as \"ASN_*.csv\"");
    patterns.push_back(pattern->text);
  }
  return patterns;
}

}  // namespace weighbridge::maps
