// The parts of a multipart body (RFC 2046) as ranges of the bytes that came: nothing is copied and
// nothing is written anew, because signatures are over those bytes.
#pragma once

#include <string_view>
#include <vector>

#include "gateway/as2/mime/header_block.hpp"

namespace weighbridge::as2::mime {

struct Multipart {
  std::vector<Slice> parts;  ///< at least one
  Slice epilogue;            ///< what follows the closing delimiter; means nothing
};

/// The parts between the delimiters. The line end before a delimiter belongs to the delimiter.
/// Refuses a body whose closing delimiter is missing: its end is lost.
Result<Multipart> split_multipart(const Slice& body, std::string_view boundary,
                                  const Limits& limits = {});

/// How the body of an entity was made fit for transport.
enum class TransferEncoding : unsigned char { identity, base64, quoted_printable, unknown };

/// By Content-Transfer-Encoding; a missing one, 7bit, 8bit and binary leave the bytes as they are.
TransferEncoding transfer_encoding(const http::Fields& fields);

/// The body as it was before it was encoded; the slice itself where nothing was done.
Result<Slice> decode_body(const Slice& body, TransferEncoding encoding,
                          const spool::SpoolSettings& spool);

}  // namespace weighbridge::as2::mime
