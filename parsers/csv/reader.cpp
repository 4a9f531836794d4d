#include "parsers/csv/reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/text_encoding.hpp"
#include "parsers/text_place.hpp"
#include "parsers/utf8.hpp"

namespace weighbridge::csv {
namespace {

constexpr std::size_t kReadBytesMax = 64U << 10;
/// By which a spreadsheet is told the delimiter, in a line of its own above the header.
constexpr std::string_view kDelimiterLine = "sep=";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string from_windows_1252(std::string_view text) {
  std::string out;
  for (const char c : text)
    append_utf8(out, code_point(static_cast<unsigned char>(c), TextEncoding::windows_1252));
  return out;
}

}  // namespace

char detect_delimiter(std::string_view header) {
  constexpr std::string_view kCandidates = ",;\t|";
  std::array<std::size_t, kCandidates.size()> counts{};
  bool in_quotes = false;
  for (const char c : header) {
    if (c == '"') in_quotes = !in_quotes;
    const std::size_t candidate = kCandidates.find(c);
    if (!in_quotes && candidate != std::string_view::npos) ++counts.at(candidate);
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kCandidates[static_cast<std::size_t>(most - counts.begin())];
}

Reader::Reader(ByteSource& bytes, Findings& findings, Dialect dialect, const Limits& limits)
    : bytes_(bytes),
      findings_(findings),
      limits_(limits),
      dialect_(std::move(dialect)),
      delimiter_(dialect_.delimiter) {}

bool Reader::next(Row& row) {
  begin_ = end_;
  line_ = next_line_;
  resolved_count_ = 0;
  if (!find_row()) return false;
  Outcome outcome = scan_row();
  while (outcome == Outcome::needs_more && buffer_.size() - begin_ <= limits_.row_bytes_max) {
    fill();
    outcome = scan_row();
  }
  row = {};
  row.offset = base_ + begin_;
  row.line = line_;
  if (outcome != Outcome::row) {
    break_row(row, outcome);
    return true;
  }
  row.text = std::string_view(buffer_).substr(begin_, end_ - begin_);
  resolve_cells(row);
  return true;
}

/// Reads on; what lies before the row being read is given up.
bool Reader::fill() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  base_ += begin_;
  begin_ = 0;
  const std::size_t held = buffer_.size();
  buffer_.resize(held + read_bytes_);
  const std::size_t got = bytes_.read(std::span(buffer_).subspan(held));
  buffer_.resize(held + got);
  if (got == read_bytes_) read_bytes_ = std::min(2 * read_bytes_, std::max(kReadBytesMax, held));
  ended_ = got == 0;
  return !ended_;
}

/// Goes to the first byte of the next row that is not blank. False at the end.
bool Reader::find_row() {
  if (!started_) {
    started_ = true;
    while (buffer_.size() < kByteOrderMark.size() && fill()) {
    }
    if (buffer_.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0) begin_ += 3;
  }
  bool after_return = false;
  while (true) {
    for (; begin_ < buffer_.size(); ++begin_) {
      const char c = buffer_[begin_];
      if (!is_line_end(c)) {
        if (is_passed_over()) {
          pass_line();
          after_return = false;
          break;
        }
        if (delimiter_ == 0 && !dialect_.one_cell) choose_delimiter();
        return true;
      }
      if (!(c == '\n' && after_return)) ++line_;
      after_return = c == '\r';
    }
    if (begin_ == buffer_.size() && !fill()) return false;
  }
}

/// Whether the line at `begin_` is none of a row.
bool Reader::is_passed_over() {
  if (line_ <= dialect_.lines_skipped) return true;
  if (line_ == 1 && begins_with(kDelimiterLine)) return true;
  return !dialect_.comment.empty() && begins_with(dialect_.comment);
}

/// Whether the line at `begin_` begins so.
bool Reader::begins_with(std::string_view text) {
  while (buffer_.size() - begin_ < text.size() && fill()) {
  }
  return buffer_.compare(begin_, text.size(), text) == 0;
}

/// Goes to the end of the line, or of the text; nothing of it is kept.
void Reader::pass_line() {
  while (true) {
    const std::size_t end = buffer_.find_first_of("\r\n", begin_);
    begin_ = std::min(end, buffer_.size());
    if (end != std::string::npos || !fill()) return;
  }
}

void Reader::choose_delimiter() {
  const auto line_end = [this] { return buffer_.find_first_of("\r\n", begin_); };
  while (line_end() == std::string::npos && buffer_.size() - begin_ < limits_.row_bytes_max &&
         fill()) {
  }
  delimiter_ = detect_delimiter(std::string_view(buffer_).substr(begin_, line_end() - begin_));
}

/// Steps over one byte.
void Reader::advance(Cursor& cursor) const {
  const char c = buffer_[cursor.at++];
  const bool ends_line =
      c == '\n' || (c == '\r' && !(cursor.at < buffer_.size() && buffer_[cursor.at] == '\n'));
  if (ends_line) {
    ++cursor.line;
    cursor.column = 1;
  } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
    ++cursor.column;
  }
}

