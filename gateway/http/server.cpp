#include "gateway/http/server.hpp"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/http/connection.hpp"
#include "gateway/http/tls_context.hpp"

namespace weighbridge::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string to_string(const Endpoint& endpoint) {
  const bool v6 = endpoint.address.find(':') != std::string::npos;
  return (v6 ? '[' + endpoint.address + ']' : endpoint.address) + ':' +
         std::to_string(endpoint.port);
}

struct Server::Impl {
  Impl(ServerSettings settings, spool::SpoolSettings spool, WorkPool& pool, Admit admit,
       Observer observe)
      : shared{std::move(settings), std::move(spool), pool, std::move(admit), std::move(observe)} {
    shared.next_id = (std::uint64_t{std::random_device{}()} << 32U);
  }

  struct Member {
    asio::any_io_executor strand;
    std::shared_ptr<Link> link;
  };
  using Members = std::list<Member>;

  void listen(const Endpoint& endpoint);
  asio::awaitable<void> accept(tcp::acceptor& acceptor);
  void begin(tcp::socket socket);
  void close_acceptors();
  /// Closes the sockets of those that wait for a request, or of all.
  void cut(bool all);
  bool wait_for_all(std::chrono::seconds time);
  void finish();

  Shared shared;
  asio::io_context context;
  /// The threads stay while a connection waits for work that is done elsewhere.
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> working;
  std::unique_ptr<asio::ssl::context> tls;
  std::list<tcp::acceptor> acceptors;
  std::vector<std::thread> threads;

  std::mutex mutex;
  std::condition_variable ended;
  Members members;
};

void Server::Impl::listen(const Endpoint& endpoint) {
  const std::string where = to_string(endpoint);
  error_code failure;
  const auto address = asio::ip::make_address(endpoint.address, failure);
  if (failure) throw StartError("'" + endpoint.address + "' is no address to listen on");
  tcp::acceptor& acceptor = acceptors.emplace_back(asio::make_strand(context));
  const tcp::endpoint at(address, endpoint.port);
  acceptor.open(at.protocol(), failure);
  if (!failure) acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure && address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), failure);
  if (!failure) acceptor.bind(at, failure);
  if (!failure) acceptor.listen(1024, failure);
  if (!failure) return;
  std::string mend;
  if (failure == asio::error::address_in_use)
    mend = "another program has this port; end it, or set http.listen";
  else if (failure == asio::error::access_denied)
    mend = "ports below 1024 want CAP_NET_BIND_SERVICE; set http.listen";
  else
    mend = "see http.listen";
  throw StartError("cannot listen on " + where + ": " + failure.message() + " (" + mend + ")");
}

asio::awaitable<void> Server::Impl::accept(tcp::acceptor& acceptor) {
  constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
  asio::steady_timer pause(context);
  while (acceptor.is_open()) {
    tcp::socket socket(asio::make_strand(context));
    const auto [failure] = co_await acceptor.async_accept(socket, kAwait);
    if (!failure) {
      begin(std::move(socket));
      continue;
    }
    if (failure == asio::error::operation_aborted) co_return;
    // Out of file descriptors, most likely: those that end make room.
    pause.expires_after(std::chrono::milliseconds(50));
    co_await pause.async_wait(kAwait);
  }
}

void Server::Impl::begin(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const asio::any_io_executor strand = socket.get_executor();
  Members::iterator member;
  bool too_many = false;
  {
    const std::lock_guard lock(mutex);
    too_many = members.size() >= shared.settings.limits.connections_max;
    member = members.insert(members.end(), Member{strand, std::make_shared<Link>()});
  }
  const auto over = [this, member](const std::exception_ptr&) {
    const std::lock_guard lock(mutex);
    members.erase(member);
    if (members.empty()) ended.notify_all();
  };
  if (too_many)
    asio::co_spawn(strand, turn_away(std::move(socket)), over);
  else if (tls)
    asio::co_spawn(strand, serve_tls(std::move(socket), member->link, shared, *tls), over);
  else
    asio::co_spawn(strand, serve_plain(std::move(socket), member->link, shared), over);
}

void Server::Impl::close_acceptors() {
  for (tcp::acceptor& acceptor : acceptors)
    asio::post(acceptor.get_executor(), [&acceptor] {
      error_code ignored;
      acceptor.close(ignored);
    });
}

void Server::Impl::cut(bool all) {
  const std::lock_guard lock(mutex);
  for (const Member& member : members)
    asio::post(member.strand, [link = member.link, all] {
      if (link->cut && (all || link->waiting)) link->cut();
    });
}

bool Server::Impl::wait_for_all(std::chrono::seconds time) {
  std::unique_lock lock(mutex);
  return ended.wait_for(lock, time, [this] { return members.empty(); });
}

void Server::Impl::finish() {
  if (threads.empty()) return;
  shared.draining = true;
  close_acceptors();
  // Work on the pool is not cut off: a connection is over when its work is.
  do cut(true);
  while (!wait_for_all(std::chrono::seconds(1)));
  working.reset();
  context.stop();
  for (std::thread& thread : threads) thread.join();
  threads.clear();
}

Server::Server(ServerSettings settings, spool::SpoolSettings spool, WorkPool& pool, Admit admit,
               Observer observe)
    : impl_(std::make_unique<Impl>(std::move(settings), std::move(spool), pool, std::move(admit),
                                   std::move(observe))) {}

Server::~Server() {
  impl_->finish();
}

void Server::start() {
  const ServerSettings& settings = impl_->shared.settings;
  if (!settings.tls.certificate_file.empty()) impl_->tls = make_tls_context(settings.tls);
  for (const Endpoint& endpoint : settings.listen) impl_->listen(endpoint);
  for (tcp::acceptor& acceptor : impl_->acceptors)
    asio::co_spawn(acceptor.get_executor(), impl_->accept(acceptor), asio::detached);
  impl_->working.emplace(impl_->context.get_executor());
  for (std::size_t i = 0; i < settings.threads; ++i)
    impl_->threads.emplace_back([impl = impl_.get()] { impl->context.run(); });
}

std::vector<Endpoint> Server::endpoints() const {
  std::vector<Endpoint> found;
  for (const tcp::acceptor& acceptor : impl_->acceptors) {
    error_code failure;
    const tcp::endpoint at = acceptor.local_endpoint(failure);
    if (!failure) found.push_back({at.address().to_string(), at.port()});
  }
  return found;
}

std::size_t Server::connections() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->members.size();
}

bool Server::drain() {
  impl_->shared.draining = true;
  impl_->close_acceptors();
  impl_->cut(false);
  const bool all_ended = impl_->wait_for_all(impl_->shared.settings.deadlines.drain);
  impl_->finish();
  return all_ended;
}

}  // namespace weighbridge::http
