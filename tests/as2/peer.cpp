#include "tests/as2/peer.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace weighbridge::as2::tests {
namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "as2_tests_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

Credential credential(const std::string& name, bool ours) {
  Credential made;
  made.certificate = certificate(name);
  if (ours) made.key = key_pair(name).key;
  made.from = made.certificate.not_before();
  made.until = made.certificate.not_after();
  made.file = name + ".pem";
  return made;
}

}  // namespace

const std::filesystem::path& folder() {
  static const Folder kFolder;
  return kFolder.path;
}

void run(const std::string& line) {
  const std::string whole = "cd " + folder().string() + " && { " + line + " ; } >log 2>&1";
  if (std::system(whole.c_str()) != 0) throw std::runtime_error(line + "\n" + read_file("log"));
}

void write_file(const std::string& name, std::string_view bytes) {
  std::ofstream(folder() / name, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::string& name) {
  std::ifstream file(folder() / name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void make_keys() {
  static const bool kMade = [] {
    const auto make = [](const std::string& name, const std::string& kind) {
      run("openssl req -x509 -newkey " + kind + " -nodes -days 365 -subj '/O=Test/CN=" + name +
          "' -addext subjectKeyIdentifier=hash -keyout " + name + ".key -out " + name + ".pem");
    };
    for (const char* name : {"us", "them", "stranger"}) make(name, "rsa:2048");
    for (const char* name : {"us_ec", "them_ec"}) make(name, "ec -pkeyopt ec_paramgen_curve:P-256");
    return true;
  }();
  static_cast<void>(kMade);
}

cms::KeyPair key_pair(const std::string& name) {
  make_keys();
  auto pair = cms::read_key_pair(read_file(name + ".pem"), read_file(name + ".key"), "");
  if (!pair) throw std::runtime_error(pair.error().message);
  return *pair;
}

cms::Certificate certificate(const std::string& name) {
  return key_pair(name).certificate;
}

spool::SpoolSettings spool_settings(std::uint64_t in_memory_max) {
  return {folder(), in_memory_max, 4ULL << 30U};
}

std::string document_entity(std::string_view body, std::string_view file_name) {
  return "Content-Type: application/edi-x12\r\nContent-Disposition: attachment; filename=\"" +
         std::string(file_name) + "\"\r\n\r\n" + std::string(body);
}

std::string sample_body() {
  return "ISA*00*          *00*          *ZZ*THEM           *ZZ*US             "
         "*261123*1435*U*00401*000000001*0*P*>~\r\nGS*SH*THEM*US*20261123*1435*1*X*004010~\r\n"
         "IEA*1*000000001~\r\n";
}

std::string sign(const std::string& entity, const std::string& signer, const std::string& options) {
  make_keys();
  write_file("in", entity);
  run("openssl cms -sign -binary -in in -signer " + signer + ".pem -inkey " + signer +
      ".key -outform DER -out out " + options);
  return read_file("out");
}

std::string sign_opaque(const std::string& entity, const std::string& signer,
                        const std::string& options) {
  return sign(entity, signer, "-nodetach " + options);
}

std::string encrypt(const std::string& entity, const std::string& recipient,
                    const std::string& options) {
  make_keys();
  write_file("in", entity);
  run("openssl cms -encrypt -binary -in in -outform DER -out out -recip " + recipient + ".pem " +
      options);
  return read_file("out");
}

std::string digest(const std::string& bytes, const std::string& algorithm) {
  write_file("in", bytes);
  run("openssl dgst -binary -" + algorithm + " in | openssl base64 -A > out");
  return read_file("out");
}

std::string base64(const std::string& bytes) {
  write_file("in", bytes);
  run("openssl base64 -in in -out out");
  return read_file("out");
}

std::string multipart_signed(const std::string& entity, const std::string& signature_der,
                             const std::string& micalg) {
  return "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=" +
         micalg + "; boundary=\"=_sep\"\r\n\r\nA preamble.\r\n--=_sep\r\n" + entity +
         "\r\n--=_sep\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\n" +
         base64(signature_der) + "\r\n--=_sep--\r\nAn epilogue.\r\n";
}

std::string pkcs7_mime(const std::string& der, const std::string& type) {
  return "Content-Type: application/pkcs7-mime; smime-type=" + type +
         "; name=smime.p7m\r\nContent-Transfer-Encoding: binary\r\n\r\n" + der;
}

Settings settings() {
  Settings made;
  Station us;
  us.id = "US";
  us.host = "us.example";
  us.mdn_url = "http://127.0.0.1:1/as2/mdn";
  us.credentials = {credential("us", true), credential("us_ec", true)};
  us.credentials[1].from = us.credentials[1].until;  // opens what comes, is never used to send
  Partner them;
  them.name = "them";
  them.ids = {"THEM"};
  them.station = "US";
  them.credentials = {credential("them", false), credential("them_ec", false)};
  them.credentials[1].from = them.credentials[1].until;
  them.mdn_hosts = {"127.0.0.1"};
  made.stations.push_back(std::move(us));
  made.partners.push_back(std::move(them));
  return made;
}

}  // namespace weighbridge::as2::tests
