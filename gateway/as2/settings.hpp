// Who we are to our AS2 partners, who they are, and how each wants messages: the `as2:` section of
// gateway.yaml and those of the partner files, read once and swapped whole
// (docs/operating/as2.md).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/as2/cms/keys.hpp"
#include "gateway/partners/partner_channels.hpp"
#include "mappings/canonical/time.hpp"
#include "parsers/yaml/document.hpp"

namespace weighbridge::as2 {

/// A certificate in use, with its private key when it is ours.
struct Credential {
  cms::Certificate certificate;
  cms::PrivateKey key{};
  bool signs = true;
  bool encrypts = true;
  Instant from{};   ///< used for sending from then on; what comes in may use it at any time
  Instant until{};  ///< the certificate's own end, or an earlier one
  std::string file;
};

/// One AS2 name of ours.
struct Station {
  std::string id;
  std::vector<Credential> credentials;
  std::string mdn_url;  ///< where async MDNs reach us; empty: we can only ask for sync ones
  std::string host = "weighbridge";  ///< the right side of our Message-IDs
};

enum class Compression : unsigned char { none, before_signing, after_signing };
enum class MdnMode : unsigned char { none, sync, async };

/// How messages to a partner are made and sent.
struct SendSettings {
  std::string url;
  std::string sign = "sha-256";         ///< digest of the signature; empty: not signed
  bool pss = false;                     ///< RSA signatures as PSS in place of PKCS#1
  std::string encrypt = "aes-256-cbc";  ///< empty: not encrypted
  bool oaep = false;                    ///< RSA key transport as OAEP in place of PKCS#1
  Compression compression = Compression::none;
  MdnMode mdn = MdnMode::sync;
  bool mdn_signed = true;
  std::chrono::seconds mdn_wait{3600};  ///< for an async MDN before the message is sent again
  std::chrono::seconds timeout{300};    ///< of one try, with its sync MDN
  std::string subject = "Business documents";
  std::string tls_ca_file;     ///< in place of the system's
  std::string tls_pin;         ///< sha256//BASE64 of the server's public key
  std::string user, password;  ///< HTTP basic, where the partner wants it
};

/// What messages from a partner must be like.
struct ReceiveSettings {
  bool must_sign = true;
  bool must_encrypt = true;
  std::vector<std::string> refused;  ///< algorithms: "sha1", "des-ede3-cbc" ...
};

struct Partner {
  std::string name;              ///< of its file
  std::vector<std::string> ids;  ///< its AS2 names; the first is used for sending
  std::string station;           ///< our AS2 name to it
  std::vector<Credential> credentials;
  SendSettings send;
  ReceiveSettings receive;
  std::vector<std::string> mdn_hosts;  ///< hosts that async MDNs may go to, also private ones
};

/// Limits on what strangers may make us do.
struct Limits {
  std::uint64_t content_bytes_max = 2ULL << 30U;  ///< of a message unpacked
  unsigned inflate_ratio_max = 1000;              ///< of compressed data; zlib can do 1032
  bool mdn_to_private_addresses = false;          ///< async MDNs into our own networks
};

/// All of it. Thread-safe when const.
struct Settings {
  std::vector<Station> stations;
  std::vector<Partner> partners;
  Limits limits;

  const Station* station(std::string_view id) const;
  /// By one of its AS2 names, exactly as written.
  const Partner* partner_of(std::string_view as2_id) const;
  /// By the name of its file.
  const Partner* partner(std::string_view name) const;
};

/// Whoever works with settings asks for those that hold now.
using SettingsSource = std::function<std::shared_ptr<const Settings>()>;

/// Reads a file that the settings name, relative to their folder. Nothing when it can not be read.
using FileReader = std::function<std::optional<std::string>(const std::string& path)>;

/// The settings as the files say. `gateway` is the `as2:` section of gateway.yaml (null: no AS2).
/// Mistakes are told in `errors` with file, line, column and mend, and left out.
Settings read_settings(const std::string& gateway_file, const yaml::Node* gateway,
                       const std::vector<partners::PartnerSections>& partners,
                       const FileReader& read_file, std::vector<TableError>& errors);

/// The credential to sign or encrypt with at `now`: of those in use then the one used last. Null
/// when none is.
const Credential* signing_credential(const std::vector<Credential>& credentials, Instant now);
const Credential* encryption_credential(const std::vector<Credential>& credentials, Instant now);

/// A certificate that ends soon, for warnings and metrics.
struct Expiry {
  std::string owner;  ///< partner, or our AS2 name
  bool ours = false;
  std::string subject, fingerprint, file;
  Instant at{};
};
/// Of all credentials, the soonest first.
std::vector<Expiry> expiries(const Settings& settings);

}  // namespace weighbridge::as2
