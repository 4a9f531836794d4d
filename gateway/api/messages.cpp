#include "gateway/api/messages.hpp"

#include "gateway/api/asking.hpp"
#include "gateway/api/repeatable.hpp"
#include "gateway/cli/finding_json.hpp"
#include "gateway/cli/json_members.hpp"
#include "gateway/http/problem.hpp"

namespace weighbridge::api {
namespace {

using cli::optional_member;
using http::Problem;
using http::Request;
using http::Response;
using json::Writer;

std::optional<store::JobState> job_state_from(std::string_view text) {
  using store::JobState;
  for (const JobState state : {JobState::waiting, JobState::done, JobState::failed})
    if (to_string_view(state) == text) return state;
  return std::nullopt;
}

Response no_such_message(const Request& request) {
  return http::problem_response(
      Problem::not_found,
      "there is no message " + std::string(request.parameter("id")) + "; see /api/v1/messages");
}

void write_trouble(Writer& json, const std::optional<store::Trouble>& trouble) {
  if (!trouble) return;
  json.key("trouble").begin_object().member("class", trouble->error_class);
  json.member("code", trouble->code).member("message", trouble->message);
  json.member("mend", trouble->mend).end_object();
}

/// The members of a message, its object left open.
/// A message whose delivery was refused has no job: `refused` says why nothing was made of it.
void begin_message(Writer& json, const store::MonitoredMessage& message,
                   const std::optional<store::Trouble>& refused) {
  json.begin_object().member("id", message.id).member("source", message.source);
  json.key("bytes").number(message.bytes);
  json.key("bytes_kept").boolean(message.bytes_kept);
  json.member("received_at", to_string(message.received_at));
  if (message.delivery != 0) json.member("delivery", store::delivery_id(message.delivery));
  optional_member(json, "channel", message.channel);
  optional_member(json, "partner", message.partner);
  optional_member(json, "file_name", message.file_name);
  if (message.job) {
    json.member("state", to_string_view(message.job->state));
    json.key("failed_tries").number(std::uint64_t{message.job->tries});
    write_trouble(json, message.job->trouble);
  } else {
    json.member("state", refused ? "failed" : "done");
    write_trouble(json, refused);
  }
  json.key("documents").begin_object();
  json.key("accepted").number(message.accepted);
  json.key("duplicate").number(message.duplicate);
  json.key("answers").number(message.answers);
  json.key("parked").number(message.parked);
  json.key("quarantined").number(message.quarantined);
  json.key("ignored").number(message.ignored);
  json.end_object();
}

void write_document(Writer& json, const store::StoredDocument& document) {
  json.begin_object().key("number").number(document.number);
  json.key("position").number(std::uint64_t{document.position});
  json.member("state", to_string_view(document.state));
  optional_member(json, "standard", document.standard);
  optional_member(json, "sender", document.sender);
  optional_member(json, "receiver", document.receiver);
  optional_member(json, "interchange", document.interchange);
  optional_member(json, "group", document.group);
  optional_member(json, "version", document.version);
  optional_member(json, "set", document.set);
  optional_member(json, "control", document.control);
  optional_member(json, "map", document.map);
  optional_member(json, "stage", document.stage);
  optional_member(json, "document", document.document);
  optional_member(json, "supplier", document.supplier);
  if (document.receipt != 0) json.member("receipt", std::to_string(document.receipt));
  if (document.events != 0) json.key("events").number(std::uint64_t{document.events});
  write_trouble(json, document.trouble);
  json.key("findings").begin_array();
  for (const Finding& finding : document.findings) cli::write_finding(json, finding);
  json.end_array();
  json.member("decided_at", to_string(document.decided_at));
  if (document.due) json.member("due", to_string(*document.due));
  optional_member(json, "by", document.by);
  optional_member(json, "reason", document.reason);
  json.end_object();
}

std::optional<store::Trouble> refusal_of(const store::MonitoredMessage& message,
                                         store::Reader& reader) {
  if (message.job || message.delivery == 0) return std::nullopt;
  const auto delivery = reader.delivery(message.delivery);
  return delivery ? delivery->refused : std::nullopt;
}

}  // namespace

Response list_messages(store::Store& store, const Request& request) {
  Query query(request, {"channel", "partner", "state", "document"});
  store::MessageFilter filter;
  filter.channel = query.text("channel");
  filter.partner = query.text("partner");
  if (const std::string state = query.text("state"); !state.empty()) {
    filter.job = job_state_from(state);
    query.require(filter.job.has_value(), "state", "waiting, done or failed");
  }
  if (const std::string state = query.text("document"); !state.empty()) {
    filter.document = store::document_state_from(state);
    query.require(filter.document.has_value(), "document",
                  "accepted, duplicate, answer, parked, quarantined or ignored");
  }
  filter.before = query.cursor_or(UINT64_MAX);
  filter.limit = query.limit();
  if (query.refusal()) return *query.refusal();
  std::vector<store::MonitoredMessage> messages;
  PageWriter page("messages");
  store.read([&](store::Reader& reader) {
    messages = reader.monitored(filter);
    for (const store::MonitoredMessage& message : messages) {
      begin_message(page.rows(), message, refusal_of(message, reader));
      page.rows().end_object();
    }
  });
  const bool more = messages.size() == filter.limit;
  return page.end(more ? std::optional(std::to_string(messages.back().number)) : std::nullopt);
}

Response get_message(store::Store& store, const Request& request) {
  std::optional<store::MonitoredMessage> message;
  std::vector<store::StoredDocument> documents;
  std::optional<store::Trouble> refused;
  store.read([&](store::Reader& reader) {
    message = reader.monitored(request.parameter("id"));
    if (!message) return;
    documents = reader.documents_of(message->id);
    refused = refusal_of(*message, reader);
  });
  if (!message) return no_such_message(request);
  std::string body;
  Writer json(body);
  begin_message(json, *message, refused);
  json.key("parts").begin_array();
  for (const store::StoredDocument& document : documents) write_document(json, document);
  json.end_array().end_object();
  return json_response(std::move(body));
}

Response get_message_bytes(store::Store& store, const spool::SpoolSettings& spool,
                           const Request& request) {
  spool::PayloadWriter writer(spool);
  bool known = false;
  bool kept = false;
  store.read([&](store::Reader& reader) {
    const std::string_view id = request.parameter("id");
    known = reader.has_message(id);
    kept = known && reader.message_bytes(id, [&](std::string_view piece) { writer.write(piece); });
  });
  if (!known) return no_such_message(request);
  if (!kept)
    return http::problem_response(Problem::not_found,
                                  "the bytes are not kept: the message is larger than "
                                  "store.message_bytes_max, or its time was over");
  Response response;
  // Never shown as what somebody else made it: a browser must not run it.
  response.fields.add("Content-Type", "application/octet-stream");
  response.fields.add("Content-Disposition",
                      "attachment; filename=\"" + std::string(request.parameter("id")) + ".bin\"");
  response.payload = writer.finish();
  return response;
}

Response replay_message(store::Store& store, const Replay& replay, Instant now,
                        const Request& request) {
  const std::string id(request.parameter("id"));
  const Repeatable repeatable(request);
  if (auto refusal = repeatable.refusal()) return *std::move(refusal);
  bool known = false;
  std::optional<Response> earlier;
  store.read([&](store::Reader& reader) {
    known = reader.has_message(id);
    earlier = repeatable.earlier(reader);
  });
  if (!known) return no_such_message(request);
  if (earlier) return *std::move(earlier);
  if (const auto why_not = replay(id, request.caller.name))
    return http::problem_response(Problem::conflict, *why_not);
  std::string body;
  Writer(body).begin_object().member("id", id).member("state", "waiting").end_object();
  Response response = json_response(std::move(body), 202);
  response.fields.add("Location", "/api/v1/messages/" + id);
  // Twice is as good as once (M-20.1): a crash before this only makes a repetition do it again.
  store.write([&](store::Writer& writer) { repeatable.keep(response, now, writer); });
  return response;
}

}  // namespace weighbridge::api
