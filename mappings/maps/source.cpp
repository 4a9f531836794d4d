#include "mappings/maps/source.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include <boost/throw_exception.hpp>

#include "parsers/digits.hpp"

namespace weighbridge::maps {

namespace {

constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// The words of a source, one after the other, with their offsets.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) { next(); }

  bool done() const { return word_.empty(); }
  std::string_view word() const { return word_; }
  std::size_t offset() const { return offset_; }

  void next() {
    const std::size_t begin = text_.find_first_not_of(' ', offset_ + word_.size());
    if (begin == std::string_view::npos) {
      offset_ = text_.size();
      word_ = {};
      return;
    }
    offset_ = begin;
    word_ = text_.substr(begin, end_of_word(begin) - begin);
  }

 private:
  /// Blanks within quotes are part of a word.
  std::size_t end_of_word(std::size_t at) const {
    for (bool quoted = false; at < text_.size() && (quoted || text_[at] != ' '); ++at)
      quoted = quoted != (text_[at] == '\'');
    return at;
  }

  std::string_view text_, word_;
  std::size_t offset_ = 0;
};

/// "BSN02" or "CTP05-1"; nothing when it is neither.
std::optional<ElementPath> parse_element(std::string_view word) {
  ElementPath path;
  const std::size_t dash = word.find('-');
  if (dash != std::string_view::npos) {
    const std::string_view component = word.substr(dash + 1);
    if (component.empty() || component.size() > 2) return std::nullopt;
    for (const char c : component) {
      if (!is_digit(c)) return std::nullopt;
      path.component = static_cast<std::uint8_t>(path.component * 10 + (c - '0'));
    }
    if (path.component == 0) return std::nullopt;
    word = word.substr(0, dash);
  }
  // A tag has two or three characters, an element number always two digits: "N104" is N1, 04.
  if (word.size() < 4 || word.size() > 5 || !is_upper(word.front())) return std::nullopt;
  const std::string_view tag = word.substr(0, word.size() - 2);
  const std::string_view element = word.substr(word.size() - 2);
  for (const char c : tag)
    if (!is_upper(c) && !is_digit(c)) return std::nullopt;
  if (!is_digit(element[0]) || !is_digit(element[1])) return std::nullopt;
  path.tag = tag;
  path.element = static_cast<std::uint8_t>((element[0] - '0') * 10 + (element[1] - '0'));
  if (path.element == 0) return std::nullopt;
  return path;
}

/// What differs from one kind of document to the next.
struct Language {
  const PlaceFinder& find;
  std::size_t code_size_max;
};

boost::system::result<ElementPath, SourceError> find_element(std::string_view word) {
  if (auto path = parse_element(word)) return std::move(*path);
  return SourceError{0, "`" + std::string(word) + "` names no element",
                     "write the segment and two digits, such as `BSN02`, or `CTP05-1` for a "
                     "component"};
}

/// "CN|2I|empty"; nothing when a code is missing or too long. Texts with blanks stand in quotes.
std::optional<std::vector<PackedCode>> parse_codes(std::string_view word, std::size_t size_max) {
  std::vector<PackedCode> codes;
  for (;;) {
    const std::size_t bar = word.find('|');
    std::string_view code = word.substr(0, bar);
    const bool quoted = code.size() > 2 && code.front() == '\'' && code.back() == '\'';
    if (quoted) code = code.substr(1, code.size() - 2);
    if (code.empty() || code.size() > size_max) return std::nullopt;
    codes.push_back(code == "empty" && !quoted ? PackedCode{0} : pack(code));
    if (bar == std::string_view::npos) return codes;
    word.remove_prefix(bar + 1);
  }
}

SourceError error_at(const Words& words, std::string message, std::string mend) {
  return {words.offset(), std::move(message), std::move(mend)};
}

constexpr std::string_view kConditionForm =
    "a condition looks like `REF01=CN|2I` or `SAC01!=N`, several are joined by `and`";

boost::system::result<std::vector<Condition>, SourceError> read_conditions(
    Words& words, const Language& language) {
  std::vector<Condition> conditions;
  for (;;) {
    const std::string_view word = words.word();
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0)
      return error_at(words, "`" + std::string(word) + "` is no condition",
                      std::string(kConditionForm));
    Condition condition;
    condition.negated = word[equals - 1] == '!';
    auto path = language.find(word.substr(0, equals - (condition.negated ? 1 : 0)));
    if (!path) return error_at(words, path.error().message, path.error().mend);
    auto codes = parse_codes(word.substr(equals + 1), language.code_size_max);
    if (!codes)
      return error_at(words, "`" + std::string(word) + "` is no condition",
                      std::string(kConditionForm));
    condition.path = std::move(*path);
    condition.codes = std::move(*codes);
    if (!conditions.empty() && conditions.front().path.tag != condition.path.tag)
      return error_at(words, "the conditions look at two segments",
                      "compare elements of the segment that holds the value");
    conditions.push_back(std::move(condition));
    words.next();
    if (words.done()) return conditions;
    if (words.word() != "and")
      return error_at(words, "`" + std::string(words.word()) + "` stands where `and` was expected",
                      std::string(kConditionForm));
    words.next();
  }
}

boost::system::result<Source, SourceError> read_source(std::string_view text,
                                                       const Language& language) {
  Words words(text);
  Source source;
  source.pairs = words.word().ends_with('+');
  auto path = language.find(words.word().substr(0, words.word().size() - (source.pairs ? 1 : 0)));
  if (!path) return error_at(words, path.error().message, path.error().mend);
  source.path = std::move(*path);
  words.next();

  if (words.word() == "after") {
    words.next();
    auto codes = parse_codes(words.word(), language.code_size_max);
    if (!source.pairs || !codes)
      return error_at(words, "`after` needs pairs and their qualifiers",
                      "write it like `LIN02+ after UP|UI`");
    source.after = std::move(*codes);
    words.next();
  } else if (source.pairs) {
    return error_at(words, "the pairs have no qualifier", "write it like `LIN02+ after UP|UI`");
  }

  if (words.done()) return source;
  if (words.word() != "when")
    return error_at(words, "`" + std::string(words.word()) + "` stands where `when` was expected",
                    std::string(kConditionForm));
  words.next();
  auto conditions = read_conditions(words, language);
  if (!conditions) return conditions.error();
  if (conditions->front().path.tag != source.path.tag)
    return SourceError{0, "the condition looks at another segment than the value's",
                       "compare elements of " + source.path.tag};
  source.conditions = std::move(*conditions);
  return source;
}

}  // namespace

void throw_exception_from_error(const SourceError& error, const boost::source_location& where) {
  boost::throw_exception(std::invalid_argument(error.message), where);
}

boost::system::result<std::vector<Condition>, SourceError> parse_conditions(std::string_view text) {
  const PlaceFinder find = find_element;
  Words words(text);
  return read_conditions(words, {find, kCodeSizeMax});
}

boost::system::result<std::vector<Condition>, SourceError> parse_conditions(
    std::string_view text, const PlaceFinder& find) {
  Words words(text);
  return read_conditions(words, {find, kLongCodeSizeMax});
}

boost::system::result<Source, SourceError> parse_source(std::string_view text) {
  const PlaceFinder find = find_element;
  return read_source(text, {find, kCodeSizeMax});
}

boost::system::result<Source, SourceError> parse_source(std::string_view text,
                                                        const PlaceFinder& find) {
  return read_source(text, {find, kLongCodeSizeMax});
}

}  // namespace weighbridge::maps
