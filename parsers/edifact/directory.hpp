// Which of our tables a message is read with.
#pragma once

#include <string_view>

#include "parsers/edi/dictionary.hpp"

namespace weighbridge::edifact {

/// The directory for the version of a UNH (S009 0052 to 0051) such as "D:96A:UN": the one of that
/// name, else the nearest in time. Service messages (CONTRL), whose version is that of the syntax,
/// are in every directory. Null only where there are no tables.
edi::Dictionaries::Choice choose_directory(const edi::Dictionaries& directories,
                                           std::string_view version, std::string_view message);

}  // namespace weighbridge::edifact
