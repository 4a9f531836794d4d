// Where a request may go: what is configured by name must not reach what nobody meant, such as a
// cloud's metadata service (server-side request forgery).
#pragma once

#include <string>

struct sockaddr;

namespace weighbridge::curl {

enum class Network : unsigned char {
  open,      ///< the public internet only
  internal,  ///< also private networks and this host, for an ERP next door
};

/// Whether a connection to this address is allowed. Looked at after the name was resolved, so a
/// name that changes its address in between gains nothing. Link-local, multicast, unspecified and
/// reserved addresses never are.
bool may_connect(const sockaddr& address, Network network);

}  // namespace weighbridge::curl
