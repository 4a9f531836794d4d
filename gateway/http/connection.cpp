#include "gateway/http/connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <optional>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "gateway/http/media_type.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/http/response_head.hpp"
#include "gateway/http/target.hpp"

namespace weighbridge::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = beast::http::request_parser<beast::http::buffer_body>;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
/// How much of a body is read, written and answered at once.
constexpr std::size_t kPieceBytes = 64U << 10U;
/// A refused body up to this size is read to its end, so that the connection can go on.
constexpr std::uint64_t kSkippedBytesMax = 64U << 10U;
/// Room for the first bytes of a request: what an idle connection costs.
constexpr std::size_t kFirstBytes = 2048;

/// What to answer to a head that cannot be read; nothing: the peer is gone, or asked for nothing.
std::optional<Response> answer_to(const error_code& failure, bool began) {
  namespace h = beast::http;
  if (failure == beast::error::timeout) {
    if (!began) return std::nullopt;
    return problem_response(Problem::timeout, "the header did not arrive in time");
  }
  if (failure == h::error::header_limit || failure == h::error::buffer_overflow)
    return problem_response(Problem::header_too_large, "send fewer or shorter header fields");
  if (failure == h::error::bad_version)
    return problem_response(Problem::unsupported_version, "send HTTP/1.1");
  if (failure == h::error::end_of_stream || failure == h::error::partial_message)
    return std::nullopt;
  if (failure.category() == h::make_error_code(h::error::bad_value).category())
    return problem_response(Problem::malformed, failure.message());
  return std::nullopt;
}

/// What in a well-formed head must not be let through, for others on the way may read it otherwise
/// (RFC 9112, 6.3 and 3.2).
std::optional<Response> refuse_head(const Parser& parser, const Request& head,
                                    std::size_t fields_max) {
  const auto& fields = parser.get();
  const std::string_view coding = head.fields["Transfer-Encoding"];
  const auto count = [&](beast::http::field name) { return fields.count(name); };
  if (static_cast<std::size_t>(std::distance(fields.begin(), fields.end())) > fields_max)
    return problem_response(Problem::header_too_large, "send fewer header fields");
  if (count(beast::http::field::transfer_encoding) > 1 ||
      (!coding.empty() && !same_word(coding, "chunked")))
    return problem_response(Problem::malformed, "the only Transfer-Encoding taken is chunked");
  if (!coding.empty() && count(beast::http::field::content_length) != 0)
    return problem_response(Problem::malformed,
                            "send Content-Length or Transfer-Encoding, not both");
  if (!coding.empty() && fields.version() < 11)
    return problem_response(Problem::malformed, "HTTP/1.0 has no Transfer-Encoding");
  if (count(beast::http::field::host) > 1 ||
      (fields.version() >= 11 && count(beast::http::field::host) == 0))
    return problem_response(Problem::malformed, "send exactly one Host field");
  return std::nullopt;
}

/// Counts a request as under way.
class UnderWay {
 public:
  explicit UnderWay(std::atomic<std::size_t>& count) : count_(count), place_(++count_) {}
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { --count_; }
  /// How many there are with this one.
  std::size_t place() const { return place_; }

 private:
  std::atomic<std::size_t>& count_;
  std::size_t place_;
};

std::string request_id(Shared& shared) {
  std::uint64_t number = shared.next_id++;
  std::string id(16, '0');
  for (auto digit = id.rbegin(); digit != id.rend(); ++digit, number >>= 4U)
    *digit = "0123456789abcdef"[number & 15U];
  return id;
}

/// What was thrown, for the log. A full disk and a full queue are no failure of ours: 503.
Response answer_to(const std::exception_ptr& thrown, std::string& failure) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Overloaded& busy) {
    failure = busy.what();
    return problem_response(Problem::busy, "try again in a few seconds");
  } catch (const std::system_error& error) {
    failure = error.what();
    if (error.code() == std::errc::no_space_on_device)
      return problem_response(Problem::busy, "there is no room to keep the message");
  } catch (const std::exception& error) {
    failure = error.what();
  } catch (...) {
    failure = "something that is no std::exception";
  }
  return problem_response(Problem::internal, "the log tells more under the request's id");
}

/// A piece of a body whose length nobody knows beforehand (RFC 9112, 7.1).
std::string chunk_of(std::string_view piece) {
  std::string size;
  for (std::size_t rest = piece.size(); rest != 0; rest >>= 4U)
    size.insert(size.begin(), "0123456789abcdef"[rest & 15U]);
  return size + "\r\n" + std::string(piece) + "\r\n";
}

/// What is to be done after an answer.
enum class Next : unsigned char { go_on, close, linger };

template <class Stream>
class Connection {
 public:
  static constexpr bool kSecure = std::is_same_v<Stream, TlsStream>;

