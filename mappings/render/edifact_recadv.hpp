// RECADV: what was received of a delivery, and in which condition, told to the supplier.
#pragma once

#include <string>

#include "mappings/canonical/receipt.hpp"
#include "mappings/render/edifact_writer.hpp"

namespace weighbridge {

/// A whole interchange with one RECADV of `receipt`, whose stage is received. Read back it gives
/// the same lines.
std::string render_recadv(const EdifactParties& parties, const EdifactStamp& stamp,
                          EdifactDirectory directory, const Receipt& receipt);

}  // namespace weighbridge
