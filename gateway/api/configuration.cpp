#include "gateway/api/configuration.hpp"

#include "cases/policy_version.hpp"
#include "gateway/api/asking.hpp"
#include "gateway/cli/json_members.hpp"

namespace weighbridge::api {
namespace {

using http::Request;
using http::Response;
using json::Writer;
using matching::Tolerance;

void write_certificate(Writer& json, const as2::Expiry& certificate, Instant now) {
  json.begin_object().member("subject", certificate.subject);
  json.member("fingerprint", certificate.fingerprint);
  json.member("until", to_string(certificate.at));
  const auto left = std::chrono::floor<std::chrono::days>(certificate.at - now);
  json.key("days_left").number(std::int64_t{left.count()}).end_object();
}

void write_certificates(Writer& json, const std::vector<as2::Expiry>& certificates,
                        std::string_view owner, bool ours, Instant now) {
  json.key(ours ? "our_certificates" : "certificates").begin_array();
  for (const as2::Expiry& certificate : certificates)
    if (certificate.ours == ours && (ours || certificate.owner == owner))
      write_certificate(json, certificate, now);
  json.end_array();
}

void write_partner(Writer& json, const partners::PartnerSummary& partner, const PartnersView& view,
                   Instant now) {
  json.begin_object().member("id", partner.name).member("name", partner.name);
  json.member("version", partner.version);
  cli::optional_member(json, "supplier", partner.supplier);
  cli::member(json, "senders", partner.senders);
  cli::member(json, "channels", partner.channels);
  json.key("maps").begin_array();
  for (const partners::PartnerMap& map : partner.maps)
    json.begin_object().member("id", map.id).member("version", map.version).end_object();
  json.end_array();
  write_certificates(json, view.certificates, partner.name, false, now);
  json.end_object();
}

template <class Number>
void write_limit(Writer& json, std::string_view name, const std::optional<Number>& limit) {
  json.key(name);
  if (limit)
    json.string(limit->value.to_string());
  else
    json.null();
}

void write_tolerance(Writer& json, const Tolerance& tolerance) {
  json.begin_object().member("leg", to_string_view(tolerance.leg));
  json.member("direction", tolerance.direction == matching::Direction::over ? "over" : "under");
  write_limit(json, "pct", tolerance.pct);
  write_limit(json, "abs_qty", tolerance.abs_qty);
  write_limit(json, "abs_amt", tolerance.abs_amt);
  json.key("days");
  if (tolerance.days)
    json.number(std::int64_t{tolerance.days->count()});
  else
    json.null();
  json.member("mode", tolerance.mode == matching::ToleranceMode::both ? "both" : "either");
  json.key("scope").begin_object();
  cli::optional_member(json, "supplier", tolerance.scope.supplier);
  cli::optional_member(json, "item", tolerance.scope.item);
  cli::optional_member(json, "item_group", tolerance.scope.item_group);
  cli::optional_member(json, "site", tolerance.scope.site);
  json.end_object();
  if (tolerance.valid_from) json.member("valid_from", to_string(*tolerance.valid_from));
  if (tolerance.valid_to) json.member("valid_to", to_string(*tolerance.valid_to));
  json.key("version").number(std::int64_t{tolerance.version}).end_object();
}

}  // namespace

Response list_partners(const PartnersView& view, Instant now, const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  std::string body;
  Writer json(body);
  json.begin_object().key("partners").begin_array();
  for (const partners::PartnerSummary& partner : view.partners)
    write_partner(json, partner, view, now);
  json.end_array();
  write_certificates(json, view.certificates, {}, true, now);
  json.end_object();
  return json_response(std::move(body));
}

Response get_policy(const pipeline::ProcessingSetup& setup, const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  std::string body;
  Writer json(body);
  json.begin_object().member("id", setup.policy.id);
  // What nobody named a version of is told apart by its text.
  json.member("version", cases::policy_version_name(setup.policy_text));
  json.member("functional_currency", setup.policy.functional_currency.code());
  json.key("tolerances").begin_array();
  for (const Tolerance& tolerance : setup.policy.tolerances) write_tolerance(json, tolerance);
  json.end_array().member("text", setup.policy_text).end_object();
  return json_response(std::move(body));
}

}  // namespace weighbridge::api
