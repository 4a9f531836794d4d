#include "mappings/reader/flat_reader.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "mappings/maps/flat_document.hpp"
#include "mappings/reader/csv_table.hpp"
#include "mappings/reader/flat_columns.hpp"
#include "mappings/reader/flat_controls.hpp"
#include "mappings/reader/flat_document_reader.hpp"
#include "mappings/reader/rejections.hpp"
#include "parsers/csv/cut_source.hpp"
#include "parsers/text_encoding.hpp"
#include "parsers/text_place.hpp"

namespace weighbridge {
namespace {

/// What files of CP/M and DOS end with, and those of some hosts still do.
constexpr std::string_view kEndOfText = "\x1A";
/// Whose keys are remembered: some 200 MB of them.
constexpr std::size_t kDocumentsMax = 1'000'000;

/// Stops a file that never ends.
class BoundedSource final : public ByteSource {
 public:
  BoundedSource(ByteSource& bytes, std::uint64_t bytes_max) : bytes_(bytes), left_(bytes_max) {}

  std::size_t read(std::span<char> room) override {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), left_));
    if (most == 0) {
      char one = 0;
      cut_ = cut_ || bytes_.read({&one, 1}) != 0;
      return 0;
    }
    const std::size_t n = bytes_.read(room.first(most));
    left_ -= n;
    return n;
  }
  bool cut() const { return cut_; }

 private:
  ByteSource& bytes_;
  std::uint64_t left_;
  bool cut_ = false;
};

Finding flaw(std::string code, const maps::FlatCell& at, std::string_view column,
             std::string message, std::string mend) {
  Finding finding;
  finding.scope = FindingScope::field;
  finding.code = std::move(code);
  finding.place.line = at.line;
  finding.place.column = at.column;
  finding.place.tag = column;
  finding.message = std::move(message);
  finding.mend = std::move(mend);
  finding.value = shown_value(csv::trim(at.text));
  return finding;
}

/// Delimiters alone, as spreadsheets write an empty row, or the end of the text.
bool is_blank(const csv::Row& row) {
  const auto is_empty = [](const csv::Cell& cell) { return csv::trim(cell.text).empty(); };
  return !row.broken && (std::all_of(row.cells.begin(), row.cells.end(), is_empty) ||
                         csv::trim(row.text) == kEndOfText);
}

/// The rows of a document that is not whole yet.
struct Draft {
  maps::FlatDocument document;
  Findings findings;
  std::string text;  ///< only when ReaderOptions::keep_text
  flat::Tally tally;
};

/// One file on its way from rows to documents.
class FlatReading {
 public:
  FlatReading(ByteSource& bytes, const maps::Plan& plan, const ReaderTables& tables,
              const ReferenceData& reference, const ReaderOptions& options, ReadSink& sink)
      : plan_(plan),
        rules_(plan.flat),
        options_(options),
        limits_(options.limits.flat),
        sink_(sink),
        rejections_(sink),
        bounded_(bytes, limits_.bytes_max),
        text_(bounded_, rules_.encoding),
        lines_(text_, rules_.row_length),
        rows_(lines_, row_findings_, rules_.dialect, {limits_.row_bytes_max, limits_.columns_max}),
        documents_(tables, reference, options) {}

  void read() {
    InterchangeHead head;
    head.standard = rules_.fixed ? "fixed columns" : "CSV";
    sink_.interchange(head);
    sink_.group({});
    if (read_headings()) {
      csv::Row row;
      while (rows_.next(row)) {
        take(row);
        row_findings_.clear();
        sink_.progress(rows_.position());
      }
      if (bounded_.cut() || (options_.overdue && options_.overdue())) doubt_open_drafts();
      while (!drafts_.empty()) hand_on_oldest();
      controls_->compare(tally_, true, findings_);
    }
    tell_of_text();
    sink_.interchange_end({}, {});
    rejections_.finish();
    if (!findings_.empty()) sink_.message(findings_);
  }

