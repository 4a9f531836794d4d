#include "gateway/curl/url_text.hpp"

#include <memory>
#include <new>

#include <curl/curl.h>

#include "gateway/curl/handle.hpp"

namespace weighbridge::curl {
namespace {

struct Free {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, Free>;

Url parsed(const std::string& text) {
  Url url(curl_url());
  if (!url) throw std::bad_alloc();
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, void (*)(void*)> owned(text, &curl_free);
  return owned.get();
}

std::string origin(const Url& url) {
  return part(url, CURLUPART_SCHEME) + "://" + part(url, CURLUPART_HOST) + ':' +
         part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

}  // namespace

std::string url_escaped(const std::string& text) {
  return escaped(text);
}

std::string with_parameter(const std::string& url, const std::string& name,
                           const std::string& value) {
  const std::size_t question = url.find('?');
  std::string made = url.substr(0, question);
  const std::string wanted = escaped(name);
  char between = '?';
  std::string query = question == std::string::npos ? "" : url.substr(question + 1);
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string pair = query.substr(0, end);
    const std::string known = pair.substr(0, pair.find('='));
    if (known != name && known != wanted) {
      made += between + pair;
      between = '&';
    }
    query.erase(0, end == std::string::npos ? end : end + 1);
  }
  return made + between + wanted + '=' + escaped(value);
}

std::optional<std::string> same_origin(const std::string& base, const std::string& link) {
  Url from = parsed(base);
  if (!from) return std::nullopt;
  const std::string home = origin(from);
  // On a handle that has a URL, a relative one is resolved against it.
  if (curl_url_set(from.get(), CURLUPART_URL, link.c_str(), 0) != CURLUE_OK) return std::nullopt;
  if (origin(from) != home) return std::nullopt;
  return part(from, CURLUPART_URL);
}

}  // namespace weighbridge::curl
