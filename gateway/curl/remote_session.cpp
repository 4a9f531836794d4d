#include "gateway/curl/remote_session.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "gateway/curl/handle.hpp"

namespace weighbridge::curl {
namespace {

constexpr std::size_t kListingBytesMax = 64U << 20U;
constexpr int kFetchTriesMax = 3;

/// "SHA256:..." as OpenSSH prints it.
std::string fingerprint(const char* key, std::size_t length) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(key), length, hash.data());
  std::array<unsigned char, 4 * ((SHA256_DIGEST_LENGTH + 2) / 3) + 1> text{};
  EVP_EncodeBlock(text.data(), hash.data(), SHA256_DIGEST_LENGTH);
  std::string base64 = reinterpret_cast<const char*>(text.data());
  base64.erase(base64.find_last_not_of('=') + 1);
  return "SHA256:" + base64;
}

/// Each part escaped, so that no character of a name means anything to a URL.
std::string escaped_path(const std::string& path) {
  std::string all;
  std::size_t at = 0;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (!all.empty() || at > 0) all += '/';
    if (end > at) all += escaped(path.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

/// A path as libcurl's SFTP commands take it.
std::string quoted(const std::string& path) {
  std::string text = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Listing {
  std::string text;
};

std::size_t take_listing(const char* data, std::size_t size, std::size_t count, void* user) {
  auto& listing = *static_cast<Listing*>(user);
  if (listing.text.size() + size * count > kListingBytesMax) return 0;
  listing.text.append(data, size * count);
  return size * count;
}

/// What happens in a callback must not fly through libcurl: it is kept and thrown behind it.
struct Fetching {
  spool::PayloadWriter writer;
  std::uint64_t bytes_max;
  bool too_large = false;
  std::exception_ptr failure = nullptr;
};

std::size_t take_bytes(const char* data, std::size_t size, std::size_t count, void* user) {
  auto& fetching = *static_cast<Fetching*>(user);
  const std::size_t bytes = size * count;
  try {
    fetching.too_large = fetching.writer.size() + bytes > fetching.bytes_max ||
                         !fetching.writer.write({data, bytes});
  } catch (const std::exception&) {
    fetching.failure = std::current_exception();
    return 0;
  }
  return fetching.too_large ? 0 : bytes;
}

struct Sending {
  std::unique_ptr<ByteSource> source;
  std::exception_ptr failure = nullptr;
};

std::size_t give_bytes(char* room, std::size_t size, std::size_t count, void* user) {
  auto& sending = *static_cast<Sending*>(user);
  try {
    return sending.source->read({room, size * count});
  } catch (const std::exception&) {
    sending.failure = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

int is_stopped(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* stop = static_cast<const std::atomic<bool>*>(user);
  return stop != nullptr && stop->load() ? 1 : 0;
}

}  // namespace

namespace {
enum class Done : unsigned char { all, refused };
}  // namespace

class RemoteSession::Wire {
 public:
  Wire(const RemoteServer& server, const std::atomic<bool>* stop) : server_(server), stop_(stop) {}

  /// A handle with everything set but what is to be done at `path`.
  Handle& at(const std::string& path) {
    handle_.reset();
    handle_.set(CURLOPT_URL, base() + url_path(path));
    handle_.set(CURLOPT_USERNAME, server_.user);
    handle_.set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(server_.connect_timeout.count()));
    handle_.set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    handle_.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(server_.stall_timeout.count()));
    handle_.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(server_.stall_timeout.count()));
    handle_.set(CURLOPT_NOPROGRESS, 0L);
    handle_.set(CURLOPT_XFERINFOFUNCTION, &is_stopped);
    handle_.set(CURLOPT_XFERINFODATA, static_cast<void*>(const_cast<std::atomic<bool>*>(stop_)));
    if (!server_.password.empty()) handle_.set(CURLOPT_PASSWORD, secret(server_.password));
    if (server_.kind == RemoteKind::sftp)
      set_ssh();
    else
      set_tls();
    return handle_;
  }

  CURLcode perform() { return curl_easy_perform(handle_.get()); }

  [[noreturn]] void fail(CURLcode code, const std::string& what) {
    const std::string where = base() + ": " + what + ": ";
    if (refused_key_)
      throw RemoteError(
          where + "the host shows the key " + host_key_ + ", which is none of `host_keys`",
          "ask the partner whether the key has changed, and only then add it");
    throw RemoteError(where + handle_.problem(code), mend(code));
  }

  /// Commands carried out one after the other, without a transfer; the first that the server
  /// refuses is the last.
  Done command(const std::vector<std::string>& commands, const std::string& what) {
    for (const std::string& text : commands)
      if (text.find_first_of("\r\n") != std::string::npos)
        throw RemoteError(base() + ": a name holds an end of line", "rename the file over there");
    Handle& handle = at(server_.kind == RemoteKind::sftp ? "" : "/");
    List list;
    for (const std::string& text : commands) list.add(text);
    handle.set(CURLOPT_QUOTE, list.get());
    handle.set(CURLOPT_NOBODY, 1L);
    const CURLcode code = perform();
    if (code == CURLE_QUOTE_ERROR) return Done::refused;
    if (code != CURLE_OK) fail(code, what);
    return Done::all;
  }

  const RemoteServer& server() const { return server_; }
  const std::string& host_key() const { return host_key_; }

 private:
  std::string base() const {
    const bool sftp = server_.kind == RemoteKind::sftp;
    const bool bracket = server_.host.find(':') != std::string::npos;
    return std::string(sftp               ? "sftp"
                       : server_.implicit ? "ftps"
                                          : "ftp") +
           "://" + (bracket ? '[' + server_.host + ']' : server_.host) + ':' +
           std::to_string(server_.port);
  }

  /// SFTP: `/~/` is where the user lands. FTP: paths are relative to it unless they begin with %2F.
  std::string url_path(const std::string& path) const {
    if (path.starts_with('/'))
      return server_.kind == RemoteKind::sftp ? escaped_path(path)
                                              : "/%2F" + escaped_path(path.substr(1));
    return (server_.kind == RemoteKind::sftp ? "/~/" : "/") + escaped_path(path);
  }

  static std::string secret(const Secret& secret) {
    auto text = secret.read();
    if (!text)
      throw RemoteError("there is no secret in " + secret.where(),
                        "write it there, readable by the gateway alone");
    return std::move(*text);
  }

  void set_ssh() {
    handle_.set(CURLOPT_PROTOCOLS_STR, "sftp");
    handle_.set(CURLOPT_SSH_HOSTKEYFUNCTION, &Wire::check_host_key);
    handle_.set(CURLOPT_SSH_HOSTKEYDATA, static_cast<void*>(this));
    handle_.set(
        CURLOPT_SSH_AUTH_TYPES,
        static_cast<long>(server_.key_file.empty() ? CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD
                                                   : CURLSSH_AUTH_PUBLICKEY));
    if (server_.key_file.empty()) return;
    handle_.set(CURLOPT_SSH_PRIVATE_KEYFILE, server_.key_file);
    if (!server_.key_password.empty()) handle_.set(CURLOPT_KEYPASSWD, secret(server_.key_password));
  }

  void set_tls() {
    handle_.set(CURLOPT_PROTOCOLS_STR, "ftp,ftps");
    handle_.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    handle_.set(CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_NOCWD));
    if (!server_.ca_file.empty()) handle_.set(CURLOPT_CAINFO, server_.ca_file);
    if (server_.pin.empty()) return;
    handle_.set(CURLOPT_PINNEDPUBLICKEY, server_.pin);
    if (!server_.ca_file.empty()) return;
    handle_.set(CURLOPT_SSL_VERIFYPEER, 0L);  // the pin names the one key that is right
    handle_.set(CURLOPT_SSL_VERIFYHOST, 0L);
  }

  static int check_host_key(void* user, int, const char* key, std::size_t length) {
    auto& wire = *static_cast<Wire*>(user);
    wire.host_key_ = fingerprint(key, length);
    const auto& pins = wire.server_.host_keys;
    const bool known = std::find(pins.begin(), pins.end(), wire.host_key_) != pins.end();
    wire.refused_key_ = !known;
    return known ? CURLKHMATCH_OK : CURLKHMATCH_MISMATCH;
  }

  std::string mend(CURLcode code) const {
    switch (code) {
      case CURLE_LOGIN_DENIED:
        return server_.key_file.empty()
                   ? "check user and password"
                   : "check user and key; libssh2 speaks no RSA with today's OpenSSH: use ed25519";
      case CURLE_SSH:
      case CURLE_FAILED_INIT:
        return "check the host; one with only an RSA key needs another: ed25519 or ECDSA";
      case CURLE_REMOTE_FILE_NOT_FOUND:
      case CURLE_REMOTE_ACCESS_DENIED:
      case CURLE_QUOTE_ERROR:
        return "check that the folder is there and that the user may do so";
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        return "ask the partner whether the certificate has changed; then mend `ca_file` or `pin`";
      default:
        return "check that the server is there and can be reached";
    }
  }

  const RemoteServer& server_;
  const std::atomic<bool>* stop_;
  Handle handle_;
  std::string host_key_;
  bool refused_key_ = false;
};

