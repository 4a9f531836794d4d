#include <algorithm>
#include <charconv>

#include "gateway/as2/cms/digest.hpp"
#include "gateway/as2/cms/seal.hpp"
#include "gateway/as2/headers.hpp"
#include "gateway/as2/settings.hpp"
#include "mappings/maps/table_reader.hpp"

namespace weighbridge::as2 {
namespace {

using maps::TableReader;
using yaml::Node;

/// Whole seconds of "90s", "5m", "1h" or "2d".
std::optional<std::chrono::seconds> duration_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end + 1 != text.data() + text.size()) return std::nullopt;
  switch (*end) {
    case 's':
      return std::chrono::seconds(number);
    case 'm':
      return std::chrono::minutes(number);
    case 'h':
      return std::chrono::hours(number);
    case 'd':
      return std::chrono::days(number);
    default:
      return std::nullopt;
  }
}

/// Reads the members of one map, each into its place; what is absent keeps its default.
class Members {
 public:
  Members(TableReader& reader, const Node& map) : reader_(reader), map_(map) {}

  void text(std::string_view key, std::string& value) const {
    if (const Node* node = map_.find(key))
      if (auto found = reader_.text(*node, key)) value = std::move(*found);
  }

  void flag(std::string_view key, bool& value) const {
    choice(key, value, {{"true", true}, {"false", false}});
  }

  template <class Value>
  void choice(std::string_view key, Value& value,
              std::initializer_list<std::pair<std::string_view, Value>> choices) const {
    const Node* node = map_.find(key);
    if (node == nullptr) return;
    const auto found = reader_.text(*node, key);
    if (!found) return;
    std::string known;
    for (const auto& [word, meaning] : choices) {
      if (*found == word) {
        value = meaning;
        return;
      }
      known.append(known.empty() ? "" : ", ").append(word);
    }
    reader_.error(*node, "`" + std::string(key) + "` is `" + *found + "`", "write one of " + known);
  }

  void duration(std::string_view key, std::chrono::seconds& value) const {
    const Node* node = map_.find(key);
    if (node == nullptr) return;
    const auto found = reader_.text(*node, key);
    if (!found) return;
    if (const auto seconds = duration_of(*found); seconds && seconds->count() > 0)
      value = *seconds;
    else
      reader_.error(*node, "`" + *found + "` is no duration", "write it as 90s, 5m, 1h or 2d");
  }

  void number(std::string_view key, std::uint64_t& value, std::uint64_t min,
              std::uint64_t max) const {
    const Node* node = map_.find(key);
    if (node == nullptr) return;
    const auto found = reader_.text(*node, key);
    if (!found) return;
    std::uint64_t read = 0;
    const auto [end, error] = std::from_chars(found->data(), found->data() + found->size(), read);
    if (error == std::errc() && end == found->data() + found->size() && read >= min && read <= max)
      value = read;
    else
      reader_.error(*node, "`" + std::string(key) + "` is `" + *found + "`",
                    "write a number from " + std::to_string(min) + " to " + std::to_string(max));
  }

  void day(std::string_view key, Instant& value) const {
    const Node* node = map_.find(key);
    if (node == nullptr) return;
    const auto found = reader_.text(*node, key);
    if (!found) return;
    if (const auto moment = parse_moment(*found))
      value = moment->at;
    else
      reader_.error(*node, "`" + *found + "` is no date",
                    "write it as 2026-03-01 or 2026-03-01T06:00:00Z");
  }

  void words(std::string_view key, std::vector<std::string>& values) const {
    const Node* node = map_.find(key);
    if (node == nullptr) return;
    values.clear();
    for (const Node* word : reader_.one_or_more(*node, key)) values.push_back(word->text);
  }

 private:
  TableReader& reader_;
  const Node& map_;
};

class SettingsReader {
 public:
  SettingsReader(const FileReader& read_file, std::vector<TableError>& errors)
      : read_file_(read_file), errors_(errors) {}

