// The header fields that are AS2's own (RFC 4130 §6, §7.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/as2/cms/digest.hpp"

namespace weighbridge::as2 {

/// The name in AS2-From or AS2-To: quotes taken off, escapes resolved. Nothing when it is empty or
/// longer than the 128 characters that are allowed.
std::optional<std::string> read_as2_name(std::string_view field);
/// A name as a header field wants it: in quotes where it holds what an atom may not.
std::string write_as2_name(std::string_view name);

/// A Message-ID without its angle brackets and blanks: what two are compared by.
std::string_view bare_message_id(std::string_view field);

/// What a sender asks of its MDN, from Disposition-Notification-Options.
struct ReceiptOptions {
  bool signed_receipt = false;  ///< signed-receipt-protocol names pkcs7-signature
  /// The first algorithm of signed-receipt-micalg that we compute, and how the sender spells it.
  std::optional<cms::Digest> digest;
  std::string digest_spelling;
  bool unknown_protocol_required = false;  ///< it insists on a protocol that we do not have
  bool unknown_digest_required = false;    ///< it insists on algorithms of which we have none
};
/// Parameters are found by name, in any order and case; unknown ones are skipped.
ReceiptOptions read_receipt_options(std::string_view field);

/// Where a message's MDN may be sent: an http or https URL in parts.
struct ReceiptUrl {
  std::string scheme, host;
  unsigned port = 0;
};
/// Nothing when `url` is not a plain http or https URL, or carries credentials.
std::optional<ReceiptUrl> read_receipt_url(std::string_view url);

}  // namespace weighbridge::as2
