// A CMS structure (RFC 5652, RFC 5083, RFC 3274) taken apart: the small frame with recipients,
// signers and certificates, and the content, which stays where it is. OpenSSL would read a message
// of a gigabyte into memory whole; of the frame alone it makes a structure with "detached" content.
// DER and BER, definite and indefinite lengths, content in one piece or many.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

#include "gateway/as2/mime/slice.hpp"

namespace weighbridge::as2::cms {

struct FrameLimits {
  std::size_t frame_bytes_max = 1U << 20U;    ///< all but the content
  std::size_t depth_max = 32;                 ///< elements within one another
  std::uint64_t elements_max = 16ULL << 20U;  ///< also pieces of the content
  int recipients_max = 256, signers_max = 8;
};

enum class ContentType : unsigned char { signed_data, enveloped, auth_enveloped, compressed };

/// Why something is no CMS structure that we read.
struct NotCms {
  std::string message;
};

struct Hollow {
  ContentType type{};
  std::string frame;             ///< BER for d2i_CMS_bio(), without content
  std::optional<Slice> content;  ///< the element that holds it, tag and all; none when detached
  std::optional<std::uint64_t> octets{};  ///< where the content is only the first of its octets

  /// The octets of the content, put together. Must not outlive *this.
  std::unique_ptr<ByteSource> open_content() const;
  /// The octets where they are in one piece.
  std::optional<Slice> content_in_one_piece() const;
};

/// Refuses what is not one whole CMS structure of the four types. Bytes behind it are let pass:
/// some senders add a line end.
boost::system::result<Hollow, NotCms> hollow(const Slice& cms, const FrameLimits& limits = {});

}  // namespace weighbridge::as2::cms
