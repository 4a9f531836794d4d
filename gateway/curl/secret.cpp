#include "gateway/curl/secret.hpp"

#include <cstdlib>
#include <fstream>

namespace weighbridge::curl {

std::string Secret::where() const {
  return file.empty() ? "the variable " + environment : file;
}

std::optional<std::string> Secret::read() const {
  std::string text;
  if (!file.empty()) {
    std::ifstream in(file);
    std::getline(in, text);
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.pop_back();
  } else if (const char* value = std::getenv(environment.c_str())) {
    text = value;
  }
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace weighbridge::curl
