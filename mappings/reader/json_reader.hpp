// Receipts and events in JSON: our own, or by a map; one, JSON lines, or an array.
#pragma once

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Reads all values of `bytes`. Each is a document or event of its own: a bad one is handed to the
/// sink as not accepted and its neighbours go on. Memory is bounded by the longest value. `tables`
/// hold the maps of what is not ours; null: only ours is read.
void read_json(ByteSource& bytes, const ReferenceData& reference, const ReaderOptions& options,
               ReadSink& sink, const ReaderTables* tables = nullptr);

}  // namespace weighbridge
