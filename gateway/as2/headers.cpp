#include "gateway/as2/headers.hpp"

#include <algorithm>

#include <boost/url/parse.hpp>

#include "gateway/as2/text.hpp"

namespace weighbridge::as2 {
namespace {

constexpr std::size_t kNameMax = 128;  // RFC 4130 §6.2

/// Cuts what stands before the next `separator` outside of quotes off `rest`.
std::string_view take_item(std::string_view& rest, char separator) {
  bool quoted = false;
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    if (rest[i] == '\\' && quoted)
      ++i;
    else if (rest[i] == '"')
      quoted = !quoted;
    else if (rest[i] == separator && !quoted)
      break;
  }
  const std::string_view item = trimmed(rest.substr(0, i));
  rest.remove_prefix(std::min(i + 1, rest.size()));
  return item;
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    return trimmed(text.substr(1, text.size() - 2));
  return text;
}

/// "optional, sha-256, sha1" as its importance and its values.
struct Option {
  bool required = false;
  std::vector<std::string> values;
};

Option read_option(std::string_view text) {
  Option option;
  for (bool first = true; !text.empty(); first = false) {
    const std::string_view item = unquoted(take_item(text, ','));
    if (first && (equal_but_case(item, "required") || equal_but_case(item, "optional"))) {
      option.required = equal_but_case(item, "required");
      continue;
    }
    if (!item.empty()) option.values.emplace_back(item);
  }
  return option;
}

void take_protocol(const Option& option, ReceiptOptions& options) {
  const bool known = std::any_of(option.values.begin(), option.values.end(), [](const auto& value) {
    return equal_but_case(value, "pkcs7-signature") || equal_but_case(value, "pkcs7-mime") ||
           equal_but_case(value, "application/pkcs7-signature") ||
           equal_but_case(value, "x-pkcs7-signature");
  });
  options.signed_receipt = known;
  options.unknown_protocol_required = option.required && !known;
}

void take_digests(const Option& option, ReceiptOptions& options) {
  for (const std::string& value : option.values) {
    options.digest = cms::digest_from(value);
    if (!options.digest) continue;
    options.digest_spelling = value;
    break;
  }
  options.unknown_digest_required = option.required && !option.values.empty() && !options.digest;
}

}  // namespace

std::optional<std::string> read_as2_name(std::string_view field) {
  field = trimmed(field);
  std::string name;
  if (!field.empty() && field.front() == '"') {
    for (std::size_t i = 1; i < field.size() && field[i] != '"'; ++i) {
      if (field[i] == '\\' && i + 1 < field.size()) ++i;
      name += field[i];
    }
  } else {
    name = field;
  }
  if (name.empty() || name.size() > kNameMax) return std::nullopt;
  return name;
}

std::string write_as2_name(std::string_view name) {
  const bool atom = std::all_of(name.begin(), name.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != '"' && c != '\\';
  });
  if (atom) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string_view bare_message_id(std::string_view field) {
  field = trimmed(field);
  if (field.size() >= 2 && field.front() == '<' && field.back() == '>')
    field = trimmed(field.substr(1, field.size() - 2));
  return field;
}

ReceiptOptions read_receipt_options(std::string_view field) {
  ReceiptOptions options;
  while (!field.empty()) {
    const std::string_view item = take_item(field, ';');
    const std::size_t equals = item.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = trimmed(item.substr(0, equals));
    const Option option = read_option(unquoted(trimmed(item.substr(equals + 1))));
    if (equal_but_case(name, "signed-receipt-protocol"))
      take_protocol(option, options);
    else if (equal_but_case(name, "signed-receipt-micalg"))
      take_digests(option, options);
  }
  return options;
}

std::optional<ReceiptUrl> read_receipt_url(std::string_view url) {
  const auto parsed = boost::urls::parse_uri(trimmed(url));
  if (!parsed || !parsed->has_authority() || parsed->has_userinfo()) return std::nullopt;
  ReceiptUrl receipt{lower(std::string_view(parsed->scheme())), lower(std::string(parsed->host())),
                     0};
  const bool secure = receipt.scheme == "https";
  if ((!secure && receipt.scheme != "http") || receipt.host.empty()) return std::nullopt;
  receipt.port = parsed->has_port() ? parsed->port_number() : secure ? 443U : 80U;
  return receipt;
}

}  // namespace weighbridge::as2
