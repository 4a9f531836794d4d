// The other side: keys, signatures and ciphertexts made by the openssl program, which knows nothing
// of our code.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/as2/cms/keys.hpp"
#include "gateway/as2/mime/header_block.hpp"
#include "gateway/as2/mime/slice.hpp"
#include "gateway/as2/settings.hpp"

namespace weighbridge::as2::tests {

/// A folder that goes with the test program.
const std::filesystem::path& folder();

/// Runs a program line of the shell in folder(); throws with its output when it fails.
void run(const std::string& line);
void write_file(const std::string& name, std::string_view bytes);
std::string read_file(const std::string& name);

/// Self-signed certificates NAME.pem with NAME.key, made once: "us", "them", "stranger" (RSA),
/// "us_ec", "them_ec" (P-256).
void make_keys();
cms::KeyPair key_pair(const std::string& name);
cms::Certificate certificate(const std::string& name);

inline Slice slice(std::string bytes) {
  return Slice(spool::Payload::of(std::move(bytes)));
}
/// Small payloads in memory, the others in folder().
spool::SpoolSettings spool_settings(std::uint64_t in_memory_max = 1U << 20U);

/// What a message is before it is wrapped: header and EDI, CR LF.
std::string document_entity(std::string_view body, std::string_view file_name = "order 1.edi");
std::string sample_body();

/// `openssl cms -sign`: a detached signature as DER, over `entity`.
std::string sign(const std::string& entity, const std::string& signer, const std::string& options);
/// The same, with the content inside.
std::string sign_opaque(const std::string& entity, const std::string& signer,
                        const std::string& options);
/// `openssl cms -encrypt`.
std::string encrypt(const std::string& entity, const std::string& recipient,
                    const std::string& options);
/// `openssl dgst`, base64.
std::string digest(const std::string& bytes, const std::string& algorithm);

/// A multipart/signed entity, its header first.
std::string multipart_signed(const std::string& entity, const std::string& signature_der,
                             const std::string& micalg = "sha-256");
/// An application/pkcs7-mime entity of `type`.
std::string pkcs7_mime(const std::string& der, const std::string& type);
std::string base64(const std::string& bytes);

/// Us and them, everything required, MDNs anywhere.
Settings settings();

}  // namespace weighbridge::as2::tests
