#include "parsers/xml/document.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "parsers/text_place.hpp"
#include "parsers/xml/encoding.hpp"

namespace weighbridge::xml {
namespace {

/// No comments, instructions or DOCTYPE in the tree; the text of an element in the element itself.
constexpr unsigned kParseFlags = pugi::parse_cdata | pugi::parse_escapes |
                                 pugi::parse_wconv_attribute | pugi::parse_eol |
                                 pugi::parse_embed_pcdata;

constexpr std::size_t kCheckpointBytes = 4096;

Finding finding_of(const Refusal& refusal, Place place) {
  Finding finding;
  finding.code = refusal.code;
  finding.place = std::move(place);
  finding.message = refusal.message;
  finding.mend = refusal.mend;
  return finding;
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

/// Whether `attribute` declares the namespace of `prefix`: xmlns or xmlns:prefix.
bool declares(std::string_view attribute, std::string_view prefix) {
  if (!attribute.starts_with("xmlns")) return false;
  const std::string_view rest = attribute.substr(5);
  return prefix.empty() ? rest.empty() : rest.size() == prefix.size() + 1 && rest.ends_with(prefix);
}

/// The element's number among its brothers of the same name; 0 when it is the only one.
std::size_t number_among_brothers(pugi::xml_node node) {
  const std::string_view name = node.name();
  std::size_t before = 0;
  bool more = false;
  for (auto at = node.previous_sibling(); at; at = at.previous_sibling())
    before += name == at.name() ? 1U : 0U;
  for (auto at = node.next_sibling(); at && !more; at = at.next_sibling()) more = name == at.name();
  return before != 0 || more ? before + 1 : 0;
}

}  // namespace

std::string_view local_name(std::string_view name) {
  // Prefixes are short: a search by machine words would cost more than it saves.
  for (std::size_t i = 0; i < name.size(); ++i)
    if (name[i] == ':') return name.substr(i + 1);
  return name;
}

std::string_view namespace_of(pugi::xml_node node) {
  const std::string_view prefix = prefix_of(node.name());
  for (auto at = node; at; at = at.parent())
    for (const pugi::xml_attribute attribute : at.attributes())
      if (declares(attribute.name(), prefix)) return attribute.value();
  return {};
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  for (auto at = node.first_child(); at; at = at.next_sibling())
    if (is_named(at, name)) return at;
  return {};
}

pugi::xml_node descendant(pugi::xml_node node, std::string_view path) {
  while (node && !path.empty()) {
    const std::size_t slash = path.find('/');
    node = child(node, path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return node;
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (auto at = node.first_attribute(); at; at = at.next_attribute())
    if (local_name(std::string_view(at.name())) == name) return trimmed(at.value());
  return {};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::optional<Document> Document::parse(std::string bytes, Findings& findings,
                                        const Limits& limits) {
  Decoded decoded = decode(std::move(bytes), findings);
  if (!decoded.readable) return std::nullopt;
  Document document;
  document.source_ = std::move(decoded.text);
  document.start_ = text_start();
  document.start_.offset = decoded.skipped;
  document.offsets_known_ = !decoded.transcoded;

  ScanResult scanned = scan(document.source_, limits);
  if (scanned.refusal) {
    findings.push_back(finding_of(*scanned.refusal, document.place_of(scanned.refusal->offset)));
    return std::nullopt;
  }
  const std::string& source = document.source_;
  document.buffer_.reset(new char[source.size() + 1]);  // not zeroed first, as make_unique would
  std::memcpy(document.buffer_.get(), source.data(), source.size());
  document.tree_ = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result result = document.tree_->load_buffer_inplace(
      document.buffer_.get(), source.size(), kParseFlags, pugi::encoding_utf8);
  if (!result) {
    document.report_syntax(result, findings);
    return std::nullopt;
  }
  document.doctype_ = scanned.doctype;
  return document;
}

void Document::report_syntax(const pugi::xml_parse_result& result, Findings& findings) const {
  if (auto imbalance = find_imbalance(source_)) {
    findings.push_back(finding_of(*imbalance, place_of(imbalance->offset)));
    return;
  }
  const Refusal refusal{"XML_SYNTAX", static_cast<std::size_t>(result.offset),
                        std::string("this is no well-formed XML: ") + result.description(),
                        "correct it with an XML editor and send it again"};
  findings.push_back(finding_of(refusal, place_of(refusal.offset)));
}

std::string_view Document::text(pugi::xml_node node) const {
  const std::string_view own = node.value();
  pugi::xml_node piece = node.first_child();
  while (piece && piece.type() == pugi::node_element) piece = piece.next_sibling();
  if (!piece) return trimmed(own);
  if (own.empty() && !piece.next_sibling()) return trimmed(piece.value());
  std::string& joined = joined_.emplace_back(own);
  for (; piece; piece = piece.next_sibling())
    if (piece.type() != pugi::node_element) joined += piece.value();
  return trimmed(joined);
}

std::size_t Document::offset_of(std::string_view view) const {
  const char* const begin = buffer_.get();
  if (view.data() < begin || view.data() > begin + source_.size()) return 0;
  return static_cast<std::size_t>(view.data() - begin);
}

Place Document::place_of(std::size_t offset) const {
  // A text with a thousand flaws must not be counted through from its start a thousand times.
  if (checkpoints_.empty()) checkpoints_.push_back(start_);
  const std::string_view text = source_;
  while (checkpoints_.size() <= offset / kCheckpointBytes) {
    const std::size_t from = (checkpoints_.size() - 1) * kCheckpointBytes;
    if (from + kCheckpointBytes > text.size()) break;
    checkpoints_.push_back(text_place(text.substr(from), kCheckpointBytes, checkpoints_.back()));
  }
  const std::size_t nearest = std::min(offset / kCheckpointBytes, checkpoints_.size() - 1);
  const std::size_t from = nearest * kCheckpointBytes;
  Place place = text_place(text.substr(from), offset - from, checkpoints_[nearest]);
  if (!offsets_known_) place.offset = 0;
  return place;
}

pugi::xml_node Document::element_at(std::size_t offset) const {
  pugi::xml_node element = root();
  for (pugi::xml_node next = element; next;) {
    element = next;
    next = {};
    for (const pugi::xml_node inner : element.children()) {
      if (inner.type() != pugi::node_element) continue;
      if (offset_of(inner.name()) > offset) break;
      next = inner;
    }
  }
  return element;
}

std::string path_of(pugi::xml_node node) {
  std::string path;
  for (auto at = node; at && at.type() == pugi::node_element; at = at.parent()) {
    std::string step(local_name(at));
    if (const std::size_t number = number_among_brothers(at); number != 0)
      step += "[" + std::to_string(number) + "]";
    path = path.empty() ? std::move(step) : std::move(step) + "/" + path;
  }
  return path;
}

}  // namespace weighbridge::xml
