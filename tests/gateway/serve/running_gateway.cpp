#include "tests/gateway/serve/running_gateway.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/gateway/program.hpp"

namespace weighbridge {

std::string Reply::field(std::string_view name) const {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const std::size_t at = head.find(start);
  if (at == std::string::npos) return {};
  const std::size_t from = at + start.size();
  return head.substr(from, head.find("\r\n", from) - from);
}

Wire::Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const void* generic = &address;
  if (::connect(socket_, static_cast<const sockaddr*>(generic), sizeof address) != 0)
    throw std::runtime_error("nobody listens");
}

Wire::~Wire() {
  ::close(socket_);
}

void Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // the answer tells why it was closed
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

bool Wire::fill() {
  pollfd ready{socket_, POLLIN, 0};
  if (::poll(&ready, 1, 5000) <= 0) return false;
  std::string room(64U << 10U, '\0');
  const ssize_t n = ::recv(socket_, room.data(), room.size(), 0);
  if (n <= 0) return false;
  buffer_.append(room, 0, static_cast<std::size_t>(n));
  return true;
}

Reply Wire::reply() {
  Reply reply;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return reply;
  reply.head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  reply.status = std::stoi(reply.head.substr(9, 3));
  const std::string length = reply.field("Content-Length");
  const std::size_t bytes = length.empty() ? 0 : std::stoul(length);
  while (buffer_.size() < bytes)
    if (!fill()) break;
  reply.body = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return reply;
}

std::string Wire::rest() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool Wire::closes_within(int seconds) {
  pollfd ready{socket_, POLLIN, 0};
  char byte = 0;
  return ::poll(&ready, 1, seconds * 1000) > 0 && ::recv(socket_, &byte, 1, 0) <= 0;
}

RunningGateway::RunningGateway(const std::string& settings) : port_(free_port()) {
  folder_.write("gateway.yaml",
                "http:\n  listen: 127.0.0.1:" + std::to_string(port_) + "\n" + settings);
  start();
}

void RunningGateway::start() {
  process_ =
      std::make_unique<PeerProcess>(std::vector<std::string>{WEIGHBRIDGE_BINARY_DIR "/weighbridge",
                                                             "serve", "--config", config()},
                                    folder_.path() + "/log");
  if (!listens(port_)) throw std::runtime_error("the gateway does not start: " + log());
}

void RunningGateway::kill() {
  process_->kill_all();
  process_.reset();
}

int RunningGateway::stop() {
  ::kill(process_->pid(), SIGTERM);
  int raw = 0;
  ::waitpid(process_->pid(), &raw, 0);
  return WIFEXITED(raw) ? WEXITSTATUS(raw) : -WTERMSIG(raw);
}

void RunningGateway::signal(int number) const {
  ::kill(process_->pid(), number);
}

std::string RunningGateway::log() const {
  std::ostringstream text;
  text << std::ifstream(folder_.path() + "/log").rdbuf();
  return text.str();
}

std::string RunningGateway::token(const std::string& role,
                                  const std::vector<std::string>& more) const {
  std::vector<std::string> words{"token",  "create", "--config", config(),
                                 "--name", role,     "--role",   role};
  words.insert(words.end(), more.begin(), more.end());
  const ProgramRun run = run_program(words);
  if (run.status != 0) throw std::runtime_error(run.err);
  return run.out.substr(0, run.out.find('\n'));
}

void RunningGateway::add_user(const std::string& id, const std::string& password,
                              const std::vector<std::string>& more) const {
  std::vector<std::string> words{"user", "add", id, "--config", config(), "--password-file", "-"};
  words.insert(words.end(), more.begin(), more.end());
  const ProgramRun run = run_program(words, {.input = password + "\n"});
  if (run.status != 0) throw std::runtime_error(run.err);
}

Reply RunningGateway::ask(const Ask& what) const {
  std::string request = what.method + ' ' + what.path + " HTTP/1.1\r\n";
  const bool has_host = std::any_of(what.fields.begin(), what.fields.end(),
                                    [](const auto& field) { return field.first == "Host"; });
  if (!has_host) request += "Host: gateway\r\n";
  if (!what.token.empty()) request += "Authorization: Bearer " + what.token + "\r\n";
  for (const auto& [name, value] : what.fields) request += name + ": " + value + "\r\n";
  if (what.method == "POST")
    request += "Content-Length: " + std::to_string(what.body.size()) + "\r\n";
  Wire wire(port_);
  wire.send(request + "Connection: close\r\n\r\n" + what.body);
  return wire.reply();
}

}  // namespace weighbridge
