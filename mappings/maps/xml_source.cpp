#include "mappings/maps/xml_source.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace weighbridge::maps {

namespace {

constexpr std::string_view kConditionForm =
    "a condition looks like `ChargeIndicator=true|1` or `@schemeID!=empty`, several are joined by "
    "`and`; texts with blanks stand in quotes";

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

std::string without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

/// Reads front to back. A mistake is kept, the first one counts, and nothing is read after it.
class XmlSourceParser {
 public:
  explicit XmlSourceParser(std::string_view text) : text_(text) {}

  std::optional<SourceError> error() const { return error_; }

  XmlSource source() {
    XmlSource source;
    path(source.steps, &source.attribute);
    if (word("when")) source.conditions = conditions();
    end();
    return source;
  }

  std::vector<XmlPathStep> steps() {
    std::vector<XmlPathStep> steps;
    path(steps, nullptr);
    end();
    return steps;
  }

  std::vector<XmlCondition> all_conditions() {
    auto found = conditions();
    end();
    return found;
  }

 private:
  bool failed() const { return error_.has_value(); }
  bool done() const { return at_ >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }

  void fail(std::string message, std::string mend) {
    if (!failed()) error_ = SourceError{at_, std::move(message), std::move(mend)};
  }

  void blanks() {
    while (peek() == ' ') ++at_;
  }

  bool take(char c) {
    if (failed() || peek() != c) return false;
    ++at_;
    return true;
  }

  /// A word of the language, with a blank or the end behind it.
  bool word(std::string_view expected) {
    blanks();
    const std::string_view rest = text_.substr(std::min(at_, text_.size()));
    if (failed() || !rest.starts_with(expected)) return false;
    if (rest.size() > expected.size() && rest[expected.size()] != ' ') return false;
    at_ += expected.size();
    blanks();
    return true;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (!done() && is_name_char(peek())) ++at_;
    std::string found = without_prefix(text_.substr(begin, at_ - begin));
    if (found.empty())
      fail("`" + std::string(text_) + "` names no element here",
           "write local names with slashes between them, such as "
           "`Item/SellersItemIdentification/ID`");
    return found;
  }

  /// "A/B[..]/@c", "@c" or "."; `attribute` null where none may stand.
  void path(std::vector<XmlPathStep>& steps, std::string* attribute) {
    if (peek() == '.' && (at_ + 1 >= text_.size() || !is_name_char(text_[at_ + 1]))) {
      ++at_;
      if (!take('/')) return;
    }
    do {
      if (attribute != nullptr &&
          text_.substr(std::min(at_, text_.size())).starts_with(kElementName)) {
        *attribute = kElementName;
        at_ += kElementName.size();
        return;
      }
      if (attribute != nullptr && take('@')) {
        *attribute = name();
        return;
      }
      XmlPathStep step;
      step.name = name();
      while (!failed() && take('[')) {
        for (XmlCondition& condition : conditions())
          step.conditions.push_back(std::move(condition));
        blanks();
        if (!take(']')) fail("a `[` is not closed", std::string(kConditionForm));
      }
      steps.push_back(std::move(step));
    } while (take('/'));
  }

  std::vector<XmlCondition> conditions() {
    std::vector<XmlCondition> found;
    do {
      blanks();
      XmlCondition condition;
      std::vector<XmlPathStep> steps;
      path(steps, &condition.attribute);
      for (XmlPathStep& step : steps) {
        if (!step.conditions.empty())
          fail("a condition stands inside a condition", std::string(kConditionForm));
        condition.path.push_back(std::move(step.name));
      }
      condition.negated = take('!');
      if (!take('=')) fail("a `=` is missing in a condition", std::string(kConditionForm));
      do condition.values.push_back(value());
      while (take('|'));
      found.push_back(std::move(condition));
    } while (!failed() && word("and"));
    return found;
  }

  std::string value() {
    if (peek() == '\'' || peek() == '"') {
      const char quote = peek();
      const std::size_t close = text_.find(quote, at_ + 1);
      if (close == std::string_view::npos) {
        fail("a quote is not closed", std::string(kConditionForm));
        return {};
      }
      std::string found(text_.substr(at_ + 1, close - at_ - 1));
      at_ = close + 1;
      return found;
    }
    const std::size_t begin = at_;
    while (!done() && peek() != ' ' && peek() != '|' && peek() != ']') ++at_;
    const std::string_view found = text_.substr(begin, at_ - begin);
    if (found.empty()) fail("a condition has no value", std::string(kConditionForm));
    return found == "empty" ? std::string() : std::string(found);
  }

  void end() {
    blanks();
    if (!done() && !failed())
      fail("`" + std::string(text_.substr(at_)) + "` is not understood",
           std::string(kConditionForm));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<SourceError> error_;
};

}  // namespace

boost::system::result<XmlSource, SourceError> parse_xml_source(std::string_view text) {
  XmlSourceParser parser(text);
  XmlSource source = parser.source();
  if (auto error = parser.error()) return *error;
  return source;
}

boost::system::result<std::vector<XmlPathStep>, SourceError> parse_xml_path(std::string_view text) {
  XmlSourceParser parser(text);
  std::vector<XmlPathStep> steps = parser.steps();
  if (auto error = parser.error()) return *error;
  return steps;
}

boost::system::result<std::vector<XmlCondition>, SourceError> parse_xml_conditions(
    std::string_view text) {
  XmlSourceParser parser(text);
  std::vector<XmlCondition> conditions = parser.all_conditions();
  if (auto error = parser.error()) return *error;
  return conditions;
}

}  // namespace weighbridge::maps
