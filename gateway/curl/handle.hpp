// A libcurl easy handle with what every transfer of ours needs. Private to gateway/curl.
#pragma once

#include <memory>
#include <string>

#include <curl/curl.h>

namespace weighbridge::curl {

class List {
 public:
  void add(const std::string& line);
  curl_slist* get() const { return first_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> first_;
};

class Handle {
 public:
  /// Initialises libcurl when it is the first. Throws std::bad_alloc.
  Handle();

  CURL* get() const { return curl_.get(); }
  /// Sets an option. What libcurl does not know is a mistake in the program.
  template <class Value>
  void set(CURLoption option, Value value) {
    check(curl_easy_setopt(curl_.get(), option, value));
  }
  void set(CURLoption option, const std::string& value) { set(option, value.c_str()); }
  /// Forgets all options, keeps the connection.
  void reset();
  /// What the last perform() failed with, in libcurl's words.
  std::string problem(CURLcode code) const;

 private:
  static void check(CURLcode code);
  struct Free {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  };
  std::unique_ptr<CURL, Free> curl_;
  std::unique_ptr<char[]> error_;  ///< stays in place when *this moves
};

/// `text` as a part of a URL.
std::string escaped(const std::string& text);

}  // namespace weighbridge::curl
