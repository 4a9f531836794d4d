// The header of a MIME entity (RFC 2045, RFC 5322), and the structured values in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

#include "gateway/as2/mime/slice.hpp"
#include "gateway/http/message.hpp"

namespace weighbridge::as2::mime {

struct Limits {
  std::size_t header_bytes_max = 64U << 10U;  ///< of one entity
  std::size_t header_fields_max = 200;        ///< of one entity
  std::size_t parts_max = 100;                ///< of one multipart
  std::size_t depth_max = 8;                  ///< entities within one another, also through CMS
};

/// Why something is no MIME entity, in words for a person.
struct Malformed {
  std::string message;
};
template <class T>
using Result = boost::system::result<T, Malformed>;

/// What a peer sent as one piece: a header and a body.
struct Entity {
  http::Fields fields;  ///< unfolded
  Slice whole;          ///< header and body as they came: what signatures and MICs are over
  Slice body;
};

/// Splits an entity that carries its own header. Lines may end in CR LF or LF; an entity that
/// begins with an empty line has no fields.
Result<Entity> read_entity(const Slice& whole, const Limits& limits = {});

/// A value such as `multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256`.
struct StructuredValue {
  std::string value;                                            ///< in lower case
  std::vector<std::pair<std::string, std::string>> parameters;  ///< names in lower case

  /// Empty when there is none.
  std::string_view parameter(std::string_view name) const;
};

/// Reads value and parameters, quoted or not, with comments and blanks between them, parameters in
/// pieces and in other character sets (RFC 2231). What can not be understood is skipped.
StructuredValue read_structured(std::string_view text);

/// Encoded words (RFC 2047) become UTF-8; those of character sets we do not know stay as they are.
std::string decode_words(std::string_view text);

/// The name that a sender gave to an attachment: Content-Disposition first, then the `name` of its
/// Content-Type. Only the last part of a path, without control characters; may be empty.
std::string file_name(const http::Fields& fields);

/// The type of an entity as it says, in lower case; `fallback` where it says none.
std::string media_type(const http::Fields& fields, std::string_view fallback);

}  // namespace weighbridge::as2::mime
