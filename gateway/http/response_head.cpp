#include "gateway/http/response_head.hpp"

#include <array>
#include <ctime>

#include <boost/beast/http/status.hpp>

namespace weighbridge::http {
namespace {

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char c : value) head.push_back(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
  head.append("\r\n");
}

/// RFC 9110, 5.6.7; strftime would ask the locale.
std::string date_now() {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return std::string(kDays.at(static_cast<std::size_t>(utc.tm_wday))) + ", " + two(utc.tm_mday) +
         ' ' + kMonths.at(static_cast<std::size_t>(utc.tm_mon)) + ' ' +
         std::to_string(utc.tm_year + 1900) + ' ' + two(utc.tm_hour) + ':' + two(utc.tm_min) + ':' +
         two(utc.tm_sec) + " GMT";
}

}  // namespace

bool has_no_body(unsigned status) {
  return status < 200 || status == 204 || status == 304;
}

std::string response_head(const Response& response, const HeadFacts& facts) {
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ' +
                     std::string(reason.data(), reason.size()) + "\r\n";
  append_field(head, "Date", date_now());
  for (const auto& [name, value] : response.fields.all()) append_field(head, name, value);
  if (facts.chunked)
    append_field(head, "Transfer-Encoding", "chunked");
  else if (!has_no_body(response.status) && !response.stream)
    append_field(head, "Content-Length", std::to_string(facts.body_bytes));
  append_field(head, "X-Content-Type-Options", "nosniff");
  if (!response.fields.contains("Cache-Control")) append_field(head, "Cache-Control", "no-store");
  append_field(head, "X-Request-ID", facts.request_id);
  if (!facts.keep_alive)
    append_field(head, "Connection", "close");
  else if (facts.old_client)
    append_field(head, "Connection", "keep-alive");
  return head + "\r\n";
}

}  // namespace weighbridge::http
