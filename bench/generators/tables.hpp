// The dictionaries and maps that the program carries inside, compiled once.
#pragma once

#include "mappings/reader/tables.hpp"

namespace weighbridge::bench {

/// Throws std::runtime_error when they have mistakes.
const ReaderTables& tables();

}  // namespace weighbridge::bench
