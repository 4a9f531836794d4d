#include "cases/proof.hpp"

#include <charconv>

#include "parsers/json/document.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cases {
namespace {

using boost::system::result;

constexpr std::string_view kSchema = "weighbridge.proof/1";
constexpr std::size_t kHexDigits = 64;
constexpr std::size_t kHashesMax = 64;  // a proof has one for each level at most

void write_hashes(json::Writer& json, std::string_view name,
                  const std::vector<MerkleHash>& hashes) {
  json.key(name).begin_array();
  for (const MerkleHash& hash : hashes) json.string(to_hex(hash));
  json.end_array();
}

std::optional<std::string> text_member(const json::Value& object, std::string_view name) {
  const auto value = object.find(name);
  if (!value || value->kind() != json::Kind::string) return std::nullopt;
  return std::string(value->text());
}

std::optional<std::uint64_t> number_member(const json::Value& object, std::string_view name) {
  const auto value = object.find(name);
  if (!value || value->kind() != json::Kind::number) return std::nullopt;
  std::uint64_t number = 0;
  const std::string_view text = value->text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::vector<MerkleHash>> hashes_member(const json::Value& object,
                                                     std::string_view name) {
  const auto list = object.find(name);
  if (!list || list->kind() != json::Kind::array) return std::nullopt;
  std::vector<MerkleHash> hashes;
  for (const json::Value value : *list) {
    const auto hash = merkle_hash_from_hex(value.text());
    if (!hash || value.kind() != json::Kind::string || hashes.size() == kHashesMax)
      return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

ProofRefusal lacks(std::string_view member) {
  return {"the proof has no readable member `" + std::string(member) + "`"};
}

}  // namespace

std::string proof_json(const LedgerProof& proof) {
  std::string text;
  json::Writer json(text, 2);
  json.begin_object()
      .member("schema", kSchema)
      .member("leaf", proof.leaf)
      .key("sequence")
      .number(proof.sequence);
  write_hashes(json, "inclusion", proof.inclusion);
  json.member("checkpoint", proof.checkpoint);
  if (proof.since) {
    json.key("since").begin_object().member("checkpoint", proof.since->earlier);
    write_hashes(json, "consistency", proof.since->hashes);
    json.end_object();
  }
  json.end_object();
  text += '\n';
  return text;
}

result<LedgerProof, ProofRefusal> parse_proof(std::string_view text) {
  Findings findings;
  const auto document = json::Document::parse(text, findings);
  if (!document || !findings.empty())
    return ProofRefusal{findings.empty() ? "it is no JSON" : findings.front().message};
  const json::Value root = document->root();
  if (text_member(root, "schema") != kSchema)
    return ProofRefusal{"it is no " + std::string(kSchema)};
  LedgerProof proof;
  auto leaf = text_member(root, "leaf");
  if (!leaf) return lacks("leaf");
  proof.leaf = *std::move(leaf);
  const auto sequence = number_member(root, "sequence");
  if (!sequence || *sequence == 0) return lacks("sequence");
  proof.sequence = *sequence;
  auto inclusion = hashes_member(root, "inclusion");
  if (!inclusion) return lacks("inclusion");
  proof.inclusion = *std::move(inclusion);
  auto checkpoint = text_member(root, "checkpoint");
  if (!checkpoint) return lacks("checkpoint");
  proof.checkpoint = *std::move(checkpoint);
  if (const auto since = root.find("since")) {
    auto earlier = text_member(*since, "checkpoint");
    auto hashes = hashes_member(*since, "consistency");
    if (!earlier || !hashes) return lacks("since");
    proof.since = ConsistencyProof{*std::move(earlier), *std::move(hashes)};
  }
  return proof;
}

result<Proved, ProofRefusal> verify_proof(const LedgerProof& proof, const VerifierKey& key) {
  const auto head = open_checkpoint(proof.checkpoint, key);
  if (!head) return ProofRefusal{"its checkpoint is not signed by " + key.name};
  if (!includes(leaf_hash(proof.leaf), proof.sequence - 1, head->size, proof.inclusion, head->root))
    return ProofRefusal{"the entry is not entry " + std::to_string(proof.sequence) +
                        " under its checkpoint"};
  if (proof.leaf.size() < kHexDigits) return ProofRefusal{"its entry is cut"};
  Proved proved{*head, proof.sequence, proof.leaf.substr(kHexDigits), std::nullopt};
  if (!proof.since) return proved;
  const auto earlier = open_checkpoint(proof.since->earlier, key);
  if (!earlier) return ProofRefusal{"its earlier checkpoint is not signed by " + key.name};
  if (!extends(earlier->size, earlier->root, head->size, head->root, proof.since->hashes))
    return ProofRefusal{"its checkpoint of " + std::to_string(head->size) +
                        " entries does not continue the earlier one of " +
                        std::to_string(earlier->size)};
  proved.since = earlier;
  return proved;
}

}  // namespace weighbridge::cases
