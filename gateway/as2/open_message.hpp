// A message taken out of its layers: decrypted, verified, inflated, in whatever order they were put
// around it, down to the documents (RFC 4130 §5, RFC 5402, RFC 6362).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

#include "gateway/as2/cms/digest.hpp"
#include "gateway/as2/cms/keys.hpp"
#include "gateway/as2/mdn/disposition.hpp"
#include "gateway/as2/mime/header_block.hpp"
#include "gateway/receive/intake.hpp"

namespace weighbridge::as2 {

struct OpenOptions {
  std::vector<cms::KeyPair> keys;         ///< ours, to decrypt with
  std::vector<cms::Certificate> signers;  ///< the partner's, to believe
  std::uint64_t content_bytes_max = 2ULL << 30U;
  unsigned inflate_ratio_max = 1000;
  spool::SpoolSettings spool;
};

struct OpenedMessage {
  std::vector<receive::Content> contents;  ///< one, or several attachments in their order
  bool was_signed = false, was_encrypted = false, was_compressed = false;
  std::string cipher, digest;  ///< "aes-256-cbc", "sha256"; empty where there was none
  /// What the MIC is over: the signed part as it came; without a signature the innermost entity
  /// with its header, where anything was around it; else the body alone (RFC 4130 §7.3.1, RFC 5402
  /// §4).
  Slice mic_over;
  std::vector<std::pair<std::string, std::string>> facts;  ///< layer by layer, for the evidence
};

/// Why a message was not taken.
struct Rejection {
  Problem problem{};
  std::string detail;  ///< for our own log and monitor, never for the sender
};

/// Throws std::system_error when the disk fails: that is not the sender's fault.
boost::system::result<OpenedMessage, Rejection> open_message(const mime::Entity& message,
                                                             const OpenOptions& options);

}  // namespace weighbridge::as2
