#include "parsers/xml/scan.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "parsers/text_place.hpp"

namespace weighbridge::xml {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t npos = std::string_view::npos;

/// What stands behind a name, by character.
constexpr std::array<bool, 256> kEndsName = [] {
  std::array<bool, 256> ends{};
  for (const char c : {' ', '\t', '\r', '\n', '/', '>', '='})
    ends[static_cast<unsigned char>(c)] = true;
  return ends;
}();

bool ends_name(char c) {
  return kEndsName[static_cast<unsigned char>(c)];
}

std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && !ends_name(text[end])) ++end;
  return text.substr(at, end - at);
}

/// Where a tag that begins at `at` ends: the offset of its ">", npos when it does not.
std::size_t tag_end(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '>') return i;
    if (text[i] != '"' && text[i] != '\'') continue;
    i = text.find(text[i], i + 1);
    if (i == npos) return npos;
  }
  return npos;
}

enum class Markup : std::uint8_t {
  start_tag,
  end_tag,
  comment,
  cdata,
  instruction,
  doctype,
  other
};

Markup markup_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, 9);
  if (rest.size() < 2) return Markup::other;
  if (rest[1] == '/') return Markup::end_tag;
  if (rest[1] == '?') return Markup::instruction;
  if (rest[1] != '!') return ends_name(rest[1]) ? Markup::other : Markup::start_tag;
  if (rest.starts_with("<!--")) return Markup::comment;
  if (rest.starts_with("<![CDATA[")) return Markup::cdata;
  return rest.starts_with("<!DOCTYPE") ? Markup::doctype : Markup::other;
}

/// What closes markup that is skipped whole.
std::string_view closing(Markup markup) {
  if (markup == Markup::comment) return "-->";
  return markup == Markup::cdata ? "]]>" : "?>";
}

std::string number(std::uint64_t value) {
  return std::to_string(value);
}

