// 861 Receiving Advice: what was received, and in which condition, told to the supplier.
#pragma once

#include <string>

#include "mappings/canonical/receipt.hpp"
#include "mappings/render/x12_outbound.hpp"

namespace weighbridge {

/// The interchange for a warehouse receipt. Lines of one order line and item that stand together
/// become one RCD: what is good in RCD02, every other condition in its groups.
std::string render_receiving_advice(const X12Envelope& envelope, const Receipt& receipt);

}  // namespace weighbridge
