// Digest algorithms by the names that AS2 peers use for them, and digests of what came.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/as2/mime/slice.hpp"

struct evp_md_st;

namespace weighbridge::as2::cms {

enum class Digest : unsigned char { sha1, sha224, sha256, sha384, sha512 };

/// `sha256` and `sha-256` are the same (RFC 5751 §3.4.3.2, and what came before it); nothing for
/// those we do not compute, MD5 among them.
std::optional<Digest> digest_from(std::string_view name);
/// As RFC 5751 writes it: "sha-256"; SHA-1 is "sha1", which all peers know.
std::string_view to_string_view(Digest digest);

/// OpenSSL's own.
const evp_md_st* algorithm(Digest digest);

/// The digest of the bytes, base64.
std::string digest_base64(const Slice& bytes, Digest digest);

}  // namespace weighbridge::as2::cms
