// The dictionaries of config/standards/x12, compiled once for all tests.
#pragma once

#include "parsers/x12/dictionary.hpp"

namespace weighbridge::x12 {

const Dictionaries& standard_tables();

}  // namespace weighbridge::x12
