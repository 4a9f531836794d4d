// Receiving AS2 messages of 10 KB, signed and encrypted, with a signed MDN, all but the network and
// the store. Beside it the bare OpenSSL work of the same: decrypt, verify, sign the MDN.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "gateway/as2/cms/openssl.hpp"
#include "gateway/as2/cms/seal.hpp"
#include "gateway/as2/mdn/mdn.hpp"
#include "gateway/as2/reception.hpp"
#include "gateway/as2/seal_message.hpp"

namespace {

using namespace weighbridge;
using namespace weighbridge::as2;

constexpr Instant kNow{std::chrono::seconds(1'800'000'000)};

/// A key of 2,048 bits with a certificate that it signed itself.
Credential make_credential(const char* name, long serial) {
  const std::shared_ptr<EVP_PKEY> key(EVP_RSA_gen(2048), EVP_PKEY_free);
  const std::shared_ptr<X509> certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), 1'700'000'000);
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), 1'900'000'000);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  Credential made;
  made.certificate = cms::Certificate(certificate);
  made.key = cms::PrivateKey(key);
  made.from = made.certificate.not_before();
  made.until = made.certificate.not_after();
  return made;
}

struct World {
  Settings settings;
  spool::SpoolSettings spool{"/tmp", 1U << 20U, 1U << 30U};
  http::Request request;

  World() {
    const Credential us = make_credential("US", 1), them = make_credential("THEM", 2);
    settings.stations.push_back({"US", {us}, "", "us.example"});
    Partner partner;
    partner.name = "them";
    partner.ids = {"THEM"};
    partner.station = "US";
    partner.credentials = {them};
    settings.partners.push_back(partner);
    std::string text;
    while (text.size() < 10'000) text += "LIN*1*UP*012345678905*VN*A-100~\r\nSN1**48*EA~\r\n";
    const auto sealed = seal_message({spool::Payload::of(text), "a.edi", "application/edi-x12"},
                                     partner.send, &them, &us, spool);
    if (!sealed) throw std::runtime_error(sealed.error().message);
    request.method = "POST";
    for (const auto& [name, value] : sealed->fields) request.fields.add(name, value);
    request.fields.add("AS2-From", "THEM");
    request.fields.add("AS2-To", "US");
    request.fields.add("Message-ID", "<1@them>");
    request.fields.add("Disposition-Notification-To", "x");
    request.fields.add("Disposition-Notification-Options",
                       "signed-receipt-protocol=optional, pkcs7-signature; "
                       "signed-receipt-micalg=optional, sha-256");
    request.body = spool::Payload::of(sealed->body.text());
  }
};

const World& world() {
  static const World kWorld;
  return kWorld;
}

/// Knows nothing and is never asked to take anything.
class NoIntake final : public receive::Intake {
 public:
  void take(receive::Delivery, std::function<void(receive::Outcome)>) override {}
  std::optional<receive::Taken> known(const std::string&, const std::string&,
                                      const std::string&) override {
    return std::nullopt;
  }
};

void receive_signed_encrypted(benchmark::State& state) {
  NoIntake intake;
  for (auto _ : state) {
    const Reception reception =
        receive_message(world().request, {world().settings, world().spool, intake, kNow});
    const auto* take = std::get_if<ToTake>(&reception);
    if (take == nullptr || take->delivery.refused || take->delivery.contents.size() != 1) {
      state.SkipWithError("the message was not taken");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations());
}

cms::Bio memory(std::string_view bytes) {
  return cms::Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string_view text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// The parts of what was decrypted, found once: the baseline does no MIME.
struct BareParts {
  std::string signed_part, signature, mdn;
};

bool bare_openssl(const Credential& us, const Credential& them, const BareParts& parts,
                  std::string_view body) {
  const cms::ContentInfo enveloped(d2i_CMS_bio(memory(body).get(), nullptr));
  const cms::Bio plain(BIO_new(BIO_s_mem()));
  if (CMS_decrypt(enveloped.get(), us.key.handle(), us.certificate.handle(), nullptr, plain.get(),
                  CMS_BINARY) != 1)
    return false;
  const cms::ContentInfo signature(d2i_CMS_bio(memory(parts.signature).get(), nullptr));
  STACK_OF(X509)* signers = sk_X509_new_null();
  sk_X509_push(signers, them.certificate.handle());
  const cms::Bio content = memory(parts.signed_part);
  const bool holds = CMS_verify(signature.get(), signers, nullptr, content.get(), nullptr,
                                CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY) == 1;
  sk_X509_free(signers);
  const cms::Bio mdn = memory(parts.mdn);
  const cms::ContentInfo made(CMS_sign(us.certificate.handle(), us.key.handle(), nullptr, mdn.get(),
                                       CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP));
  const cms::Bio out(BIO_new(BIO_s_mem()));
  return holds && made && i2d_CMS_bio(out.get(), made.get()) == 1 && !text_of(out.get()).empty();
}

BareParts find_parts(const Credential& us, const Credential& them, std::string_view body) {
  const cms::ContentInfo enveloped(d2i_CMS_bio(memory(body).get(), nullptr));
  const cms::Bio plain(BIO_new(BIO_s_mem()));
  CMS_decrypt(enveloped.get(), us.key.handle(), us.certificate.handle(), nullptr, plain.get(),
              CMS_BINARY);
  const std::string text(text_of(plain.get()));
  const std::size_t boundary = text.find("\r\n\r\n") + 4;
  const std::string mark = text.substr(boundary, text.find("\r\n", boundary) - boundary);
  const std::size_t begin = boundary + mark.size() + 2;
  BareParts parts;
  parts.signed_part = text.substr(begin, text.find("\r\n" + mark, begin) - begin);
  const auto signature =
      cms::sign(Slice(spool::Payload::of(parts.signed_part)), {them.certificate, them.key}, {});
  parts.signature = *signature;
  parts.mdn =
      write_mdn({"text", "Weighbridge", "US", "<1@them>", std::nullopt, Mic{"x", "sha-256"}})
          .whole();
  return parts;
}

void bare(benchmark::State& state) {
  const Credential& us = world().settings.stations[0].credentials[0];
  const Credential& them = world().settings.partners[0].credentials[0];
  const std::string body = world().request.body.text();
  const BareParts parts = find_parts(us, them, body);
  for (auto _ : state) {
    if (!bare_openssl(us, them, parts, body)) {
      state.SkipWithError("OpenSSL refused");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(bare)->Name("baseline/bare OpenSSL: decrypt, verify, sign");
BENCHMARK(receive_signed_encrypted)->Name("receive signed and encrypted, answer with a signed MDN");

}  // namespace

BENCHMARK_MAIN();
