#include "gateway/as2/signed_part.hpp"

#include <optional>

namespace weighbridge::as2 {
namespace {

/// `text` with CR LF at every line end; nothing where that is what it has.
std::optional<Slice> canonical(const Slice& text, const spool::SpoolSettings& spool) {
  spool::PayloadWriter writer(spool);
  const auto source = text.open();
  std::string piece(64U << 10U, '\0'), out;
  char before = 0;
  while (const std::size_t n = source->read(piece)) {
    out.clear();
    for (const char c : std::string_view(piece).substr(0, n)) {
      if (c == '\n' && before != '\r') out += '\r';
      out += c;
      before = c;
    }
    if (!writer.write(out)) return std::nullopt;
  }
  Slice made(writer.finish());
  if (made.size() == text.size()) return std::nullopt;
  return made;
}

std::optional<Slice> without_last_line_end(const Slice& text) {
  constexpr std::string_view kLineEnd = "\r\n";
  if (text.size() < kLineEnd.size()) return std::nullopt;
  const std::uint64_t rest = text.size() - kLineEnd.size();
  if (text.from(rest).text() != kLineEnd) return std::nullopt;
  return text.part(0, rest);
}

}  // namespace

cms::OpenResult<cms::Verified> verify_part(const Slice& signature, const Slice& part,
                                           const std::vector<cms::Certificate>& signers,
                                           const spool::SpoolSettings& spool) {
  const auto verify = [&](const Slice& text) {
    return cms::verify_detached(signature, text, signers);
  };
  auto verified = verify(part);
  if (verified || verified.error().why != cms::OpenFailure::Why::content_changed) return verified;
  if (const auto shorter = without_last_line_end(part))
    if (auto again = verify(*shorter)) return again;
  const auto rewritten = canonical(part, spool);
  if (!rewritten) return verified;
  if (auto again = verify(*rewritten)) return again;
  if (const auto shorter = without_last_line_end(*rewritten))
    if (auto again = verify(*shorter)) return again;
  return verified;
}

}  // namespace weighbridge::as2