 private:
  bool read_headings();
  void tell_of_text();
  void take(const csv::Row& row);
  std::optional<std::size_t> record_of(const csv::Row& row, Findings& flaws) const;
  void check_cells(const csv::Row& row, Findings& flaws) const;
  Draft* draft_for(const csv::Row& row, std::size_t record, Findings& flaws);
  Draft* draft_of_key(const csv::Row& row, std::size_t record, Findings& flaws);
  Draft* add_draft();
  void add_row(Draft& draft, const csv::Row& row, std::size_t record);
  Draft* current_draft();
  void add_flaws(Draft* draft, const csv::Row& row, Findings&& flaws);
  void doubt_open_drafts();
  void hand_on_oldest();
  ReadDocument read_document(const Draft& draft);

  const maps::Plan& plan_;
  const maps::FlatRules& rules_;
  const ReaderOptions& options_;
  const FlatLimits& limits_;
  ReadSink& sink_;
  Rejections rejections_;
  Findings row_findings_;  ///< of the row that was read last
  Findings findings_;      ///< of the file
  BoundedSource bounded_;
  DecodedSource text_;
  csv::CutSource lines_;
  csv::Reader rows_;
  std::optional<flat::Columns> columns_;
  std::optional<flat::Controls> controls_;
  flat::Tally tally_;  ///< of the file
  FlatDocumentReader documents_;
  std::deque<Draft> drafts_;  ///< by first row
  std::uint64_t handed_on_ = 0;
  std::size_t rows_held_ = 0;
  std::uint64_t current_ = 0;  ///< number, from 1, of the document that the last row was of
  std::unordered_map<std::string, std::uint64_t> number_of_;  ///< by key: the document's number
};

/// False when the columns of the map are not there.
bool FlatReading::read_headings() {
  csv::Row row;
  const bool has_headings = rules_.header && rows_.next(row);
  columns_.emplace(rules_, has_headings ? row.cells : std::span<const csv::Cell>{});
  controls_.emplace(plan_, *columns_);
  if (!has_headings) return true;
  const maps::FlatCell at{{}, row.line, 1};
  if (columns_->found() == 0 && columns_->missing().size() > 1)
    findings_.push_back(flaw("MISSING_COLUMN", {row.text, row.line, 1}, {},
                             "the row is not the headings of " + plan_.name() +
                                 ": none of its columns is there, the first being `" +
                                 columns_->missing().front()->headings.front() + "`",
                             "look at `skip`, `delimiter` and `encoding` in the map, or whether "
                             "the file is another one"));
  else
    for (const maps::FlatColumn* column : columns_->missing())
      findings_.push_back(flaw("MISSING_COLUMN", at, column->headings.front(),
                               "the column `" + column->headings.front() + "` is missing, which " +
                                   plan_.name() + " takes as `" + column->name + "`",
                               "add it, or its new spelling to the map"));
  for (const maps::FlatColumn* column : columns_->doubled())
    findings_.push_back(flaw("DOUBLED_COLUMN", at, column->headings.front(),
                             "the column `" + column->headings.front() + "` stands twice",
                             "name the one that is meant by its position"));
  findings_.insert(findings_.end(), row_findings_.begin(), row_findings_.end());
  row_findings_.clear();
  for (Finding& finding : findings_) finding.scope = FindingScope::message;
  return !has_errors(findings_);
}

/// What is to be said of the file as a whole.
void FlatReading::tell_of_text() {
  const auto tell = [&](std::string code, std::string message, std::string mend) {
    Finding finding;
    finding.code = std::move(code);
    finding.message = std::move(message);
    finding.mend = std::move(mend);
    findings_.push_back(std::move(finding));
  };
  if (bounded_.cut())
    tell("LIMIT",
         "the file is longer than the " + std::to_string(limits_.bytes_max) +
             " bytes that a flat file may have; the rest is not read",
         "send the documents in several files");
  if (text_.malformed())
    tell("ENCODING_INVALID", "the text begins as UTF-16 and does not go on so",
         "send it again; it may have been cut off");
  if (text_.looks_utf8()) {
    tell("ENCODING_WRONG", "the map says another encoding, and all that is not ASCII is UTF-8",
         "say `encoding: utf-8` in the map, or send what it says");
    findings_.back().level = FindingLevel::warning;
  }
  if (handed_on_ != 0 || rejections_.any() || has_errors(findings_)) return;
  tell("EMPTY", "the file has no rows that " + plan_.name() + " takes",
       "check that it is complete");
  findings_.back().level = FindingLevel::warning;  // on some days there is nothing to send
}

