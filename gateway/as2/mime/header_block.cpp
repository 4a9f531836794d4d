#include "gateway/as2/mime/header_block.hpp"

#include <algorithm>
#include <optional>

#include "gateway/as2/text.hpp"

namespace weighbridge::as2::mime {
namespace {

/// Cuts the next line off `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return c > 0x20 && c < 0x7F && c != ':'; });
}

Malformed malformed(std::string message) {
  return {std::move(message)};
}

/// Characters that end a bare value: blanks and what RFC 2045 calls tspecials, but for those that
/// senders leave unquoted all the same (`micalg=sha-256`, `type=multipart/report`, `name=a@b`).
bool ends_bare_value(char c) {
  return is_blank(c) || c == ';' || c == '"' || c == '(' || c == ',';
}

/// Walks over a structured value.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  void skip_blanks_and_comments() {
    while (!rest_.empty()) {
      if (is_blank(rest_.front()))
        rest_.remove_prefix(1);
      else if (rest_.front() == '(')
        skip_comment();
      else
        return;
    }
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view take_until(std::string_view stops) {
    const std::string_view taken = rest_.substr(0, rest_.find_first_of(stops));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string take_value() {
    if (take('"')) return take_quoted();
    const auto end = std::find_if(rest_.begin(), rest_.end(), ends_bare_value);
    std::string value(rest_.begin(), end);
    rest_.remove_prefix(value.size());
    return value;
  }

 private:
  void skip_comment() {
    std::size_t depth = 0;
    std::size_t i = 0;
    for (; i < rest_.size(); ++i) {
      if (rest_[i] == '\\') {
        ++i;
      } else if (rest_[i] == '(') {
        ++depth;
      } else if (rest_[i] == ')' && --depth == 0) {
        ++i;
        break;
      }
    }
    rest_.remove_prefix(std::min(i, rest_.size()));
  }

  /// A backslash escapes only what needs it: senders write `filename="C:\out\a.edi"` unescaped.
  std::string take_quoted() {
    std::string value;
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\' && rest_.size() > 1 && (rest_[1] == '"' || rest_[1] == '\\'))
        rest_.remove_prefix(1);
      value += rest_.front();
      rest_.remove_prefix(1);
    }
    take('"');
    return value;
  }

  std::string_view rest_;
};

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  const char l = lower(c);
  if (l >= 'a' && l <= 'f') return static_cast<unsigned>(l - 'a') + 10U;
  return std::nullopt;
}

/// Replaces `mark` and two hex digits by the byte they mean.
std::string decode_hex(std::string_view text, char mark) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == mark && i + 2 < text.size()) {
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (high && low) {
        bytes += static_cast<char>(*high * 16U + *low);
        i += 2;
        continue;
      }
    }
    bytes += text[i];
  }
  return bytes;
}

std::string decode_base64_words(std::string_view text) {
  std::string bytes;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    static constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) continue;
    held = (held << 6U | static_cast<unsigned>(digit)) & 0xFFFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xFFU);
  }
  return bytes;
}

/// Bytes of a character set as UTF-8; nothing for sets we do not know.
std::optional<std::string> to_utf8(std::string bytes, std::string_view charset) {
  const std::string set = lower(charset);
  if (set.empty() || set == "utf-8" || set == "us-ascii") return bytes;
  if (set != "iso-8859-1" && set != "latin1" && set != "windows-1252") return std::nullopt;
  std::string utf8;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0U | (byte >> 6U));
      utf8 += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return utf8;
}

/// The pieces of parameters before they are put together: `filename*1*="..."`.
struct Piece {
  std::string name;
  unsigned number = 0;
  bool encoded = false;
  std::string value;
};

Piece piece_of(std::string_view written, std::string value) {
  Piece piece{lower(trimmed(written)), 0, false, std::move(value)};
  if (piece.name.ends_with('*')) {
    piece.encoded = true;
    piece.name.pop_back();
  }
  const std::size_t star = piece.name.rfind('*');
  if (star != std::string::npos && star + 1 < piece.name.size() && piece.name.size() - star <= 3) {
    unsigned number = 0;
    for (const char c : std::string_view(piece.name).substr(star + 1)) {
      if (c < '0' || c > '9') return piece;
      number = number * 10 + static_cast<unsigned>(c - '0');
    }
    piece.number = number;
    piece.name.resize(star);
  }
  return piece;
}

/// RFC 2231: the pieces of each name in order of their numbers, character set and language before
/// the first.
std::vector<std::pair<std::string, std::string>> put_together(std::vector<Piece> pieces) {
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.number < b.number; });
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> charsets;
  for (Piece& piece : pieces) {
    const auto known = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& p) { return p.first == piece.name; });
    const bool first = known == parameters.end();
    if (!first && piece.number == 0) continue;  // said twice: the first counts
    std::string charset;
    if (piece.encoded && first) {
      const std::size_t language = piece.value.find('\'');
      const std::size_t text =
          language == std::string::npos ? language : piece.value.find('\'', language + 1);
      if (text != std::string::npos) {
        charset = piece.value.substr(0, language);
        piece.value.erase(0, text + 1);
      }
    }
    const auto index = static_cast<std::size_t>(known - parameters.begin());
    if (first) charsets.push_back(charset);
    if (piece.encoded) {
      const std::string bytes = decode_hex(piece.value, '%');
      piece.value = to_utf8(bytes, charsets[index]).value_or(bytes);
    }
    if (first)
      parameters.emplace_back(std::move(piece.name), std::move(piece.value));
    else
      known->second += piece.value;
  }
  return parameters;
}

