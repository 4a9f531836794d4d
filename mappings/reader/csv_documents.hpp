// Rows of a CSV file of receipts, gathered into documents.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mappings/reader/csv_columns.hpp"
#include "mappings/reader/reader.hpp"
#include "mappings/reader/rejections.hpp"

namespace weighbridge::csv {

/// Where a row comes from.
struct RowSource {
  std::uint32_t line = 0;
  std::uint64_t offset = 0;
  std::string_view text;
  bool stage_is_known = true;  ///< its stage could be read
};

/// Rows with one stage, supplier and document number are one document, wherever in the file they
/// stand. A document with a bad row is not accepted: part of a document is worse than none.
///
/// Documents are kept until the file ends, or until too many rows are held; then the oldest are
/// handed on, and a row that comes for one of them later is refused.
class DocumentGatherer {
 public:
  DocumentGatherer(const ReferenceData& reference, const ReaderOptions& options, ReadSink& sink,
                   Rejections& rejections);

  /// Takes a row; `findings` are its own.
  void add(ReceiptRow&& row, const RowSource& source, Findings&& findings);

  /// Hands on what is held.
  void finish();

 private:
  struct Draft {
    std::string number_key;
    Receipt receipt;
    Findings findings;
    std::vector<std::uint32_t> row_lines;  ///< for each line of the receipt, its line in the file
    std::uint64_t offset = 0;
    std::string text;
  };

  void reject_row(const RowSource& source, Findings&& findings);
  Draft* draft_for(const ReceiptRow& row, std::uint64_t offset);
  void merge_head(Draft& draft, const Receipt& head, std::uint32_t line);
  void hand_on_oldest();
  void check(Draft& draft, std::string& supplier_rule);

  const ReferenceData& reference_;
  const ReaderOptions& options_;
  ReadSink& sink_;
  Rejections& rejections_;
  std::deque<Draft> drafts_;  ///< by first row
  std::uint64_t handed_on_ = 0;
  std::uint64_t rows_held_ = 0;
  std::unordered_map<std::string, std::uint64_t>
      number_of_;                                            ///< key -> number of the draft, from 0
  std::unordered_map<std::string, std::uint32_t> bad_rows_;  ///< supplier and number -> line
};

}  // namespace weighbridge::csv
