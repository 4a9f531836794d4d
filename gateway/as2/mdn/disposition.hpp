// What became of a message, in the words of RFC 4130 §7.5, RFC 5402 and their 2026 revision.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace weighbridge::as2 {

/// Why a message was not taken.
enum class Problem : unsigned char {
  authentication_failed,  ///< not known who sent it: partner, signer or signature
  decryption_failed,      ///< for whatever reason: telling them apart would help attackers
  decompression_failed,
  integrity_check_failed,         ///< signed, but changed since
  insufficient_message_security,  ///< less than was agreed
  unexpected_processing_error,    ///< no message that could be read
  unsupported_format,             ///< asks for a signed MDN of a kind we do not have
  unsupported_mic_algorithms,     ///< insists on MIC algorithms we do not compute
};

/// The Disposition field's part behind the semicolon: "processed", "processed/error: ...".
std::string disposition_of(std::optional<Problem> problem);

/// A sentence for the person who reads the MDN.
std::string_view describe(Problem problem);
/// The word of it in the disposition: "decryption-failed".
std::string_view to_string_view(Problem problem);

/// A Disposition field taken apart, whoever wrote it.
struct Disposition {
  std::string mode;      ///< "automatic-action/MDN-sent-automatically", lower case
  std::string type;      ///< "processed", "failed" ..., lower case
  std::string modifier;  ///< "error", "warning", "failure", lower case; empty
  std::string detail;    ///< "duplicate-document", "decryption-failed" ...; empty

  /// Processed, at most with a warning.
  bool positive() const {
    return type == "processed" && (modifier.empty() || modifier == "warning");
  }
};
Disposition read_disposition(std::string_view field);

}  // namespace weighbridge::as2
