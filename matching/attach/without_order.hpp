// Invoice lines that quote no order and need none (M-8.7).
#pragma once

#include <span>

#include "matching/attach/attached_line.hpp"
#include "matching/policy.hpp"

namespace weighbridge::matching {

/// `loose` is what of one invoice found no order line. Lines that quote no order stand for
/// themselves where their supplier may bill so, up to a ceiling for the whole invoice.
void allow_without_order(std::span<LooseLine> loose, const Policy& policy);

}  // namespace weighbridge::matching
