// Where an async MDN may be sent to. The address comes with the message, so without a guard whoever
// can send us one could make us connect to anything that we can reach.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/as2/settings.hpp"

struct sockaddr;

namespace weighbridge::as2 {

/// Why no MDN of `partner` may go to `url`, as far as the text of it tells; nothing when it may. A
/// name is looked up only when it is connected to: see is_public().
std::optional<std::string> forbidden_target(std::string_view url, const Partner& partner,
                                            const Limits& limits);

/// Whether the partner's settings name the host: then it may be anywhere.
bool is_named_host(std::string_view host, const Partner& partner);

/// Whether an address belongs to the internet at large: not to this machine, a private network, a
/// link, a multicast group or what is reserved.
bool is_public(const sockaddr& address);

}  // namespace weighbridge::as2
