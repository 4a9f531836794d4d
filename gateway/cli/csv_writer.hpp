// CSV for spreadsheets (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace weighbridge::cli {

/// Builds one row at a time. What a spreadsheet would take for a formula (it begins with = + - @ or
/// a control character, and is no plain number) is defused with a leading apostrophe.
class CsvWriter {
 public:
  CsvWriter& cell(std::string_view value);
  void end_row();
  std::string take();

 private:
  std::string text_;
  bool row_started_ = false;
};

}  // namespace weighbridge::cli