void FlatReading::take(const csv::Row& row) {
  if (is_blank(row)) return;
  Findings flaws;
  for (Finding& finding : row_findings_)
    (finding.level == FindingLevel::error ? flaws : findings_).push_back(std::move(finding));
  const auto record = record_of(row, flaws);
  const bool passed_over = record && rules_.records[*record].passed_over;
  if (passed_over) flaws.clear();  // whatever stands in it, it is not read
  if (record && !row.broken && !passed_over) check_cells(row, flaws);
  // Of a row whose cells are missing or have moved, nobody knows whether it is wanted.
  const flat::RowRole role =
      record && flaws.empty() ? controls_->role(row, *record) : flat::RowRole::data;
  const bool of_document = role == flat::RowRole::data || role == flat::RowRole::control;
  Draft* draft = current_draft();
  if (record && of_document) draft = draft_for(row, *record, flaws);
  if (!rules_.controls.empty()) {
    const std::size_t type = record.value_or(maps::kNoRecord);
    controls_->count(tally_, true, row, type, role);
    if (draft != nullptr && role != flat::RowRole::of_file)
      controls_->count(draft->tally, false, row, type, role);
  }
  if (!of_document) return;
  if (record && draft != nullptr && role == flat::RowRole::data) add_row(*draft, row, *record);
  add_flaws(draft, row, std::move(flaws));
}

/// Nothing, and a flaw, when the map knows no such type.
std::optional<std::size_t> FlatReading::record_of(const csv::Row& row, Findings& flaws) const {
  if (!rules_.tagged) return 0;
  const maps::FlatCell type = columns_->type_of(row);
  const std::size_t record = rules_.record(type.text);
  if (record != maps::kNoRecord) return record;
  if (!row.broken)
    flaws.push_back(flaw("RECORD_UNKNOWN", type, {},
                         "there is no record `" + shown_value(type.text) + "` in " + plan_.name(),
                         "correct the type, or name it in `records`; `TYPE: ~` passes it over"));
  return std::nullopt;
}

/// More cells than headings mean that a delimiter stands where none was meant: what is behind it
/// has moved. Fewer do no harm: exporters leave empty cells out at the end.
void FlatReading::check_cells(const csv::Row& row, Findings& flaws) const {
  if (!rules_.header) return;
  std::size_t cells = row.cells.size();
  while (cells > columns_->headings() && csv::trim(row.cells[cells - 1].text).empty()) --cells;
  if (cells <= columns_->headings()) return;
  flaws.push_back(flaw("CELL_COUNT", {{}, row.line, 1}, {},
                       "the row has " + std::to_string(cells) + " cells where the header has " +
                           std::to_string(columns_->headings()),
                       "quote cells that hold the delimiter"));
}

/// The document that the row is of; null, with a flaw, when that cannot be told.
Draft* FlatReading::draft_for(const csv::Row& row, std::size_t record, Findings& flaws) {
  if (rules_.keyed && !rules_.records[record].key.empty()) return draft_of_key(row, record, flaws);
  if (rules_.begins != maps::kNoRecord && record == rules_.begins) {
    while (!drafts_.empty()) hand_on_oldest();
    return add_draft();
  }
  const bool follows_on = rules_.keyed || rules_.begins != maps::kNoRecord;
  if (!follows_on && current_ == 0) return add_draft();
  if (Draft* current = current_draft()) return current;
  flaws.push_back(flaw("DOCUMENT_UNKNOWN", {{}, row.line, 1}, {},
                       "the row belongs to no document: none has begun before it",
                       "send the record that begins the document first"));
  return nullptr;
}

Draft* FlatReading::draft_of_key(const csv::Row& row, std::size_t record, Findings& flaws) {
  std::string key;
  bool is_empty = true;
  for (const std::uint8_t element : rules_.records[record].key) {
    const std::string_view part = csv::trim(columns_->value(row, record, element - 1U).text);
    is_empty = is_empty && part.empty();
    key.append(part).push_back('\x1F');
  }
  const std::size_t first = rules_.records[record].key.front() - 1U;
  const auto refuse = [&](std::string code, std::string message, std::string mend) -> Draft* {
    current_ = 0;
    flaws.push_back(flaw(std::move(code), columns_->value(row, record, first),
                         columns_->names()[record][first], std::move(message), std::move(mend)));
    return nullptr;
  };
  if (is_empty)
    return refuse("DOCUMENT_UNKNOWN", "the row names no document",
                  "fill in the document's number in every row");
  const auto known = number_of_.find(key);
  if (known == number_of_.end()) {
    if (number_of_.size() == kDocumentsMax)
      return refuse("LIMIT",
                    "the file holds more than " + std::to_string(kDocumentsMax) + " documents",
                    "send them in several files");
    Draft* made = add_draft();
    number_of_.emplace(std::move(key), current_);
    return made;
  }
  if (known->second <= handed_on_)
    return refuse("LIMIT", "the row comes too long after the other rows of its document",
                  "let the rows of a document stand together");
  current_ = known->second;
  return current_draft();
}

