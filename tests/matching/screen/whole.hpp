// A judgement with everything in it as text, so that two can be compared byte for byte.
#pragma once

#include <string>

#include "matching/discrepancy.hpp"

namespace weighbridge::matching {

std::string whole(const Judgement& judgement);

}  // namespace weighbridge::matching
