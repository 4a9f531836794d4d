#include "gateway/as2/http_post.hpp"

#include <array>
#include <exception>
#include <memory>

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

struct Transfer {
  const Post& request;
  std::size_t answer_max;
  std::unique_ptr<ByteSource> source{};
  PostAnswer answer{};
  std::exception_ptr failure{};  ///< of our own disk, kept from crossing curl
  bool too_large = false, forbidden = false;
};

std::size_t send_some(char* room, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  try {
    return transfer.source->read({room, size * count});
  } catch (...) {
    transfer.failure = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

/// curl reads the body again where a connection that was kept open turns out to be dead.
int rewind(void* user, curl_off_t offset, int origin) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_CANTSEEK;
  transfer.source = transfer.request.body.open(static_cast<std::uint64_t>(offset));
  return CURL_SEEKFUNC_OK;
}

std::size_t take_some(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t n = size * count;
  if (n > transfer.answer_max - transfer.answer.body.size()) {
    transfer.too_large = true;
    return 0;
  }
  transfer.answer.body.append(bytes, n);
  return n;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line(bytes, size * count);
  if (line.starts_with("HTTP/")) {
    transfer.answer.fields = {};  // of the last response, not of a 100 before it
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    constexpr std::size_t kFieldsMax = 200;
    if (transfer.answer.fields.all().size() == kFieldsMax) return 0;
    transfer.answer.fields.add(std::string(trimmed(line.substr(0, colon))),
                               std::string(trimmed(line.substr(colon + 1))));
  }
  return size * count;
}

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.request.may_connect(address->addr)) {
    transfer.forbidden = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

struct EasyCleanup {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

CURL* start() {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(kReady);
  return curl_easy_init();
}

std::unique_ptr<curl_slist, ListFree> header_list(const Post& request) {
  std::unique_ptr<curl_slist, ListFree> list;
  const auto add = [&](const std::string& line) {
    curl_slist* grown = curl_slist_append(list.get(), line.c_str());
    if (grown == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(grown);
  };
  for (const auto& [name, value] : request.fields) add(name + ": " + value);
  add("Expect:");  // many AS2 servers never send 100 Continue
  return list;
}

void set_up(CURL* curl, Transfer& transfer, const curl_slist* headers, char* error) {
  const Post& request = transfer.request;
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, send_some);
  curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, rewind);
  curl_easy_setopt(curl, CURLOPT_SEEKDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_some);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 30L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "Weighbridge");
  if (request.may_connect) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // a proxy of the environment would hide the address
  }
  if (!request.tls_ca_file.empty())
    curl_easy_setopt(curl, CURLOPT_CAINFO, request.tls_ca_file.c_str());
  if (!request.tls_pin.empty())
    curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, request.tls_pin.c_str());
  if (!request.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, request.password.c_str());
  }
}

}  // namespace

boost::system::result<PostAnswer, PostFailure> post(const Post& request, std::size_t answer_max) {
  const std::unique_ptr<CURL, EasyCleanup> curl(start());
  if (!curl) throw std::bad_alloc();
  Transfer transfer{request, answer_max};
  transfer.source = request.body.open();
  const auto headers = header_list(request);
  std::array<char, CURL_ERROR_SIZE> error{};
  set_up(curl.get(), transfer, headers.get(), error.data());
  const CURLcode code = curl_easy_perform(curl.get());
  if (transfer.failure) std::rethrow_exception(transfer.failure);
  if (transfer.too_large) return PostFailure{"the answer is too large", false};
  if (code != CURLE_OK)
    return PostFailure{error.front() != 0 ? error.data() : curl_easy_strerror(code),
                       transfer.forbidden};
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  transfer.answer.status = static_cast<unsigned>(status);
  return std::move(transfer.answer);
}

}  // namespace weighbridge::as2
