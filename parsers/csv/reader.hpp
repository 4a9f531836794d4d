// Comma-separated values (RFC 4180) as they come from spreadsheets and warehouse systems: read row
// by row, any usual delimiter, memory bounded by one row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/byte_source.hpp"
#include "parsers/finding.hpp"

namespace weighbridge::csv {

struct Limits {
  std::size_t row_bytes_max = 1U << 20;  ///< longer means a quote was never closed
  std::uint32_t columns_max = 512;
};

/// How a file writes its rows; as it stands, RFC 4180 with any usual delimiter.
struct Dialect {
  char delimiter = 0;     ///< 0: found from the first row
  char quote = '"';       ///< 0: there is none
  bool one_cell = false;  ///< a row is one cell whatever stands in it: its columns are fixed
  std::string comment{};  ///< lines that begin with it are passed over; empty: none are
  std::uint32_t lines_skipped = 0;  ///< at the top
};

/// One cell, its quotes resolved.
struct Cell {
  std::string_view text;
  std::uint32_t line = 0;    ///< where it begins, from 1
  std::uint32_t column = 0;  ///< in characters, from 1
};

/// Views into the reader: valid until its next `next`.
struct Row {
  std::span<const Cell> cells;
  std::string_view text;     ///< as it lies in the message, end of line included; empty when broken
  std::uint64_t offset = 0;  ///< of its first byte in the message
  std::uint32_t line = 0;    ///< on which it begins, from 1
  bool broken = false;       ///< only the cells before the flaw are there; a finding says why
};

/// The delimiter that separates the cells of a header: the one of `,` `;` tab `|` that occurs most
/// outside quotes; a comma when none does.
char detect_delimiter(std::string_view header);

/// Reads rows. Ends of line are LF, CR LF or CR; blank lines are passed over; a byte order mark is
/// no part of the first cell, and a first line such as `sep=;` is none of the rows. Bytes that are
/// not UTF-8 are taken as Windows-1252, which is what spreadsheets write, and noted once.
///
/// A quote that is never closed would swallow the rest of the file. When quoting goes wrong (text
/// after a closing quote, the end of the file or of the limit within quotes) the row ends with the
/// line it began on, and the next line begins a new row.
class Reader {
 public:
  /// Borrows both.
  Reader(ByteSource& bytes, Findings& findings, Dialect dialect = {}, const Limits& limits = {});

  /// The next row, or false at the end. Throws only when the source does.
  bool next(Row& row);

  char delimiter() const { return delimiter_; }
  /// Bytes read so far.
  std::uint64_t position() const { return base_ + begin_; }

 private:
  enum class Outcome : std::uint8_t { row, needs_more, bad_quote, too_many_columns };

  /// A cell as it lies in the buffer.
  struct RawCell {
    std::size_t begin = 0, end = 0;  ///< from the row's first byte; without the quotes
    std::uint32_t line = 0, column = 0;
    bool doubled_quotes = false;
  };

  /// Where the scan of a row stands.
  struct Cursor {
    std::size_t at = 0;
    std::uint32_t line = 0, column = 1;
  };

  bool fill();
  bool find_row();
  bool is_passed_over();
  bool begins_with(std::string_view text);
  void pass_line();
  Outcome scan_row();
  Outcome scan_cell(Cursor& cursor);
  Outcome scan_quoted(Cursor& cursor);
  void advance(Cursor& cursor) const;
  static bool is_line_end(char c) { return c == '\n' || c == '\r'; }
  bool separates(char c) const { return c == delimiter_ && !dialect_.one_cell; }
  bool quotes(char c) const { return c == dialect_.quote && dialect_.quote != 0; }
  void choose_delimiter();
  void break_row(Row& row, Outcome outcome);
  void end_row_with_line(const RawCell& cell);
  void report(const RawCell& cell, std::string_view message, std::string_view mend);
  void resolve_cells(Row& row);
  std::string_view resolve(const RawCell& raw);

  ByteSource& bytes_;
  Findings& findings_;
  Limits limits_;
  Dialect dialect_;
  char delimiter_;
  std::string buffer_;
  std::size_t read_bytes_ = 2048;  ///< asked for at a time; grows as long as so much comes
  std::size_t begin_ = 0;          ///< of the row being read, in `buffer_`
  std::size_t end_ = 0;            ///< behind it and its end of line
  std::uint64_t base_ = 0;         ///< offset in the message of `buffer_[0]`
  std::uint32_t line_ = 1;         ///< on which the row begins
  std::uint32_t next_line_ = 1;
  bool started_ = false;
  bool ended_ = false;
  bool noted_encoding_ = false;
  std::vector<RawCell> raw_cells_;
  std::vector<Cell> cells_;
  std::deque<std::string> resolved_;  ///< texts that differ from how they lie in the buffer
  std::size_t resolved_count_ = 0;
};

}  // namespace weighbridge::csv