RemoteSession::RemoteSession(const RemoteServer& server, const std::atomic<bool>* stop)
    : wire_(std::make_unique<Wire>(server, stop)) {}

RemoteSession::~RemoteSession() = default;

const std::string& RemoteSession::host_key() const {
  return wire_->host_key();
}

namespace {

/// `-rw-r--r-- 1 acme acme 512 Mar  2 12:00 asn.edi`: what stands before the name, of plain files.
/// Windows servers begin with a date and write <DIR> for folders.
std::optional<std::string> mark_of(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || !line.ends_with(name)) return std::nullopt;
  const std::string_view before = line.substr(0, line.size() - name.size());
  if (before.back() != ' ' && before.back() != '\t') return std::nullopt;
  const bool is_date = before.front() >= '0' && before.front() <= '9';
  const bool is_plain =
      before.front() == '-' || (is_date && before.find("<DIR>") == std::string_view::npos);
  return is_plain ? std::optional(std::string(before)) : std::nullopt;
}

}  // namespace

std::vector<RemoteFile> RemoteSession::list(const std::string& folder) {
  std::array<Listing, 2> listings;  // names alone; with what is said of them
  for (const bool names_only : {true, false}) {
    Handle& handle = wire_->at(folder + '/');
    Listing& listing = listings[names_only ? 0 : 1];
    handle.set(CURLOPT_DIRLISTONLY, names_only ? 1L : 0L);
    handle.set(CURLOPT_WRITEFUNCTION, &take_listing);
    handle.set(CURLOPT_WRITEDATA, static_cast<void*>(&listing));
    const CURLcode code = wire_->perform();
    // An empty FTP folder is "no files found" to some servers.
    if (code != CURLE_OK && !(names_only && code == CURLE_REMOTE_FILE_NOT_FOUND &&
                              wire_->server().kind == RemoteKind::ftps))
      wire_->fail(code, "cannot list " + folder);
  }
  std::vector<std::string_view> names = lines_of(listings[0].text);
  for (std::string_view& name : names) name.remove_prefix(name.find_last_of('/') + 1);
  std::sort(names.begin(), names.end());
  std::vector<RemoteFile> files;
  for (const std::string_view line : lines_of(listings[1].text)) {
    // Names may hold blanks: the longest one that the line ends with is meant.
    for (std::size_t at = line.find(' '); at != std::string_view::npos;
         at = line.find(' ', at + 1)) {
      const std::string_view name = line.substr(at + 1);
      if (!std::binary_search(names.begin(), names.end(), name)) continue;
      if (auto mark = mark_of(line, name)) files.push_back({std::string(name), std::move(*mark)});
      break;
    }
  }
  std::sort(files.begin(), files.end(),
            [](const RemoteFile& a, const RemoteFile& b) { return a.name < b.name; });
  return files;
}

