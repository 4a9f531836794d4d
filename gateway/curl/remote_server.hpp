// Somebody else's SFTP or FTPS server: how to reach it, who it must prove to be, and which of its
// folders are ours (docs/operating/connectors.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "gateway/curl/secret.hpp"

namespace weighbridge::curl {

enum class RemoteKind : unsigned char { sftp, ftps };

/// "sftp" or "ftps": the channel's name.
std::string channel_name(RemoteKind kind);

/// The section `sftp:` or `ftps:` of a partner's file.
struct RemoteServer {
  RemoteKind kind = RemoteKind::sftp;
  std::string partner;
  std::string host;
  std::uint16_t port = 22;
  std::string user;
  Secret password;                     ///< empty with a key
  std::string key_file;                ///< SFTP: our private key
  Secret key_password;                 ///< SFTP: what it is locked with
  std::vector<std::string> host_keys;  ///< SFTP: SHA256:..., one of which the host must show
  std::string ca_file;                 ///< FTPS: who vouches for it; empty: the system's
  std::string pin;        ///< FTPS: sha256//..., of its public key; nobody else need vouch then
  bool implicit = false;  ///< FTPS: encrypted from the first byte (port 990)

  std::string fetch_from;          ///< polled; empty: nothing is fetched
  std::string move_to;             ///< where it goes when it is taken; empty: it is removed
  std::string send_to;             ///< answers go there; empty: nothing is sent
  std::vector<std::string> files;  ///< patterns of names; none: all but partial ones
  std::chrono::milliseconds every{60'000};   ///< between two looks, give or take a tenth
  std::chrono::milliseconds settle{10'000};  ///< unchanged for so long: whole
  std::chrono::seconds connect_timeout{20};
  std::chrono::seconds stall_timeout{60};  ///< without a byte
  std::uint64_t bytes_max = 1ULL << 30U;   ///< of one file
  bool operator==(const RemoteServer&) const = default;
};

}  // namespace weighbridge::curl
