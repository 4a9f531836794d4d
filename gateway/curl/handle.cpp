#include "gateway/curl/handle.hpp"

#include <mutex>
#include <new>
#include <stdexcept>

namespace weighbridge::curl {
namespace {

void initialise() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_ALL); });
}

CURL* make() {
  initialise();
  CURL* curl = curl_easy_init();
  if (curl == nullptr) throw std::bad_alloc();
  return curl;
}

/// What nobody asked for must not end on standard output.
std::size_t discard(const char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

}  // namespace

void List::add(const std::string& line) {
  curl_slist* longer = curl_slist_append(first_.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(first_.release());
  first_.reset(longer);
}

Handle::Handle() : curl_(make()), error_(std::make_unique<char[]>(CURL_ERROR_SIZE)) {
  reset();
}

void Handle::reset() {
  curl_easy_reset(curl_.get());
  error_[0] = '\0';
  set(CURLOPT_ERRORBUFFER, error_.get());
  set(CURLOPT_WRITEFUNCTION, &discard);
  set(CURLOPT_HEADERFUNCTION, &discard);
  set(CURLOPT_NOSIGNAL, 1L);  // several threads transfer at once
  set(CURLOPT_USERAGENT, "weighbridge");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");  // the environment of the service decides nothing
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
}

std::string Handle::problem(CURLcode code) const {
  std::string text = error_[0] != '\0' ? error_.get() : curl_easy_strerror(code);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

void Handle::check(CURLcode code) {
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLE_OK) throw std::logic_error(curl_easy_strerror(code));
}

std::string escaped(const std::string& text) {
  const std::unique_ptr<char, void (*)(void*)> made(
      curl_easy_escape(nullptr, text.c_str(), static_cast<int>(text.size())), &curl_free);
  if (!made) throw std::bad_alloc();
  return made.get();
}

}  // namespace weighbridge::curl
