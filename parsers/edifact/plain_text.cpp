#include "parsers/edifact/plain_text.hpp"

#include <algorithm>
#include <cstring>

#include "parsers/utf8.hpp"

namespace weighbridge::edifact {

namespace {

/// In place of real separators where the data holds the same characters. Nobody sends these bytes.
constexpr char kComponentMark = '\x01';
constexpr char kRepetitionMark = '\x02';
/// Lines of a wrapped file are as long as each other: this many of them show it.
constexpr std::size_t kLinesCompared = 64;

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// All of a segment's bytes, tag to last element.
std::string_view bytes_of(const Segment& segment) {
  if (segment.elements.empty()) return segment.tag;
  const std::string_view last = segment.elements[segment.elements.size() - 1];
  return {segment.tag.data(),
          static_cast<std::size_t>(last.data() + last.size() - segment.tag.data())};
}

/// How many characters: the bytes that begin one in UTF-8, or all where it is not.
std::size_t characters_in(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Looks for bytes beyond ASCII, below `blank`, and for the release character, eight at a time; the
/// last eight once more where they overlap.
class ByteSearch {
 public:
  struct Found {
    bool high, control, release;
  };

  ByteSearch(unsigned char blank, char release)
      : blanks_(kOnes * blank),
        releases_(kOnes * static_cast<unsigned char>(release)),
        has_release_(release != 0) {}

  Found in(std::string_view bytes) const {
    Marks marks;
    std::uint64_t word = 0;
    if (bytes.size() < sizeof word) {
      word = blanks_ | kOnes;  // bytes that are not there are none of those
      std::memcpy(&word, bytes.data(), bytes.size());
      look(word, marks);
    } else {
      for (std::size_t at = 0; at + sizeof word < bytes.size(); at += sizeof word) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        look(word, marks);
      }
      std::memcpy(&word, bytes.data() + bytes.size() - sizeof word, sizeof word);
      look(word, marks);
    }
    return {marks.high != 0, marks.control != 0, has_release_ && marks.release != 0};
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101;
  static constexpr std::uint64_t kTops = 0x8080808080808080;
  struct Marks {
    std::uint64_t high = 0, control = 0, release = 0;
  };

  void look(std::uint64_t word, Marks& marks) const {
    const std::uint64_t other = word ^ releases_;
    marks.high |= word & kTops;
    marks.control |= (word - blanks_) & ~word & kTops;  // a byte below the blank borrows
    marks.release |= (other - kOnes) & ~other & kTops;  // as does a byte that is zero
  }

  std::uint64_t blanks_, releases_;
  bool has_release_;
};

}  // namespace

PlainReport PlainText::make_plain(std::vector<Segment>& segments, Delimiters& delimiters,
                                  const CharacterSet& characters, bool join) {
  PlainReport report;
  const std::uint8_t all = look(segments, delimiters, report);
  if (all == kPlain) return report;
  report.controls = (all & kControl) != 0;
  from_ = delimiters;
  to_ = delimiters;
  to_.release = 0;
  characters_ = &characters;
  report.utf8 = (all & kHigh) != 0 && is_utf8(segments);
  convert_ = report.converted = (all & kHigh) != 0 && !report.utf8;
  join_ = report.wrapped = (all & kControl) != 0 && (join || is_wrapped(segments));
  std::uint8_t needing = static_cast<std::uint8_t>(kControl | kRelease | (convert_ ? kHigh : 0));
  if ((all & needing) == 0) return report;
  if ((all & kRelease) != 0 && releases_component(segments, delimiters)) {
    to_.component = kComponentMark;
    if (to_.repetition != 0) to_.repetition = kRepetitionMark;
    needing = 0xFF;
  }
  sort_bytes();
  text_.clear();
  separators_.clear();
  written_.clear();
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    const bool needed = needing == 0xFF || (traits_[i] & needing) != 0;
    if (!needed) continue;
    written_.push_back({i, static_cast<std::uint32_t>(text_.size()),
                        static_cast<std::uint32_t>(separators_.size())});
    rewrite(segments[i]);
    report.broken = report.broken || (!join_ && (traits_[i] & kControl) != 0);
  }
  for (const Written& row : written_) {
    Segment& segment = segments[row.segment];
    const std::uint32_t* separators = separators_.data() + row.first_separator;
    segment.tag = std::string_view(text_).substr(row.tag, separators[0] - row.tag);
    segment.elements =
        Elements(text_.data(), separators, static_cast<std::uint32_t>(segment.elements.size()));
  }
  delimiters = to_;
  return report;
}

/// What the bytes of each segment, and of all of them, are.
std::uint8_t PlainText::look(const std::vector<Segment>& segments, const Delimiters& delimiters,
                             PlainReport& report) {
  // Some use control characters as separators (ISO 9735, level B).
  const bool control_separates =
      delimiters.component < ' ' || delimiters.element < ' ' || delimiters.repetition < '\0';
  const ByteSearch search(control_separates ? 0x0E : ' ', delimiters.release);
  std::uint8_t all = kPlain;
  traits_.clear();
  for (const Segment& segment : segments) {
    const ByteSearch::Found found = search.in(bytes_of(segment));
    const auto traits = static_cast<std::uint8_t>(
        (found.control ? kControl : 0) | (found.release ? kRelease : 0) | (found.high ? kHigh : 0));
    if (traits != kPlain && all == kPlain) report.first = segment.position - 1;
    all |= traits;
    traits_.push_back(traits);
  }
  return all;
}

bool PlainText::is_utf8(const std::vector<Segment>& segments) const {
  for (std::size_t i = 0; i < segments.size(); ++i)
    if ((traits_[i] & kHigh) != 0 &&
        find_malformed_utf8(bytes_of(segments[i])) != std::string_view::npos)
      return false;
  return true;
}

/// Whether line ends in segments come from a file cut into lines of one length, not from a text of
/// several lines.
bool PlainText::is_wrapped(const std::vector<Segment>& segments) const {
  const std::string_view first = bytes_of(segments.front());
  const std::string_view last = bytes_of(segments.back());
  std::string_view text(first.data(),
                        static_cast<std::size_t>(last.data() + last.size() - first.data()));
  text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  std::size_t length = 0;
  std::size_t lines = 0;
  while (lines < kLinesCompared) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t here = characters_in(line);
    if (lines++ == 0) length = here;
    if (here != length && line.size() != length) return false;
    text.remove_prefix(end + 1);
  }
  return lines > 0;
}

