#include "gateway/cli/wording.hpp"

namespace weighbridge::cli {

std::string words(std::string_view code) {
  std::string out(code);
  for (char& c : out) {
    if (c == '_') c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Tone tone_of(matching::Severity severity) {
  switch (severity) {
    case matching::Severity::low:
      return Tone::plain;
    case matching::Severity::medium:
      return Tone::warn;
    case matching::Severity::high:
    case matching::Severity::critical:
      return Tone::bad;
  }
  return Tone::plain;
}

}  // namespace weighbridge::cli
