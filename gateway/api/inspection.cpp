#include "gateway/api/inspection.hpp"

#include "gateway/cli/inspect_report.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/intake/deadline.hpp"
#include "mappings/reader/limits_file.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Response;

/// A person looks at it, so it is not made of what no person would look at.
constexpr std::uint64_t kMessageBytesMax = 64ULL << 20U;
constexpr std::uint32_t kTreeRowsMax = 5000;

ReaderOptions reading(const pipeline::ProcessingSetup& setup, const std::string& file_name,
                      Instant now) {
  ReaderOptions options;
  options.limits = limits_of(*setup.tables);
  options.overdue = intake::deadline_in(options.limits.seconds_max);
  options.file_name = file_name;
  options.outline_rows_max = kTreeRowsMax;
  options.trace = true;
  options.acknowledgment_time = to_string(now);
  return options;
}

}  // namespace

Response get_message_inspection(store::Store& store, const spool::SpoolSettings& spool,
                                const pipeline::ProcessingSetup& setup, Instant now,
                                const http::Request& request) {
  const std::string_view id = request.parameter("id");
  std::optional<store::MonitoredMessage> message;
  spool::PayloadWriter kept(spool);
  ReferenceData reference;
  bool too_large = false;
  bool found = false;
  store.read([&](store::Reader& reader) {
    message = reader.monitored(id);
    too_large = message && message->bytes > kMessageBytesMax;
    if (!message || too_large) return;
    found = reader.message_bytes(id, [&](std::string_view piece) { kept.write(piece); });
    if (found) reference = reader.reference();
  });
  if (!message)
    return http::problem_response(
        Problem::not_found, "there is no message " + std::string(id) + "; see /api/v1/messages");
  if (too_large)
    return http::problem_response(Problem::too_large,
                                  "the message is too large for a page; fetch its bytes and "
                                  "inspect them with weighbridge inspect");
  if (!found)
    return http::problem_response(Problem::not_found,
                                  "the bytes are not kept: their time was over");
  spool::PayloadWriter report(spool);
  cli::InspectReport sink(message->file_name.empty() ? message->id : message->file_name,
                          [&](std::string_view piece) { report.write(piece); });
  const spool::Payload bytes = kept.finish();
  const auto source = bytes.open();
  read_message(*source, *setup.tables, reference, reading(setup, message->file_name, now), sink);
  sink.finish();
  Response response;
  response.fields.add("Content-Type", "application/json");
  response.payload = report.finish();
  return response;
}

}  // namespace weighbridge::api
