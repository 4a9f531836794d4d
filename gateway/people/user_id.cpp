#include "gateway/people/user_id.hpp"

namespace weighbridge::people {

std::optional<std::string> user_id(std::string_view text) {
  constexpr std::size_t kLengthMax = 100;
  constexpr std::string_view kMarks = "._-@+";
  if (text.empty() || text.size() > kLengthMax) return std::nullopt;
  std::string id(text);
  for (char& c : id) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool known =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || kMarks.find(c) != kMarks.npos;
    if (!known) return std::nullopt;
  }
  return id;
}

}  // namespace weighbridge::people
