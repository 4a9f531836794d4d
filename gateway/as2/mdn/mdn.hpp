// Message Disposition Notifications (RFC 8098 as RFC 4130 §7 uses it): written, read from whoever
// wrote them, and judged.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/as2/cms/digest.hpp"
#include "gateway/as2/cms/keys.hpp"
#include "gateway/as2/cms/seal.hpp"
#include "gateway/as2/mdn/disposition.hpp"
#include "gateway/as2/mime/header_block.hpp"

namespace weighbridge::as2 {

/// Message integrity check: a digest, with the name of its algorithm as the peer spells it.
struct Mic {
  std::string base64;
  std::string algorithm;
};

struct Mdn {
  std::string text;  ///< for people
  std::string reporting_ua = "Weighbridge";
  std::string recipient;            ///< AS2 name of whom the message was for
  std::string original_message_id;  ///< as the message wrote it
  std::optional<Problem> problem;
  std::optional<Mic> mic;
};

/// A MIME entity that we wrote: its header fields as text, each with its line end, and its body.
struct WrittenEntity {
  std::string header, body;
  std::string whole() const { return header + "\r\n" + body; }
};

WrittenEntity write_mdn(const Mdn& mdn);
/// The second part of a multipart/signed.
WrittenEntity signature_part(std::string_view der);
/// `entity` and a signature over it as multipart/signed.
cms::SealResult<WrittenEntity> write_signed(const WrittenEntity& entity, const cms::KeyPair& signer,
                                            const cms::SignOptions& options);

/// An MDN as it came.
struct ReceivedMdn {
  enum class Signature : unsigned char { none, valid, wrong };
  Signature signature = Signature::none;
  std::string signature_trouble;    ///< why it is wrong
  std::string text;                 ///< for people; cut to 4 KiB
  std::string original_message_id;  ///< without brackets; empty when it says none
  std::string recipient;
  Disposition disposition;
  std::optional<Mic> mic;
};

/// Reads a multipart/report, signed or not, or a bare message/disposition-notification. Parts may
/// be missing or out of order, fields folded, notifications encoded. `signers` are the partner's.
mime::Result<ReceivedMdn> read_mdn(const mime::Entity& entity,
                                   const std::vector<cms::Certificate>& signers,
                                   const spool::SpoolSettings& spool);

/// Whether an entity is an MDN, as far as its types say.
bool is_mdn(const mime::Entity& entity);

/// What an MDN must say to confirm a message.
struct ExpectedMdn {
  std::string message_id;  ///< of the message, without brackets
  std::vector<Mic> mics;   ///< of it, by the algorithms that the receiver may have used
  bool signature = true;   ///< a signed MDN was asked for
};

struct Verdict {
  bool confirmed = false;
  /// The receiver says that it has not taken the message; it means what it says when its MDN is
  /// right in all else.
  bool refused = false;
  std::string why;  ///< it is not confirmed
};
Verdict judge_mdn(const ReceivedMdn& mdn, const ExpectedMdn& expected);

}  // namespace weighbridge::as2
