// Compiles the tables of config/standards (docs/formats/standards.md) into dictionaries.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <tuple>

#include "parsers/edi/dictionary.hpp"

namespace weighbridge::edi {

namespace {

constexpr std::size_t kFieldsMax = 8;

/// One line of a table, cut at its tabs.
struct Row {
  std::array<std::string_view, kFieldsMax> fields;
  std::size_t size = 0;
  std::uint32_t line = 0;

  std::string_view operator[](std::size_t i) const {
    return i < size ? fields[i] : std::string_view{};
  }
};

/// Walks a table line by line, leaving out comments and empty lines, and gathers its flaws.
class Table {
 public:
  Table(const std::string& path, std::string_view text, std::vector<DictionaryError>& errors)
      : path_(path), rest_(text), errors_(errors) {}

  bool next(Row& row) {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.front() == '#') continue;
      row = cut(line);
      return true;
    }
    return false;
  }

  /// Says what is wrong with field `i` of `row`.
  void flaw(const Row& row, std::size_t i, std::string message) {
    const char* start = row.fields[0].data();
    const char* field = i < row.size ? row.fields[i].data() : row.fields[row.size - 1].data();
    errors_.push_back(
        {path_, row.line, static_cast<std::uint32_t>(field - start) + 1, std::move(message)});
  }

  /// Field `i` as a number; a flaw and nothing when it is none or over `max`.
  std::optional<std::uint32_t> number(const Row& row, std::size_t i, std::uint32_t max) {
    const std::string_view text = row[i];
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value <= max) return value;
    flaw(row, i, "'" + std::string(text) + "' is not a number up to " + std::to_string(max));
    return std::nullopt;
  }

 private:
  Row cut(std::string_view line) const {
    Row row;
    row.line = line_;
    while (row.size < kFieldsMax) {
      const std::size_t tab = line.find('\t');
      row.fields[row.size++] = line.substr(0, tab);
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    return row;
  }

  const std::string& path_;
  std::string_view rest_;
  std::uint32_t line_ = 0;
  std::vector<DictionaryError>& errors_;
};

std::optional<std::pair<DataType, std::uint8_t>> data_type(std::string_view name) {
  if (name == "AN") return {{DataType::text, 0}};
  if (name == "A") return {{DataType::alpha, 0}};
  if (name == "ID") return {{DataType::code, 0}};
  if (name == "R") return {{DataType::real, 0}};
  if (name == "DT") return {{DataType::date, 0}};
  if (name == "TM") return {{DataType::time, 0}};
  if (name == "COMP") return {{DataType::composite, 0}};
  if (name.size() == 2 && name[0] == 'N' && name[1] >= '0' && name[1] <= '9')
    return {{DataType::integer, static_cast<std::uint8_t>(name[1] - '0')}};
  return std::nullopt;
}

/// Which bytes make a value of this type worth a closer look. Dates and times always are.
std::uint8_t doubtful_classes(DataType type) {
  switch (type) {
    case DataType::text:
    case DataType::code:
      return kControl;
    case DataType::alpha:
      return kControl | kDigit;
    case DataType::integer:
    case DataType::real:
      return static_cast<std::uint8_t>(~kDigit);
    default:
      return 0xFF;
  }
}

std::optional<Requirement> requirement(std::string_view name) {
  if (name == "M") return Requirement::mandatory;
  if (name == "O") return Requirement::optional;
  if (name == "C" || name == "X") return Requirement::conditional;
  return std::nullopt;
}

constexpr std::uint64_t bit(std::uint32_t position) {
  return std::uint64_t{1} << (position - 1);
}
constexpr std::uint32_t kElementsMax = 64;  // presence is kept in the bits of one integer

/// The positions of a note such as "P0607", two digits each; empty when it is malformed.
std::vector<std::uint32_t> note_positions(std::string_view digits) {
  std::vector<std::uint32_t> positions;
  for (; digits.size() >= 2; digits.remove_prefix(2)) {
    const std::uint32_t position =
        static_cast<std::uint32_t>((digits[0] - '0') * 10 + (digits[1] - '0'));
    if (position < 1 || position > kElementsMax) return {};
    positions.push_back(position);
  }
  if (!digits.empty() || positions.size() < 2) return {};
  return positions;
}

