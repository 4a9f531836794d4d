#include "parsers/edi/packed.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace {

using namespace weighbridge;

/// What comes next to a digit or a point in one bit, in one place of a code table, or by wrapping.
constexpr std::string_view kBytes{"059.-/:>\x1E \xAE\xB0n\0\xFF", 15};

/// As the standard says it, byte by byte.
bool reads_as_real(std::string_view text, std::size_t digits_min) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
  const auto points = static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
  return digits + points == text.size() && points <= 1 &&
         digits >= std::max<std::size_t>(digits_min, 1);
}

/// Calls `visit` with every text of `size` bytes.
template <class Visit>
void each_text(std::size_t size, std::string& text, const Visit& visit) {
  if (text.size() == size) return visit(text);
  for (const char c : kBytes) {
    text.push_back(c);
    each_text(size, text, visit);
    text.pop_back();
  }
}

}  // namespace

TEST_CASE("Packed texts are numbers where they are byte by byte", "[edi]") {
  std::size_t wrong = 0;
  std::size_t reals = 0;
  for (std::size_t size = 1; size <= 5; ++size) {
    std::string text;
    each_text(size, text, [&](const std::string& one) {
      const std::uint64_t word = edi::packed(one);
      for (const std::size_t least : {0U, 1U, 3U}) {
        const bool real = reads_as_real(one, least);
        reals += real ? 1U : 0U;
        if (edi::is_unsigned_real(word, size, least) != real) ++wrong;
      }
      const bool digits = one.find_first_not_of("059") == std::string::npos;
      if (edi::all_digits(word, size) != digits) ++wrong;
    });
  }
  CHECK(wrong == 0);
  CHECK(reals > 1000);
}

TEST_CASE("Packed texts of eight bytes are numbers", "[edi]") {
  const auto real = [](std::string_view text, std::size_t least) {
    return edi::is_unsigned_real(edi::packed(text), text.size(), least);
  };
  for (std::size_t at = 0; at < 8; ++at) {
    std::string text = "12345678";
    CHECK(real(text, 8));
    text[at] = '.';
    CAPTURE(text);
    CHECK(real(text, 7));
    CHECK_FALSE(real(text, 8));
    text[(at + 3) % 8] = '.';
    CHECK_FALSE(real(text, 1));
    text[(at + 3) % 8] = '\xAE';
    CHECK_FALSE(real(text, 1));
  }
}
