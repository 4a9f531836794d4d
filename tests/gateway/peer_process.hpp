// Servers that we did not write, started by the test that talks to them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/gateway/temp_folder.hpp"

namespace weighbridge {

/// A port of 127.0.0.1 that nobody listens on now.
std::uint16_t free_port();
/// Waits until somebody listens there; false when that takes too long.
bool listens(std::uint16_t port);
/// Whether a program of this path is installed.
bool is_installed(const std::string& path);
/// Runs a command to its end; its standard output. Throws when it fails.
std::string run_command(const std::string& command);

/// A child process that ends with its test.
class PeerProcess {
 public:
  /// Standard output and error go to `log`.
  PeerProcess(std::vector<std::string> words, const std::string& log);
  ~PeerProcess();
  PeerProcess(const PeerProcess&) = delete;
  PeerProcess& operator=(const PeerProcess&) = delete;

  pid_t pid() const { return pid_; }
  /// Ends it, and whatever it started, at once.
  void kill_all();

 private:
  pid_t pid_ = -1;
};

/// OpenSSH's sshd for the user who runs the test, with internal-sftp that starts in a folder.
class Sshd {
 public:
  static bool is_here() { return is_installed("/usr/sbin/sshd"); }
  /// `folder` is where the user lands.
  explicit Sshd(const std::string& folder);
  /// With a fragment of its configuration that names `keys_file` for the user's keys.
  Sshd(const std::string& fragment, const std::string& keys_file);

  std::uint16_t port() const { return port_; }
  const std::string& user() const { return user_; }
  std::string key_file() const { return temp_.path() + "/user"; }
  /// SHA256:... of its host key.
  std::string fingerprint() const;
  /// Runs a batch of sftp(1); true when all of it succeeded.
  bool sftp(const std::string& batch) const;
  /// The command line of sftp, for tests that run it themselves.
  std::vector<std::string> sftp_command(const std::string& batch_file) const;
  /// Ends all sessions in mid-work; sshd itself goes on.
  void kill_sessions();
  /// Ends sshd too.
  void stop();
  void restart();

 private:
  void make_keys();
  void start(const std::string& own);
  void start();
  TempFolder temp_;
  std::uint16_t port_;
  std::string user_, config_;
  std::unique_ptr<PeerProcess> process_;
};

/// vsftpd with TLS and a certificate of its own, for anonymous.
class Vsftpd {
 public:
  static bool is_here() { return is_installed("/usr/sbin/vsftpd"); }
  explicit Vsftpd(const std::string& folder);

  std::uint16_t port() const { return port_; }
  std::string certificate() const { return temp_.path() + "/certificate.pem"; }
  /// sha256//... of its public key.
  std::string pin() const;

 private:
  TempFolder temp_;
  std::uint16_t port_;
  std::unique_ptr<PeerProcess> process_;
};

/// A small HTTP server that answers by a table (tests/gateway/http_peer.py).
class HttpPeer {
 public:
  /// `routes` is the JSON of its table.
  explicit HttpPeer(const std::string& routes);

  void answer_by(const std::string& routes) { temp_.write("routes.json", routes); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// What it was asked, one JSON object each.
  std::vector<std::string> requests() const;
  void stop() { process_.reset(); }

 private:
  TempFolder temp_;
  std::uint16_t port_;
  std::unique_ptr<PeerProcess> process_;
};

}  // namespace weighbridge
