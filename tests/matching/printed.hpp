// A judgement as text, so that two can be compared whole.
#pragma once

#include <string>
#include <string_view>

#include "matching/discrepancy.hpp"

namespace weighbridge::matching {

/// Everything the judgement says. Notes named `without` are left out.
std::string printed(const Judgement& judgement, std::string_view without = {});

}  // namespace weighbridge::matching