  Settings run(const std::string& gateway_file, const Node* gateway,
               const std::vector<partners::PartnerSections>& partners) {
    if (gateway != nullptr) read_gateway(gateway_file, *gateway);
    for (const partners::PartnerSections& partner : partners)
      if (const Node* section = partner.section("as2"))
        read_partner(partner.path, partner.name, *section);
    return std::move(settings_);
  }

 private:
  void read_gateway(const std::string& file, const Node& section) {
    TableReader reader(file, errors_);
    if (!reader.is_map_of(section, "`as2`", {"host", "mdn_url", "stations", "limits"})) return;
    const Members members(reader, section);
    std::string host = "weighbridge", mdn_url;
    members.text("host", host);
    members.text("mdn_url", mdn_url);
    if (const Node* node = section.find("mdn_url"); node != nullptr && !read_receipt_url(mdn_url))
      reader.error(*node, "`" + mdn_url + "` is no http or https address",
                   "write it whole, such as https://edi.example.com/as2/mdn");
    if (const Node* limits = section.find("limits")) read_limits(reader, *limits);
    const Node* stations = section.find("stations");
    if (stations == nullptr || !stations->is_list() || stations->items.empty()) {
      reader.error(section, "`as2` names no station",
                   "add `stations:` with our AS2 name, `- {id: OURNAME, credentials: [...]}`");
      return;
    }
    for (const Node& node : stations->items) {
      if (!reader.is_map_of(node, "a station", {"id", "credentials"})) continue;
      Station station;
      station.host = host;
      station.mdn_url = mdn_url;
      auto id = reader.text_of(node, "id", "id: OURNAME");
      if (!id) continue;
      station.id = std::move(*id);
      station.credentials = read_credentials(reader, node, "credentials", true);
      settings_.stations.push_back(std::move(station));
    }
  }

