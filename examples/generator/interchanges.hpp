// The month's X12: each supplier in its own dialect, batched as it batches.
#pragma once

#include "examples/generator/files.hpp"

namespace weighbridge::generator {

/// Writes every ship notice and every invoice that is sent electronically, breaks the one that must
/// arrive broken, cuts off the one that must be cut off and sends one file a second time.
void write_interchanges(Month& month, Files& files);

}  // namespace weighbridge::generator
