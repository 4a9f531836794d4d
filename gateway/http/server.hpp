// HTTP/1.1 with TLS on Asio coroutines. Sockets, chunks, limits and deadlines end here; what a
// request means is decided behind `Admit` (router.hpp).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/http/message.hpp"
#include "gateway/http/settings.hpp"
#include "gateway/http/work_pool.hpp"
#include "gateway/spool/payload.hpp"

namespace weighbridge::http {

/// One request and its answer, for logs and metrics.
struct Exchange {
  std::string id, method, path, operation, caller, remote;
  unsigned status = 0;
  std::uint64_t bytes_in = 0, bytes_out = 0;  ///< of the bodies
  std::chrono::microseconds took{};           ///< from the end of the head to the end of the answer
  std::string failure;  ///< what the handler threw or the world did; never shown to the client
};
/// Called on the server's threads; must be quick and must not throw.
using Observer = std::function<void(const Exchange&)>;

/// The server cannot start; what() is one line with the mend.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Server {
 public:
  /// `pool` writes large bodies to disk; it and what the functions refer to must outlive the
  /// server.
  Server(ServerSettings settings, spool::SpoolSettings spool, WorkPool& pool, Admit admit,
         Observer observe);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops without waiting for anybody.
  ~Server();

  /// Binds all endpoints and begins to serve on threads of its own. Throws StartError.
  void start();
  /// Where it listens, with the ports that were taken.
  std::vector<Endpoint> endpoints() const;
  std::size_t connections() const;

  /// Takes no new connections, ends idle ones, lets requests under way finish within
  /// Deadlines::drain, then ends. Returns false when some had to be cut off.
  bool drain();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace weighbridge::http