  void read_limits(TableReader& reader, const Node& node) {
    if (!reader.is_map_of(node, "`limits`",
                          {"content_bytes", "inflate_ratio", "mdn_to_private_addresses"}))
      return;
    const Members members(reader, node);
    members.number("content_bytes", settings_.limits.content_bytes_max, 1U << 20U, 1ULL << 40U);
    std::uint64_t ratio = settings_.limits.inflate_ratio_max;
    members.number("inflate_ratio", ratio, 10, 100'000);
    settings_.limits.inflate_ratio_max = static_cast<unsigned>(ratio);
    members.flag("mdn_to_private_addresses", settings_.limits.mdn_to_private_addresses);
  }

  std::vector<Credential> read_credentials(TableReader& reader, const Node& map,
                                           std::string_view key, bool ours) {
    std::vector<Credential> credentials;
    const Node* list = map.find(key);
    if (list == nullptr) return credentials;
    if (!list->is_list()) {
      reader.error(*list, "`" + std::string(key) + "` is no list", "begin each with a dash");
      return credentials;
    }
    for (const Node& node : list->items)
      if (auto credential = read_credential(reader, node, ours))
        credentials.push_back(std::move(*credential));
    return credentials;
  }

  std::optional<Credential> read_credential(TableReader& reader, const Node& node, bool ours) {
    if (!reader.is_map_of(node, "a certificate",
                          {"file", "key", "password_file", "use", "from", "until"}))
      return std::nullopt;
    Credential credential;
    const Members members(reader, node);
    const auto file = reader.text_of(node, "file", "file: keys/as2.pem");
    if (!file) return std::nullopt;
    credential.file = *file;
    const auto bytes = read_key_file(reader, node, "file");
    const auto password = read_password(reader, node);
    if (!bytes || !password) return std::nullopt;
    const Node& at = *node.find("file");
    if (ours) {
      if (!read_our_pair(reader, node, *bytes, *password, credential)) return std::nullopt;
    } else {
      auto certificate = cms::read_certificate(*bytes, *password);
      if (!certificate) return refuse(reader, at, certificate.error());
      credential.certificate = std::move(*certificate);
    }
    const Instant ends = credential.certificate.not_after();
    credential.from = credential.certificate.not_before();
    credential.until = ends;
    members.day("from", credential.from);
    members.day("until", credential.until);
    credential.until = std::min(credential.until, ends);
    read_use(reader, node, credential);
    return credential;
  }

  bool read_our_pair(TableReader& reader, const Node& node, const std::string& bytes,
                     const std::string& password, Credential& credential) {
    std::optional<std::string> key;
    if (node.find("key") != nullptr) {
      key = read_key_file(reader, node, "key");
      if (!key) return false;
    }
    auto pair =
        key ? cms::read_key_pair(bytes, *key, password) : cms::read_key_pair(bytes, password);
    if (!pair) {
      refuse(reader, *node.find("file"), pair.error());
      return false;
    }
    credential.certificate = std::move(pair->certificate);
    credential.key = std::move(pair->key);
    return true;
  }

  static std::optional<Credential> refuse(TableReader& reader, const Node& at,
                                          const cms::KeyError& error) {
    reader.error(at, error.message,
                 "name the right file, and its `password_file` where it has one");
    return std::nullopt;
  }

  void read_use(TableReader& reader, const Node& node, Credential& credential) {
    const Node* use = node.find("use");
    if (use == nullptr) return;
    credential.signs = credential.encrypts = false;
    for (const Node* word : reader.one_or_more(*use, "use")) {
      if (word->text == "sign")
        credential.signs = true;
      else if (word->text == "encrypt")
        credential.encrypts = true;
      else
        reader.error(*word, "`use` is `" + word->text + "`", "write sign, encrypt or both");
    }
  }

  std::optional<std::string> read_key_file(TableReader& reader, const Node& node,
                                           std::string_view key) {
    const Node* named = node.find(key);
    const auto path = reader.text(*named, key);
    if (!path) return std::nullopt;
    auto bytes = read_file_(*path);
    if (!bytes)
      reader.error(*named, "the file `" + *path + "` can not be read",
                   "paths are relative to the configuration folder");
    return bytes;
  }

  /// Empty where none is named; nothing when the file can not be read.
  std::optional<std::string> read_password(TableReader& reader, const Node& node) {
    if (node.find("password_file") == nullptr) return std::string();
    auto password = read_key_file(reader, node, "password_file");
    while (password && !password->empty() && (password->back() == '\n' || password->back() == '\r'))
      password->pop_back();
    return password;
  }

  void read_partner(const std::string& file, const std::string& name, const Node& section) {
    TableReader reader(file, errors_);
    if (!reader.is_map_of(section, "`as2`",
                          {"id", "station", "certificates", "send", "receive", "mdn_hosts"}))
      return;
    Partner partner;
    partner.name = name;
    const Members members(reader, section);
    if (section.find("id") == nullptr)
      reader.error(section, "`id` is missing", "add the partner's AS2 name, `id: THEIRNAME`");
    members.words("id", partner.ids);
    members.words("mdn_hosts", partner.mdn_hosts);
    for (const std::string& id : partner.ids)
      if (const Partner* other = settings_.partner_of(id))
        reader.error(*section.find("id"), "`" + id + "` is the AS2 name of " + other->name,
                     "an AS2 name belongs to one partner");
    if (settings_.stations.size() == 1) partner.station = settings_.stations.front().id;
    members.text("station", partner.station);
    if (settings_.station(partner.station) == nullptr)
      reader.error(section, "`" + partner.station + "` is no station of ours",
                   "name one of `as2.stations` in gateway.yaml");
    partner.credentials = read_credentials(reader, section, "certificates", false);
    if (const Node* send = section.find("send")) read_send(reader, *send, partner.send);
    if (const Node* receive = section.find("receive"))
      read_receive(reader, *receive, partner.receive);
    check(reader, section, partner);
    if (!partner.ids.empty()) settings_.partners.push_back(std::move(partner));
  }

  void read_send(TableReader& reader, const Node& node, SendSettings& send) {
    if (!reader.is_map_of(
            node, "`send`",
            {"url", "sign", "pss", "encrypt", "oaep", "compress", "mdn", "mdn_signed", "mdn_wait",
             "timeout", "subject", "ca_file", "pin", "user", "password_file"}))
      return;
    const Members members(reader, node);
    members.text("url", send.url);
    members.text("sign", send.sign);
    members.flag("pss", send.pss);
    members.text("encrypt", send.encrypt);
    members.flag("oaep", send.oaep);
    members.choice("compress", send.compression,
                   {{"none", Compression::none},
                    {"before_signing", Compression::before_signing},
                    {"after_signing", Compression::after_signing}});
    members.choice("mdn", send.mdn,
                   {{"none", MdnMode::none}, {"sync", MdnMode::sync}, {"async", MdnMode::async}});
    members.flag("mdn_signed", send.mdn_signed);
    members.duration("mdn_wait", send.mdn_wait);
    members.duration("timeout", send.timeout);
    members.text("subject", send.subject);
    members.text("ca_file", send.tls_ca_file);
    members.text("pin", send.tls_pin);
    members.text("user", send.user);
    if (auto password = read_password(reader, node)) send.password = std::move(*password);
    if (node.find("url") != nullptr && !read_receipt_url(send.url))
      reader.error(*node.find("url"), "`" + send.url + "` is no http or https address",
                   "write it whole, such as https://as2.example.com/as2");
    if (send.sign == "none") send.sign.clear();
    if (!send.sign.empty() && !cms::digest_from(send.sign))
      reader.error(*node.find("sign"), "`" + send.sign + "` is no digest that we sign with",
                   "write none, sha1, sha-256, sha-384 or sha-512");
    if (send.encrypt == "none") send.encrypt.clear();
    if (!send.encrypt.empty() && !cms::known_cipher(send.encrypt))
      reader.error(*node.find("encrypt"),
                   "`" + send.encrypt + "` is no cipher that we encrypt with",
                   "write none, aes-256-cbc, aes-256-gcm or another of docs/formats/as2.md");
  }

  void read_receive(TableReader& reader, const Node& node, ReceiveSettings& receive) {
    if (!reader.is_map_of(node, "`receive`", {"signed", "encrypted", "refuse"})) return;
    const Members members(reader, node);
    members.choice("signed", receive.must_sign, {{"required", true}, {"optional", false}});
    members.choice("encrypted", receive.must_encrypt, {{"required", true}, {"optional", false}});
    members.words("refuse", receive.refused);
  }

  /// What is missing for what the settings ask.
  void check(TableReader& reader, const Node& section, const Partner& partner) {
    const auto any = [&](bool Credential::*use) {
      return std::any_of(partner.credentials.begin(), partner.credentials.end(),
                         [&](const Credential& credential) { return credential.*use; });
    };
    if (partner.receive.must_sign && !any(&Credential::signs))
      reader.error(section, "messages must be signed, but no certificate of the partner's is named",
                   "add `certificates: [{file: ...}]`, or `receive: {signed: optional}`");
    if (!partner.send.url.empty() && !partner.send.encrypt.empty() && !any(&Credential::encrypts))
      reader.error(section, "there is no certificate of the partner's to encrypt for",
                   "add `certificates: [{file: ...}]`, or `send: {encrypt: none}`");
    const Station* station = settings_.station(partner.station);
    if (station != nullptr && partner.send.mdn == MdnMode::async && station->mdn_url.empty())
      reader.error(section, "asynchronous MDNs need an address of ours",
                   "add `mdn_url: https://.../as2/mdn` to `as2` in gateway.yaml");
  }

  const FileReader& read_file_;
  std::vector<TableError>& errors_;
  Settings settings_;
};

}  // namespace

Settings read_settings(const std::string& gateway_file, const yaml::Node* gateway,
                       const std::vector<partners::PartnerSections>& partners,
                       const FileReader& read_file, std::vector<TableError>& errors) {
  return SettingsReader(read_file, errors).run(gateway_file, gateway, partners);
}

}  // namespace weighbridge::as2