std::optional<SyntaxNote> syntax_note(std::string_view text) {
  SyntaxNote note;
  if (text.size() > 3 && text[2] == ':') {  // "07:P0304": among the components of element 07
    const auto composite = (text[0] - '0') * 10 + (text[1] - '0');
    if (composite < 1 || composite > static_cast<int>(kElementsMax)) return std::nullopt;
    note.composite = static_cast<std::uint8_t>(composite);
    text.remove_prefix(3);
  }
  if (text.empty() || std::string_view("PRECL").find(text[0]) == std::string_view::npos)
    return std::nullopt;
  note.kind = text[0];
  const std::vector<std::uint32_t> positions = note_positions(text.substr(1));
  if (positions.empty()) return std::nullopt;
  for (const std::uint32_t position : positions) note.others |= bit(position);
  if (note.kind == 'C' || note.kind == 'L') {
    note.first = bit(positions[0]);
    note.others &= ~note.first;
  } else if (note.kind == 'P') {
    note.first = note.others;
  }
  note.wants_all = note.kind == 'P' || note.kind == 'C';
  const std::uint64_t named = note.first | note.others;
  if (note.kind != 'R') note.from = named & (~named + 1);
  return note;
}

}  // namespace

/// Builds one release from its texts.
class DictionaryCompiler {
 public:
  DictionaryCompiler(std::string_view release, std::vector<DictionaryError>& errors)
      : errors_(errors) {
    out_.release_ = release;
  }

  void codes(const std::string& path, std::string_view text);
  void meanings(const std::string& path, std::string_view text);
  void segments(const std::string& path, std::string_view text);
  void sets(const std::string& path, std::string_view text);

  Dictionary take() {
    std::sort(out_.meanings_.begin(), out_.meanings_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.element, a.code) < std::tie(b.element, b.code);
    });
    return std::move(out_);
  }

 private:
  struct ElementText {
    ElementRule rule;
    Dictionary::Label label;
    std::vector<std::pair<ElementRule, Dictionary::Label>> components;
  };

  void begin_segment(Table& table, const Row& row);
  void add_element(Table& table, const Row& row);
  void end_segment();
  void add_row(Table& table, const Row& row, SetRule& set);
  std::uint16_t open_loop(SetRule& set, std::string_view path, std::uint16_t first_row);
  void end_set();
  std::uint16_t code_list(std::string_view element) const;

  Dictionary out_;
  std::vector<DictionaryError>& errors_;
  std::vector<ElementText> elements_;         // of the segment being read
  std::vector<std::string_view> loop_paths_;  // of the loops of the set being read
};

void DictionaryCompiler::codes(const std::string& path, std::string_view text) {
  Table table(path, text, errors_);
  for (Row row; table.next(row);) {
    Dictionary::CodeList list{row[0], {}};
    const auto count = static_cast<std::size_t>(std::count(row[1].begin(), row[1].end(), ' ') + 1);
    list.slots.resize(std::bit_ceil(2 * count));
    for (std::string_view rest = row[1]; !rest.empty();) {
      const std::string_view code = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(code.size() + 1, rest.size()));
      const std::uint64_t key = packed_code(code);
      if (key == 0) {
        table.flaw(row, 1, "'" + std::string(code) + "' is no code of one to eight characters");
        continue;
      }
      std::size_t slot = code_slot(key, list.slots.size());
      while (list.slots[slot] != 0 && list.slots[slot] != key)
        slot = (slot + 1) & (list.slots.size() - 1);
      list.slots[slot] = key;
    }
    out_.code_lists_.push_back(std::move(list));
  }
}

void DictionaryCompiler::meanings(const std::string& path, std::string_view text) {
  Table table(path, text, errors_);
  for (Row row; table.next(row);) {
    if (row.size != 3)
      table.flaw(row, 0, "a meaning has three fields: element, code, meaning");
    else
      out_.meanings_.push_back({row[0], row[1], row[2]});
  }
}

std::uint16_t DictionaryCompiler::code_list(std::string_view element) const {
  for (std::size_t i = 0; i < out_.code_lists_.size(); ++i)
    if (out_.code_lists_[i].element == element) return static_cast<std::uint16_t>(i);
  return kAnyCode;
}

void DictionaryCompiler::segments(const std::string& path, std::string_view text) {
  Table table(path, text, errors_);
  for (Row row; table.next(row);) {
    if (row[0] == "S")
      begin_segment(table, row);
    else
      add_element(table, row);
  }
  end_segment();
}

