// Rows of text on their way into a file for a spreadsheet. No cell is ever run as a formula.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/spool/payload.hpp"

namespace weighbridge::api {

using Cells = std::vector<std::string>;

class ExportTable {
 public:
  virtual ~ExportTable() = default;
  virtual void add(const Cells& row) = 0;
  /// The file; nothing may be added afterwards. Throws std::system_error when the disk fails.
  virtual spool::Payload finish() = 0;
};

/// CSV (RFC 4180): what a spreadsheet would take for a formula begins with an apostrophe.
std::unique_ptr<ExportTable> csv_table(const spool::SpoolSettings& spool);
/// XLSX: every cell is a string, so that no number loses a digit.
std::unique_ptr<ExportTable> xlsx_table(const spool::SpoolSettings& spool,
                                        const std::string& sheet);

}  // namespace weighbridge::api