class Scanner {
 public:
  Scanner(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  ScanResult run() {
    check_bytes();
    next_reference_ = text_.find('&');
    while (!refused()) {
      const std::size_t found = text_.find('<', at_);
      const std::size_t end = std::min(found, text_.size());
      text_run(end);
      if (refused() || found == npos) break;
      at_ = found;
      markup();
    }
    if (!refused()) check_end();
    return std::move(result_);
  }

 private:
  bool refused() const { return result_.refusal.has_value(); }

  void refuse(std::string code, std::size_t offset, std::string message, std::string mend) {
    if (!refused())
      result_.refusal = Refusal{std::move(code), offset, std::move(message), std::move(mend)};
  }
  void refuse_limit(std::size_t offset, const std::string& what) {
    refuse("XML_LIMIT", offset, what, "send a smaller document, or raise the limit");
  }

  void check_bytes() {
    if (text_.size() > limits_.bytes_max)
      return refuse_limit(
          0, "the text is longer than the " + number(limits_.bytes_max) + " bytes allowed");
    if (const std::size_t zero = text_.find('\0'); zero != npos)
      refuse("XML_SYNTAX", zero, "a zero byte stands in the text", "send text as UTF-8");
  }

  /// Text from `at_` to `end`.
  void text_run(std::size_t end) {
    if (end - at_ > limits_.text_bytes_max)
      return refuse_limit(
          at_, "a text is longer than the " + number(limits_.text_bytes_max) + " bytes allowed");
    check_references(end);
    if (depth_ != 0) return;
    const std::size_t text = text_.substr(0, end).find_first_not_of(kBlanks, at_);
    if (text == npos) return;
    if (root_seen_)
      refuse("XML_SYNTAX", text, "text stands behind the end of the document",
             "send one document, and nothing behind it");
    else
      refuse("XML_SYNTAX", text, "text stands before the document begins",
             "begin with <?xml or with the document's own element");
  }

  /// Only the five entities of XML itself and character references have a meaning without a DTD.
  void check_references(std::size_t end) {
    while (next_reference_ < end) {
      if (next_reference_ >= at_) {
        const std::string_view rest = text_.substr(next_reference_ + 1, 16);
        const std::string_view name = rest.substr(0, rest.find(';'));
        constexpr std::array<std::string_view, 5> kKnown{"lt", "gt", "amp", "quot", "apos"};
        const bool known = std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end();
        const bool complete = rest.find(';') != npos;
        if (!complete || (!known && !name.starts_with('#')))
          return refuse("XML_ENTITY", next_reference_,
                        complete ? "there is no entity `" + std::string(name) + "`"
                                 : "an `&` stands in the text and begins no entity",
                        "write `&amp;` for an ampersand and characters themselves in UTF-8");
      }
      next_reference_ = text_.find('&', next_reference_ + 1);
    }
  }

  void markup() {
    const Markup kind = markup_at(text_, at_);
    switch (kind) {
      case Markup::start_tag:
        return start_tag();
      case Markup::end_tag:
        return end_tag();
      case Markup::comment:
      case Markup::cdata:
      case Markup::instruction:
        return skip(closing(kind), kind);
      case Markup::doctype:
        return doctype();
      case Markup::other:
        return refuse("XML_SYNTAX", at_, "a `<` begins no tag",
                      "write `&lt;` for a less-than sign in texts");
    }
  }

  void skip(std::string_view close, Markup kind) {
    const std::size_t end = text_.find(close, at_ + (kind == Markup::instruction ? 2 : 4));
    if (end == npos)
      return refuse("XML_SYNTAX", at_, "this is not closed by `" + std::string(close) + "`",
                    "send the document again; it may have been cut off");
    if (kind == Markup::cdata && end - at_ > limits_.text_bytes_max)
      return refuse_limit(
          at_, "a text is longer than the " + number(limits_.text_bytes_max) + " bytes allowed");
    if (kind == Markup::instruction && root_seen_ && depth_ == 0 &&
        text_.substr(at_).starts_with("<?xml "))
      return second_document();
    at_ = end + close.size();
    while (next_reference_ < at_) next_reference_ = text_.find('&', at_);
  }

  void second_document() {
    refuse("XML_SEVERAL", at_, "a second document begins behind the end of the first",
           "send each document as a message of its own, or all in one StandardBusinessDocument");
  }

  void start_tag() {
    if (root_seen_ && depth_ == 0) return second_document();
    root_seen_ = true;
    if (++elements_ > limits_.elements_max)
      return refuse_limit(
          at_, "there are more than the " + number(limits_.elements_max) + " elements allowed");
    std::size_t i = at_ + 1;
    while (i < text_.size() && !ends_name(text_[i])) ++i;
    if (i - at_ > limits_.name_bytes_max)
      return refuse_limit(
          at_, "a name is longer than the " + number(limits_.name_bytes_max) + " bytes allowed");
    if (i == text_.size() || text_[i] != '>') i = attributes(i);
    if (refused()) return;
    if (text_[i - 1] != '/' && ++depth_ > limits_.depth_max)
      return refuse_limit(at_, "elements are nested deeper than the " + number(limits_.depth_max) +
                                   " levels allowed");
    at_ = i + 1;
  }

  /// From behind the element's name to the ">" that ends its tag.
  std::size_t attributes(std::size_t i) {
    std::uint32_t count = 0;
    std::size_t last = i;
    for (; i < text_.size() && text_[i] != '>'; ++i) {
      if (text_[i] == '<') break;
      if (text_[i] != '"' && text_[i] != '\'') continue;
      const std::size_t close = text_.find(text_[i], i + 1);
      if (close == npos) break;
      if (++count > limits_.attributes_max)
        refuse_limit(at_, "an element has more than the " + number(limits_.attributes_max) +
                              " attributes allowed");
      if (i - last > limits_.name_bytes_max || close - i > limits_.attribute_bytes_max)
        refuse_limit(last, "an attribute is longer than allowed");
      i = close;
      last = close;
    }
    if (i >= text_.size() || text_[i] != '>')
      refuse("XML_SYNTAX", at_, "a tag is not closed by `>`",
             "send the document again; it may have been cut off");
    else
      check_references(i);
    return i;
  }

  void end_tag() {
    const std::size_t end = text_.find('>', at_);
    if (end == npos)
      return refuse("XML_SYNTAX", at_, "a tag is not closed by `>`",
                    "send the document again; it may have been cut off");
    if (depth_ == 0)
      return refuse("XML_SYNTAX", at_, "an element is closed here that was never opened",
                    "take the tag out");
    --depth_;
    at_ = end + 1;
  }

  void doctype() {
    if (root_seen_ || result_.doctype)
      return refuse("XML_DTD", at_, "a document type declaration stands where none may",
                    "send it once, before the document, or not at all");
    std::size_t i = at_;
    for (; i < text_.size() && text_[i] != '>' && text_[i] != '['; ++i)
      if (text_[i] == '"' || text_[i] == '\'')
        i = std::min(text_.find(text_[i], i + 1), text_.size() - 1);
    if (i < text_.size() && text_[i] == '[')
      return refuse("XML_DTD", i,
                    "the document type declaration defines entities or elements of its own, which "
                    "is not allowed in a message",
                    "send the document without it");
    if (i >= text_.size())
      return refuse("XML_SYNTAX", at_, "a tag is not closed by `>`",
                    "send the document again; it may have been cut off");
    const std::string_view all = text_.substr(at_, i + 1 - at_);
    const std::size_t name = std::min(all.find_first_not_of(kBlanks, 9), all.size() - 1);
    result_.doctype = Doctype{at_, name_at(all, name), all};
    at_ = i + 1;
  }

  void check_end() {
    if (!root_seen_)
      refuse("XML_SYNTAX", 0, "there is no element in the text",
             "send the document again; it may have been cut off");
  }

  std::string_view text_;
  const Limits& limits_;
  ScanResult result_;
  std::size_t at_ = 0;
  std::size_t next_reference_ = 0;
  std::uint32_t elements_ = 0;
  std::uint32_t depth_ = 0;
  bool root_seen_ = false;
};

}  // namespace

