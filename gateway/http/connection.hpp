// One connection: requests one after the other until somebody ends it. Only the server knows it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "gateway/http/server.hpp"

namespace weighbridge::http {

/// What all connections of a server share.
struct Shared {
  ServerSettings settings;
  spool::SpoolSettings spool;
  WorkPool& pool;
  Admit admit;
  Observer observe;
  std::atomic<std::size_t> requests{0};  ///< between head and answer
  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> next_id{0};
};

/// The server's handle on a connection. All but `over` is touched on the connection's strand only.
struct Link {
  bool waiting = false;       ///< for a request to begin: may be cut without harm
  std::function<void()> cut;  ///< closes the socket; empty when the connection is over
};

/// Serves until the connection ends. Throws nothing that matters: the connection is over.
boost::asio::awaitable<void> serve_plain(boost::asio::ip::tcp::socket socket,
                                         std::shared_ptr<Link> link, Shared& shared);
boost::asio::awaitable<void> serve_tls(boost::asio::ip::tcp::socket socket,
                                       std::shared_ptr<Link> link, Shared& shared,
                                       boost::asio::ssl::context& tls);

/// Says 503 and closes: there are too many connections.
boost::asio::awaitable<void> turn_away(boost::asio::ip::tcp::socket socket);

}  // namespace weighbridge::http
