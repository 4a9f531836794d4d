#include "gateway/as2/mime/multipart.hpp"

#include <optional>

namespace weighbridge::as2::mime {
namespace {

constexpr std::size_t kBoundaryMax = 200;  // RFC 2046 allows 70
constexpr std::size_t kPaddingMax = 256;   // blanks behind a boundary

struct Delimiter {
  std::uint64_t begin = 0;  ///< with the line end before it
  std::uint64_t end = 0;    ///< behind its own line end
  bool closing = false;
};

class DelimiterFinder {
 public:
  DelimiterFinder(const Slice& body, std::string_view boundary)
      : cursor_(body), mark_("--" + std::string(boundary)) {}

  /// The next delimiter behind the last one.
  std::optional<Delimiter> next() {
    while (!cursor_.at_end()) {
      const std::string_view ahead = cursor_.ahead(mark_.size() + kPaddingMax);
      const std::size_t at = ahead.find(mark_);
      if (at == std::string_view::npos) {
        // A mark may begin in the last bytes that were seen.
        const std::size_t seen =
            ahead.size() < mark_.size() ? ahead.size() : ahead.size() - mark_.size() + 1;
        skip(ahead, seen);
        continue;
      }
      skip(ahead, at);
      if (auto delimiter = delimiter_here()) return delimiter;
      skip(cursor_.ahead(1), 1);
    }
    return std::nullopt;
  }

 private:
  /// Moves on, and remembers the two bytes before the position: the line end of a delimiter.
  void skip(std::string_view ahead, std::size_t n) {
    for (std::size_t i = n > 2 ? n - 2 : 0; i < n; ++i) {
      before_[0] = before_[1];
      before_[1] = ahead[i];
    }
    cursor_.move_to(cursor_.position() + n);
  }

  std::optional<Delimiter> delimiter_here() {
    const std::uint64_t at = cursor_.position();
    if (at != 0 && before_[1] != '\n') return std::nullopt;
    const std::string_view line = cursor_.ahead(mark_.size() + kPaddingMax);
    Delimiter delimiter;
    std::size_t i = mark_.size();
    if (line.substr(i, 2) == "--") {
      delimiter.closing = true;
      i += 2;
    }
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) ++i;
    const bool ends = at + i == cursor_.size();
    if (i < line.size() && line[i] == '\r') ++i;
    if (i < line.size() && line[i] == '\n')
      ++i;
    else if (!ends)
      return std::nullopt;
    delimiter.begin = at == 0 ? 0 : at - (at > 1 && before_[0] == '\r' ? 2U : 1U);
    delimiter.end = at + i;
    skip(line, i);
    return delimiter;
  }

  SliceCursor cursor_;
  std::string mark_;
  char before_[2] = {0, 0};
};

}  // namespace

Result<Multipart> split_multipart(const Slice& body, std::string_view boundary,
                                  const Limits& limits) {
  if (boundary.empty() || boundary.size() > kBoundaryMax)
    return Malformed{"a multipart has no boundary that could be looked for"};
  DelimiterFinder finder(body, boundary);
  Multipart found;
  std::optional<std::uint64_t> begin;
  while (const auto delimiter = finder.next()) {
    if (begin) {
      if (found.parts.size() == limits.parts_max)
        return Malformed{"a multipart has too many parts"};
      const std::uint64_t end = std::max(*begin, delimiter->begin);
      found.parts.push_back(body.part(*begin, end - *begin));
    }
    if (delimiter->closing) {
      if (!begin) return Malformed{"a multipart has no parts"};
      found.epilogue = body.from(delimiter->end);
      return found;
    }
    begin = delimiter->end;
  }
  return Malformed{begin ? "a multipart has no closing boundary"
                         : "the boundary of a multipart does not occur in it"};
}

}  // namespace weighbridge::as2::mime