  Connection(Stream& stream, std::string remote, Link& link, Shared& shared)
      : stream_(stream), remote_(std::move(remote)), link_(link), shared_(shared) {}

  asio::awaitable<void> run() {
    Next next = Next::go_on;
    while (next == Next::go_on && co_await request_begins()) next = co_await one_request();
    if (next == Next::linger) co_await linger();
    co_await end();
  }

 private:
  const Deadlines& deadlines() const { return shared_.settings.deadlines; }
  void expires_after(std::chrono::seconds time) {
    beast::get_lowest_layer(stream_).expires_after(time);
  }

  /// Waits for the first byte of a request, for as long as a connection may be idle.
  asio::awaitable<bool> request_begins() {
    if (buffer_.size() != 0) co_return true;
    if (shared_.draining) co_return false;
    buffer_ = beast::flat_buffer(shared_.settings.limits.header_bytes_max + kPieceBytes);
    expires_after(deadlines().idle);
    link_.waiting = true;
    const auto [failure, bytes] =
        co_await stream_.async_read_some(buffer_.prepare(kFirstBytes), kAwait);
    link_.waiting = false;
    if (failure) co_return false;
    buffer_.commit(bytes);
    co_return true;
  }

  asio::awaitable<Next> one_request() {
    Parser parser;
    parser.header_limit(shared_.settings.limits.header_bytes_max);
    parser.body_limit(boost::none);
    expires_after(deadlines().header);
    const auto [failure, bytes] =
        co_await beast::http::async_read_header(stream_, buffer_, parser, kAwait);
    static_cast<void>(bytes);
    exchange_ = {};
    exchange_.id = request_id(shared_);
    exchange_.remote = remote_;
    began_ = Clock::now();
    old_client_ = parser.get().version() < 11;
    if (failure) {
      const std::optional<Response> answer = answer_to(failure, true);
      if (!answer) co_return Next::close;
      co_return co_await send(*answer, Next::linger, false);
    }
    Request head;
    if (const std::optional<Response> refusal = read_head(parser, head))
      co_return co_await send(*refusal, Next::linger, false);
    co_return co_await answer(parser, std::move(head));
  }

  std::optional<Response> read_head(const Parser& parser, Request& head) {
    const auto& message = parser.get();
    head.id = exchange_.id;
    head.method = std::string(message.method_string());
    head.remote = remote_;
    head.secure = kSecure;
    for (const auto& field : message)
      head.fields.add(std::string(field.name_string()), std::string(field.value()));
    exchange_.method = head.method;
    const std::string_view target(message.target().data(), message.target().size());
    if (!read_target(head.method == "OPTIONS" && target == "*" ? "/" : target, head))
      return problem_response(Problem::malformed, "the request target cannot be read");
    exchange_.path = head.path;
    return refuse_head(parser, head, shared_.settings.limits.fields_max);
  }

  asio::awaitable<Next> answer(Parser& parser, Request head) {
    const bool is_head = head.method == "HEAD";
    const bool keep_alive = parser.get().keep_alive() && !shared_.draining;
    const UnderWay under_way(shared_.requests);
    if (under_way.place() > shared_.settings.limits.requests_max)
      co_return co_await send(problem_response(Problem::busy, "try again in a few seconds"),
                              Next::linger, is_head);
    std::variant<Admission, Denied> decision = Denied{problem_response(Problem::internal, ""), ""};
    std::exception_ptr thrown;
    try {
      decision = co_await shared_.admit(head);
    } catch (...) {
      thrown = std::current_exception();
    }
    if (thrown) {
      const Response response = answer_to(thrown, exchange_.failure);
      co_return co_await send(response, Next::linger, is_head);
    }
    if (auto* denied = std::get_if<Denied>(&decision)) {
      exchange_.operation = denied->operation;
      const bool goes_on = co_await skip_body(parser, head) && keep_alive;
      co_return co_await send(denied->response, goes_on ? Next::go_on : Next::linger, is_head);
    }
    auto& admission = std::get<Admission>(decision);
    exchange_.operation = admission.operation;
    exchange_.caller = admission.caller.name;
    if (const std::optional<Response> refusal = co_await take_body(parser, head, admission))
      co_return co_await send(*refusal, Next::linger, is_head);
    head.caller = std::move(admission.caller);
    head.parameters = std::move(admission.parameters);
    Response response;
    try {
      response = co_await admission.handler(std::move(head));
    } catch (...) {
      thrown = std::current_exception();
    }
    if (thrown) response = answer_to(thrown, exchange_.failure);
    co_return co_await send(response, keep_alive && !shared_.draining ? Next::go_on : Next::close,
                            is_head);
  }