bool PlainText::releases_component(const std::vector<Segment>& segments,
                                   const Delimiters& delimiters) const {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if ((traits_[i] & kRelease) == 0) continue;
    const std::string_view bytes = bytes_of(segments[i]);
    for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
      if (bytes[at] != delimiters.release) continue;
      ++at;
      if (bytes[at] == delimiters.component ||
          (delimiters.repetition != 0 && bytes[at] == delimiters.repetition))
        return true;
    }
  }
  return false;
}

void PlainText::rewrite(const Segment& segment) {
  write(segment.tag);
  for (const std::string_view element : segment.elements) {
    separators_.push_back(static_cast<std::uint32_t>(text_.size()));
    text_ += to_.element;
    write(element);
  }
  separators_.push_back(static_cast<std::uint32_t>(text_.size()));
  text_ += to_.segment;
}

/// Which bytes stand for themselves wherever they are.
void PlainText::sort_bytes() {
  for (std::size_t i = 0; i < stays_.size(); ++i) {
    const char c = static_cast<char>(i);
    const bool is_separator = c == from_.component || c == from_.repetition;
    const bool is_mark = c == kComponentMark || c == kRepetitionMark;
    stays_[i] = !is_separator && !is_mark && !is_line_end(c) && c != from_.release &&
                !((c & 0x80) != 0 && convert_);
  }
}

void PlainText::write(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t run = at;
    while (at < text.size() && stays_[static_cast<unsigned char>(text[at])]) ++at;
    text_.append(text, run, at - run);
    if (at == text.size()) return;
    char c = text[at];
    const bool released = c == from_.release && from_.release != 0 && at + 1 < text.size();
    if (released) c = text[++at];
    if (is_line_end(c) && c != from_.component && c != from_.repetition) {
      write_line_end(text, at);
    } else if (!released && c == from_.component) {
      text_ += to_.component;
    } else if (!released && c == from_.repetition && c != 0) {
      text_ += to_.repetition;
    } else if ((c & 0x80) != 0 && convert_) {
      characters_->append(text_, c);
    } else {
      const bool is_mark = c == kComponentMark || c == kRepetitionMark;
      text_ += is_mark && to_.component == kComponentMark ? ' ' : c;
    }
  }
}

/// A line end at `at`, which moves to the last byte of it. Beside a separator it means nothing;
/// within a text a blank stands for it, unless the file is merely wrapped.
void PlainText::write_line_end(std::string_view text, std::size_t& at) {
  while (at + 1 < text.size() && is_line_end(text[at + 1])) ++at;
  if (join_ || at + 1 == text.size() || text_.empty()) return;
  const char before = text_.back();
  const char after = text[at + 1];
  const auto separates = [&](char c) { return c == ' ' || c == to_.element || c == to_.component; };
  if (!separates(before) && after != from_.component && after != ' ') text_ += ' ';
}

}  // namespace weighbridge::edifact
