// What a message is called where it is delivered as a file.
#pragma once

#include <string>

#include "gateway/deliver/deliverer.hpp"

namespace weighbridge::deliver {

/// The message's own file name made safe, or one of its kind and id: `997-3f2a....edi`. The same
/// for every try.
std::string outgoing_name(const Outbound& message);

/// The same with the message's id in it, for where the name is taken by something else.
std::string outgoing_name_with_id(const Outbound& message);

}  // namespace weighbridge::deliver
