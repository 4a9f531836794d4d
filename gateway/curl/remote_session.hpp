// A session with a partner's SFTP or FTPS server: list, fetch, send, rename, remove. One thread at
// a time; the connection is kept between calls.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/curl/remote_server.hpp"
#include "gateway/spool/payload.hpp"
#include "parsers/byte_source.hpp"

namespace weighbridge::curl {

/// The server cannot be reached, is another one, or refuses.
class RemoteError : public std::runtime_error {
 public:
  RemoteError(const std::string& what, std::string mend)
      : std::runtime_error(what), mend_(std::move(mend)) {}
  const std::string& mend() const { return mend_; }

 private:
  std::string mend_;
};

/// A plain file of a folder over there.
struct RemoteFile {
  std::string name;
  std::string mark;  ///< what the listing says of it: size, date; another one when it has changed
};

class RemoteSession {
 public:
  /// `stop`, when given, breaks transfers off once it is true. Both must outlive *this.
  explicit RemoteSession(const RemoteServer& server, const std::atomic<bool>* stop = nullptr);
  ~RemoteSession();
  RemoteSession(const RemoteSession&) = delete;
  RemoteSession& operator=(const RemoteSession&) = delete;

  // All throw RemoteError, or std::system_error where our own disk fails. Paths are absolute, or
  // begin where the user lands.

  /// Folders, links and other things are left out.
  std::vector<RemoteFile> list(const std::string& folder);
  /// Takes a broken transfer up where it broke off, twice. Nothing when the file is larger than
  /// RemoteServer::bytes_max.
  std::optional<spool::Payload> fetch(const std::string& path, const spool::SpoolSettings& spool);
  void send(const std::string& path, const spool::Payload& bytes);
  /// Nothing is replaced: false when `to` is there already, or the server refuses the name.
  bool rename(const std::string& from, const std::string& to);
  void remove(const std::string& path);

  /// What the server proved to be: the fingerprint of its host key; empty before the first call.
  const std::string& host_key() const;

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace weighbridge::curl