/// Finds the cells of the row at `begin_`; from the start each time, since rows are short.
Reader::Outcome Reader::scan_row() {
  raw_cells_.clear();
  Cursor cursor;
  cursor.at = begin_;
  cursor.line = line_;
  while (true) {
    if (raw_cells_.size() == limits_.columns_max) return Outcome::too_many_columns;
    const Outcome outcome = scan_cell(cursor);
    if (outcome != Outcome::row) return outcome;
    const bool at_end = cursor.at == buffer_.size();
    if (at_end && !ended_) return Outcome::needs_more;
    if (at_end || !separates(buffer_[cursor.at])) break;
    advance(cursor);
  }
  const std::string_view line_end = std::string_view(buffer_).substr(cursor.at, 2);
  if (line_end == "\r" && !ended_) return Outcome::needs_more;  // it may be half of a CR LF
  if (!line_end.empty()) advance(cursor);
  if (line_end == "\r\n") advance(cursor);
  end_ = cursor.at;
  next_line_ = cursor.line;
  return Outcome::row;
}

/// One cell; the cursor is left at the delimiter, the end of line or the end of the buffer.
Reader::Outcome Reader::scan_cell(Cursor& cursor) {
  RawCell& cell = raw_cells_.emplace_back();
  cell.line = cursor.line;
  cell.column = cursor.column;
  cell.begin = cursor.at - begin_;
  while (cursor.at < buffer_.size() && buffer_[cursor.at] == ' ') advance(cursor);
  if (cursor.at < buffer_.size() && quotes(buffer_[cursor.at])) return scan_quoted(cursor);
  while (cursor.at < buffer_.size() && !separates(buffer_[cursor.at]) &&
         !is_line_end(buffer_[cursor.at])) {
    advance(cursor);
  }
  cell.end = cursor.at - begin_;
  return Outcome::row;
}

Reader::Outcome Reader::scan_quoted(Cursor& cursor) {
  RawCell& cell = raw_cells_.back();
  cell.column = cursor.column;
  advance(cursor);
  cell.begin = cursor.at - begin_;
  while (cursor.at < buffer_.size()) {
    if (!quotes(buffer_[cursor.at])) {
      advance(cursor);
      continue;
    }
    if (cursor.at + 1 < buffer_.size() && quotes(buffer_[cursor.at + 1])) {
      cell.doubled_quotes = true;
      advance(cursor);
      advance(cursor);
      continue;
    }
    cell.end = cursor.at - begin_;
    advance(cursor);
    while (cursor.at < buffer_.size() && buffer_[cursor.at] == ' ') advance(cursor);
    const bool cell_ends = cursor.at == buffer_.size() || separates(buffer_[cursor.at]) ||
                           is_line_end(buffer_[cursor.at]);
    return cell_ends ? Outcome::row : Outcome::bad_quote;
  }
  return ended_ ? Outcome::bad_quote : Outcome::needs_more;
}

