// The signature of a multipart/signed, over a part that may not have come as its sender signed it.
#pragma once

#include <vector>

#include "gateway/as2/cms/open.hpp"

namespace weighbridge::as2 {

/// Verifies `signature` over the bytes of `part` as they came. Where the signature is right but of
/// other content, two things are allowed for that change no document: bare line feeds where the
/// sender signed the canonical text (RFC 8551 §3.1.1), and a last line end that it did not count,
/// which is what nodemailer makes of parts that are multiparts themselves. What held is
/// Verified::content, and any MIC is over that. Throws std::system_error when the disk fails.
cms::OpenResult<cms::Verified> verify_part(const Slice& signature, const Slice& part,
                                           const std::vector<cms::Certificate>& signers,
                                           const spool::SpoolSettings& spool);

}  // namespace weighbridge::as2