  /// Reads a body that nobody wants, when that is short work. False: the rest is still to come.
  asio::awaitable<bool> skip_body(Parser& parser, const Request& head) {
    if (parser.is_done()) co_return true;
    if (head.fields.contains("Expect") || parser.chunked() ||
        parser.content_length_remaining().value_or(kSkippedBytesMax + 1) > kSkippedBytesMax)
      co_return false;
    std::vector<char> room(kPieceBytes);
    expires_after(deadlines().body);
    while (!parser.is_done()) {
      parser.get().body().data = room.data();
      parser.get().body().size = room.size();
      const auto [failure, bytes] =
          co_await beast::http::async_read_some(stream_, buffer_, parser, kAwait);
      static_cast<void>(bytes);
      if (failure && failure != beast::http::error::need_buffer) co_return false;
    }
    co_return true;
  }

  /// Reads the body into the request; or what to say instead.
  asio::awaitable<std::optional<Response>> take_body(Parser& parser, Request& head,
                                                     const Admission& admission) {
    if (const std::string_view expects = head.fields["Expect"]; !expects.empty()) {
      if (!same_word(expects, "100-continue"))
        co_return problem_response(Problem::expectation_failed,
                                   "the only expectation known is 100-continue");
      if (!parser.is_done() && buffer_.size() == 0 &&
          !co_await write("HTTP/1.1 100 Continue\r\n\r\n"))
        co_return problem_response(Problem::timeout, "");
    }
    if (parser.is_done()) co_return std::nullopt;
    spool::SpoolSettings spool = shared_.spool;
    spool.bytes_max = std::min(spool.bytes_max, admission.body_max);
    spool::PayloadWriter writer(spool);
    std::optional<Response> refusal;
    std::exception_ptr thrown;
    try {
      refusal = co_await read_body(parser, writer, spool);
    } catch (...) {
      thrown = std::current_exception();
    }
    exchange_.bytes_in = writer.size();
    if (thrown) refusal = answer_to(thrown, exchange_.failure);
    if (!refusal) head.body = writer.finish();
    co_return refusal;
  }

  asio::awaitable<std::optional<Response>> read_body(Parser& parser, spool::PayloadWriter& writer,
                                                     const spool::SpoolSettings& spool) {
    std::vector<char> room(kPieceBytes);
    std::uint64_t in_time = 0;
    expires_after(deadlines().body);
    while (!parser.is_done()) {
      parser.get().body().data = room.data();
      parser.get().body().size = room.size();
      parser.get().body().more = true;
      const auto [failure, bytes] =
          co_await beast::http::async_read_some(stream_, buffer_, parser, kAwait);
      static_cast<void>(bytes);
      if (failure == beast::error::timeout)
        co_return problem_response(Problem::timeout, "the body came too slowly");
      if (failure && failure != beast::http::error::need_buffer)
        co_return problem_response(Problem::malformed, failure.message());
      const std::size_t got = room.size() - parser.get().body().size;
      const std::string_view piece(room.data(), got);
      bool fits = true;
      if (writer.size() + got > spool.in_memory_max && got != 0) {
        std::function<void()> work = [&] { fits = writer.write(piece); };
        co_await shared_.pool.run(std::move(work));
      } else {
        fits = writer.write(piece);
      }
      if (!fits)
        co_return problem_response(
            Problem::too_large, "at most " + std::to_string(spool.bytes_max) + " bytes are taken");
      in_time += got;
      if (in_time < deadlines().body_bytes_min) continue;
      in_time = 0;
      expires_after(deadlines().body);
    }
    co_return std::nullopt;
  }

