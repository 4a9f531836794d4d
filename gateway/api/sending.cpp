#include "gateway/api/sending.hpp"

#include <utility>

#include "gateway/api/access.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/api/sent_documents.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/receive/awaited_intake.hpp"

namespace weighbridge::api {
namespace {

namespace asio = boost::asio;
using http::Problem;
using http::Request;
using http::Response;

constexpr std::size_t kKeyBytesMax = 255;

std::string file_name_of(const Request& request) {
  std::string name(request.query_value("file_name").value_or(std::string_view()));
  if (const std::size_t stroke = name.find_last_of("/\\"); stroke != std::string::npos)
    name.erase(0, stroke + 1);
  return name;
}

receive::Delivery delivery_of(const Request& request) {
  receive::Delivery delivery;
  delivery.channel = "http";
  delivery.partner = std::string(request.query_value("partner").value_or(std::string_view()));
  delivery.user = request.caller.name;
  // Two callers may use the same key for different things.
  if (const std::string_view key = request.fields["Idempotency-Key"]; !key.empty())
    delivery.key = request.caller.name + ' ' + std::string(key);
  delivery.contents.push_back(
      {request.body, file_name_of(request), std::string(request.fields["Content-Type"])});
  delivery.facts = {{"remote", request.remote},
                    {"request", request.id},
                    {"user-agent", std::string(request.fields["User-Agent"])}};
  return delivery;
}

std::optional<Response> refuse(const Request& request) {
  for (const auto& [name, value] : request.query)
    if (name != "partner" && name != "file_name")
      return http::problem_response(Problem::malformed, "there is no parameter `" + name +
                                                            "`; there are partner and file_name");
  if (request.fields["Idempotency-Key"].size() > kKeyBytesMax)
    return http::problem_response(Problem::malformed, "Idempotency-Key is longer than 255 bytes");
  if (request.body.size() == 0)
    return http::problem_response(Problem::invalid, "the body is empty; send the message in it");
  return std::nullopt;
}

Response answer_to(const receive::NotTaken& not_taken) {
  Response response = http::problem_response(
      Problem::busy, not_taken.message.empty() ? "try again later" : not_taken.message);
  http::Fields fields;
  for (const auto& [name, value] : response.fields.all())
    fields.add(name, name == "Retry-After" ? std::to_string(not_taken.retry_after.count()) : value);
  response.fields = std::move(fields);
  return response;
}

Response answer_to(const receive::Taken& taken, const std::string& sha256) {
  if (taken.repeated && !taken.messages.empty() && taken.messages.front() != sha256)
    return http::problem_response(
        Problem::key_reused,
        "this Idempotency-Key came before with another body; use a new key for a new message");
  std::string body;
  json::Writer json(body);
  const std::string id = taken.messages.empty() ? std::string() : taken.messages.front();
  json.begin_object().member("id", id).member("delivery", taken.delivery);
  json.key("repeated").boolean(taken.repeated).end_object();
  Response response = json_response(std::move(body), 202);
  response.fields.add("Location", "/api/v1/messages/" + id);
  return response;
}

asio::awaitable<Response> hand_in(receive::Intake& intake, Request request) {
  const std::string sha256 = request.body.sha256();
  receive::Outcome outcome = co_await take(intake, delivery_of(request));
  if (const auto* not_taken = std::get_if<receive::NotTaken>(&outcome))
    co_return answer_to(*not_taken);
  co_return answer_to(std::get<receive::Taken>(outcome), sha256);
}

asio::awaitable<Response> take_message(SendingParts parts, Request request) {
  if (auto refusal = refuse(request)) co_return std::move(*refusal);
  co_return co_await hand_in(parts.intake, std::move(request));
}

asio::awaitable<Response> take_documents(SendingParts parts, Sent what, Request request) {
  if (auto refusal = refuse(request)) co_return std::move(*refusal);
  std::optional<Response> refusal;
  std::function<void()> check = [&] {
    refusal = refuse_documents(what, request.body, request.caller);
  };
  co_await parts.pool.run(std::move(check));
  if (refusal) co_return std::move(*refusal);
  co_return co_await hand_in(parts.intake, std::move(request));
}

}  // namespace

http::Handler send_message(SendingParts parts) {
  return [parts](Request request) { return take_message(parts, std::move(request)); };
}

http::Handler send_receipts(SendingParts parts) {
  return [parts](Request request) {
    return take_documents(parts, Sent::receipts, std::move(request));
  };
}

http::Handler send_events(SendingParts parts) {
  return
      [parts](Request request) { return take_documents(parts, Sent::events, std::move(request)); };
}

}  // namespace weighbridge::api
