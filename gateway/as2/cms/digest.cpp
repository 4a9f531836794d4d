#include "gateway/as2/cms/digest.hpp"

#include <algorithm>
#include <array>

#include "gateway/as2/cms/openssl.hpp"
#include "gateway/as2/text.hpp"

namespace weighbridge::as2::cms {
namespace {

struct Known {
  Digest digest;
  std::string_view name, bare;  ///< as RFC 5751 writes it, and without a hyphen
  const EVP_MD* (*algorithm)();
};

constexpr std::array kKnown{
    Known{Digest::sha1, "sha1", "sha1", EVP_sha1},
    Known{Digest::sha224, "sha-224", "sha224", EVP_sha224},
    Known{Digest::sha256, "sha-256", "sha256", EVP_sha256},
    Known{Digest::sha384, "sha-384", "sha384", EVP_sha384},
    Known{Digest::sha512, "sha-512", "sha512", EVP_sha512},
};

}  // namespace

std::optional<Digest> digest_from(std::string_view name) {
  std::string bare = lower(trimmed(name));
  bare.erase(std::remove(bare.begin(), bare.end(), '-'), bare.end());
  const auto known =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.bare == bare; });
  if (known == kKnown.end()) return std::nullopt;
  return known->digest;
}

std::string_view to_string_view(Digest digest) {
  return kKnown[static_cast<std::size_t>(digest)].name;
}

const evp_md_st* algorithm(Digest digest) {
  return kKnown[static_cast<std::size_t>(digest)].algorithm();
}

std::string digest_base64(const Slice& bytes, Digest digest) {
  const DigestContext context(EVP_MD_CTX_new());
  if (!context || EVP_DigestInit_ex(context.get(), algorithm(digest), nullptr) != 1)
    throw std::bad_alloc();
  if (const auto memory = bytes.in_memory()) {
    EVP_DigestUpdate(context.get(), memory->data(), memory->size());
  } else {
    const auto source = bytes.open();
    std::string piece(64U << 10U, '\0');
    while (const std::size_t n = source->read(piece))
      EVP_DigestUpdate(context.get(), piece.data(), n);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context.get(), value.data(), &size);
  std::array<unsigned char, std::size_t{2} * EVP_MAX_MD_SIZE> text{};
  const int length = EVP_EncodeBlock(text.data(), value.data(), static_cast<int>(size));
  return {text.begin(), text.begin() + length};
}

}  // namespace weighbridge::as2::cms