  asio::awaitable<bool> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::string_view piece = bytes.substr(0, kPieceBytes);
      expires_after(deadlines().write);
      const auto [failure, written] =
          co_await asio::async_write(stream_, asio::buffer(piece.data(), piece.size()), kAwait);
      if (failure) co_return false;
      bytes.remove_prefix(written);
    }
    co_return true;
  }

  /// The same for an answer without an end. The connection is over with it.
  asio::awaitable<Next> send_stream(const Response& response, bool is_head) {
    exchange_.status = response.status;
    const bool chunked = !old_client_;
    const std::string head =
        response_head(response, {0, false, old_client_, exchange_.id, chunked});
    bool well = co_await write(head);
    while (well && !is_head && !shared_.draining) {
      const std::optional<std::string> piece = co_await response.stream();
      if (!piece) break;
      if (piece->empty()) continue;
      exchange_.bytes_out += piece->size();
      const std::string bytes = chunked ? chunk_of(*piece) : *piece;
      well = co_await write(bytes);
    }
    if (well && chunked && !is_head) well = co_await write("0\r\n\r\n");
    if (!well && exchange_.failure.empty()) exchange_.failure = "the peer did not take the answer";
    observe();
    co_return Next::close;
  }

  /// Writes the answer, tells the observer and says how to go on.
  asio::awaitable<Next> send(const Response& response, Next next, bool is_head) {
    if (response.stream) co_return co_await send_stream(response, is_head);
    const std::uint64_t size = response.payload ? response.payload->size() : response.body.size();
    exchange_.status = response.status;
    std::string text =
        response_head(response, {size, next == Next::go_on, old_client_, exchange_.id});
    const bool with_body = !is_head && !has_no_body(response.status);
    const bool small = with_body && !response.payload && size <= kPieceBytes;
    if (small) text += response.body;
    bool well = co_await write(text);
    if (well && with_body && !small)
      well = response.payload ? co_await write_payload(*response.payload)
                              : co_await write(response.body);
    if (well && with_body) exchange_.bytes_out = size;
    if (!well && exchange_.failure.empty()) exchange_.failure = "the peer did not take the answer";
    observe();
    co_return well ? next : Next::close;
  }

  void observe() {
    exchange_.took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_);
    shared_.observe(exchange_);
  }

  asio::awaitable<bool> write_payload(const spool::Payload& payload) {
    if (const auto memory = payload.in_memory()) co_return co_await write(*memory);
    const auto source = payload.open();
    std::vector<char> room(kPieceBytes);
    while (true) {
      std::size_t got = 0;
      std::function<void()> work = [&] { got = source->read(room); };
      co_await shared_.pool.run(std::move(work));
      if (got == 0) co_return true;
      if (!co_await write({room.data(), got})) co_return false;
    }
  }

  /// Lets a peer that is still sending read our answer: closing at once would reset the connection
  /// and throw the answer away (RFC 9112, 9.6).
  asio::awaitable<void> linger() {
    if constexpr (!kSecure) {
      error_code ignored;
      stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
      std::vector<char> room(kPieceBytes);
      expires_after(std::chrono::seconds(2));
      for (std::size_t read = 0; read < (4U << 20U);) {
        const auto [failure, bytes] = co_await stream_.async_read_some(asio::buffer(room), kAwait);
        if (failure) break;
        read += bytes;
      }
    }
  }

  asio::awaitable<void> end() {
    expires_after(std::chrono::seconds(2));
    if constexpr (kSecure) {
      const auto [ignored] = co_await stream_.async_shutdown(kAwait);
      static_cast<void>(ignored);
    } else {
      error_code ignored;
      stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    }
  }

  Stream& stream_;
  std::string remote_;
  Link& link_;
  Shared& shared_;
  beast::flat_buffer buffer_;
  Exchange exchange_;
  Clock::time_point began_;
  bool old_client_ = false;
};

std::string address_of(const asio::ip::tcp::socket& socket) {
  error_code failure;
  const auto peer = socket.remote_endpoint(failure);
  return failure ? std::string() : peer.address().to_string();
}

/// Ends the link's hold on the stream, whatever way the coroutine is left.
class Cut {
 public:
  Cut(Link& link, beast::tcp_stream& stream) : link_(link) {
    link_.cut = [&stream] { stream.close(); };
  }
  Cut(const Cut&) = delete;
  Cut& operator=(const Cut&) = delete;
  ~Cut() { link_.cut = nullptr; }

 private:
  Link& link_;
};

}  // namespace

asio::awaitable<void> serve_plain(asio::ip::tcp::socket socket, std::shared_ptr<Link> link,
                                  Shared& shared) {
  std::string remote = address_of(socket);
  PlainStream stream(std::move(socket));
  const Cut cut(*link, stream);
  Connection<PlainStream> connection(stream, std::move(remote), *link, shared);
  co_await connection.run();
}

asio::awaitable<void> serve_tls(asio::ip::tcp::socket socket, std::shared_ptr<Link> link,
                                Shared& shared, asio::ssl::context& tls) {
  std::string remote = address_of(socket);
  TlsStream stream(std::move(socket), tls);
  const Cut cut(*link, stream.next_layer());
  stream.next_layer().expires_after(shared.settings.deadlines.header);
  const auto [failure] = co_await stream.async_handshake(asio::ssl::stream_base::server, kAwait);
  if (failure) co_return;
  Connection<TlsStream> connection(stream, std::move(remote), *link, shared);
  co_await connection.run();
}

asio::awaitable<void> turn_away(asio::ip::tcp::socket socket) {
  PlainStream stream(std::move(socket));
  const Response response =
      problem_response(Problem::busy, "there are too many connections; try again in a few seconds");
  const std::string text =
      response_head(response, {response.body.size(), false, false, "-"}) + response.body;
  stream.expires_after(std::chrono::seconds(1));
  const auto [failure, bytes] =
      co_await asio::async_write(stream, asio::buffer(text.data(), text.size()), kAwait);
  static_cast<void>(bytes);
  if (!failure) {
    error_code ignored;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  }
}

}  // namespace weighbridge::http
