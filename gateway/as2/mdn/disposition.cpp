#include "gateway/as2/mdn/disposition.hpp"

#include <algorithm>
#include <array>

#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

struct Row {
  Problem problem;
  std::string_view word;
  bool of_request;  ///< about the request for an MDN: "failed/failure" (RFC 4130 §7.5.3)
  std::string_view sentence;
};

constexpr std::array kRows{
    Row{Problem::authentication_failed, "authentication-failed", false,
        "the sender could not be authenticated"},
    Row{Problem::decryption_failed, "decryption-failed", false,
        "the message could not be decrypted"},
    Row{Problem::decompression_failed, "decompression-failed", false,
        "the message could not be decompressed"},
    Row{Problem::integrity_check_failed, "integrity-check-failed", false,
        "the content is not what was signed"},
    Row{Problem::insufficient_message_security, "insufficient-message-security", false,
        "the message is less secure than agreed"},
    Row{Problem::unexpected_processing_error, "unexpected-processing-error", false,
        "the message could not be processed"},
    Row{Problem::unsupported_format, "unsupported format", true,
        "the kind of receipt that was asked for is not supported"},
    Row{Problem::unsupported_mic_algorithms, "unsupported MIC-algorithms", true,
        "none of the MIC algorithms that were asked for is supported"},
};

const Row& row_of(Problem problem) {
  return kRows[static_cast<std::size_t>(problem)];
}

}  // namespace

std::string disposition_of(std::optional<Problem> problem) {
  if (!problem) return "processed";
  const Row& row = row_of(*problem);
  return (row.of_request ? "failed/failure: " : "processed/error: ") + std::string(row.word);
}

std::string_view describe(Problem problem) {
  return row_of(problem).sentence;
}

std::string_view to_string_view(Problem problem) {
  return row_of(problem).word;
}

Disposition read_disposition(std::string_view field) {
  Disposition disposition;
  const std::size_t semicolon = field.find(';');
  std::string_view what = field;
  if (semicolon != std::string_view::npos) {
    disposition.mode = lower(trimmed(field.substr(0, semicolon)));
    what = field.substr(semicolon + 1);
  }
  const std::size_t colon = what.find(':');
  if (colon != std::string_view::npos) {
    disposition.detail = trimmed(what.substr(colon + 1));
    what = what.substr(0, colon);
  }
  const std::size_t slash = what.find('/');
  disposition.type = lower(trimmed(what.substr(0, slash)));
  if (slash != std::string_view::npos)
    disposition.modifier = lower(trimmed(what.substr(slash + 1)));
  return disposition;
}

}  // namespace weighbridge::as2
