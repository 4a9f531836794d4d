#include "gateway/api/proofs.hpp"

#include "gateway/api/asking.hpp"
#include "gateway/http/problem.hpp"
#include "store/ledger_proof.hpp"

namespace weighbridge::api {
namespace {

using http::Problem;
using http::Request;
using http::Response;

Response no_checkpoint() {
  return http::problem_response(
      Problem::not_found,
      "no checkpoint was signed yet; set ledger.key_file, or weighbridge ledger checkpoint");
}

/// {"size": 9, "root": "hex", "checkpoint": "the note" or null}.
void write_head(json::Writer& json, store::Reader& reader, std::uint64_t size) {
  store::LedgerTree tree(reader);
  json.begin_object().key("size").number(size);
  json.member("root", to_hex(cases::merkle_root(size, tree.nodes()))).key("checkpoint");
  if (const auto signed_head = store::checkpoint_of(reader, size))
    json.string(signed_head->note);
  else
    json.null();
  json.end_object();
}

Response inclusion(store::Reader& reader, std::uint64_t entry,
                   const std::optional<std::uint64_t>& from) {
  const auto newest = reader.last_ledger_checkpoint();
  if (!newest) return no_checkpoint();
  auto proof = store::prove_entry(reader, entry);
  if (!proof)
    return http::problem_response(Problem::not_found, "the newest checkpoint covers entries 1 to " +
                                                          std::to_string(newest->entries));
  if (from) {
    const auto earlier = store::checkpoint_of(reader, *from);
    if (!earlier || *from == 0)
      return http::problem_response(Problem::not_found, "no checkpoint was signed over " +
                                                            std::to_string(*from) + " entries");
    proof->since =
        cases::ConsistencyProof{earlier->note, store::prove_growth(reader, *from, newest->entries)};
  }
  return json_response(proof_json(*proof));
}

Response growth(store::Reader& reader, std::uint64_t from, std::uint64_t to) {
  const std::uint64_t entries = reader.ledger_head().count;
  if (from == 0 || from > to || to > entries)
    return http::problem_response(
        Problem::malformed,
        "`from` and `to` must be lengths of the ledger, 1 to " + std::to_string(entries));
  std::string body;
  json::Writer json(body);
  json.begin_object().member("schema", "weighbridge.growth/1").key("from");
  write_head(json, reader, from);
  write_head(json.key("to"), reader, to);
  json.key("consistency").begin_array();
  for (const cases::MerkleHash& hash : store::prove_growth(reader, from, to))
    json.string(to_hex(hash));
  json.end_array().end_object();
  return json_response(std::move(body));
}

}  // namespace

Response get_ledger_checkpoint(store::Store& store, const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  std::optional<store::StoredCheckpoint> newest;
  std::uint64_t entries = 0;
  store.read([&](store::Reader& reader) {
    newest = reader.last_ledger_checkpoint();
    entries = reader.ledger_head().count;
  });
  if (!newest) return no_checkpoint();
  std::string body;
  json::Writer json(body);
  json.begin_object().member("checkpoint", newest->note).key("size").number(newest->entries);
  json.member("at", to_string(newest->at)).key("entries").number(entries).end_object();
  return json_response(std::move(body));
}

Response get_ledger_proof(store::Store& store, const Request& request) {
  Query query(request, {"entry", "from", "to"});
  const auto entry = query.number("entry");
  const auto from = query.number("from");
  const auto to = query.number("to");
  query.require(entry.has_value() || from.has_value(), "entry",
                "the number of an entry; or give `from`, and `to`");
  query.require(!entry || !to, "to", "left out beside `entry`: its proof leads to the newest head");
  if (query.refusal()) return *query.refusal();
  Response response;
  store.read([&](store::Reader& reader) {
    response = entry ? inclusion(reader, *entry, from)
                     : growth(reader, *from, to.value_or(reader.ledger_head().count));
  });
  return response;
}

Response verify_ledger(store::Store& store, const std::optional<cases::VerifierKey>& key,
                       const Request& request) {
  Query query(request, {});
  if (query.refusal()) return *query.refusal();
  store::LedgerAudit audit;
  std::size_t checkpoints = 0;
  store.read([&](store::Reader& reader) {
    audit = store::verify_ledger(reader);
    if (!audit.broken) audit.broken = store::verify_ledger_tree(reader, key);
    checkpoints = reader.ledger_checkpoints().size();
  });
  std::string body;
  json::Writer json(body);
  json.begin_object().key("holds").boolean(!audit.broken);
  json.key("entries").number(audit.entries).member("head", audit.head.hash);
  json.key("checkpoints").number(std::uint64_t{checkpoints}).key("signed_by");
  if (key)
    json.string(key->name);
  else
    json.null();
  json.key("broken");
  if (audit.broken)
    json.begin_object()
        .key("sequence")
        .number(audit.broken->sequence)
        .member("message", audit.broken->message)
        .end_object();
  else
    json.null();
  json.end_object();
  return json_response(std::move(body));
}

}  // namespace weighbridge::api