Draft* FlatReading::add_draft() {
  drafts_.emplace_back();
  current_ = handed_on_ + drafts_.size();
  return &drafts_.back();
}

void FlatReading::add_row(Draft& draft, const csv::Row& row, std::size_t record) {
  maps::FlatDocument& document = draft.document;
  if (document.rows() == limits_.document_rows_max ||
      document.bytes() > limits_.document_bytes_max) {
    if (draft.findings.empty() || draft.findings.back().code != "LIMIT")
      draft.findings.push_back(
          flaw("LIMIT", {{}, row.line, 1}, {},
               "the document is longer than we read: " + std::to_string(limits_.document_rows_max) +
                   " rows or " + std::to_string(limits_.document_bytes_max) + " bytes",
               "send it in parts"));
    return;
  }
  document.begin_row(record, row.line, row.offset);
  for (std::size_t i = 0; i < rules_.records[record].columns.size(); ++i)
    document.add(columns_->value(row, record, i));
  if (options_.trace)
    for (const maps::FlatCell& cell : columns_->rest(row, record)) document.add(cell);
  if (options_.keep_text) draft.text += row.text;
  ++rows_held_;
}

/// The one that the last row was of; null when there is none, or it is handed on.
Draft* FlatReading::current_draft() {
  return current_ > handed_on_ ? &drafts_[current_ - handed_on_ - 1] : nullptr;
}

/// Flaws go to the document that they spoil. Where that is not known they stand alone, and the
/// document that may lack the row is spoilt all the same.
void FlatReading::add_flaws(Draft* draft, const csv::Row& row, Findings&& flaws) {
  if (draft == nullptr) draft = current_draft();
  if (draft != nullptr) {
    const std::size_t room = options_.limits.findings_max;
    for (Finding& finding : flaws)
      if (draft->findings.size() < room) draft->findings.push_back(std::move(finding));
  } else if (!flaws.empty()) {
    ReadDocument rejected;
    rejected.set = "row";
    rejected.control = std::to_string(row.line);
    rejected.accepted = false;
    rejected.findings = std::move(flaws);
    rejected.map = plan_.name();
    rejections_.hand_on(std::move(rejected));
  }
  while (rows_held_ > limits_.rows_max && drafts_.size() > 1) hand_on_oldest();
}

/// Where a file ends before its end, nobody knows what rows of its open documents are missing.
void FlatReading::doubt_open_drafts() {
  for (Draft& draft : drafts_) {
    Finding finding;
    finding.code = "LIMIT";
    finding.message = "the file was not read to its end: rows of the document may be missing";
    finding.mend = "send it in smaller files, or raise the limit";
    draft.findings.push_back(std::move(finding));
  }
}

void FlatReading::hand_on_oldest() {
  Draft draft = std::move(drafts_.front());
  drafts_.pop_front();
  ++handed_on_;
  rows_held_ -= draft.document.rows();
  controls_->compare(draft.tally, false, draft.findings);
  sink_.document(read_document(draft));
}

ReadDocument FlatReading::read_document(const Draft& draft) {
  ReadDocument document = documents_.read(plan_, draft.document, columns_->names(), draft.findings);
  document.offset = text_.transcoded() ? 0 : draft.document.offset();
  document.text = draft.text;
  return document;
}

}  // namespace

void read_flat(ByteSource& bytes, const maps::Plan& plan, const ReaderTables& tables,
               const ReferenceData& reference, const ReaderOptions& options, ReadSink& sink) {
  FlatReading(bytes, plan, tables, reference, options, sink).read();
}

}  // namespace weighbridge
