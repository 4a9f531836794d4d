// Any list as a table for a spreadsheet: the same rows, by the same filters, to whom may see them.
#pragma once

#include <span>
#include <string_view>

#include "gateway/http/message.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/spool/payload.hpp"

namespace weighbridge::api {

/// A list that can be had as a table.
struct ExportedList {
  std::string_view operation;  ///< "list_cases"
  std::string_view rows;       ///< member of its pages that holds them
  /// Members of a row, blanks between; points lead into objects, and the values of a list are put
  /// together.
  std::string_view columns;
};
std::span<const ExportedList> exported_lists();
/// Null for what is no list, or cannot be had as a table.
const ExportedList* find_exported_list(std::string_view operation);

/// `list` with `format=csv` or `xlsx` (or Accept for text/csv and XLSX) gathers the pages of
/// `inner` into one file; without, it is `inner`. `pool` must outlive it.
http::Handler with_exports(const ExportedList& list, http::WorkPool& pool,
                           spool::SpoolSettings spool, http::Handler inner);

}  // namespace weighbridge::api
