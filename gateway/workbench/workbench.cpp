#include "gateway/workbench/workbench.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/http/media_type.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/workbench/built_files.hpp"

namespace weighbridge::workbench {
namespace {

using http::Request;
using http::Response;

// Nothing but our own files and our own API: what a supplier wrote can not run or call out, even
// where a screen were wrong.
constexpr std::string_view kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

constexpr std::string_view kNotBuilt =
    "<!doctype html><html lang=\"en\"><title>Weighbridge</title>"
    "<p>This program was built without the workbench: npm was not there. "
    "Its HTTP interface is at <a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.</html>\n";

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMediaTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".svg", "image/svg+xml"},
     {".woff2", "font/woff2"}}};

std::string media_type_of(std::string_view path) {
  for (const auto& [ending, type] : kMediaTypes)
    if (path.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

const BuiltFile* find_file(std::string_view path) {
  const auto& files = built_files();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const BuiltFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

void add_guards(Response& response) {
  response.fields.add("Content-Security-Policy", std::string(kContentPolicy));
  response.fields.add("Referrer-Policy", "no-referrer");
  response.fields.add("Cross-Origin-Opener-Policy", "same-origin");
  response.fields.add("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

/// Whether gzip stands in Accept-Encoding without a weight of nought.
bool takes_gzip(const Request& request) {
  const std::string_view accepted = request.fields["Accept-Encoding"];
  const std::size_t at = accepted.find("gzip");
  if (at == std::string_view::npos) return false;
  std::string_view weight = accepted.substr(at + 4);
  weight = weight.substr(0, weight.find(','));
  return weight.find("q=0") == std::string_view::npos || weight.find("q=0.") != weight.npos;
}

Response response_with(const BuiltFile& file, const Request& request, std::string_view caching) {
  const std::string tag = '"' + std::string(file.sha256.substr(0, 32)) + '"';
  Response response;
  add_guards(response);
  response.fields.add("ETag", tag);
  response.fields.add("Cache-Control", std::string(caching));
  response.fields.add("Vary", "Accept-Encoding");
  if (request.fields["If-None-Match"].find(tag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  const bool packed = !file.gzip.empty() && takes_gzip(request);
  if (packed) response.fields.add("Content-Encoding", "gzip");
  response.fields.add("Content-Type", media_type_of(file.path));
  response.body = packed ? file.gzip : file.content;
  return response;
}

}  // namespace

Response page(const Request& request) {
  if (const BuiltFile* index = find_file("index.html"))
    return response_with(*index, request, "no-cache");
  Response response;
  add_guards(response);
  response.fields.add("Content-Type", media_type_of(".html"));
  response.body = kNotBuilt;
  return response;
}

Response asset(const Request& request) {
  const std::string path = "assets/" + std::string(request.parameter("file"));
  if (const BuiltFile* file = find_file(path))
    return response_with(*file, request, "public, max-age=31536000, immutable");
  return http::problem_response(http::Problem::not_found,
                                "the workbench has no such file; load the page anew");
}

}  // namespace weighbridge::workbench
