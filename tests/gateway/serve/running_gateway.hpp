// The real gateway in a folder of its own, and a client that sends exactly what a test says.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/gateway/peer_process.hpp"
#include "tests/gateway/temp_folder.hpp"

namespace weighbridge {

struct Reply {
  int status = 0;  ///< 0: none came
  std::string head, body;
  /// Of the first field of that name, written as it is sent; empty when there is none.
  std::string field(std::string_view name) const;
};

/// One TCP connection. Reads give up after five seconds, or what is asked.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void send(std::string_view bytes);
  /// The next answer, whole.
  Reply reply();
  /// Everything until the other side closes.
  std::string rest();
  /// Whether the other side has closed the connection within `seconds`.
  bool closes_within(int seconds);

 private:
  bool fill();
  int socket_ = -1;
  std::string buffer_;
};

struct Ask {
  std::string method = "GET";
  std::string path;
  std::string token = {};
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> fields = {};
};

class RunningGateway {
 public:
  /// `settings` is added to a gateway.yaml that listens on a free port.
  explicit RunningGateway(const std::string& settings = {});

  std::uint16_t port() const { return port_; }
  const TempFolder& folder() const { return folder_; }
  std::string config() const { return folder_.path() + "/gateway.yaml"; }
  std::string log() const;
  /// A token with that role; `more` are options of token create.
  std::string token(const std::string& role, const std::vector<std::string>& more = {}) const;
  /// Adds a person with a password; `more` are options of user add.
  void add_user(const std::string& id, const std::string& password,
                const std::vector<std::string>& more) const;
  /// One request on a connection of its own.
  Reply ask(const Ask& what) const;

  void start();
  void kill();  ///< as power does
  int stop();   ///< SIGTERM; the exit status
  void signal(int number) const;

 private:
  TempFolder folder_;
  std::uint16_t port_;
  std::unique_ptr<PeerProcess> process_;
};

}  // namespace weighbridge