void DictionaryCompiler::begin_segment(Table& table, const Row& row) {
  end_segment();
  if (packed_tag(row[1]) == 0 || out_.segment(row[1]) != nullptr) {
    table.flaw(row, 1, "'" + std::string(row[1]) + "' is no new segment tag");
    return;
  }
  SegmentRule segment;
  segment.tag = row[1];
  segment.name = row[2];
  segment.first_note = static_cast<std::uint16_t>(out_.notes_.size());
  for (std::string_view rest = row[3]; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (const auto note = syntax_note(word))
      out_.notes_.push_back(*note);
    else
      table.flaw(row, 3, "'" + std::string(word) + "' is no syntax note such as P0607");
  }
  segment.note_count = static_cast<std::uint16_t>(out_.notes_.size() - segment.first_note);
  std::stable_sort(out_.notes_.begin() + segment.first_note, out_.notes_.end(),
                   [](const SyntaxNote& a, const SyntaxNote& b) {
                     return std::tie(a.composite, a.from) < std::tie(b.composite, b.from);
                   });
  std::uint32_t slot = tag_slot(packed_tag(segment.tag));
  while (out_.tag_keys_[slot] != 0) slot = (slot + 1) % kTagSlots;
  out_.tag_keys_[slot] = packed_tag(segment.tag);
  out_.tag_segments_[slot] = static_cast<std::uint16_t>(out_.segments_.size());
  out_.segments_.push_back(segment);
}

void DictionaryCompiler::add_element(Table& table, const Row& row) {
  const auto type = data_type(row[2]);
  const auto required = requirement(row[5]);
  const auto min = table.number(row, 3, 0xFFFF);
  const auto max = table.number(row, 4, 0xFFFF);
  if (!type) table.flaw(row, 2, "'" + std::string(row[2]) + "' is no data type");
  if (!required) table.flaw(row, 5, "'" + std::string(row[5]) + "' is not M, O or C");
  if (out_.segments_.empty()) table.flaw(row, 0, "an element before any segment");
  if (!type || !required || !min || !max || out_.segments_.empty()) return;

  ElementRule rule;
  rule.type = type->first;
  rule.decimals = type->second;
  rule.doubtful = doubtful_classes(rule.type);
  rule.requirement = *required;
  rule.min = static_cast<std::uint16_t>(*min);
  rule.max = static_cast<std::uint16_t>(*max);
  const bool may_be_code = rule.type == DataType::code || rule.type == DataType::text ||
                           rule.type == DataType::alpha;  // EDIFACT has no type for codes
  if (may_be_code) rule.codes = code_list(row[1]);
  const std::size_t point = row[0].find('.');
  const std::string number(row[0].substr(0, point));
  const bool component = point != std::string_view::npos;
  const std::size_t expected = elements_.size() + (component ? 0 : 1);
  if (number != (expected < 10 ? "0" : "") + std::to_string(expected) || expected > kElementsMax) {
    table.flaw(row, 0, "position " + std::string(row[0]) + " is out of order");
    return;
  }
  const Dictionary::Label label{row[1], row[6]};
  if (component)
    elements_.back().components.emplace_back(rule, label);
  else
    elements_.push_back({rule, label, {}});
}

void DictionaryCompiler::end_segment() {
  if (out_.segments_.empty() || elements_.empty()) return;
  SegmentRule& segment = out_.segments_.back();
  segment.first_element = static_cast<std::uint32_t>(out_.rules_.size());
  segment.element_count = static_cast<std::uint16_t>(elements_.size());
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].rule.requirement == Requirement::mandatory)
      segment.mandatory |= bit(static_cast<std::uint32_t>(i + 1));
    segment.has_composite |= elements_[i].rule.type == DataType::composite;
    out_.rules_.push_back(elements_[i].rule);
    out_.labels_.push_back(elements_[i].label);
  }
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    ElementRule& rule = out_.rules_[segment.first_element + i];
    rule.first_component = static_cast<std::uint16_t>(out_.rules_.size());
    rule.component_count = static_cast<std::uint8_t>(elements_[i].components.size());
    for (const auto& [component, label] : elements_[i].components) {
      out_.rules_.push_back(component);
      out_.labels_.push_back(label);
    }
  }
  elements_.clear();
}

void DictionaryCompiler::sets(const std::string& path, std::string_view text) {
  Table table(path, text, errors_);
  for (Row row; table.next(row);) {
    if (row[0] == "S") {
      end_set();
      out_.sets_.emplace_back();
      out_.sets_.back().id = row[1];
      out_.sets_.back().functional_id = row[2];
      out_.sets_.back().name = row[3];
      out_.sets_.back().loops.emplace_back();
      loop_paths_ = {""};
    } else if (out_.sets_.empty()) {
      table.flaw(row, 0, "a segment before any transaction set");
    } else {
      add_row(table, row, out_.sets_.back());
    }
  }
  end_set();
}