ScanResult scan(std::string_view text, const Limits& limits) {
  return Scanner(text, limits).run();
}

std::optional<Refusal> find_imbalance(std::string_view text) {
  struct Open {
    std::string_view name;
    std::size_t offset;
  };
  std::vector<Open> open;
  const auto line_of = [&](std::size_t offset) { return number(text_place(text, offset).line); };
  for (std::size_t at = text.find('<'); at != npos; at = text.find('<', at)) {
    const Markup kind = markup_at(text, at);
    if (kind == Markup::start_tag) {
      const std::size_t end = tag_end(text, at);
      if (end == npos) break;
      if (text[end - 1] != '/') open.push_back({name_at(text, at + 1), at});
      at = end;
    } else if (kind == Markup::end_tag) {
      const std::string_view name = name_at(text, at + 2);
      if (open.empty() || open.back().name != name) {
        std::string message = "</" + shown_value(name) + "> stands here";
        if (!open.empty())
          message += " where </" + shown_value(open.back().name) + "> is due, opened in line " +
                     line_of(open.back().offset);
        return Refusal{"XML_SYNTAX", at, std::move(message),
                       "close elements in the reverse order of opening them"};
      }
      open.pop_back();
      ++at;
    } else if (kind == Markup::comment || kind == Markup::cdata || kind == Markup::instruction) {
      at = text.find(closing(kind), at + 2);
      if (at == npos) break;
    } else {
      ++at;
    }
  }
  if (open.empty()) return std::nullopt;
  return Refusal{"XML_SYNTAX", open.back().offset,
                 "<" + shown_value(open.back().name) + "> is never closed",
                 "send the document again; it may have been cut off"};
}

}  // namespace weighbridge::xml