void Reader::report(const RawCell& cell, std::string_view message, std::string_view mend) {
  Finding finding;
  finding.code = "CSV_SYNTAX";
  finding.scope = FindingScope::field;
  finding.place.offset = base_ + begin_ + cell.begin;
  finding.place.line = cell.line;
  finding.place.column = cell.column;
  finding.message = message;
  finding.mend = mend;
  findings_.push_back(std::move(finding));
}

/// The row cannot be told into cells: says why, and goes on with the next line.
void Reader::break_row(Row& row, Outcome outcome) {
  row.broken = true;
  const RawCell cell = raw_cells_.back();
  raw_cells_.pop_back();
  switch (outcome) {
    case Outcome::too_many_columns:
      report(
          cell,
          "the row has more columns than the " + std::to_string(limits_.columns_max) + " allowed",
          "check the delimiter and the quotes");
      break;
    case Outcome::bad_quote:
      report(cell, "the quote that begins this cell is not closed, or text follows its end",
             "close it at the end of the cell; write a quote within quotes twice");
      break;
    case Outcome::needs_more:
    case Outcome::row:
      report(
          cell,
          "the row is longer than the " + std::to_string(limits_.row_bytes_max) + " bytes allowed",
          "look for a quote that is not closed");
      break;
  }

  end_row_with_line(cell);
  resolve_cells(row);
}

/// The row ends with the line in which `cell` begins.
void Reader::end_row_with_line(const RawCell& cell) {
  next_line_ = cell.line + 1;
  std::size_t searched = cell.begin;  // within the row
  std::size_t at = buffer_.find_first_of("\r\n", begin_ + searched);
  while (at == std::string::npos && !ended_) {
    searched = buffer_.size() - begin_;
    if (searched > limits_.row_bytes_max) {  // so much of a line is not kept
      raw_cells_.clear();
      begin_ = buffer_.size();
      searched = 0;
    }
    fill();
    at = buffer_.find_first_of("\r\n", begin_ + searched);
  }
  if (at == std::string::npos) {
    end_ = buffer_.size();
    return;
  }
  const bool return_ends_buffer = buffer_[at] == '\r' && at + 1 == buffer_.size();
  if (return_ends_buffer && !ended_) {
    at -= begin_;
    fill();
    at += begin_;
  }
  end_ = at + (buffer_.compare(at, 2, "\r\n") == 0 ? 2U : 1U);
}

void Reader::resolve_cells(Row& row) {
  cells_.clear();
  for (const RawCell& raw : raw_cells_) {
    Cell cell;
    cell.text = resolve(raw);
    cell.line = raw.line;
    cell.column = raw.column;
    cells_.push_back(cell);
  }
  row.cells = cells_;
}

/// The cell's text: quotes single, UTF-8.
std::string_view Reader::resolve(const RawCell& raw) {
  const std::string_view text =
      std::string_view(buffer_).substr(begin_ + raw.begin, raw.end - raw.begin);
  const bool is_utf8 = find_malformed_utf8(text) == std::string_view::npos;
  if (is_utf8 && !raw.doubled_quotes) return text;
  if (resolved_count_ == resolved_.size()) resolved_.emplace_back();
  std::string& out = resolved_[resolved_count_++];
  out = is_utf8 ? std::string(text) : from_windows_1252(text);
  if (raw.doubled_quotes) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[kept++] = out[i];
      if (quotes(out[i])) ++i;  // the second of a pair
    }
    out.resize(kept);
  }
  if (!is_utf8 && !noted_encoding_) {
    noted_encoding_ = true;
    report(raw, "the text is not UTF-8; it was taken as Windows-1252", "save the file as UTF-8");
    findings_.back().level = FindingLevel::note;
    findings_.back().scope = FindingScope::note;
    findings_.back().value = shown_value(out);
  }
  return out;
}

}  // namespace weighbridge::csv