/// One `=?charset?B|Q?text?=` at the front of `text`; its length, and what it says.
std::optional<std::pair<std::size_t, std::string>> encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() ||
      text[charset_end + 2] != '?')
    return std::nullopt;
  const std::size_t end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view body = text.substr(charset_end + 3, end - charset_end - 3);
  const char how = lower(text[charset_end + 1]);
  std::string bytes;
  if (how == 'b') {
    bytes = decode_base64_words(body);
  } else if (how == 'q') {
    std::string spaced(body);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    bytes = decode_hex(spaced, '=');
  } else {
    return std::nullopt;
  }
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));  // RFC 2231: a language may follow
  auto utf8 = to_utf8(std::move(bytes), charset);
  if (!utf8) return std::nullopt;
  return std::pair{end + 2, std::move(*utf8)};
}

std::string bare_file_name(std::string_view name) {
  const std::size_t path_end = name.find_last_of("/\\");
  if (path_end != std::string_view::npos) name.remove_prefix(path_end + 1);
  std::string bare;
  for (const char c : trimmed(name))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) bare += c;
  if (bare == "." || bare == "..") return {};
  constexpr std::size_t kNameMax = 255;  // of a file name, in bytes
  if (bare.size() > kNameMax) bare.resize(kNameMax);
  return bare;
}

}  // namespace

Result<Entity> read_entity(const Slice& whole, const Limits& limits) {
  const std::string head = whole.head(limits.header_bytes_max);
  Entity entity;
  std::string_view rest = head;
  std::size_t fields = 0;
  std::string name, value;
  const auto keep = [&] {
    if (!name.empty()) entity.fields.add(std::move(name), std::move(value));
    name.clear();
    value.clear();
  };
  for (;;) {
    if (rest.empty()) {
      if (head.size() < whole.size()) return malformed("a header has no end");
      break;
    }
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (name.empty()) return malformed("a header begins with a folded line");
      if (const std::string_view more = trimmed(line); !more.empty())
        value.append(value.empty() ? "" : " ").append(more);
      continue;
    }
    keep();
    const std::size_t colon = line.find(':');
    const std::string_view written = trimmed(line.substr(0, std::min(colon, line.size())));
    if (colon == std::string_view::npos || !is_name(written))
      return malformed("a header holds a line that is no field");
    if (++fields > limits.header_fields_max) return malformed("a header has too many fields");
    name = written;
    value = trimmed(line.substr(colon + 1));
  }
  keep();
  entity.whole = whole;
  entity.body = whole.from(head.size() - rest.size());
  return entity;
}

std::string_view StructuredValue::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& parameter) { return parameter.first == name; });
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

StructuredValue read_structured(std::string_view text) {
  Scanner scanner(text);
  scanner.skip_blanks_and_comments();
  StructuredValue structured;
  structured.value = lower(trimmed(scanner.take_until(";(")));
  std::vector<Piece> pieces;
  while (!scanner.at_end()) {
    scanner.skip_blanks_and_comments();
    if (scanner.take(';') || scanner.take(',')) continue;
    const std::string_view name = scanner.take_until("=;(");
    scanner.skip_blanks_and_comments();
    if (!scanner.take('=')) {
      scanner.take_until(";");
      continue;
    }
    scanner.skip_blanks_and_comments();
    std::string value = scanner.take_value();
    pieces.push_back(piece_of(name, std::move(value)));
    scanner.take_until(";");
  }
  structured.parameters = put_together(std::move(pieces));
  return structured;
}

std::string decode_words(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    if (auto word = encoded_word(text)) {
      decoded += word->second;
      text.remove_prefix(word->first);
      // Blanks between two encoded words are not part of the text.
      const std::size_t blanks = text.find_first_not_of(" \t\r\n");
      if (blanks != 0 && blanks != std::string_view::npos && encoded_word(text.substr(blanks)))
        text.remove_prefix(blanks);
      continue;
    }
    decoded += text.front();
    text.remove_prefix(1);
  }
  return decoded;
}

std::string file_name(const http::Fields& fields) {
  const StructuredValue disposition = read_structured(fields["Content-Disposition"]);
  std::string_view name = disposition.parameter("filename");
  const StructuredValue type = read_structured(fields["Content-Type"]);
  if (name.empty()) name = type.parameter("name");
  return bare_file_name(decode_words(name));
}

std::string media_type(const http::Fields& fields, std::string_view fallback) {
  std::string type = read_structured(fields["Content-Type"]).value;
  if (type.empty()) return std::string(fallback);
  return type;
}

}  // namespace weighbridge::as2::mime
