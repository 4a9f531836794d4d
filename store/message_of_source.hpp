// Evidence that `reconcile` read names its file, what a gateway took in names its message.
#pragma once

#include <string>

namespace weighbridge::store {

class Reader;

/// The id of the message that brought what came from `source`: a message's id, or the file that it
/// was read from, of which the last is meant. Empty when it is not known. A file costs a walk over
/// all messages.
std::string message_of_source(Reader& reader, const std::string& source);

}  // namespace weighbridge::store
