// The reader's tables for a command, or why there are none.
#pragma once

#include <memory>
#include <string>

#include "gateway/cli/screen.hpp"
#include "mappings/reader/reader.hpp"

namespace weighbridge::cli {

/// What is built in, with `folder` (empty: none) laid over it. On mistakes each is one line on
/// standard error and the result is null.
std::shared_ptr<const ReaderTables> load_tables(const std::string& folder, const Screen& screen);

}  // namespace weighbridge::cli