/// Fields: segment, requirement, max_use, loop path, and on a loop's first segment its requirement
/// and repeat.
void DictionaryCompiler::add_row(Table& table, const Row& row, SetRule& set) {
  const auto limit = [&](std::size_t i) {
    return row[i] == ">1" ? std::optional(kUnlimited) : table.number(row, i, 10'000'000);
  };
  const SegmentRule* segment = out_.segment(row[0]);
  const auto required = requirement(row[1]);
  const auto max_use = limit(2);
  if (segment == nullptr)
    table.flaw(row, 0, "segment " + std::string(row[0]) + " is not in segments.tsv");
  if (!required) table.flaw(row, 1, "'" + std::string(row[1]) + "' is not M or O");
  if (segment == nullptr || !required || !max_use) return;

  RowRule rule;
  rule.segment = out_.index_of(*segment);
  rule.mandatory = *required == Requirement::mandatory;
  rule.max_use = *max_use;
  rule.opens_loop = !row[4].empty();
  const auto row_index = static_cast<std::uint16_t>(set.rows.size());
  if (rule.opens_loop) {
    const auto repeat = limit(5);
    if (!repeat) return;
    rule.loop = open_loop(set, row[3], row_index);
    set.loops[rule.loop].mandatory = row[4] == "M";
    set.loops[rule.loop].max_repeat = *repeat;
  } else {
    // The newest loop of that path is the one that is meant.
    const auto found = std::find(loop_paths_.rbegin(), loop_paths_.rend(), row[3]);
    if (found == loop_paths_.rend()) {
      table.flaw(row, 3, "loop " + std::string(row[3]) + " has not begun");
      return;
    }
    rule.loop = static_cast<std::uint16_t>(loop_paths_.rend() - found - 1);
  }
  set.rows.push_back(rule);
  for (std::uint16_t loop = rule.loop;; loop = set.loops[loop].parent) {
    set.loops[loop].end_row = static_cast<std::uint16_t>(row_index + 1);
    if (loop == 0) break;
  }
}

std::uint16_t DictionaryCompiler::open_loop(SetRule& set, std::string_view path,
                                            std::uint16_t first_row) {
  const std::size_t slash = path.rfind('/');
  const std::string_view outer =
      slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  const auto found = std::find(loop_paths_.rbegin(), loop_paths_.rend(), outer);
  LoopRule loop;
  loop.id = slash == std::string_view::npos ? path : path.substr(slash + 1);
  loop.first_row = first_row;
  if (found != loop_paths_.rend())
    loop.parent = static_cast<std::uint16_t>(loop_paths_.rend() - found - 1);
  set.loops.push_back(loop);
  loop_paths_.push_back(path);
  return static_cast<std::uint16_t>(set.loops.size() - 1);
}

void DictionaryCompiler::end_set() {
  if (!out_.sets_.empty()) compile_steps(out_.sets_.back(), out_.segments_.size());
}

Dictionaries Dictionaries::compile(std::vector<DictionaryText> texts,
                                   std::vector<DictionaryError>& errors) {
  Dictionaries all;
  struct File {
    std::string path, release, name;
    std::string_view text;
  };
  std::vector<File> files;
  std::vector<std::string> releases;
  for (DictionaryText& text : texts) {
    all.texts_.push_back(std::make_unique<const std::string>(std::move(text.text)));
    const std::size_t slash = text.path.rfind('/');
    const std::string name = text.path.substr(slash == std::string::npos ? 0 : slash + 1);
    std::string folder = slash == std::string::npos ? "" : text.path.substr(0, slash);
    folder.erase(0, folder.rfind('/') + 1);
    if (name == "segments.tsv") releases.push_back(folder);
    files.push_back({text.path, folder, name, *all.texts_.back()});
  }
  std::sort(releases.begin(), releases.end());
  using Part = void (DictionaryCompiler::*)(const std::string&, std::string_view);
  constexpr std::array<std::pair<std::string_view, Part>, 4> kParts{{
      {"meanings.tsv", &DictionaryCompiler::meanings},
      {"codes.tsv", &DictionaryCompiler::codes},
      {"segments.tsv", &DictionaryCompiler::segments},  // needs the codes
      {"sets.tsv", &DictionaryCompiler::sets},          // needs the segments
  }};
  for (const std::string& release : releases) {
    all.texts_.push_back(std::make_unique<const std::string>(release));
    DictionaryCompiler compiler(*all.texts_.back(), errors);
    for (const auto& [name, part] : kParts)
      for (const File& file : files)
        if (file.name == name && (file.release == release || name == "meanings.tsv"))
          (compiler.*part)(file.path, file.text);
    all.releases_.push_back(compiler.take());
  }
  return all;
}

}  // namespace weighbridge::edi
