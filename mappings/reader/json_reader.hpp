// Receipts and events in our own JSON: one, JSON lines, or an array.
#pragma once

#include "mappings/reader/reader.hpp"

namespace weighbridge {

/// Reads all values of `bytes`. Each is a document or event of its own: a bad one is handed to the
/// sink as not accepted and its neighbours go on. Memory is bounded by the longest value.
void read_json(ByteSource& bytes, const ReferenceData& reference, const ReaderOptions& options,
               ReadSink& sink);

}  // namespace weighbridge
