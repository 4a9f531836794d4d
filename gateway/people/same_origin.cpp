#include "gateway/people/same_origin.hpp"

#include <string_view>

namespace weighbridge::people {
namespace {

/// "https://edi.example.com" of "https://edi.example.com/path".
std::string_view origin_part(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, url.find('/', scheme + 3));
}

bool is_ours(std::string_view origin, const http::Request& request, const std::string& url) {
  if (!url.empty() && origin == origin_part(url)) return true;
  const std::string ours =
      (request.secure ? "https://" : "http://") + std::string(request.fields["Host"]);
  return origin == ours;
}

}  // namespace

Origin origin_of(const http::Request& request, const std::string& url) {
  const std::string_view site = request.fields["Sec-Fetch-Site"];
  if (!site.empty() && site != "same-origin" && site != "none") return Origin::other;
  const std::string_view origin = request.fields["Origin"];
  if (!origin.empty()) return is_ours(origin, request, url) ? Origin::ours : Origin::other;
  return site.empty() ? Origin::untold : Origin::ours;
}

}  // namespace weighbridge::people