std::optional<spool::Payload> RemoteSession::fetch(const std::string& path,
                                                   const spool::SpoolSettings& spool) {
  Fetching fetching{spool::PayloadWriter(spool), wire_->server().bytes_max};
  for (int tries = 1;; ++tries) {
    Handle& handle = wire_->at(path);
    handle.set(CURLOPT_WRITEFUNCTION, &take_bytes);
    handle.set(CURLOPT_WRITEDATA, static_cast<void*>(&fetching));
    handle.set(CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(fetching.writer.size()));
    const std::uint64_t before = fetching.writer.size();
    const CURLcode code = wire_->perform();
    if (code == CURLE_OK) return fetching.writer.finish();
    if (fetching.failure) std::rethrow_exception(fetching.failure);
    if (fetching.too_large) return std::nullopt;
    const bool moved_on = fetching.writer.size() > before;
    if (!moved_on || tries == kFetchTriesMax || code == CURLE_ABORTED_BY_CALLBACK)
      wire_->fail(code, "cannot fetch " + path);
  }
}

void RemoteSession::send(const std::string& path, const spool::Payload& bytes) {
  Sending sending{bytes.open()};
  Handle& handle = wire_->at(path);
  handle.set(CURLOPT_UPLOAD, 1L);
  handle.set(CURLOPT_READFUNCTION, &give_bytes);
  handle.set(CURLOPT_READDATA, static_cast<void*>(&sending));
  handle.set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
  const CURLcode code = wire_->perform();
  if (sending.failure) std::rethrow_exception(sending.failure);
  if (code != CURLE_OK) wire_->fail(code, "cannot send " + path);
}

bool RemoteSession::rename(const std::string& from, const std::string& to) {
  const std::string what = "cannot rename " + from + " to " + to;
  if (wire_->server().kind == RemoteKind::sftp)
    return wire_->command({"rename " + quoted(from) + ' ' + quoted(to)}, what) != Done::refused;
  // FTP servers replace what has the name.
  wire_->at(to).set(CURLOPT_NOBODY, 1L);
  if (wire_->perform() == CURLE_OK) return false;
  return wire_->command({"RNFR " + from, "RNTO " + to}, what) != Done::refused;
}

void RemoteSession::remove(const std::string& path) {
  const bool is_sftp = wire_->server().kind == RemoteKind::sftp;
  const std::string what = "cannot remove " + path;
  if (wire_->command({is_sftp ? "rm " + quoted(path) : "DELE " + path}, what) == Done::refused)
    wire_->fail(CURLE_QUOTE_ERROR, what);
}

std::string channel_name(RemoteKind kind) {
  return kind == RemoteKind::sftp ? "sftp" : "ftps";
}

}  // namespace weighbridge::curl
