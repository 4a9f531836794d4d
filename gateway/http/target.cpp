#include "gateway/http/target.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace weighbridge::http {
namespace {

boost::urls::result<boost::urls::url_view> parse(std::string_view target) {
  const boost::core::string_view text(target.data(), target.size());
  if (target.starts_with('/')) return boost::urls::parse_origin_form(text);
  return boost::urls::parse_absolute_uri(text);
}

/// A NUL has no business in a name, and what is behind it would be overlooked.
bool is_plain(std::string_view text) {
  return text.find('\0') == std::string_view::npos;
}

}  // namespace

bool read_target(std::string_view target, Request& request) {
  const auto parsed = parse(target);
  if (!parsed) return false;
  const boost::urls::url_view& url = *parsed;
  request.path = "";
  for (const auto& encoded : url.encoded_segments()) {
    std::string segment = encoded.decode();
    if (!is_plain(segment)) return false;
    request.path += '/' + segment;
    request.segments.push_back(std::move(segment));
  }
  if (request.path.empty()) request.path = "/";
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& parameter : url.encoded_params()) {
    std::string key = parameter.key.decode(form);
    std::string value = parameter.has_value ? parameter.value.decode(form) : std::string();
    if (!is_plain(key) || !is_plain(value)) return false;
    request.query.emplace_back(std::move(key), std::move(value));
  }
  return true;
}

}  // namespace weighbridge::http
