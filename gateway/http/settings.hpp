// How a server listens and what it puts up with. The defaults are those of config/gateway.yaml.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace weighbridge::http {

/// Where to listen: "127.0.0.1", 8480. Port 0 takes any that is free.
struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

/// "127.0.0.1:8480", "[::1]:8480".
std::string to_string(const Endpoint& endpoint);

struct TlsSettings {
  std::string certificate_file;  ///< PEM, the chain with our own first; empty: no TLS
  std::string key_file;          ///< PEM
  std::string key_password;      ///< of an encrypted key
};

struct ServerLimits {
  std::size_t connections_max = 6000;         ///< open at once; the next are told 503
  std::size_t requests_max = 512;             ///< between head and answer at once; then 503
  std::uint32_t header_bytes_max = 32 << 10;  ///< start line and fields
  std::size_t fields_max = 200;
};

struct Deadlines {
  std::chrono::seconds header{15};  ///< from its first byte to its last, and for the TLS handshake
  std::chrono::seconds idle{75};    ///< between requests of a connection
  /// A body must bring at least body_bytes_min in every such time, or end.
  std::chrono::seconds body{20};
  std::uint64_t body_bytes_min = 4096;
  std::chrono::seconds write{30};  ///< for the peer to take the next piece of an answer
  std::chrono::seconds drain{20};  ///< for requests under way when the server is to end
};

struct ServerSettings {
  std::vector<Endpoint> listen;
  TlsSettings tls;
  ServerLimits limits;
  Deadlines deadlines;
  std::size_t threads = 2;  ///< that move bytes; what blocks is on the work pool
};

}  // namespace weighbridge::http
